"""Checks of numerators and denominators: counts that cannot be."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from passgenau.common.findings import Finding, error, warning
from passgenau.common.numbers_de import number
from passgenau.data.figure_rules import FigureRule
from passgenau.data.origins import Origins
from passgenau.data.status import ValueStatus

_TOLERANCE = 0.006  # a share delivered with two decimals may differ by so much from its counts


def check_counts(table: pd.DataFrame, rules: Mapping[str, FigureRule], origins: Origins) -> list[Finding]:
    """Return the findings about counts.

    Parameters
    ----------
    table
        Long table; numerator and denominator are counts >= 0, NaN where not delivered.
    rules
        Indicator id to what is known of it; without a rule an indicator is not taken for a part of a whole.
    origins
        Where each figure stood.

    Returns
    -------
    list of Finding
        Errors: a negative count, one count without the other, a denominator of 0 under a numerator, a numerator
        above its denominator where it is a part of it. Warnings: the same where it is not, 0 of 0 (the share does
        not exist), a count with decimals unless estimated, a delivered value that its counts contradict.
    """
    part = table["indicator_id"].map({key: rule.part_of_whole for key, rule in rules.items()}).eq(True)
    numerator, denominator = table["numerator"], table["denominator"]
    with_number = table["status"].isin([ValueStatus.VALUE, ValueStatus.ESTIMATED, ValueStatus.PROVISIONAL])
    findings = _negative(table, origins)
    for position in table.index[with_number & (numerator.notna() != denominator.notna())]:
        gone = "Nenner" if pd.isna(denominator[position]) else "Zähler"
        findings.append(error("count.alone", f"Der {gone} fehlt.", origins.place(position)))
    for position in table.index[(denominator == 0) & (numerator > 0)]:
        text = f"Der Nenner ist 0, der Zähler {_digits(numerator[position])}."
        findings.append(error("count.zero_denominator", text, origins.place(position)))
    for position in table.index[(denominator == 0) & (numerator == 0)]:
        text = "Zähler und Nenner sind 0: Einen Anteil gibt es hier nicht, der Wert entfällt."
        findings.append(warning("count.zero_of_zero", text, origins.place(position)))
    for position in table.index[(numerator > denominator) & (denominator > 0)]:
        text = (
            f"Der Zähler ({_digits(numerator[position])}) ist größer als der Nenner ({_digits(denominator[position])})."
        )
        finding = error if part[position] else warning
        advice = "Der Zähler ist ein Teil des Nenners." if part[position] else ""
        findings.append(finding("count.above_denominator", text, origins.place(position), advice))
    return findings + _fractions(table, origins) + _contradictions(table, origins)


def _negative(table: pd.DataFrame, origins: Origins) -> list[Finding]:
    return [
        error(
            "count.negative", f"Der {name} ist negativ ({_digits(table[column][position])}).", origins.place(position)
        )
        for column, name in (("numerator", "Zähler"), ("denominator", "Nenner"))
        for position in table.index[table[column] < 0]
    ]


def _fractions(table: pd.DataFrame, origins: Origins) -> list[Finding]:
    exact = table["status"] != ValueStatus.ESTIMATED
    return [
        warning(
            "count.fraction",
            f"Der {name} ist keine ganze Zahl ({_digits(table[column][position])}).",
            origins.place(position),
            "Ist ein Punkt zwischen Tausendern als Dezimalpunkt gelesen worden?",
        )
        for column, name in (("numerator", "Zähler"), ("denominator", "Nenner"))
        for position in table.index[exact & table[column].notna() & (table[column] % 1 != 0)]
    ]


def _contradictions(table: pd.DataFrame, origins: Origins) -> list[Finding]:
    share = table["numerator"] / table["denominator"].where(table["denominator"] > 0)
    far = (share - table["value"]).abs() > _TOLERANCE
    return [
        warning(
            "count.contradicts_value",
            f"Zähler durch Nenner ergibt {number(share[position], decimals=4)}, "
            f"geliefert ist {number(table['value'][position], decimals=4)}; gerechnet wird mit Zähler und Nenner.",
            origins.place(position),
        )
        for position in table.index[far]
    ]


def _digits(value: float) -> str:
    return number(value, decimals=0 if float(value).is_integer() else 2)
