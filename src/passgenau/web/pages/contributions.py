"""Back from a rank to the counts: what every indicator contributes to the sum of one area."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from passgenau.common.numbers_de import count, signed
from passgenau.indicators.definition import IndicatorDefinition
from passgenau.store.queries.index import Reading
from passgenau.web.pages.figures import figure, state_word


@dataclass(frozen=True)
class ContributionRow:
    """One indicator: cases, value, mean of the areas, distance and what it adds."""

    id: str
    name: str
    cases: str
    value: str
    mean: str
    distance: str
    contribution: str


@dataclass(frozen=True)
class Contributions:
    """All contributions of one area with their sum, largest first."""

    rows: tuple[ContributionRow, ...]
    total: str
    note: str
    definition: str
    in_spreads: bool


def contributions(reading: Reading, area_id: str, catalogue: Mapping[str, IndicatorDefinition]) -> Contributions | None:
    """Return what made up the score of an area, None where it has none."""
    result = reading.result
    if area_id not in result.area_ids:
        return None
    place = result.area_ids.index(area_id)
    if not np.isfinite(result.score[place]):
        return None
    amounts = result.contributions[place]
    order = sorted(range(len(amounts)), key=lambda column: -np.nan_to_num(amounts[column], nan=-np.inf))
    missing = int((~np.isfinite(amounts)).sum())
    note = "" if result.contributions_add_up else "Bei dieser Definition ergeben die Beiträge nicht genau die Summe. "
    if missing:
        rule = "Die übrigen sind entsprechend hochgerechnet." if reading.definition.missing_rule == "rescale" else ""
        note += f"{count(missing)} ohne Wert. {rule}"
    return Contributions(
        tuple(_row(reading, place, column, catalogue) for column in order),
        signed(float(result.score[place]), decimals=2),
        note.strip(),
        reading.definition.name,
        reading.definition.method in {"zscore", "robust_z"},
    )


def _row(reading: Reading, place: int, column: int, catalogue: Mapping[str, IndicatorDefinition]) -> ContributionRow:
    result, table = reading.result, reading.table
    indicator = result.indicator_ids[column]
    here, there = table.area_ids.index(result.area_ids[place]), table.indicator_ids.index(indicator)
    known = catalogue.get(indicator)
    unit = known.unit if known else "score"
    mean = float(result.reference.mean[result.reference.indicator_ids.index(indicator)])
    value, amount = float(table.value[here, there]), float(result.contributions[place, column])
    top, base = float(table.numerator[here, there]), float(table.denominator[here, there])
    return ContributionRow(
        indicator,
        known.short_name if known else indicator,
        f"{count(top)} von {count(base)}" if np.isfinite(top) and np.isfinite(base) else "",
        figure(value, unit, county=mean) if np.isfinite(value) else state_word(str(table.status[here, there])),
        figure(mean, unit, county=mean),
        _signed(float(result.standardised[place, column])),
        _signed(amount),
    )


def _signed(value: float) -> str:
    return signed(value, decimals=2) if np.isfinite(value) else "–"
