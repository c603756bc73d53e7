"""Figures of a release: which delivery counts, what the public sees, and when something is read anew."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.db import IntegrityError, transaction

from passgenau.actions.publish_release import publish_release
from passgenau.actions.register_areas import add_level
from passgenau.data.areas import Area, AreaRegister
from passgenau.data.status import ValueStatus
from passgenau.store.models import Area as AreaRow
from passgenau.store.models import Delivery, Release, Value
from passgenau.store.queries.deliveries import read_again
from passgenau.store.queries.figures import figures_of, register_of
from passgenau.store.queries.index import definitions_for, reading
from passgenau.store.queries.regions import published_release, working_release
from tests.django_cast import NOW
from tests.town import KEYS, Town, check, deliver, found_town, rates, table

FIGURE = ("0101", "unemployment_share", "2019")


@pytest.fixture
def town(db: None) -> Town:
    """Return an invented town, which alone may publish."""
    return found_town(invented=True)


def _numerator(town: Town, release: Release | None) -> float:
    assert release is not None
    long = figures_of(town.region, release).long
    found = long[(long["area_id"] == FIGURE[0]) & (long["indicator_id"] == FIGURE[1])]
    assert len(found) == 1
    return float(found["numerator"].iloc[0])


def test_what_was_delivered_comes_back_as_it_was(town: Town) -> None:
    """Counts, values, states and keys survive the database; a hidden value stays hidden, a zero a zero."""
    rows = [
        ("0101", "unemployment_share", "2019", 0, 400, None),
        ("0102", "unemployment_share", "2019", None, None, "geheim"),
        ("0103", "unemployment_share", "2019", None, None, "fehlt"),
        ("0201", "S1", "2019-12-31", None, None, "0,0625"),
    ]
    delivery = check(town, table(rows))
    expected = read_again(town.region, delivery).long
    for entry in delivery.findings:
        delivery.acceptances[entry["number"]] = {"by": "x", "on": "2026-01-01", "reason": "x"}
    delivery.save()
    from passgenau.actions.take_over_delivery import take_over_delivery

    take_over_delivery(town.planner, town.region, delivery, now=NOW)
    release = working_release(town.region)
    assert release is not None
    found = figures_of(town.region, release).long
    for name in ("area_id", "indicator_id", "period", "status", "row"):
        assert list(found[name]) == list(expected[name])
    for name in ("numerator", "denominator", "value"):
        assert found[name].equals(expected[name])
    assert list(found["status"]) == ["value", "suppressed", "missing", "value"]


def test_a_later_delivery_replaces_the_figure_and_the_earlier_one_stays_with_its_delivery(town: Town) -> None:
    """Nothing is overwritten; the order of taking over decides."""
    first = deliver(town, rates(["unemployment_share"]))
    deliver(town, rates(["unemployment_share"], more=5))
    assert _numerator(town, working_release(town.region)) == 25
    assert Value.objects.of(town.region).get(delivery=first, area__area_id="0101").numerator == 20


def test_a_published_release_never_changes(town: Town) -> None:
    """Later deliveries open a new working release that starts with the same deliveries."""
    deliver(town, rates(["unemployment_share"]))
    publish_release(town.planner, town.region, title="Stand 1", now=NOW)
    assert working_release(town.region) is None
    deliver(town, rates(["S1"]))
    deliver(town, rates(["unemployment_share"], more=5))
    published, working = published_release(town.region), working_release(town.region)
    assert published is not None
    assert working is not None
    assert (published.number, working.number) == (1, 2)
    assert _numerator(town, published) == 20
    assert figures_of(town.region, published).indicator_ids == ("unemployment_share",)
    assert _numerator(town, working) == 25
    assert figures_of(town.region, working).indicator_ids == ("S1", "unemployment_share")


def test_publishing_again_supersedes_and_keeps_the_earlier_release(town: Town) -> None:
    """There is one published release, and the history stays."""
    deliver(town, rates(["unemployment_share"]))
    publish_release(town.planner, town.region, title="Stand 1", now=NOW)
    deliver(town, rates(["unemployment_share"], more=5))
    publish_release(town.planner, town.region, title="Stand 2", now=NOW)
    states = list(Release.objects.of(town.region).order_by("number").values_list("title", "state"))
    assert states == [("Stand 1", "superseded"), ("Stand 2", "published")]
    assert _numerator(town, published_release(town.region)) == 25


def test_a_further_level_is_seen_at_once(town: Town) -> None:
    """Nothing kept in memory hides the new areas, and what was there stays as it was."""
    deliver(town, rates(["unemployment_share"]))
    release = working_release(town.region)
    assert release is not None
    before = figures_of(town.region, release)
    whole = AreaRegister("orte", (Area("0", "Stadt Klein", "Stadt"),), "EPSG:25832")
    add_level(town.planner, town.region, town.system, whole, file_name="stadt.geojson")
    release = working_release(town.region)
    assert release is not None
    after = figures_of(town.region, release)
    assert set(after.register.ids) - set(before.register.ids) == {"0"}
    assert register_of(town.system).ids == after.register.ids
    assert after.register.areas[: len(before.register.areas)] == before.register.areas


def test_a_stored_delivery_is_read_against_the_areas_of_today(town: Town) -> None:
    """A reading kept in memory does not outlive the area system it was made for."""
    content = rates(["unemployment_share"]) + b"0;unemployment_share;2019;9;90;;\n"
    delivery = check(town, content)
    assert [finding.code for finding in read_again(town.region, delivery).findings] == ["area.unknown"]
    whole = AreaRegister("orte", (Area("0", "Stadt Klein", "Stadt"),), "EPSG:25832")
    add_level(town.planner, town.region, town.system, whole, file_name="stadt.geojson")
    delivery = Delivery.objects.of(town.region).select_related("system").get(pk=delivery.pk)
    assert read_again(town.region, delivery).findings == ()


def test_areas_come_back_as_they_were_registered(town: Town) -> None:
    """Keys keep their zeros, an unknown population stays unknown, shapes are the same to the last digit."""
    from tests.town import register

    stored = register_of(town.system)
    assert stored.ids[:6] == KEYS
    for mine, theirs in zip(register().areas, stored.areas, strict=True):
        assert replace(mine, geometry=None) == replace(theirs, geometry=None)
        assert mine.geometry is not None
        assert mine.geometry.equals_exact(theirs.geometry, 0)


def test_an_index_is_read_where_all_its_indicators_were_delivered(town: Town) -> None:
    """Two of three are not enough."""
    deliver(town, rates(["S1", "S3"]))
    release = working_release(town.region)
    assert release is not None
    assert definitions_for(town.region, release) == {}
    deliver(town, rates(["S4"]))
    release = working_release(town.region)
    assert release is not None
    assert definitions_for(town.region, release) == {"mss_berlin_status": ["2019"]}
    found = reading(town.region, release, "mss_berlin_status", "2019")
    assert list(found.result.rank) == [6, 5, 4, 3, 2, 1]


@pytest.mark.parametrize("status", [ValueStatus.SUPPRESSED, ValueStatus.MISSING])
@pytest.mark.parametrize("column", ["value", "numerator"])
def test_the_database_itself_refuses_a_number_beside_a_hidden_or_missing_value(
    town: Town, status: ValueStatus, column: str
) -> None:
    """Whatever a later program does, this line holds."""
    delivery = check(town, rates())
    area = AreaRow.objects.of(town.region).get(area_id="0101")
    fields = {"delivery": delivery, "area": area, "indicator_id": "S1", "period": "2019", "status": status}
    with pytest.raises(IntegrityError), transaction.atomic():
        Value.objects.of(town.region).create(**fields, **{column: 3.0})


@pytest.mark.parametrize("state", ["working", "published"])
def test_the_database_itself_refuses_a_second_release_of_this_state(town: Town, state: str) -> None:
    """One state that is worked on, one that the public sees."""
    rows = Release.objects.of(town.region)
    rows.create(number=1, title="eins", system=town.system, state=state)
    with pytest.raises(IntegrityError), transaction.atomic():
        rows.create(number=2, title="zwei", system=town.system, state=state)
