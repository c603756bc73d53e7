"""Small registers and figures for the checks; all of it invented."""

from __future__ import annotations

from typing import Any

import pandas as pd

from passgenau.data.areas import Area, AreaRegister
from passgenau.data.figure_rules import PlainRule
from passgenau.data.long_table import long_table

REGISTER = AreaRegister(
    "erfunden",
    (
        Area("01", "Altstadt", "Wohnplatz", "A", 1200),
        Area("02", "Bachtal", "Wohnplatz", "A", 900),
        Area("07", "Neuhof", "Wohnplatz", "B", None),
        Area("A", "Bergau", "Gemeinde"),
        Area("B", "Talheim", "Gemeinde"),
    ),
)

CATALOGUE = {
    "poor": PlainRule("poor", "percent", True),
    "daycare": PlainRule("daycare", "percent", False),
    "change": PlainRule("change", "percentage_points", False),
    "people": PlainRule("people", "count", False),
}


def figures(*rows: dict[str, Any]) -> pd.DataFrame:
    """Return a long table with one figure a row; rows are numbered as in a file with a header."""
    blank = {"area_id": "01", "indicator_id": "poor", "period": "2021", "column": "D"}
    return long_table(pd.DataFrame([{**blank, "row": place, **row} for place, row in enumerate(rows, start=2)]))


def complete(*rows: dict[str, Any]) -> pd.DataFrame:
    """Return the rows with another figure for every area they leave out, so that no area is without any."""
    named = {row.get("area_id", "01") for row in rows}
    rest = [
        {"area_id": key, "value": 0.1 + place / 10, "indicator_id": "change", "row": 90 + place}
        for place, key in enumerate(("01", "02", "07"))
        if key not in named
    ]
    return figures(*rows, *rest)
