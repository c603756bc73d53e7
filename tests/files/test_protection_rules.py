"""Profiles ship with the house, rules come in files; both say where they come from and what is wrong with them."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

import pytest

from passgenau.common.errors import PassgenauError
from passgenau.files.protection_rules import load_profile_named, load_rule, shipped_profiles
from passgenau.indicators.disclosure.profile_parse import NOTHING_DEMANDED
from passgenau.indicators.disclosure.rule import thresholds_for
from passgenau.indicators.disclosure.thresholds import AUDIENCES, Thresholds

RULE = """\
id = "probe"
name = "Probe (erfunden)"
decided_by = "Probe"
decided_on = "2026-03-31"
[[sources]]
indicators = ["sgb2_*"]
profiles = ["ba_3", "PROFILE"]
"""


def write_rule(folder: Path, own: str) -> Path:
    path = folder / "regel.toml"
    path.write_text(RULE.replace("PROFILE", own), encoding="utf-8")
    return path


def copy_profile(folder: Path, name: str, *, as_id: str, to: str) -> None:
    text = (files("passgenau.indicators.disclosure") / "profiles" / f"{name}.toml").read_text(encoding="utf-8")
    (folder / f"{to}.toml").write_text(text.replace(f'id = "{name}"', f'id = "{as_id}"'), encoding="utf-8")


def test_the_profiles_that_ship_are_these() -> None:
    assert shipped_profiles() == (
        "ba_10", "ba_3", "census_2022", "household_survey", "own_10", "own_3", "sgb12_rounding", "sgb2_rate",
    )  # fmt: skip


@pytest.mark.parametrize("name", shipped_profiles())
def test_a_shipped_profile_is_called_like_its_file_and_admits_that_nobody_has_reviewed_it(name: str) -> None:
    found = load_profile_named(name)
    assert found.id == name
    assert found.reviewed_by.startswith("offen" if name.startswith("own_") else "ungeprüft")
    assert ("Vorschlag" in found.name) == name.startswith("own_")


@pytest.mark.parametrize("name", shipped_profiles())
def test_the_statistics_office_sees_everything_and_all_three_audiences_something(name: str) -> None:
    found = load_profile_named(name)
    assert tuple(found.audiences) == AUDIENCES
    assert found.audiences["statistics_office"] == NOTHING_DEMANDED


PUBLISHED = {
    "ba_3": Thresholds(3, 0, False, None, False, 3, None, 1),
    "ba_10": Thresholds(10, 0, False, None, False, 0, None, 1),
    "sgb2_rate": Thresholds(3, 100, False, None, False, 0, None, 1),
    "sgb12_rounding": Thresholds(0, 0, False, None, False, 0, None, 5),
    "household_survey": Thresholds(0, 0, False, None, False, 0, None, 10),
}


@pytest.mark.parametrize("name", PUBLISHED)
def test_the_public_is_protected_as_the_source_says(name: str) -> None:
    """BA: 3 cases and their units; AkG: below 10; Destatis/BA: 100 and 3; SGB XII: base 5; survey: base 10."""
    assert load_profile_named(name).audiences["public"] == PUBLISHED[name]


def test_only_what_no_source_settles_is_called_open() -> None:
    assert {name for name in shipped_profiles() if load_profile_named(name).evidence == "open"} == {
        "ba_10", "own_3", "own_10",
    }  # fmt: skip
    assert {name for name in shipped_profiles() if load_profile_named(name).protected_at_source} == {"census_2022"}


def test_the_name_of_a_profile_is_a_rule_for_everything() -> None:
    rule, profiles = load_rule("own_3")
    found = thresholds_for(rule, profiles, indicator_ids=["any", "other"], audience="public")
    assert found == dict.fromkeys(["any", "other"], profiles["own_3"].audiences["public"])


def test_a_rule_brings_shipped_profiles_and_own_ones_from_beside_it(tmp_path: Path) -> None:
    copy_profile(tmp_path, "own_10", as_id="county_10", to="county_10")
    rule, profiles = load_rule(write_rule(tmp_path, "county_10"))
    assert tuple(profiles) == rule.profile_ids == ("ba_3", "county_10")
    found = thresholds_for(rule, profiles, indicator_ids=["sgb2_share"], audience="public")
    assert found["sgb2_share"] == Thresholds(10, 0, True, 1, False, 3, None, 1)
    assert load_rule(str(tmp_path / "regel.toml")) == (rule, profiles)


def test_a_profile_that_is_nowhere_is_refused_with_those_there_are(tmp_path: Path) -> None:
    with pytest.raises(PassgenauError) as refused:
        load_rule(write_rule(tmp_path, "county_10"))
    assert all(name in str(refused.value) for name in ("„county_10“", "county_10.toml", *shipped_profiles()))


def test_an_own_profile_never_takes_the_place_of_a_shipped_one(tmp_path: Path) -> None:
    copy_profile(tmp_path, "own_3", as_id="ba_3", to="ba_3")
    with pytest.raises(PassgenauError, match="heißt wie ein mitgeliefertes"):
        load_rule(write_rule(tmp_path, "own_3"))


def test_an_own_profile_is_called_like_its_file(tmp_path: Path) -> None:
    copy_profile(tmp_path, "own_3", as_id="county_3", to="county_10")
    with pytest.raises(PassgenauError, match=r"muss heißen wie die Datei \(county_10\), ist aber „county_3“"):
        load_rule(write_rule(tmp_path, "county_10"))


def test_all_profiles_that_are_wrong_are_told_at_once(tmp_path: Path) -> None:
    copy_profile(tmp_path, "own_3", as_id="ba_3", to="ba_3")
    with pytest.raises(PassgenauError) as refused:
        load_rule(write_rule(tmp_path, "nowhere"))
    assert [one.code for one in refused.value.findings] == [
        "protection_rule.profile_twice", "protection_rule.profile_unknown",
    ]  # fmt: skip


def test_an_unknown_name_is_answered_with_the_names_there_are() -> None:
    with pytest.raises(PassgenauError) as refused:
        load_rule("own_4")
    assert "Eine Geheimhaltungsregel oder ein Schutzprofil „own_4“ gibt es nicht" in str(refused.value)
    assert all(name in str(refused.value) for name in shipped_profiles())
    with pytest.raises(PassgenauError, match="Ein Schutzprofil „own_4“ gibt es nicht"):
        load_profile_named("own_4")


def test_the_findings_of_a_rule_name_its_file(tmp_path: Path) -> None:
    path = tmp_path / "regel.toml"
    path.write_text(RULE.replace('name = "Probe (erfunden)"\n', ""), encoding="utf-8")
    with pytest.raises(PassgenauError, match=r"\(regel\.toml\): Der Eintrag „name“ fehlt"):
        load_rule(path)
