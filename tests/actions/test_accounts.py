"""Regions and accounts are made by the installation, with names that work and passwords that hold."""

from __future__ import annotations

from typing import Any

import pytest
from django.apps import apps
from django.contrib.auth import authenticate
from django.contrib.auth.models import User
from django.urls import URLPattern, get_resolver

from passgenau.actions.acting import INSTALLATION, actor_in
from passgenau.actions.create_region import RESERVED, create_region
from passgenau.actions.create_user import create_user
from passgenau.actions.remove_region import remove_region
from passgenau.store.models import Membership, Region
from tests.actions.asking import codes, refused
from tests.django_cast import PASSWORD
from tests.town import Town, deliver, rates


def _user(town: Town, name: str = "paula", password: str = PASSWORD, role: str = "planner") -> User:
    return create_user(INSTALLATION, name, password=password, region=town.region, role=role)


def test_an_account_can_sign_in_and_has_its_role(town: Town) -> None:
    """In this region and no other."""
    user = _user(town)
    assert authenticate(username="paula", password=PASSWORD) == user
    assert actor_in(town.region, user).role == "planner"
    assert not user.is_staff
    assert not user.is_superuser
    assert codes(town.region)[-1] == "user.created"


def test_an_account_gets_a_role_in_a_further_region_and_keeps_its_password(town: Town, invented_town: Town) -> None:
    """One person, one password."""
    first = _user(town)
    second = _user(invented_town, password="ein-ganz-anderes-Passwort", role="reader")
    assert first == second
    assert authenticate(username="paula", password=PASSWORD) == first
    assert [actor_in(place.region, first).role for place in (town, invented_town)] == ["planner", "reader"]


def test_a_role_can_be_changed(town: Town) -> None:
    """The last word counts."""
    user = _user(town)
    _user(town, role="reader")
    assert Membership.objects.of(town.region).get(user=user).role == "reader"


@pytest.mark.parametrize(
    ("options", "code"),
    [
        ({"name": ""}, "text.unfit"),
        ({"name": "x" * 151}, "text.unfit"),
        ({"name": "paula müller"}, "text.unfit"),
        ({"name": "pau\x00la"}, "text.unfit"),
        ({"password": "kurz"}, "user.password"),
        ({"password": "123456789012"}, "user.password"),
        ({"name": "sozialplanung-kreis", "password": "sozialplanung-kreis"}, "user.password"),
        ({"role": "admin"}, "user.role"),
        ({"role": "technical"}, "user.role"),
    ],
)
def test_it_refuses_an_account(town: Town, options: dict[str, str], code: str) -> None:
    """Names that cannot be typed in, passwords that do not hold, roles that are none."""
    assert set(refused(lambda: _user(town, **options))) == {code}
    assert not Membership.objects.of(town.region).exists()


def test_the_password_is_nowhere_in_the_record(town: Town) -> None:
    """Neither as it is nor in any form."""
    from passgenau.store.models import AuditEntry

    _user(town)
    assert PASSWORD not in str([entry.detail for entry in AuditEntry.objects.of(town.region)])


def test_every_fixed_address_is_reserved() -> None:
    """A region of that name could never be opened."""
    fixed = {
        str(entry.pattern).split("/")[0]
        for entry in get_resolver().url_patterns
        if isinstance(entry, URLPattern) and not str(entry.pattern).startswith("<")
    } - {""}
    assert fixed
    assert fixed | {"static"} <= RESERVED


@pytest.mark.parametrize("slug", sorted(RESERVED))
def test_a_reserved_name_is_refused(db: None, slug: str) -> None:
    """The sentence names it."""
    assert refused(lambda: create_region(INSTALLATION, "Kreis", slug=slug)) == ["region.reserved"]


@pytest.mark.parametrize(
    ("name", "slug", "code"),
    [
        ("Kreis", "mit leerzeichen", "text.unfit"),
        ("Kreis", "../oben", "text.unfit"),
        ("Kreis", "x" * 41, "text.unfit"),
        ("", "kreis", "text.unfit"),
        ("x" * 121, "kreis", "text.unfit"),
        ("–", "", "region.slug"),
        ("", "", "region.slug"),
    ],
)
def test_it_refuses_a_region_that_no_address_could_open(db: None, name: str, slug: str, code: str) -> None:
    """Before anything is stored."""
    before = Region.objects.count()
    assert refused(lambda: create_region(INSTALLATION, name, slug=slug)) == [code]
    assert Region.objects.count() == before


def test_a_region_gets_its_address_from_its_name(db: None) -> None:
    """Without umlauts, and only once."""
    region = create_region(INSTALLATION, "Märkischer Kreis")
    assert (region.slug, region.invented) == ("markischer-kreis", False)
    assert refused(lambda: create_region(INSTALLATION, "Märkischer Kreis")) == ["region.exists"]


@pytest.mark.parametrize(
    ("name", "kind"), [("Stadt Klein", "town"), ("Landeshauptstadt Groß", "town"), ("Kreis Stadtlohn", "county")]
)
def test_a_town_is_known_by_its_name(db: None, name: str, kind: str) -> None:
    """The pages then say town instead of county."""
    assert create_region(INSTALLATION, name).kind == kind


def test_only_an_invented_region_is_removed(town: Town) -> None:
    """Real figures are never thrown away by a command for examples."""
    deliver(town, rates())
    assert refused(lambda: remove_region(INSTALLATION, town.region)) == ["region.real"]
    assert Region.objects.filter(pk=town.region.pk).exists()


def test_an_invented_region_is_removed_with_everything_in_it_and_nothing_else(town: Town, invented_town: Town) -> None:
    """No table keeps a row of it; the other region keeps all of its own."""
    _user(invented_town)
    for place in (town, invented_town):
        deliver(place, rates())
    models: list[Any] = [model for model in apps.get_app_config("store").get_models() if model is not Region]
    before = {model: model.objects.of(town.region).count() for model in models}
    gone = invented_town.region.pk
    remove_region(INSTALLATION, invented_town.region)
    assert not Region.objects.filter(pk=gone).exists()
    assert {model: model._base_manager.filter(region_id=gone).count() for model in models} == dict.fromkeys(models, 0)
    assert {model: model.objects.of(town.region).count() for model in models} == before
