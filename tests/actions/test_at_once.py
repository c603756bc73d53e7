"""Two people do the same at once: one object, no lost change, and a German sentence for whoever came second."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest
from django.db import connection

from passgenau.actions.acting import INSTALLATION
from passgenau.actions.compute_index import compute_index
from passgenau.actions.publish_release import publish_release
from passgenau.actions.register_areas import register_areas
from passgenau.actions.remove_region import remove_region
from passgenau.actions.take_over_delivery import take_over_delivery
from passgenau.common.errors import PassgenauError
from passgenau.store.models import AuditEntry, Delivery, IndexRun, Release, ReleaseDelivery, Value
from passgenau.store.queries.regions import published_release, working_release
from tests.actions.test_publishing import THREE
from tests.django_cast import NOW
from tests.town import Town, check, deliver, found_town, rates, register

pytestmark = pytest.mark.postgres


@pytest.fixture
def town(django_db_setup: None, django_db_blocker: Any) -> Iterator[Town]:
    """Return a town that other connections see as well; it is taken away by hand, since nothing is rolled back."""
    with django_db_blocker.unblock():
        if connection.vendor != "postgresql":
            pytest.skip("SQLite lets one write at a time; set PASSGENAU_DATABASE to a PostgreSQL server")
        town = found_town("Stadt Gleichzeitig", "gleichzeitig", invented=True)
        try:
            yield town
        finally:
            remove_region(INSTALLATION, town.region)


def at_once(*acts: Callable[[], object]) -> list[str]:
    """Run all acts at the same moment, each on its own connection; return the codes of the refusals."""
    start, codes, broken = threading.Barrier(len(acts)), [], []

    def run(act: Callable[[], object]) -> None:
        try:
            start.wait(timeout=20)
            act()
        except PassgenauError as refused:
            codes.extend(finding.code for finding in refused.findings)
        except BaseException as problem:
            broken.append(problem)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert broken == []
    return codes


def _fresh(town: Town, delivery: Delivery) -> Delivery:
    found: Delivery = Delivery.objects.of(town.region).select_related("system").get(pk=delivery.pk)
    return found


def _taking_over(town: Town, delivery: Delivery) -> Callable[[], object]:
    seen = _fresh(town, delivery)
    return lambda: take_over_delivery(town.planner, town.region, seen, now=NOW)


def test_the_same_delivery_ten_times_gives_one(town: Town) -> None:
    """A double click, five times over."""
    delivery = check(town, rates())
    codes = at_once(*(_taking_over(town, delivery) for _ in range(10)))
    assert len(codes) == 9
    assert set(codes) <= {"delivery.not_open", "delivery.same_file", "delivery.changed_meanwhile"}
    assert Value.objects.of(town.region).count() == 18
    assert ReleaseDelivery.objects.of(town.region).count() == 1
    assert AuditEntry.objects.of(town.region).filter(code="delivery.taken_over").count() == 1


def test_the_same_file_uploaded_twice_is_taken_over_once(town: Town) -> None:
    """Two rows, one content."""
    again = replace(register(), system="orte-2", title="Orte noch einmal")
    other = register_areas(town.planner, town.region, again, file_name="orte.geojson", digest="")
    deliveries = [check(town, rates()), check(replace(town, system=other), rates())]
    codes = at_once(*(_taking_over(town, delivery) for delivery in deliveries))
    assert codes == ["delivery.same_file"]
    assert Value.objects.of(town.region).count() == 18


def test_the_same_file_checked_at_once_is_one_open_delivery(town: Town) -> None:
    """Whoever clicks twice decides once."""
    assert at_once(*(lambda: check(town, rates()) for _ in range(4))) == []
    assert Delivery.objects.of(town.region).count() == 1


def test_different_deliveries_all_arrive_and_every_one_moves_the_release(town: Town) -> None:
    """A lost step of the revision would leave pages with old figures."""
    deliveries = [check(town, rates(more=turn)) for turn in range(4)]
    assert at_once(*(_taking_over(town, delivery) for delivery in deliveries)) == []
    release = Release.objects.of(town.region).get()
    assert release.revision == 4
    assert ReleaseDelivery.objects.of(town.region).filter(release=release).count() == 4


def test_nothing_slips_into_a_release_while_it_is_being_published(town: Town) -> None:
    """The late delivery belongs to the published release before it was published, or to the next one."""
    deliver(town, rates())
    late = check(town, rates(more=1))
    publish: Callable[[], object] = lambda: publish_release(town.planner, town.region, title="Stand", now=NOW)  # noqa: E731
    assert at_once(publish, _taking_over(town, late)) == []
    published, working = published_release(town.region), working_release(town.region)
    assert published is not None
    inside = ReleaseDelivery.objects.of(town.region).filter(release=published).count()
    assert (inside, published.revision, working is None) in {(1, 1, False), (2, 2, True)}


def test_the_same_index_asked_for_twice_is_stored_once(town: Town) -> None:
    """Both come back without an error."""
    deliver(town, rates(THREE))
    release = working_release(town.region)
    assert release is not None

    def ask() -> None:
        compute_index(town.planner, town.region, release, definition_id="muenster", period="2019")

    assert at_once(ask, ask) == []
    assert IndexRun.objects.of(town.region).count() == 1
    assert AuditEntry.objects.of(town.region).filter(code="index.computed").count() == 1
