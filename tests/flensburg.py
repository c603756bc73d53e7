"""Flensburg as delivered: counts of 13 Stadtteile from the open tables of the Sozialatlas (CC0), with their register.

The figures are real. Where a table is out of step with itself (basic security by sex in 2021, births in 2011: the
columns belong to other districts) its figures are left out.
"""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from passgenau.data.areas import Area, AreaRegister
from passgenau.data.long_table import long_table
from passgenau.files.geometry import AreaColumns, combined, read_areas

CITY = "01001000"
Column = tuple[str, str]  # table without "fl_" and "_by_district", column

RESIDENTS: tuple[Column, ...] = (("residents", "residents"),)
MINORS: tuple[Column, ...] = (("children_age_under_18", "residents"),)
WORKING_AGE: tuple[Column, ...] = (("residents_age_18_to_under_65", "residents"),)
SENIORS: tuple[Column, ...] = (("residents_age_65_and_above", "residents"),)
_INCOME = "basic_benefits_income"
_SUPPORT = "beneficiaries_age_15_to_under_65"
_TRAITS = "beneficiaries_characteristics"
_AGES, _ORIGIN, _HOUSING = "age_groups", "migration_background", "housing_assistance_cases"

# Our indicator, the columns whose sum is the numerator, and those whose sum is the denominator.
INDICATORS: dict[str, tuple[tuple[Column, ...], tuple[Column, ...]]] = {
    "minor_population_share": (MINORS, RESIDENTS),
    "population_65_plus_share": (SENIORS, RESIDENTS),
    "flensburg_population_65_79_share": (((_AGES, "age_65_to_under_80"),), RESIDENTS),
    "population_80_plus_share": (((_AGES, "age_80_and_above"),), RESIDENTS),
    "flensburg_migration_background_share": (
        ((_ORIGIN, "foreign_citizenship"), (_ORIGIN, "german_citizenship")),
        RESIDENTS,
    ),
    "flensburg_foreign_citizenship_share": (((_ORIGIN, "foreign_citizenship"),), RESIDENTS),
    "flensburg_german_migration_background_share": (((_ORIGIN, "german_citizenship"),), RESIDENTS),
    "flensburg_employment_share": ((("employed_with_pension_insurance", "residents"),), WORKING_AGE),
    "flensburg_unemployed_share": ((("unemployed_residents", "residents"),), WORKING_AGE),
    "flensburg_sgb2_share": ((("beneficiaries", "residents"),), RESIDENTS),
    "flensburg_sgb2_employable_share": (((_TRAITS, "employability"),), RESIDENTS),
    "flensburg_sgb2_unemployable_share": (((_TRAITS, "unemployability"),), RESIDENTS),
    "flensburg_support_15_64_share": (((_SUPPORT, "total"),), WORKING_AGE),
    "flensburg_sgb3_benefit_share": (((_SUPPORT, "unemployment_benefits"),), WORKING_AGE),
    "flensburg_basic_security_18_64_share": (((_SUPPORT, "basic_income"),), WORKING_AGE),
    "flensburg_subsistence_aid_share": (((_SUPPORT, "assisting_benefits"),), WORKING_AGE),
    "flensburg_basic_security_share": (
        ((_INCOME, "age_18_to_under_65"), (_INCOME, "age_65_and_above")),
        (*WORKING_AGE, *SENIORS),
    ),
    "flensburg_basic_security_65_plus_share": (((_INCOME, "age_65_and_above"),), SENIORS),
    "flensburg_basic_security_male_share": (((_INCOME, "male"),), (*WORKING_AGE, *SENIORS)),
    "flensburg_basic_security_female_share": (((_INCOME, "female"),), (*WORKING_AGE, *SENIORS)),
    "flensburg_housing_benefit_share": ((("housing_benefit", "residents"),), RESIDENTS),
    "flensburg_homelessness_risk_share": ((("risk_homelessness", "residents"),), RESIDENTS),
    "flensburg_housing_consulting_rate": (((_HOUSING, "general_consulting"),), RESIDENTS),
    "flensburg_rent_arrears_termination_rate": (((_HOUSING, "termination_rent_arrears"),), RESIDENTS),
    "flensburg_eviction_action_rate": (((_HOUSING, "action_for_eviction"),), RESIDENTS),
    "flensburg_eviction_notice_rate": (((_HOUSING, "eviction_notice"),), RESIDENTS),
    "flensburg_eviction_rate": (((_HOUSING, "eviction_carried"),), RESIDENTS),
    "flensburg_birth_rate": ((("births", "births"),), RESIDENTS),
}

# Numerators that add up in every Stadtteil and year in which the parts are delivered at all.
BREAKDOWNS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("flensburg_sgb2_share", ("flensburg_sgb2_employable_share", "flensburg_sgb2_unemployable_share")),
    (
        "flensburg_support_15_64_share",
        (
            "flensburg_sgb2_employable_share",
            "flensburg_sgb3_benefit_share",
            "flensburg_basic_security_18_64_share",
            "flensburg_subsistence_aid_share",
        ),
    ),
    (
        "flensburg_basic_security_share",
        ("flensburg_basic_security_18_64_share", "flensburg_basic_security_65_plus_share"),
    ),
    (
        "flensburg_basic_security_share",
        ("flensburg_basic_security_male_share", "flensburg_basic_security_female_share"),
    ),
    ("population_65_plus_share", ("flensburg_population_65_79_share", "population_80_plus_share")),
    (
        "flensburg_migration_background_share",
        ("flensburg_foreign_citizenship_share", "flensburg_german_migration_background_share"),
    ),
)

# Numerator counted among the very people of the denominator; elsewhere the age ranges differ or cases are counted.
PART_OF_WHOLE = frozenset(INDICATORS) - {
    "flensburg_employment_share",
    "flensburg_unemployed_share",
    "flensburg_support_15_64_share",
    "flensburg_sgb3_benefit_share",
    "flensburg_housing_consulting_rate",
    "flensburg_rent_arrears_termination_rate",
    "flensburg_eviction_action_rate",
    "flensburg_eviction_notice_rate",
    "flensburg_eviction_rate",
    "flensburg_birth_rate",
}

_OUT_OF_STEP = {(_INCOME, "male"): "2021", (_INCOME, "female"): "2021", ("births", "births"): "2011"}


def flensburg_figures(
    shared_folder: Path,
) -> tuple[pd.DataFrame, AreaRegister, tuple[tuple[str, tuple[str, ...]], ...]]:
    """Return the long table of all counts of the Stadtteile, the register, and the breakdowns (total, parts).

    A count that was not delivered stands there as ``missing``; one whose denominator was not delivered is left out.
    """
    folder = shared_folder / "data" / "flensburg"
    rows = [row for indicator in INDICATORS for row in _rows(folder, indicator)]
    return long_table(pd.DataFrame(rows)), flensburg_register(folder), BREAKDOWNS


def flensburg_register(folder: Path) -> AreaRegister:
    """Return the 13 Stadtteile with their borders, in the city of Flensburg."""
    columns = AreaColumns(key="district_id", name="AREA_NAME")
    read = read_areas(folder / "stadtteile_epsg25832.geojson", columns=columns, level="Stadtteil").register
    parts = sorted(read.areas, key=lambda area: int(area.area_id))
    within = tuple(Area(one.area_id, one.name[3:], one.level, CITY, None, one.geometry) for one in parts)
    district = AreaRegister("flensburg", within, read.crs)
    city = AreaRegister("flensburg", (Area(CITY, "Flensburg", "Stadt"),))
    return combined([district, city], system="flensburg", title="Stadtteile in Flensburg")


def _rows(folder: Path, indicator: str) -> list[dict[str, object]]:
    above, below = INDICATORS[indicator]
    numerators, denominators = _sum(folder, above), _sum(folder, below)
    return [
        {
            "area_id": area,
            "indicator_id": indicator,
            "period": period,
            "numerator": number,
            "denominator": denominators[area, period],
            "source": "Sozialatlas Flensburg (CC0)",
        }
        for (area, period), number in numerators.items()
        if (area, period) in denominators.index
    ]


def _sum(folder: Path, columns: tuple[Column, ...]) -> pd.Series[float]:
    parts = [_counts(folder, *column) for column in columns]
    return pd.concat(parts, axis=1).sum(axis=1, skipna=False)


def _counts(folder: Path, table: str, column: str) -> pd.Series[float]:
    """Return the counts of a column by Stadtteil and year; rows without a Stadtteil belong to none."""
    frame = pd.read_csv(folder / f"fl_{table}_by_district.csv", dtype={"year": str})
    frame = frame[frame["district_id"].notna() & (frame["year"] != _OUT_OF_STEP.get((table, column), ""))]
    places = [frame["district_id"].astype(int).astype(str), frame["year"]]
    return frame[column].astype(float).set_axis(pd.MultiIndex.from_arrays(places))
