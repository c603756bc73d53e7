"""A choice of profiles asks for exactly what the profiles say, for exactly the audience chosen."""

from __future__ import annotations

from dataclasses import replace

import pytest

from passgenau.common.errors import PassgenauError
from passgenau.files.protection_rules import load_profile_named
from passgenau.indicators.disclosure.choice import FREE, ProtectionChoice, demands_of

PROFILES = {name: load_profile_named(name) for name in ("own_3", "own_10", "census_2022")}
CHOICE = ProtectionChoice("public", {"a": "own_3", "b": "own_10", "c": FREE, "d": "census_2022"})


def test_each_indicator_is_bound_by_its_own_profile() -> None:
    asked = demands_of(CHOICE, PROFILES)
    assert asked.thresholds == {"a": PROFILES["own_3"].audiences["public"], "b": PROFILES["own_10"].audiences["public"]}
    assert asked.withheld == frozenset()


def test_the_audience_decides() -> None:
    asked = demands_of(replace(CHOICE, audience="statistics_office"), PROFILES)
    assert {one.minimum_count for one in asked.thresholds.values()} == {0}


def test_an_audience_the_profile_does_not_name_sees_nothing_of_it() -> None:
    closed = replace(PROFILES["own_3"], audiences={"statistics_office": PROFILES["own_3"].audiences["planning"]})
    asked = demands_of(CHOICE, {**PROFILES, "own_3": closed})
    assert (asked.withheld, set(asked.thresholds)) == (frozenset({"a"}), {"b"})


def test_the_digest_tells_demands_apart_and_nothing_else() -> None:
    first = demands_of(CHOICE, PROFILES).digest
    turned = ProtectionChoice("public", dict(reversed(CHOICE.profiles.items())))
    assert demands_of(turned, PROFILES).digest == first
    assert demands_of(ProtectionChoice("public", {**CHOICE.profiles, "a": "own_10"}), PROFILES).digest != first
    stricter = replace(PROFILES["own_3"].audiences["public"], minimum_count=4)
    changed = replace(PROFILES["own_3"], audiences={**PROFILES["own_3"].audiences, "public": stricter})
    assert demands_of(CHOICE, {**PROFILES, "own_3": changed}).digest != first


def test_profiles_that_do_not_exist_are_named() -> None:
    with pytest.raises(PassgenauError, match="unbekannt: eins und zwei"):
        demands_of(ProtectionChoice("public", {"a": "zwei", "b": "eins"}), PROFILES)
