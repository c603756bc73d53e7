"""A small invented county for tests: two municipalities, five areas, counts that can be added by hand."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pandas as pd

from passgenau.data.areas import Area, AreaRegister
from passgenau.data.long_table import long_table

REGISTER = AreaRegister(
    "wohnplaetze",
    (
        Area("K", "Kreis Musterland", "kreis"),
        Area("01", "Oberdorf", "kommune", "K"),
        Area("02", "Unterdorf", "kommune", "K"),
        Area("011", "Mitte", "wohnplatz", "01", population=2000.0),
        Area("012", "Nord", "wohnplatz", "01", population=1000.0),
        Area("013", "Hang", "wohnplatz", "01", population=1000.0),
        Area("021", "Am See", "wohnplatz", "02", population=3000.0),
        Area("022", "Heide", "wohnplatz", "02", population=1000.0),
    ),
)

WOHNPLAETZE = ("011", "012", "013", "021", "022")

Row = tuple[str, str, float | None, float | None]


def figures(rows: Iterable[Row], *, period: str = "2025", indicator: str = "quote") -> pd.DataFrame:
    """Return a long table from (area, status, numerator, denominator)."""
    records: list[dict[str, Any]] = [
        {
            "area_id": area,
            "indicator_id": indicator,
            "period": period,
            "status": status,
            "numerator": numerator,
            "denominator": denominator,
        }
        for area, status, numerator, denominator in rows
    ]
    return long_table(pd.DataFrame.from_records(records))
