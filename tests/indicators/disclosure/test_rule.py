"""The rule of a release names what binds each indicator; what it leaves open or says twice is refused."""

from __future__ import annotations

from typing import Any

import pytest

from passgenau.common.errors import PassgenauError
from passgenau.indicators.disclosure.breakdowns import Breakdown
from passgenau.indicators.disclosure.primary import strictest
from passgenau.indicators.disclosure.profile_parse import parse_profile
from passgenau.indicators.disclosure.rule import (
    FreeIndicators,
    IndexRelease,
    Populations,
    ProtectionRule,
    SourceRule,
    idle_patterns,
    rule_from_profile,
    thresholds_for,
    withheld_indicators,
)
from passgenau.indicators.disclosure.rule_parse import parse_rule
from passgenau.indicators.disclosure.thresholds import Audience, Thresholds
from tests.indicators.disclosure.demands import demanding, profile, raw_profile, raw_thresholds

OFFICE_ONLY = parse_profile(
    raw_profile(id="office_only", audiences={"statistics_office": raw_thresholds()}), "probe.toml"
)
PROFILES = {
    one.id: one
    for one in (
        profile("three", minimum_count=3),
        profile("hundred", minimum_denominator=100, rounding=2),
        profile("five", rounding=5, complement=True),
        profile("at_source", at_source=True),
        OFFICE_ONLY,
    )
}
INDICATORS = ["sgb2_share", "sgb2_youth", "SGB2_old", "green_space", "census_rooms"]


def raw_rule(**changes: Any) -> dict[str, Any]:
    sources = [{"indicators": ["*"], "profiles": ["three"]}]
    return {"id": "probe", "name": "Probe", "decided_by": "Probe", "decided_on": "2026-03-31", "sources": sources} | (
        changes
    )


def rule(**changes: Any) -> ProtectionRule:
    return parse_rule(raw_rule(**changes), "probe.toml")


def source(patterns: str, profiles: str, exceptions: str = "") -> dict[str, Any]:
    left_out = {"except": exceptions.split()} if exceptions else {}
    return {"indicators": patterns.split(), "profiles": profiles.split(), **left_out}


def free(patterns: str) -> dict[str, Any]:
    return {"indicators": patterns.split(), "reason": "Quadratmeter"}


def bound(one: ProtectionRule, indicators: list[str], audience: Audience = "public") -> dict[str, Thresholds]:
    return thresholds_for(one, PROFILES, indicator_ids=indicators, audience=audience)


def test_all_entries_that_fit_count_and_the_strictest_wins() -> None:
    several = rule(sources=[source("*", "three"), source("sgb2_*", "hundred five")])
    found = bound(several, ["sgb2_share", "SGB2_old"])
    assert found["SGB2_old"] == demanding(minimum_count=3)
    assert found["sgb2_share"] == demanding(minimum_count=3, minimum_denominator=100, complement=True, rounding=10)
    assert found["sgb2_share"] == strictest(
        [PROFILES[name].audiences["public"] for name in ("three", "hundred", "five")]
    )


def test_a_wider_circle_is_bound_by_its_own_thresholds() -> None:
    assert bound(rule(), ["sgb2_share"], "planning") == {"sgb2_share": demanding()}


def test_free_and_already_protected_indicators_pass_unchanged() -> None:
    mixed = rule(sources=[source("sgb2_* SGB2_*", "three"), source("census_*", "at_source")], free=[free("green_*")])
    assert list(bound(mixed, INDICATORS)) == ["sgb2_share", "sgb2_youth", "SGB2_old"]


def test_an_exception_takes_an_indicator_out_of_one_source() -> None:
    several = rule(
        sources=[source("*", "three", "census_* green_space"), source("census_*", "at_source")], free=[free("green_*")]
    )
    assert list(bound(several, INDICATORS)) == ["sgb2_share", "sgb2_youth", "SGB2_old"]


def test_every_indicator_that_nothing_matches_is_refused_by_name() -> None:
    with pytest.raises(PassgenauError) as refused:
        bound(rule(sources=[source("sgb2_*", "three")]), INDICATORS)
    assert [one.place.indicator_id for one in refused.value.findings] == ["SGB2_old", "green_space", "census_rooms"]
    assert "[[sources]]" in str(refused.value)
    assert "[[free]]" in str(refused.value)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"free": [free("sgb2_*")]}, "protection_rule.free_and_bound"),
        ({"sources": [source("*", "three at_source")]}, "protection_rule.at_source_and_bound"),
        ({"sources": [source("*", "three office_only")]}, "protection_rule.withheld"),
    ],
)
def test_contradictions_are_refused_rather_than_settled(changes: dict[str, Any], code: str) -> None:
    with pytest.raises(PassgenauError) as refused:
        bound(rule(**changes), ["sgb2_share", "sgb2_youth"])
    assert [one.code for one in refused.value.findings] == [code, code]


def test_an_indicator_is_withheld_from_whom_one_of_its_profiles_does_not_name() -> None:
    several = rule(sources=[source("*", "three"), source("sgb2_youth", "office_only")])
    for audience, withheld in (("statistics_office", ()), ("planning", ("sgb2_youth",)), ("public", ("sgb2_youth",))):
        found = withheld_indicators(several, PROFILES, indicator_ids=INDICATORS, audience=audience)
        assert found == withheld
    assert "sgb2_youth" in bound(several, INDICATORS, "statistics_office")


def test_a_plain_profile_binds_everything() -> None:
    plain = rule_from_profile(PROFILES["three"])
    assert (plain.id, plain.decided_by, plain.decided_on) == ("three", "", "")
    assert bound(plain, INDICATORS) == dict.fromkeys(INDICATORS, demanding(minimum_count=3))


def test_a_pattern_that_fits_nothing_can_be_told() -> None:
    slips = rule(sources=[source("*", "three", "SGB2_new"), source("sbg2_* sgb2_*", "five")], free=[free("bäume")])
    assert idle_patterns(slips, INDICATORS) == ("SGB2_new", "sbg2_*", "bäume")


def test_a_rule_is_read_as_it_stands() -> None:
    found = rule(
        sources=[source("sgb2_* a", "three five", "sgb2_x")],
        breakdowns=[{"total": "a", "parts": ["b", "c"]}],
        free=[free("green_*")],
        index={"definition": "rbk_gesamtindex", "show": ["score", "class"]},
        populations={"profile": "hundred"},
    )
    assert found == ProtectionRule(
        id="probe",
        name="Probe",
        decided_by="Probe",
        decided_on="2026-03-31",
        sources=(SourceRule(("sgb2_*", "a"), ("three", "five"), ("sgb2_x",)),),
        breakdowns=(Breakdown("a", ("b", "c")),),
        free=(FreeIndicators(("green_*",), "Quadratmeter"),),
        index=IndexRelease("rbk_gesamtindex", ("class", "score")),
        populations=Populations(profile="hundred"),
    )
    assert found.profile_ids == ("three", "five", "hundred")


def test_what_a_rule_may_leave_out_is_not_done() -> None:
    found = rule()
    assert (found.breakdowns, found.free, found.index, found.populations) == ((), (), None, None)
    assert rule(populations={"official": True}).populations == Populations(official=True)


@pytest.mark.parametrize("key", sorted(raw_rule()))
def test_every_required_entry_must_be_written(key: str) -> None:
    raw = raw_rule()
    del raw[key]
    with pytest.raises(PassgenauError, match=f"Der Eintrag „{key}“ fehlt"):
        parse_rule(raw, "probe.toml")


WRONG: dict[str, tuple[dict[str, Any], str]] = {
    "an unknown entry": ({"treshold": 3}, "„treshold“ ist nicht bekannt"),
    "nobody who decided": ({"decided_by": ""}, "„decided_by“ muss ein nicht leerer Text"),
    "a day nobody knows": ({"decided_on": "31.03.2026"}, "ein Datum wie 2026-03-31"),
    "a day that was never": ({"decided_on": "2026-02-30"}, "ein Datum wie 2026-03-31"),
    "a day without signs": ({"decided_on": "20260331"}, "ein Datum wie 2026-03-31"),
    "an id with a path in it": ({"id": "a/b"}, "Kleinbuchstaben"),
    "no source": ({"sources": []}, "mindestens eine Quelle"),
    "sources as a table": ({"sources": source("*", "three")}, "[[sources]]"),
    "a source without profiles": ({"sources": [{"indicators": ["*"]}]}, "„sources[1].profiles“ fehlt"),
    "an empty list of profiles": ({"sources": [source("*", "")]}, "mindestens einem Eintrag"),
    "a profile with a path in it": ({"sources": [source("*", "../three")]}, "„sources[1].profiles“ darf nur"),
    "an unknown entry of a source": ({"sources": [source("*", "three") | {"t": 3}]}, "„sources[1].t“"),
    "a pattern as text": ({"sources": [{"indicators": "*", "profiles": ["three"]}]}, "Liste nicht leerer Texte"),
    "an empty exception": ({"sources": [source("*", "three") | {"except": []}]}, "„sources[1].except“"),
    "a breakdown into itself": ({"breakdowns": [{"total": "a", "parts": ["a", "b"]}]}, "ohne die Summe selbst"),
    "a breakdown into one": ({"breakdowns": [{"total": "a", "parts": ["b"]}]}, "mindestens zwei Indikatoren"),
    "a breakdown twice": ({"breakdowns": [{"total": "a", "parts": ["b", "c"]}] * 2}, "steht 2-mal"),
    "free without reason": ({"free": [{"indicators": ["green_*"]}]}, "„free[1].reason“ fehlt"),
    "an index without definition": ({"index": {"show": []}}, "„index.definition“ fehlt"),
    "an index part nobody knows": ({"index": {"definition": "x", "show": ["z"]}}, "class, rank, score, contribution"),
    "populations without a word": ({"populations": {}}, "entweder „profile“"),
    "populations both ways": ({"populations": {"profile": "three", "official": True}}, "entweder „profile“"),
    "populations not official": ({"populations": {"official": False}}, "entweder „profile“"),
}  # fmt: skip


@pytest.mark.parametrize(("changes", "words"), WRONG.values(), ids=WRONG.keys())
def test_it_refuses_what_cannot_be_and_says_what_must_be(changes: dict[str, Any], words: str) -> None:
    with pytest.raises(PassgenauError) as refused:
        rule(**changes)
    assert words in str(refused.value)
    assert str(refused.value).startswith("Fehler (probe.toml): ")


def test_it_says_everything_at_once() -> None:
    with pytest.raises(PassgenauError) as refused:
        rule(name="", decided_on="morgen", free=[{"indicators": []}], populations={}, treshold=1)
    assert len(refused.value.findings) == 6
