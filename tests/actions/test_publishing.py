"""A release is published by a decision, never by accident, and in this version only of invented figures."""

from __future__ import annotations

from passgenau.actions.compute_index import compute_index
from passgenau.actions.publish_release import publish_release
from passgenau.store.models import AuditEntry, IndexRun, Release
from passgenau.store.queries.index import reading
from passgenau.store.queries.regions import published_release, working_release
from tests.actions.asking import codes, refused
from tests.django_cast import NOW
from tests.town import Town, deliver, rates

THREE = ("muenster_sgb2_15_64_share", "muenster_sgb2_under_15_share", "muenster_migrant_minors_share")


def _publish(town: Town, title: str = "Stand 2019") -> Release:
    return publish_release(town.planner, town.region, title=title, now=NOW)


def test_real_figures_are_not_published(town: Town) -> None:
    """Without disclosure control nobody can promise that no single case shows."""
    deliver(town, rates())
    assert refused(lambda: _publish(town)) == ["release.unprotected"]
    assert published_release(town.region) is None


def test_without_figures_there_is_nothing_to_publish(invented_town: Town) -> None:
    """No release, no page."""
    assert refused(lambda: _publish(invented_town)) == ["release.none"]


def test_invented_figures_are_published(invented_town: Town) -> None:
    """Title, day, and what was done."""
    deliver(invented_town, rates())
    release = _publish(invented_town)
    assert (release.state, release.title, release.published_at) == ("published", "Stand 2019", NOW)
    assert published_release(invented_town.region) == release
    assert working_release(invented_town.region) is None
    assert codes(invented_town.region)[-1] == "release.published"


def test_it_is_not_published_twice(invented_town: Town) -> None:
    """After the first time there is no working release."""
    deliver(invented_town, rates())
    _publish(invented_town)
    assert refused(lambda: _publish(invented_town)) == ["release.none"]


def test_a_title_that_does_not_fit_is_refused_and_nothing_is_superseded(invented_town: Town) -> None:
    """All or nothing here as well."""
    deliver(invented_town, rates())
    _publish(invented_town)
    deliver(invented_town, rates(more=3))
    for title in ("", "x" * 121):
        assert refused(lambda title=title: _publish(invented_town, title)) == ["text.unfit"]
    states = Release.objects.of(invented_town.region).order_by("number").values_list("state", flat=True)
    assert list(states) == ["published", "working"]


def test_the_certainty_of_an_index_is_computed_once_for_each_state(invented_town: Town) -> None:
    """Asking again costs nothing; new figures need a new run."""
    deliver(invented_town, rates(THREE))
    release = working_release(invented_town.region)
    assert release is not None
    for _ in range(2):
        assert compute_index(
            invented_town.planner, invented_town.region, release, definition_id="muenster", period="2019"
        )
    run = IndexRun.objects.of(invented_town.region).get()
    assert AuditEntry.objects.of(invented_town.region).filter(code="index.computed").count() == 1
    stored = reading(invented_town.region, release, "muenster", "2019").robustness
    assert stored is not None
    assert (stored.replications, stored.seed, stored.top) == (run.replications, run.seed, run.top)
    assert abs(stored.p_top.sum() - run.top) < 1e-9
    deliver(invented_town, rates(THREE, more=3))
    moved = working_release(invented_town.region)
    assert moved is not None
    assert reading(invented_town.region, moved, "muenster", "2019").robustness is None


def test_an_index_that_asks_for_no_certainty_gets_none(invented_town: Town) -> None:
    """The definition decides."""
    deliver(invented_town, rates())
    release = working_release(invented_town.region)
    assert release is not None
    asked = compute_index(
        invented_town.planner, invented_town.region, release, definition_id="mss_berlin_status", period="2019"
    )
    assert asked is False
    assert not IndexRun.objects.of(invented_town.region).exists()
