"""Every verb asks for its right first; what it refuses leaves no trace."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from importlib import import_module
from pkgutil import iter_modules

import pytest

import passgenau.actions
from passgenau.actions.accept_finding import accept_finding, accept_findings, withdraw_acceptance
from passgenau.actions.acting import INSTALLATION, Actor
from passgenau.actions.check_areas import check_areas
from passgenau.actions.check_delivery import check_delivery, recheck_delivery
from passgenau.actions.compute_index import compute_index
from passgenau.actions.create_region import create_region
from passgenau.actions.create_user import create_user
from passgenau.actions.discard_delivery import discard_delivery
from passgenau.actions.preview_protection import preview_protection
from passgenau.actions.publish_release import publish_release
from passgenau.actions.register_areas import add_level, register_areas
from passgenau.actions.remove_region import remove_region
from passgenau.actions.take_over_delivery import take_over_delivery
from passgenau.indicators.disclosure.choice import ProtectionChoice
from passgenau.store.models import AuditEntry, Delivery, Membership, Region
from passgenau.store.queries.regions import working_release
from tests.actions.asking import refused
from tests.django_cast import NOW, PASSWORD
from tests.town import Town, check, deliver, rates, register

Act = Callable[[Actor, Town, Delivery], object]

VERBS: dict[Callable[..., object], Act] = {
    accept_finding: lambda who, town, it: accept_finding(who, town.region, it, number="F1", reason="x", now=NOW),
    accept_findings: lambda who, town, it: accept_findings(who, town.region, it, numbers=["F1"], reason="x", now=NOW),
    withdraw_acceptance: lambda who, town, it: withdraw_acceptance(who, town.region, it, number="F1"),
    check_areas: lambda who, town, it: check_areas(who, town.region, content=b"", file_name="a.geojson", wishes={}),
    check_delivery: lambda who, town, it: check_delivery(
        who, town.region, town.system, content=rates(more=9), file_name="z.csv", profile="plain_long"
    ),
    recheck_delivery: lambda who, town, it: recheck_delivery(who, town.region, it, profile="plain_long", period=""),
    compute_index: lambda who, town, it: compute_index(
        who,
        town.region,
        working_release(town.region),
        definition_id="mss_berlin_status",
        period="2019",  # type: ignore[arg-type]
    ),
    preview_protection: lambda who, town, it: preview_protection(
        who,
        town.region,
        working_release(town.region),  # type: ignore[arg-type]
        choice=ProtectionChoice("public", {}),
        now=NOW,
    ),
    discard_delivery: lambda who, town, it: discard_delivery(who, town.region, it),
    publish_release: lambda who, town, it: publish_release(who, town.region, title="Stand", now=NOW),
    add_level: lambda who, town, it: add_level(who, town.region, town.system, register(), file_name="a"),
    register_areas: lambda who, town, it: register_areas(who, town.region, register(), file_name="a", digest="x"),
    take_over_delivery: lambda who, town, it: take_over_delivery(who, town.region, it, now=NOW),
    create_region: lambda who, town, it: create_region(who, "Kreis Neu"),
    create_user: lambda who, town, it: create_user(who, "neu", password=PASSWORD, region=town.region, role="planner"),
    remove_region: lambda who, town, it: remove_region(who, town.region),
}
TECHNICAL_ONLY = {create_region, create_user, remove_region}
WITHOUT_ACTOR = {"compute_latest", "load_demo"}  # both act through the other verbs, which ask for the right
PUBLIC, STRANGER = Actor("", ""), Actor("fremd", "")
IMPOSTOR, MADE_UP = Actor("Installation", "planner"), Actor("Installation2", "technical")


@pytest.fixture
def prepared(invented_town: Town) -> tuple[Town, Delivery]:
    """Return a town with a working release and an open delivery."""
    deliver(invented_town, rates())
    return invented_town, check(invented_town, rates(more=2))


def _state(town: Town) -> tuple[object, ...]:
    return (
        Region.objects.count(),
        AuditEntry.objects.of(town.region).count(),
        Membership.objects.of(town.region).count(),
        list(Delivery.objects.of(town.region).values_list("pk", "state")),
    )


@pytest.mark.parametrize("verb", VERBS, ids=lambda verb: verb.__name__)
def test_readers_strangers_and_the_public_change_nothing(
    prepared: tuple[Town, Delivery], verb: Callable[..., object]
) -> None:
    """The verb itself refuses, whichever door was used."""
    town, delivery = prepared
    before = _state(town)
    for who in (PUBLIC, STRANGER, town.reader):
        assert refused(lambda who=who: VERBS[verb](who, town, delivery)) == ["right.missing"]
    assert _state(town) == before


@pytest.mark.parametrize("verb", sorted(TECHNICAL_ONLY, key=lambda verb: verb.__name__), ids=lambda verb: verb.__name__)
def test_only_the_installation_makes_regions_and_accounts(
    prepared: tuple[Town, Delivery], verb: Callable[..., object]
) -> None:
    """Not even a planner may; a person called Installation is a person."""
    town, delivery = prepared
    before = _state(town)
    for who in (town.planner, IMPOSTOR):
        assert refused(lambda who=who: VERBS[verb](who, town, delivery)) == ["right.missing"]
    assert _state(town) == before


def test_the_technical_role_may_not_do_what_planners_decide(prepared: tuple[Town, Delivery]) -> None:
    """Only the installation itself stands above the table of rights."""
    town, delivery = prepared
    assert refused(lambda: take_over_delivery(MADE_UP, town.region, delivery, now=NOW)) == ["right.missing"]
    take_over_delivery(INSTALLATION, town.region, delivery, now=NOW)


def test_every_verb_is_on_this_page() -> None:
    """A verb that nobody listed here fails."""
    found = set()
    for module in iter_modules(passgenau.actions.__path__):
        for name, member in inspect.getmembers(import_module(f"passgenau.actions.{module.name}"), inspect.isfunction):
            own = member.__module__ == f"passgenau.actions.{module.name}"
            takes_actor = "actor" in inspect.signature(member).parameters
            if own and not name.startswith("_") and (takes_actor or name == "load_demo"):
                found.add(name)
    assert found - {"require", "record"} == {verb.__name__ for verb in VERBS} | WITHOUT_ACTOR
