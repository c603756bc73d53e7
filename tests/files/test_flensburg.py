"""The open tables of Flensburg as they are: 25 files, denominators apart, columns out of step, many small counts."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from passgenau.files.definitions import indicator_catalogue
from passgenau.files.package import read_package
from passgenau.files.set_package import set_in
from passgenau.files.set_source import packed
from tests.flensburg import BREAKDOWNS, CITY, PART_OF_WHOLE, SET, flensburg_figures, flensburg_package

pytestmark = pytest.mark.shared

LEFT_OUT = {("births.births", "2011"), ("basic_security.male", "2021"), ("basic_security.female", "2021")}


@pytest.fixture(scope="module")
def folder(shared_folder: Path) -> Path:
    return shared_folder / "data" / "flensburg"


@pytest.fixture(scope="module")
def long(shared_folder: Path) -> pd.DataFrame:
    return flensburg_figures(shared_folder)[0]


def by_hand(folder: Path, ref: str) -> dict[tuple[str, str], float]:
    """Return a column of a raw table by Stadtteil and year, read with nothing of ours; NaN for an empty cell."""
    table, _, column = ref.partition(".")
    with (folder / SET.tables[table]).open(encoding="utf-8") as lines:
        rows = [row for row in csv.DictReader(lines) if row["district_id"]]
    return {
        (str(int(float(row["district_id"]))), row["year"]): float(row[column] or "nan")
        for row in rows
        if (ref, row["year"]) not in LEFT_OUT
    }


def figure(long: pd.DataFrame, indicator: str, area: str, period: str) -> tuple[float, float, str]:
    """Return numerator, denominator and status of one figure."""
    of_area = long[(long["area_id"] == area) & (long["period"] == period)]
    (row,) = of_area[of_area["indicator_id"] == indicator].to_dict("records")
    return row["numerator"], row["denominator"], row["status"]


def test_every_file_of_the_set_is_read_or_left_with_a_reason(folder: Path) -> None:
    files = {path.name for path in folder.iterdir()}
    assert len(files) == 26
    assert files == set(SET.tables.values()) | {name for name in SET.not_read if name in files}
    assert set_in(folder) is SET


def test_28_indicators_become_1144_figures(long: pd.DataFrame) -> None:
    assert len(long) == 1144
    assert set(long["indicator_id"]) == set(SET.indicators) <= set(indicator_catalogue())
    assert set(long["area_id"]) == {str(number) for number in range(1, 14)}
    assert set(long["period"]) == {"2011", *(str(year) for year in range(2017, 2023))}
    assert dict(long["status"].value_counts()) == {"value": 1098, "missing": 46}


@pytest.mark.parametrize("indicator", SET.indicators)
def test_every_figure_is_the_sum_of_its_raw_cells(folder: Path, long: pd.DataFrame, indicator: str) -> None:
    wanted = SET.indicators[indicator]
    above, below = ([by_hand(folder, ref) for ref in refs] for refs in (wanted.numerator, wanted.denominator))
    keys = sorted(set.intersection(*(set(one) for one in (*above, *below))))
    own = long[long["indicator_id"] == indicator].set_index(["area_id", "period"]).sort_index()
    assert list(own.index) == keys
    np.testing.assert_array_equal(own["numerator"], [sum(one[key] for one in above) for key in keys])
    np.testing.assert_array_equal(own["denominator"], [sum(one[key] for one in below) for key in keys])


def test_single_figures_stand_as_in_the_tables(long: pd.DataFrame) -> None:
    assert figure(long, "flensburg_unemployed_share", "3", "2022") == (727, 8434, "value")
    assert figure(long, "flensburg_subsistence_aid_share", "13", "2021") == (4, 3442, "value")
    assert figure(long, "flensburg_basic_security_share", "1", "2021") == (55 + 55, 3093 + 413, "value")
    assert figure(long, "flensburg_migration_background_share", "3", "2022") == (4249 + 1675, 12532, "value")


def test_an_empty_cell_is_missing_and_never_zero(long: pd.DataFrame) -> None:
    numerator, denominator, status = figure(long, "flensburg_homelessness_risk_share", "13", "2022")
    assert (np.isnan(numerator), denominator, status) == (True, 5675, "missing")
    assert not (long["numerator"] == 0).any()


def test_all_that_is_odd_is_said(shared_folder: Path) -> None:
    findings = flensburg_package(shared_folder).findings
    assert {one.level for one in findings} == {"warning"}
    assert sorted(one.code for one in findings) == sorted(
        [*["set.without_area"] * 4, "set.out_of_order", *["set.does_not_add_up"] * 2, "set.no_denominator"]
    )
    text = " ".join(one.sentence() for one in findings)
    assert "„male“ und „female“ ergeben zusammen in 13 Fällen (2021) nicht" in text
    assert "etwa in Gebiet 1, 2021: 403 statt 110" in text
    assert "in 12 Fällen (2017, 2018, 2019 und 2020)" in text
    assert "Für 2012 steht in „fl_residents_by_district.csv“ kein Nenner: 52 Zählungen" in text


def test_the_sexes_of_2021_stand_one_row_too_low(folder: Path) -> None:
    """The sum over the sexes of a row is that over the ages of the row before; the first row has the last one's."""
    with (folder / SET.tables["basic_security"]).open(encoding="utf-8") as lines:
        rows = [row for row in csv.DictReader(lines) if row["year"] == "2021"]
    ages = [int(row["age_18_to_under_65"]) + int(row["age_65_and_above"]) for row in rows]
    sexes = [int(row["male"]) + int(row["female"]) for row in rows]
    assert sexes == ages[-1:] + ages[:-1]


def test_the_births_of_2011_stand_in_alphabetical_order(folder: Path) -> None:
    """Births and birth rate give the women they refer to: those of 2012 fit only when the names are sorted."""
    with (folder / "fl_district.csv").open(encoding="utf-8") as lines:
        names = {row["id"]: row["name"] for row in csv.DictReader(lines)}
    with (folder / SET.tables["births"]).open(encoding="utf-8") as lines:
        rows = list(csv.DictReader(lines))
    women = {(row["year"], row["district_id"]): float(row["births"]) / float(row["birth_rate"]) for row in rows}
    alphabetical = sorted(names, key=lambda key: names[key])
    ratios = [women["2011", str(place)] / women["2012", key] for place, key in enumerate(alphabetical, start=1)]
    assert all(0.95 < ratio < 1.05 for ratio in ratios)
    assert not all(0.5 < women["2011", key] / women["2012", key] < 1.5 for key in names)


@pytest.mark.parametrize(("total", "parts"), BREAKDOWNS)
def test_the_parts_of_a_breakdown_add_up_everywhere(long: pd.DataFrame, total: str, parts: tuple[str, ...]) -> None:
    counts = long.pivot_table(index=["area_id", "period"], columns="indicator_id", values="numerator")
    delivered = counts[[total, *parts]].dropna()
    assert len(delivered) in {13, 26}
    assert (delivered[total] == delivered[list(parts)].sum(axis=1)).all()
    assert len(counts[list(parts)].dropna(how="all")) >= len(delivered)


def test_no_count_lies_above_what_it_is_a_part_of(long: pd.DataFrame) -> None:
    part = long[long["indicator_id"].isin(PART_OF_WHOLE)].dropna(subset="numerator")
    assert (part["numerator"] <= part["denominator"]).all()


def test_the_source_shows_nothing_below_four_and_seven_percent_below_ten(long: pd.DataFrame) -> None:
    """Every smallest count is 4: the source has hidden what is smaller, or left zero empty; we cannot tell which."""
    counts = long["numerator"].dropna()
    assert len(counts) == 1098
    assert counts.min() == 4
    assert (counts < 3).mean() == 0
    assert int((counts < 10).sum()) == 78
    housing = long[long["indicator_id"].str.contains("eviction|rent_arrears|homelessness")]
    assert (housing["numerator"] < 10).sum() == 75


def test_the_stadtteile_lie_in_the_city(shared_folder: Path) -> None:
    register = flensburg_figures(shared_folder)[1]
    assert register.levels() == ("Stadtteil", "Stadt")
    assert [area.area_id for area in register.at_level("Stadtteil")] == [str(number) for number in range(1, 14)]
    assert {area.parent_id for area in register.at_level("Stadtteil")} == {CITY} == {"01001000"}
    assert register.by_id["3"].name == "Nordstadt"
    assert register.by_id["3"].population == 12532
    assert register.crs == "EPSG:25832"
    shapes = [area.geometry for area in register.areas]
    assert all(shape is not None and shape.is_valid for shape in shapes)


def test_the_data_package_is_sound_and_says_the_same(shared_folder: Path, tmp_path: Path) -> None:
    flensburg_package(shared_folder).write(tmp_path / "paket")
    package = read_package(tmp_path / "paket", rules=indicator_catalogue())
    assert package.findings == ()
    assert set(package.indicators) == set(SET.indicators)
    columns = ["area_id", "indicator_id", "period", "numerator", "denominator", "status"]
    pd.testing.assert_frame_equal(package.long[columns], flensburg_package(shared_folder).long[columns])


def test_a_folder_is_always_packed_to_the_same_bytes(folder: Path) -> None:
    assert packed(folder) == packed(folder)
