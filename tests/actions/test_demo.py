"""The demo county is loaded through the same verbs that people use."""

from __future__ import annotations

import pytest

from passgenau.actions.acting import INSTALLATION
from passgenau.actions.create_region import create_region
from passgenau.actions.load_demo import DEFINITION, load_demo
from passgenau.actions.remove_region import remove_region
from passgenau.store.models import AuditEntry, Delivery, Region, Release, Value
from passgenau.store.queries.figures import figures_of
from passgenau.store.queries.index import reading
from passgenau.store.queries.regions import published_release, working_release
from tests.actions.asking import refused
from tests.django_cast import NOW


def _load() -> Region:
    return load_demo(now=NOW, progress=lambda text, done, total: None)


def test_it_is_invented_and_published_with_its_index(demo: Region) -> None:
    """Fourteen deliveries, one release, certainty included."""
    assert demo.invented
    release = published_release(demo)
    assert release is not None
    assert working_release(demo) is None
    assert set(Delivery.objects.of(demo).values_list("state", flat=True)) == {"taken_over"}
    found = reading(demo, release, DEFINITION, "2025")
    assert found.robustness is not None
    assert found.robustness.area_ids == found.result.area_ids


def test_what_is_stored_is_what_was_invented(demo: Region) -> None:
    """Not one figure more or less."""
    from passgenau.demo import invented_county

    county = invented_county()
    release = published_release(demo)
    assert release is not None
    stored = figures_of(demo, release).long
    keys = ["area_id", "indicator_id", "period"]
    columns = [*keys, "status", "numerator", "denominator"]
    mine = county.long[columns].sort_values(keys).reset_index(drop=True)
    theirs = stored[columns].sort_values(keys).reset_index(drop=True)
    assert mine.equals(theirs)
    assert Value.objects.of(demo).count() == len(mine)


def test_loading_again_changes_nothing(demo: Region) -> None:
    """Whatever somebody did in it stays."""
    entries = AuditEntry.objects.of(demo).count()
    assert _load() == demo
    assert AuditEntry.objects.of(demo).count() == entries
    assert Release.objects.of(demo).count() == 1


def test_every_warning_is_accepted_with_a_reason(demo: Region) -> None:
    """Nothing was let through in silence."""
    for delivery in Delivery.objects.of(demo):
        warnings = {entry["number"] for entry in delivery.findings if entry["level"] == "warning"}
        assert set(delivery.acceptances) == warnings
        assert len(warnings) == len(delivery.findings)


def test_a_real_region_of_that_name_is_never_taken_for_the_demo(demo: Region) -> None:
    """Nobody gets an account in it by starting the demo."""
    remove_region(INSTALLATION, demo)
    create_region(INSTALLATION, "Kreis Demmin-Ost", slug="demo")
    assert refused(_load) == ["demo.taken"]


def test_it_can_be_removed_and_loaded_afresh_and_says_how_far_it_is(demo: Region) -> None:
    """The same county comes back under a new number; every delivery is announced."""
    remove_region(INSTALLATION, demo)
    said: list[tuple[str, int, int]] = []
    again = load_demo(now=NOW, progress=lambda text, done, total: said.append((text, done, total)))
    assert again.slug == "demo"
    assert Delivery.objects.of(again).count() == 14
    assert len([text for text, _, _ in said if text.startswith("Lieferung ")]) == 14
    assert all(0 <= done <= total for _, done, total in said)


def test_it_leaves_nothing_behind_where_it_breaks(demo: Region) -> None:
    """Half a county would be taken for a whole one."""
    remove_region(INSTALLATION, demo)

    def stop(text: str, done: int, total: int) -> None:
        if done == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        load_demo(now=NOW, progress=stop)
    assert not Region.objects.filter(slug="demo").exists()
