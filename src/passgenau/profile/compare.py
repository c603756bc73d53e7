"""Every value against the county: distance in spreads, interval, and whether the two can be told apart."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt
from scipy.stats import rankdata

from passgenau.indicators.definition import IndicatorDefinition
from passgenau.indicators.intervals import table_intervals
from passgenau.indicators.table import Floats, IndicatorTable

INTERVAL_LEVEL = 0.90
"""Level of the intervals in profiles; the pages name it beside every whisker."""

NOTHING_IN_SPREADS = 0.05
"""A complete stock has no interval; a distance that is shown as 0,0 spreads still counts as no difference."""

ReferenceKind = Literal["county", "areas"]
Booleans = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Comparison:
    """Figures of n areas and m indicators against their reference; arrays (n, m) unless said otherwise.

    ``reference`` (m,) is the county value (kind ``county``) or, where there is none, the unweighted mean of the areas
    (kind ``areas``). ``spread`` (m,) is the standard deviation of the areas' values about their mean (ddof 0, areas
    unweighted), NaN below two values or when all are equal. ``deviation`` = (value - reference) / spread. ``lower``
    and ``upper`` are 90 % intervals, NaN without declared noise or counts. ``tested`` says whether a difference can be
    judged at all (never without counts), ``distinct`` whether the value differs beyond its own uncertainty.
    """

    table: IndicatorTable
    reference: Floats
    reference_kind: tuple[ReferenceKind, ...]
    spread: Floats
    deviation: Floats
    lower: Floats
    upper: Floats
    tested: Booleans
    distinct: Booleans


def compare(
    table: IndicatorTable, county: IndicatorTable, definitions: Mapping[str, IndicatorDefinition]
) -> Comparison:
    """Return every value of a table against the county.

    Parameters
    ----------
    table
        Figures of n areas and m indicators.
    county
        County values in one row; indicators it does not have are compared with the mean of the areas.
    definitions
        Definition of every indicator of the table.

    Returns
    -------
    Comparison
        Hidden, missing and not applicable cells have NaN everywhere and are neither tested nor distinct. The county
        value is taken as certain: it rests on many times the people of any area.

    Raises
    ------
    KeyError
        If an indicator has no definition.
    """
    noise = {indicator: definitions[indicator].noise for indicator in table.indicator_ids}
    lower, upper = table_intervals(table, noise, level=INTERVAL_LEVEL)
    mean, spread = _mean_and_spread(table.value)
    official = _county_values(table, county)
    reference = np.where(np.isnan(official), mean, official)
    deviation = (table.value - reference) / spread
    known = ~np.isnan(deviation)
    with_interval = known & ~np.isnan(lower)
    complete = np.array([noise[indicator] for indicator in table.indicator_ids], dtype=str) == "none"
    stock = known & complete & ~np.isnan(table.denominator)
    apart = np.where(with_interval, (reference < lower) | (reference > upper), np.abs(deviation) >= NOTHING_IN_SPREADS)
    tested = with_interval | stock
    kinds: tuple[ReferenceKind, ...] = tuple("areas" if np.isnan(one) else "county" for one in official)
    return Comparison(table, reference, kinds, spread, deviation, lower, upper, tested, tested & apart)


def positions(values: Floats) -> npt.NDArray[np.int64]:
    """Return positions along the first axis, 1 for the highest value.

    Parameters
    ----------
    values
        Shape (n, m); NaN where there is no number.

    Returns
    -------
    numpy.ndarray
        Shape (n, m), whole numbers from 1; equal values share the smaller position; 0 where there is no number.
    """
    ranked = rankdata(np.where(np.isnan(values), np.inf, -values), method="min", axis=0)
    return np.where(np.isnan(values), 0, ranked).astype(np.int64)


def _mean_and_spread(values: Floats) -> tuple[Floats, Floats]:
    there = ~np.isnan(values)
    number = there.sum(axis=0)
    filled = np.where(there, values, 0.0)
    mean = np.divide(filled.sum(axis=0), number, out=np.full(values.shape[1], np.nan), where=number > 0)
    squares = np.where(there, (filled - mean) ** 2, 0.0).sum(axis=0)
    spread = np.sqrt(np.divide(squares, number, out=np.full(values.shape[1], np.nan), where=number > 1))
    # Equal values leave a rest of rounding; compare with their size before calling it a spread.
    return mean, np.where(spread > 1e-12 * np.maximum(1.0, np.abs(mean)), spread, np.nan)


def _county_values(table: IndicatorTable, county: IndicatorTable) -> Floats:
    place = {indicator: column for column, indicator in enumerate(county.indicator_ids)}
    return np.array(
        [county.value[0, place[indicator]] if indicator in place else np.nan for indicator in table.indicator_ids],
        dtype=np.float64,
    )
