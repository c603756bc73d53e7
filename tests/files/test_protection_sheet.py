"""The sheet on protection profiles shows the files as they are, and its worked table is computed anew."""

from __future__ import annotations

import re
import tomllib

import numpy as np
import pytest

from passgenau.common.numbers_de import count
from passgenau.files.protection_rules import load_profile_named, shipped_profiles
from passgenau.indicators.disclosure.primary import (
    REASONS_DE,
    numerator_is_fixed,
    possible_numerators,
    primary_reasons,
    strictest,
)
from passgenau.indicators.disclosure.profile_parse import NOTHING_DEMANDED, PARAMETERS
from passgenau.indicators.disclosure.rule import thresholds_for
from passgenau.indicators.disclosure.rule_parse import parse_rule
from passgenau.indicators.disclosure.thresholds import Thresholds
from tests.index.test_method_sheets import EMPTY, sheet, table_under

TEXT = sheet("schutzprofile")
EXAMPLE = ("ba_3", "sgb2_rate", "own_3")


def public(name: str) -> Thresholds:
    return load_profile_named(name).audiences["public"]


def as_shown(demand: Thresholds) -> list[str]:
    """Return the six columns of thresholds; what demands nothing is a dash."""
    k = EMPTY if demand.coalition is None else str(demand.coalition)
    counts = [str(one) if one else EMPTY for one in (demand.minimum_count, demand.minimum_denominator)]
    rounding = str(demand.rounding) if demand.rounding > 1 else EMPTY
    return [*counts, "ja" if demand.complement else EMPTY, k, str(demand.minimum_units or EMPTY), rounding]


def test_every_shipped_profile_stands_in_the_sheet_as_it_is() -> None:
    _, rows = table_under(TEXT, "### Schwellen für die Öffentlichkeit")
    assert set(rows) == set(shipped_profiles())
    for name, (_, evidence, *shown) in rows.items():
        assert shown == as_shown(public(name)), name
        assert evidence == {"read": "belegt", "open": "offen"}[load_profile_named(name).evidence]


def test_no_shipped_profile_demands_what_the_table_has_no_column_for() -> None:
    for name in shipped_profiles():
        assert (public(name).hide_none, public(name).dominance) == (False, None)
        assert load_profile_named(name).audiences["planning"] == public(name)


def test_every_threshold_is_explained_with_its_laxest_value() -> None:
    _, rows = table_under(TEXT, "### Alle Schwellen")
    assert tuple(rows) == PARAMETERS
    laxest = {name: getattr(NOTHING_DEMANDED, name) for name in PARAMETERS}
    words = {name: "none" if value is None else str(value).lower() for name, value in laxest.items()}
    assert {name: cells[-1] for name, cells in rows.items()} == words


def test_the_rule_in_the_sheet_binds_what_it_says() -> None:
    raw = re.search(r"```toml\n(.*?)```", TEXT, re.DOTALL)
    assert raw
    rule = parse_rule(tomllib.loads(raw[1]), "schutzprofile.md")
    profiles = {name: load_profile_named(name) for name in rule.profile_ids}
    indicators = ["sgb2_share", "hze_share", "rooms_per_person", "green_space"]
    found = thresholds_for(rule, profiles, indicator_ids=indicators, audience="public")
    assert found == {"sgb2_share": strictest([public(name) for name in EXAMPLE]), "hze_share": public("own_3")}


@pytest.mark.parametrize("decimals", [0, 1, 2])
@pytest.mark.parametrize(("column", "scale"), [(0, 100), (1, 1000)])
def test_the_largest_group_whose_numerators_are_fixed(decimals: int, column: int, scale: int) -> None:
    _, rows = table_under(TEXT, "### Größte Gruppe")
    largest = int(rows[str(decimals)][column].replace(".", ""))
    assert count(largest) == rows[str(decimals)][column]
    edge = np.array([largest, largest + 1], dtype=float)
    assert numerator_is_fixed(edge, decimals, scale=scale).tolist() == [True, False]
    rates = np.arange(0, 5) / 10**decimals
    low, high = possible_numerators(rates, np.full(5, float(largest)), decimals=decimals, scale=scale)
    assert low.tolist() == high.tolist() == [0, 1, 2, 3, 4]


def test_the_worked_table_is_what_the_rules_say() -> None:
    areas, figures = table_under(TEXT, "### Zahlen")
    same_areas, shown = table_under(TEXT, "### Gesperrt")
    assert areas == same_areas
    concerned, group, units = (np.array([float(cell) for cell in row]) for row in figures.values())
    demands = {name: public(name) for name in EXAMPLE}
    demands["zusammen"] = strictest(list(demands.values()))
    words = {"": EMPTY, **REASONS_DE}
    computed = {
        name: [words[reason] for reason in primary_reasons(concerned, group, demand, units=units).tolist()]
        for name, demand in demands.items()
    }
    assert shown == computed


def test_the_sheet_says_that_its_figures_are_invented() -> None:
    assert "erfunden" in TEXT.split("## Rechenbeispiel")[1]
