"""Every shipped indicator has a case a planner can read and contest, and every case is computed."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from passgenau.indicators.build import build_table
from passgenau.indicators.definition import IndicatorDefinition, parse_indicator
from passgenau.indicators.intervals import table_intervals
from tests.indicators.region import REGISTER, figures

CASES = Path(__file__).parent.parent / "cases" / "indicators"
DEFINITIONS = Path(__file__).parents[2] / "src" / "passgenau" / "indicators" / "definitions"
CASE_IDS = sorted(path.stem for path in CASES.glob("*.toml"))
DEFINITION_IDS = sorted(path.stem for path in DEFINITIONS.glob("*.toml"))


def read(folder: Path, indicator: str) -> dict[str, Any]:
    """Return one TOML file."""
    return tomllib.loads((folder / f"{indicator}.toml").read_text(encoding="utf-8"))


def definition(indicator: str) -> IndicatorDefinition:
    """Return one shipped definition."""
    return parse_indicator(read(DEFINITIONS, indicator), f"{indicator}.toml")


def test_every_definition_has_a_case_and_every_case_a_definition() -> None:
    assert DEFINITION_IDS == CASE_IDS


@pytest.mark.parametrize("indicator", CASE_IDS)
def test_the_case_comes_out_as_written(indicator: str) -> None:
    case = read(CASES, indicator)
    assert case["title"].strip()
    assert case["source"].strip()
    given, expected = case["given"], case["expected"]
    frame = figures([("011", "value", given.get("numerator"), given.get("denominator"))], indicator=indicator)
    table = build_table(frame.assign(value=given.get("value", np.nan)), REGISTER, periods={indicator: "2025"})
    assert table.value[0, 0] == pytest.approx(expected["rate"], abs=1e-6)
    level = expected.get("level", 0.9)
    lower, upper = table_intervals(table, {indicator: definition(indicator).noise}, level=level)
    if "lower" in expected:
        assert lower[0, 0] == pytest.approx(expected["lower"], abs=1e-6)
        assert upper[0, 0] == pytest.approx(expected["upper"], abs=1e-6)
    else:
        assert expected["interval"] is False
        assert np.isnan([lower[0, 0], upper[0, 0]]).all()
