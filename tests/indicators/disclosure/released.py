"""A small protected package made by hand: two municipalities with three places each, invented throughout."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from passgenau.common.findings import Finding
from passgenau.data.areas import Area, AreaRegister
from passgenau.data.long_table import long_table
from passgenau.indicators.disclosure.report import DecidedRule, Released, Section
from passgenau.indicators.disclosure.thresholds import ProtectionProfile, Thresholds

PLACES = ("A1", "A2", "A3", "B1", "B2", "B3")
REGISTER = AreaRegister(
    "erfunden",
    (
        *(Area(key, f"Ort {key}", "Wohnplatz", key[0], 1000.0) for key in PLACES),
        Area("A", "Altstadt", "Kommune", "K", 3000.0),
        Area("B", "Bergen", "Kommune", "K", 3000.0),
        Area("K", "Kreis", "Kreis", "", 6000.0),
    ),
)
THREE = Thresholds(3, 0, True, 1, False, 0, None, 1)
PROFILE = ProtectionProfile(
    "erfunden_3", "Erfundene Regel", "erfundene Quelle", "§ 0 Erfundenes Gesetz", "open", "", "", False,
    {"public": THREE},
)  # fmt: skip


def rows(indicator: str, period: str, shown: Mapping[str, int], hidden: Sequence[str]) -> list[dict[str, object]]:
    """Return rows of one indicator and period; hidden areas carry no number at all."""
    seen = [
        {"area_id": key, "indicator_id": indicator, "period": period, "numerator": count, "denominator": 100}
        for key, count in shown.items()
    ]
    gone = [{"area_id": key, "indicator_id": indicator, "period": period, "status": "suppressed"} for key in hidden]
    return [*seen, *gone]


# Half of the places of "poor" are hidden, all places of "ill" but one; both are whole for municipalities and county.
ABOVE = {"A": 40, "B": 50, "K": 90}
LONG = long_table(
    pd.DataFrame(
        rows("poor", "2020", {"A1": 9, "A2": 12, "B1": 20, **ABOVE}, ["A3", "B2", "B3"])
        + rows("poor", "2021", {"A1": 9, "A2": 12, "A3": 11, **ABOVE}, ["B1", "B2", "B3"])
        + rows("ill", "2021", {"A1": 9, **ABOVE}, ["A2", "A3", "B1", "B2", "B3"])
        + [{"area_id": "A1", "indicator_id": "later", "period": "2021", "status": "missing"}]
    )
)


def released(
    *, findings: tuple[Finding, ...] = (), long: pd.DataFrame = LONG, index: Section | None = None
) -> Released:
    """Return the package with its rule; ``ill`` is a part of ``poor``."""
    rule = DecidedRule(
        "erfunden", "Erfundene Regel", "Kreistag", "2026-02-01", "public", (PROFILE,),
        {"poor": THREE, "ill": THREE}, {"area_size": "Fläche hat keine Personen"}, (), ("secret",), {"ill": "poor"},
    )  # fmt: skip
    digests = {"values.csv": "ab" * 32, "areas.csv": "cd" * 32}
    names = {"poor": "Armut", "ill": "Krankheit"}
    return Released("Kreis Erfunden (erfunden)", long, REGISTER, rule, findings, digests, names, index)
