"""What was done is written down under codes that never change; rows are only added."""

from __future__ import annotations

import re
from pathlib import Path

import passgenau.actions
from passgenau.actions.accept_finding import accept_findings, withdraw_acceptance
from passgenau.actions.acting import INSTALLATION
from passgenau.actions.check_areas import check_areas
from passgenau.actions.compute_index import compute_index
from passgenau.actions.create_user import create_user
from passgenau.actions.discard_delivery import discard_delivery
from passgenau.actions.preview_protection import preview_protection
from passgenau.actions.publish_release import publish_release
from passgenau.actions.take_over_delivery import take_over_delivery
from passgenau.indicators.disclosure.choice import ProtectionChoice
from passgenau.store.models import AuditEntry
from passgenau.store.queries.regions import working_release
from tests.actions.test_areas import areas_file
from tests.actions.test_publishing import THREE
from tests.django_cast import NOW, PASSWORD
from tests.town import KEYS, Town, check, deliver, rates, table

CODES = {
    "areas.checked",
    "areas.level_added",
    "areas.registered",
    "delivery.checked",
    "delivery.discarded",
    "delivery.taken_over",
    "finding.acceptance_withdrawn",
    "finding.accepted",
    "index.computed",
    "protection.previewed",
    "region.created",
    "release.published",
    "user.created",
}


def test_every_act_leaves_its_code_and_its_person(invented_town: Town) -> None:
    """One life of a region, from its making to its publication."""
    town = invented_town
    create_user(INSTALLATION, "paula", password=PASSWORD, region=town.region, role="planner")
    areas = check_areas(
        town.planner, town.region, content=areas_file(("0", "Stadt")), file_name="stadt.geojson",
        wishes={"level": "Stadt", "join": str(town.system.pk)},
    )  # fmt: skip
    take_over_delivery(town.planner, town.region, areas, now=NOW)
    deliver(town, rates(THREE))
    discard_delivery(town.planner, town.region, check(town, rates()))
    some = check(town, table([(key, "S1", "2019", 20 + turn, 400, None) for turn, key in enumerate(KEYS[:5])]))
    accept_findings(town.planner, town.region, some, numbers=["F1"], reason="leer", now=NOW)
    withdraw_acceptance(town.planner, town.region, some, number="F1")
    release = working_release(town.region)
    assert release is not None
    compute_index(town.planner, town.region, release, definition_id="muenster", period="2019")
    choice = ProtectionChoice("public", dict.fromkeys(THREE, "own_3"))
    preview_protection(town.planner, town.region, release, choice=choice, now=NOW)
    publish_release(town.planner, town.region, title="Stand 2019", now=NOW)
    entries = AuditEntry.objects.of(town.region)
    assert set(entries.values_list("code", flat=True)) == CODES
    people = {entry.code: entry.actor for entry in entries}
    assert people.pop("region.created") == people.pop("user.created") == INSTALLATION.name
    assert people.pop("areas.registered") == INSTALLATION.name
    assert set(people.values()) == {"petra"}


def test_the_code_writes_no_other_codes_than_these() -> None:
    """A new code belongs into the list above, where somebody reads it."""
    sources = [path.read_text(encoding="utf-8") for path in Path(passgenau.actions.__path__[0]).glob("*.py")]
    assert {code for text in sources for code in re.findall(r'record\(region, actor, "([^"]+)"', text)} == CODES


def test_no_entry_is_changed_or_deleted_by_a_verb() -> None:
    """The record only grows; only the removal of an invented region takes it along."""
    for path in Path(passgenau.actions.__path__[0]).glob("*.py"):
        if path.stem not in {"remove_region", "acting"}:
            assert "AuditEntry" not in path.read_text(encoding="utf-8"), path.name


def test_an_entry_holds_no_figure_of_an_area(invented_town: Town) -> None:
    """The record says which file and how many, never what stood in it."""
    rows = [(key, "S1", "2019", 12340 + place, 567890, None) for place, key in enumerate(KEYS)]
    deliver(invented_town, table(rows))
    assert "1234" not in str(list(AuditEntry.objects.of(invented_town.region).values_list("detail", flat=True)))
