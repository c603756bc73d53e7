"""The true counts in order: rows that can be protected, totals added up, and what everybody may notice about them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from passgenau.common.errors import PassgenauError
from passgenau.common.findings import Finding, Place, error
from passgenau.common.numbers_de import count
from passgenau.data.status import WITH_NUMBER
from passgenau.indicators.disclosure.figures import FigureKey, Figures
from passgenau.indicators.disclosure.layout import Family, families_of

Counts = Mapping[FigureKey, tuple[float, float]]
"""Numerator and denominator by area, indicator and period; NaN where not delivered."""


@dataclass(frozen=True)
class Counted:
    """The rows of bound indicators with their counts, ``added`` totals among them."""

    counts: Counts
    added: frozenset[FigureKey]


def counted(figures: Figures) -> Counted:
    """Return the counts of all bound indicators, with the totals of higher levels where every part is known.

    Parameters
    ----------
    figures
        What goes in. A row without a number (hidden at its source, missing) stays as a row with NaN.

    Returns
    -------
    Counted
        Totals that the office delivered stay as delivered; missing ones are added up from counts, since nobody could
        do so after some of them are hidden.

    Raises
    ------
    PassgenauError
        With every row that has a rate but no counts, counts that are no whole numbers or negative, a numerator above
        its denominator where it is a part of it, and totals below the sum of their parts.
    """
    rows = figures.long[figures.long["indicator_id"].isin(list(figures.thresholds))]
    findings: list[Finding] = []
    counts: dict[FigureKey, tuple[float, float]] = {}
    columns = (
        rows[name].tolist() for name in ("area_id", "indicator_id", "period", "numerator", "denominator", "status")
    )
    for area, indicator, period, numerator, denominator, status in zip(*columns, strict=True):
        if area in figures.register.by_id:
            key = (area, indicator, period)
            findings += _row_findings(key, numerator, denominator, status, part=indicator in figures.part_of_whole)
            counts[key] = (numerator, denominator)
    families = families_of(figures.register, figures.memberships)
    added = _totals(counts, families)
    findings += _contradictions({**counts, **added}, families, figures)
    if findings:
        raise PassgenauError(findings)
    return Counted({**counts, **added}, frozenset(added))


def _row_findings(key: FigureKey, numerator: float, denominator: float, status: str, *, part: bool) -> list[Finding]:
    place = Place(area_id=key[0], indicator_id=key[1], period=key[2])
    if status in WITH_NUMBER and (np.isnan(numerator) or np.isnan(denominator)):
        text = (
            "Zu schützen sind Zähler und Nenner; gekommen ist nur ein fertiger Wert, aus dem sich nichts prüfen lässt."
        )
        advice = "Bitte mit Zähler und Nenner liefern oder in der Regel als frei von Personen benennen."
        return [error("disclosure.no_counts", text, place, advice)]
    wrong = [one for one in (numerator, denominator) if not np.isnan(one) and (one < 0 or not float(one).is_integer())]
    if wrong:
        text = f"Zähler und Nenner müssen ganze Zahlen ab 0 sein; gekommen ist {str(wrong[0]).replace('.', ',')}."
        return [error("disclosure.not_whole", text, place)]
    if part and numerator > denominator:
        text = f"Der Zähler {count(int(numerator))} ist größer als sein Nenner {count(int(denominator))}."
        return [error("disclosure.part_above_whole", text, place)]
    return []


def _totals(counts: Counts, families: list[Family]) -> dict[FigureKey, tuple[float, float]]:
    """Return the sums for areas without a row, where all children have both counts."""
    found: dict[FigureKey, tuple[float, float]] = {}
    for indicator, period in dict.fromkeys((key[1], key[2]) for key in counts):
        grown = True
        while grown:
            grown = False
            for family in families:
                for parent, children in family.items():
                    key = (parent, indicator, period)
                    if key in counts or key in found:
                        continue
                    parts = [_of(counts, found, (child, indicator, period)) for child in children]
                    total = (sum(part[0] for part in parts), sum(part[1] for part in parts))
                    if not np.isnan(total).any():
                        found[key] = total
                        grown = True
    return found


def _of(counts: Counts, found: Counts, key: FigureKey) -> tuple[float, float]:
    return counts.get(key) or found.get(key) or (np.nan, np.nan)


def _contradictions(counts: Counts, families: list[Family], figures: Figures) -> list[Finding]:
    """Return totals that are below the sum of their known parts, and breakdowns that do not add up."""
    findings = []
    for (area, indicator, period), pair in counts.items():
        for family in families:
            parts = [counts.get((child, indicator, period), (np.nan, np.nan)) for child in family.get(area, ())]
            for which, name in enumerate(("Zähler", "Nenner")):
                known = float(np.nansum([part[which] for part in parts]))
                if parts and pair[which] < known:
                    text = f"{name} {count(int(pair[which]))} ist kleiner als die Summe der Teile, {count(int(known))}."
                    place = Place(area_id=area, indicator_id=indicator, period=period)
                    findings.append(error("disclosure.total_below_parts", text, place))
    return [*findings, *_broken_breakdowns(counts, figures)]


def _broken_breakdowns(counts: Counts, figures: Figures) -> list[Finding]:
    findings = []
    for breakdown in figures.breakdowns:
        for (area, indicator, period), (total, _) in counts.items():
            if indicator != breakdown.total:
                continue
            parts = [counts.get((area, part, period), (np.nan, np.nan))[0] for part in breakdown.parts]
            known, whole = float(np.nansum(parts)), not np.isnan(parts).any()
            if known > total or (whole and known != total):
                text = f"Die Teile ergeben {count(int(known))}, die Summe soll {count(int(total))} sein."
                place = Place(area_id=area, indicator_id=indicator, period=period)
                findings.append(error("disclosure.breakdown", text, place))
    return findings
