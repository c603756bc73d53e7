"""People, counts and how they hang together."""

from __future__ import annotations

import tomllib
from importlib.resources import files
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from passgenau.data.long_table import COLUMNS, KEY
from passgenau.demo import DemoCounty, invented_county
from passgenau.demo.counts import binomial_with_memory
from passgenau.demo.population import AGES, draw_population
from passgenau.demo.territory import territory
from passgenau.demo.traits import draw_traits

PERIODS = ["2020", "2021", "2022", "2023", "2024", "2025"]
REGISTER_TOTALS = ("foreign_population_share", "non_eu_population_share", "minor_population_share")


def _counts(county: DemoCounty, indicator: str) -> pd.DataFrame:
    return county.long[county.long["indicator_id"] == indicator].set_index(["area_id", "period"])


def test_the_long_table_keeps_the_contract(county: DemoCounty) -> None:
    assert tuple(county.long.columns) == COLUMNS
    assert not county.long.duplicated(KEY).any()
    assert set(county.long["area_id"]) == {area.area_id for area in county.register.at_level("Wohnplatz")}


def test_it_has_30_indicators_in_six_years(county: DemoCounty) -> None:
    assert county.long["indicator_id"].nunique() == 30
    assert sorted(county.long["period"].unique()) == PERIODS


@pytest.mark.shared
def test_its_indicators_are_those_of_the_catalogue(county: DemoCounty, shared_folder: Path) -> None:
    catalogue = pd.read_csv(shared_folder / "reference/rbk_indicators.csv", sep=";")
    assert set(county.long["indicator_id"]) == set(catalogue["id"])


def test_populations_add_up_to_municipalities_and_county(county: DemoCounty) -> None:
    register = county.register
    for parent in (*register.at_level("Kommune"), *register.at_level("Kreis")):
        parts = [area.population or 0.0 for area in register.areas if area.parent_id == parent.area_id]
        assert sum(parts) == parent.population
    assert register.at_level("Kreis")[0].population == pytest.approx(280_000, rel=0.01)


def test_municipalities_have_the_size_of_real_ones(county: DemoCounty) -> None:
    sizes = sorted(area.population or 0.0 for area in county.register.at_level("Kommune"))
    assert sizes[-1] == pytest.approx(100_000, rel=0.03)
    assert sizes[0] > 15_000
    assert sizes[-2] < 45_000


def test_every_wohnplatz_has_at_least_1000_people_in_every_year(county: DemoCounty) -> None:
    assert _counts(county, "minor_population_share")["denominator"].min() >= 1_000


def test_the_register_population_is_the_denominator_of_2025(county: DemoCounty) -> None:
    for indicator in REGISTER_TOTALS:
        people = _counts(county, indicator)["denominator"].xs("2025", level="period")
        assert people.to_dict() == {area.area_id: area.population for area in county.register.at_level("Wohnplatz")}


def test_german_and_foreign_minors_are_all_minors(county: DemoCounty) -> None:
    german = _counts(county, "sgb2_german_minors_share")["denominator"]
    foreign = _counts(county, "sgb2_foreign_minors_share")["denominator"]
    minors = _counts(county, "minor_population_share")["numerator"]
    both = (german + foreign).dropna()
    assert len(both) > 400
    assert (both == minors[both.index]).all()
    listed = foreign.dropna()
    assert (listed == _counts(county, "foreign_minors_share")["numerator"][listed.index]).all()


def test_people_above_80_are_among_those_above_65(county: DemoCounty) -> None:
    old = _counts(county, "population_80_plus_share")["numerator"]
    assert (old < _counts(county, "population_65_plus_share")["numerator"][old.index]).all()


def test_age_groups_meet_without_gap_and_refuse_other_limits() -> None:
    assert [group.end for group in AGES[:-1]] == [group.start for group in AGES[1:]]
    land = territory(1)
    people = draw_population(1, land, traits=draw_traits(1, land))
    parts = people.aged(0, 18) + people.aged(18, 65) + people.aged(65, 121)
    assert np.array_equal(parts, people.total())
    with pytest.raises(ValueError, match="does not follow"):
        people.aged(0, 17)


def test_employable_and_other_recipients_fit_together(county: DemoCounty) -> None:
    everyone = _counts(county, "sgb2_recipient_share")["numerator"]
    employable = _counts(county, "sgb2_employable_share")["numerator"]
    youth = _counts(county, "sgb2_youth_share")["numerator"]
    listed = pd.concat([everyone, employable, youth], axis=1, keys=["all", "employable", "youth"]).dropna()
    assert (listed["youth"] <= listed["employable"]).all()
    assert (listed["employable"] <= listed["all"]).all()


def test_no_part_is_larger_than_its_whole(county: DemoCounty) -> None:
    definitions = files("passgenau.indicators") / "definitions"
    above = county.long[county.long["numerator"] > county.long["denominator"]]
    for indicator in county.long["indicator_id"].unique():
        definition = tomllib.loads((definitions / f"{indicator}.toml").read_text(encoding="utf-8"))
        if definition["part_of_whole"]:
            assert indicator not in set(above["indicator_id"])


def test_day_care_above_100_percent_occurs_and_stays_rare(county: DemoCounty) -> None:
    above = county.long[county.long["numerator"] > county.long["denominator"]]
    assert set(above["indicator_id"]) == {"childcare_rate_3_to_under_6"}
    assert 1 <= len(above) <= 40


@pytest.mark.parametrize(
    ("indicator", "low", "high"),
    [
        ("sgb2_recipient_share", 0.08, 0.095),
        ("unemployment_share", 0.045, 0.056),
        ("foreign_population_share", 0.13, 0.142),
        ("foreign_minors_share", 0.145, 0.168),
        ("childcare_rate_under_3", 0.30, 0.36),
        ("childcare_rate_3_to_under_6", 0.90, 0.94),
        ("population_65_plus_share", 0.215, 0.235),
        ("population_80_plus_share", 0.065, 0.075),
        ("school_entry_language_deficit_share", 0.23, 0.28),
        ("sgb12_subsistence_aid_share", 0.003, 0.0045),
        ("hze_share_under_21", 0.035, 0.045),
        ("expected_care_need_share", 0.057, 0.068),
    ],
)
def test_county_values_of_2025_are_those_of_real_counties(
    county: DemoCounty, indicator: str, low: float, high: float
) -> None:
    counts = _counts(county, indicator).xs("2025", level="period")
    assert low < counts["numerator"].sum() / counts["denominator"].sum() < high


def test_years_resemble_each_other_but_are_not_the_same(county: DemoCounty) -> None:
    counts = _counts(county, "hze_share_under_21")
    rates = (counts["numerator"] / counts["denominator"]).unstack("period").dropna()
    assert 0.7 < rates["2024"].corr(rates["2025"]) < 0.995
    assert (rates["2024"] != rates["2025"]).mean() > 0.9


def test_a_draw_with_memory_is_binomial_in_every_year() -> None:
    trials, rate = np.full((4, 20_000), 200.0), np.repeat([[0.10], [0.12], [0.06], [0.06]], 20_000, axis=1)
    cases = binomial_with_memory(np.random.default_rng(3))(trials, rate, 0.8)
    assert cases.mean(axis=1) == pytest.approx(200 * rate[:, 0], rel=0.01)
    assert cases.var(axis=1) == pytest.approx(200 * rate[:, 0] * (1 - rate[:, 0]), rel=0.05)
    assert np.corrcoef(cases[2], cases[3])[0, 1] == pytest.approx(0.8, abs=0.03)


def test_the_modelled_care_need_is_estimated_and_comes_every_second_year(county: DemoCounty) -> None:
    rows = county.long[county.long["indicator_id"] == "expected_care_need_share"]
    assert sorted(rows["period"].unique()) == ["2021", "2023", "2025"]
    assert set(rows["status"]) == {"estimated"}


def test_the_same_seed_gives_the_same_county_byte_for_byte(county: DemoCounty) -> None:
    again = invented_county()
    assert [part.csv for part in again.deliveries] == [part.csv for part in county.deliveries]
    assert [area.geometry.wkb for area in again.register.areas] == [a.geometry.wkb for a in county.register.areas]
    assert [area.population for area in again.register.areas] == [a.population for a in county.register.areas]
    assert again.truth.burden.equals(county.truth.burden)


def test_another_seed_gives_another_county(county: DemoCounty) -> None:
    other = invented_county(99)
    assert other.register.areas[0].geometry != county.register.areas[0].geometry
    assert other.deliveries[0].csv != county.deliveries[0].csv
