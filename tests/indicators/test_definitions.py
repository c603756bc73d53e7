"""The shipped indicators: reviewed documents, complete, and in agreement with the reference list."""

from __future__ import annotations

import csv
import re
from collections import Counter
from dataclasses import fields
from pathlib import Path

import pytest

from passgenau.common.errors import PassgenauError
from passgenau.indicators.definition import parse_indicator
from tests.indicators.test_cases import DEFINITION_IDS, DEFINITIONS, definition, read

RBK_DOMAINS = {
    "foreign_population": 4, "work_and_social": 10, "health": 6, "youth_welfare": 5, "care_and_seniors": 5,
}  # fmt: skip
SCHOOL_ENTRY = {
    "school_entry_motor_deficit_share",
    "school_entry_language_deficit_share",
    "school_entry_obesity_share",
    "checkup_u8_u9_incomplete_share",
    "measles_vaccination_incomplete_share",
}
RBK = [indicator for indicator in DEFINITION_IDS if definition(indicator).domain in RBK_DOMAINS]


def test_the_thirty_of_the_county_are_complete_in_their_five_domains() -> None:
    assert Counter(definition(indicator).domain for indicator in RBK) == RBK_DOMAINS


@pytest.mark.shared
def test_names_domains_and_directions_follow_the_reference_list(shared_folder: Path) -> None:
    source = shared_folder / "reference" / "rbk_indicators.csv"
    direction = {"need_up": 1, "need_down": -1, "context": 0}
    with source.open(encoding="utf-8") as lines:
        rows = list(csv.DictReader(lines, delimiter=";"))
    assert {row["id"] for row in rows} == set(RBK)
    for row in rows:
        found = definition(row["id"])
        assert (found.name, found.domain) == (row["name_de"], row["domain"])
        assert found.direction == direction[row["polarity"]]
        assert (found.documented == "documented") == row["status"].startswith("documented")
        assert (found.documented == "topic_documented") == ("topic documented" in row["status"])


@pytest.mark.parametrize("indicator", DEFINITION_IDS)
def test_the_file_is_named_after_its_indicator(indicator: str) -> None:
    assert definition(indicator).id == indicator


@pytest.mark.parametrize("indicator", RBK)
def test_context_describes_and_need_has_a_direction(indicator: str) -> None:
    found = definition(indicator)
    assert (found.kind == "context") == (found.direction == 0)
    if found.kind == "context":
        assert "beschreibt und wertet nicht" in found.caveats or "kein Zeichen eines Mangels" in found.caveats


def test_texts_are_individual_and_short_names_tell_indicators_apart() -> None:
    found = [definition(indicator) for indicator in RBK]
    for name in ("why_it_matters", "caveats", "short_name", "name"):
        assert len({getattr(one, name) for one in found}) == len(found)
    assert max(len(one.short_name) for one in found) <= 45


def test_only_school_entry_indicators_pool_cohorts() -> None:
    assert {indicator for indicator in RBK if definition(indicator).cohorts == 3} == SCHOOL_ENTRY
    assert all("n " in definition(indicator).caveats for indicator in SCHOOL_ENTRY)


def test_only_the_expected_care_need_is_modelled() -> None:
    assert [indicator for indicator in RBK if definition(indicator).modelled] == ["expected_care_need_share"]


def test_repeatable_cases_are_no_part_of_a_whole() -> None:
    for indicator in RBK:
        found = definition(indicator)
        assert found.noise != "poisson" or not found.part_of_whole
    assert not definition("childcare_rate_under_3").part_of_whole


def test_nothing_has_been_checked_yet_and_the_file_says_so() -> None:
    assert all(definition(indicator).checked_by.startswith("ungeprüft") for indicator in RBK)


def test_no_text_calls_people_or_places_bad() -> None:
    words = ("problemgebiet", "problemviertel", "sozial schwach", "brennpunkt", r"\bschlecht", "asozial")
    for indicator in DEFINITION_IDS:
        text = (DEFINITIONS / f"{indicator}.toml").read_text(encoding="utf-8").lower()
        assert not [word for word in words if re.search(word, text)]


def test_every_field_without_a_default_must_be_written() -> None:
    raw = read(DEFINITIONS, "sgb2_recipient_share")
    optional = {"cohorts", "modelled", "potential"}
    for name in {field.name for field in fields(definition("sgb2_recipient_share"))} - optional:
        with pytest.raises(PassgenauError, match=name):
            parse_indicator({key: value for key, value in raw.items() if key != name}, "probe.toml")


def test_it_refuses_unknown_keys_and_wrong_choices_all_at_once() -> None:
    raw = read(DEFINITIONS, "sgb2_recipient_share") | {"directon": 1, "noise": "gauss", "direction": 2}
    with pytest.raises(PassgenauError) as refused:
        parse_indicator(raw, "probe.toml")
    assert {finding.code for finding in refused.value.findings} == {"definition.unknown_key", "definition.choice"}
    assert len(refused.value.findings) == 3
