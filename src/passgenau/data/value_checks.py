"""Checks of values delivered without counts: what the unit allows, and whether areas differ at all."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from passgenau.common.findings import Finding, Place, error, warning
from passgenau.common.numbers_de import number
from passgenau.data.figure_rules import NEVER_NEGATIVE, FigureRule
from passgenau.data.origins import Origins

_ENOUGH_AREAS = 3


def check_values(table: pd.DataFrame, rules: Mapping[str, FigureRule], origins: Origins) -> list[Finding]:
    """Return the findings about values.

    Parameters
    ----------
    table
        Long table; ``value`` is the delivered figure (shares 0-1), NaN where there is none.
    rules
        Indicator id to what is known of it; without a rule no range is checked.
    origins
        Where each figure stood.

    Returns
    -------
    list of Finding
        Errors: a negative value where the unit knows none. Warnings, one for an indicator: shares of a whole above
        1 (often percent delivered as such), the same value in all of at least three areas of a period.
    """
    findings: list[Finding] = []
    units = table["indicator_id"].map({key: rule.unit for key, rule in rules.items()})
    for position in table.index[units.isin(list(NEVER_NEGATIVE)) & (table["value"] < 0)]:
        text = f"Der Wert ist negativ ({number(table['value'][position], decimals=2)})."
        findings.append(error("value.negative", text, origins.place(position)))
    return findings + _above_one(table, rules, origins) + _constant(table, origins)


def _above_one(table: pd.DataFrame, rules: Mapping[str, FigureRule], origins: Origins) -> list[Finding]:
    shares = [key for key, rule in rules.items() if rule.unit == "percent" and rule.part_of_whole]
    above = table[table["indicator_id"].isin(shares) & (table["value"] > 1)]
    findings = []
    for indicator, rows in above.groupby("indicator_id", sort=False):
        first = rows.index[0]
        rows_de = "eine Zeile" if len(rows) == 1 else f"{len(rows)} Zeilen"
        text = f"Werte bis {number(rows['value'].max())} ({rows_de}): Anteile stehen als 0 bis 1."
        place = origins.place(first)
        findings.append(
            warning(
                "value.above_one", text, Place(place.file, place.row, place.column, indicator_id=str(indicator)),
                "Sind es Prozent, dann bitte durch 100 teilen.",
            )
        )  # fmt: skip
    return findings


def _constant(table: pd.DataFrame, origins: Origins) -> list[Finding]:
    counted = table["numerator"] / table["denominator"].where(table["denominator"] > 0)
    frame = table[["indicator_id", "period"]].assign(figure=counted.fillna(table["value"])).dropna()
    findings = []
    for (indicator, period), rows in frame.groupby(["indicator_id", "period"], sort=False):
        if len(rows) >= _ENOUGH_AREAS and rows["figure"].nunique() == 1:
            text = (
                f"Alle {len(rows)} Gebiete haben denselben Wert ({number(rows['figure'].iloc[0], decimals=4)}); "
                "so unterscheidet der Indikator kein Gebiet vom anderen."
            )
            place = Place(file=origins.file, indicator_id=str(indicator), period=str(period))
            findings.append(warning("indicator.constant", text, place))
    return findings
