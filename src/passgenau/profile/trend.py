"""Trend in words: a change is only named when it is larger than its own uncertainty.

With counts: weighted straight line; its slope is compared with the standard error that counting noise alone gives it,
widened where the values scatter more than counting explains. Pooled cohorts share children, so neighbouring values
share noise; the error takes that in. Without counts or noise (complete stocks, delivered values, rates above one):
Mann-Kendall, that is, whether the values go one way more consistently than chance order would.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from scipy.special import ndtri
from scipy.stats import kendalltau

from passgenau.common.periods import parse_period
from passgenau.indicators.definition import Noise
from passgenau.indicators.table import Floats

LEAST_PERIODS = 4
LEVEL = 0.90
RISES, FALLS, STABLE, TOO_SHORT, NO_TREND = "steigt", "sinkt", "stabil", "zu kurz", "ohne Angabe"


@dataclass(frozen=True)
class Trend:
    """Values of one indicator in one area over time and the word beside them; None where there is no number."""

    periods: tuple[str, ...]
    values: tuple[float | None, ...]
    word: str


HIDDEN = Trend((), (), NO_TREND)


@dataclass(frozen=True)
class Series:
    """One indicator of one area over time, earliest first; all arrays of shape (t,), NaN where there is no number."""

    periods: tuple[str, ...]
    values: Floats
    numerators: Floats
    denominators: Floats


def trend(series: Series, *, noise: Noise, cohorts: int) -> Trend:
    """Return the trend of a series in words.

    Parameters
    ----------
    series
        Values with their counts, earliest first; periods may have gaps and need not be years.
    noise
        Declared noise of the indicator.
    cohorts
        How many cohorts each period pools (1: none); a period such as ``2019..2021`` says so itself.

    Returns
    -------
    Trend
        ``steigt`` or ``sinkt`` if the slope differs from zero at 90 % (two-sided), else ``stabil``; ``zu kurz`` below
        four periods with a number. Periods without a number stay in the series as None.
    """
    known = ~np.isnan(series.values)
    values = tuple(float(value) if there else None for value, there in zip(series.values, known, strict=True))
    return Trend(series.periods, values, _word(series, known, noise=noise, cohorts=cohorts))


def _word(series: Series, known: np.typing.NDArray[np.bool_], *, noise: Noise, cohorts: int) -> str:
    if known.sum() < LEAST_PERIODS:
        return TOO_SHORT
    periods = [text for text, there in zip(series.periods, known, strict=True) if there]
    times = np.array([_years(parse_period(text).last_day) for text in periods])
    values, counts = series.values[known], series.numerators[known]
    of = series.denominators[known]
    lawless = noise == "none" or np.isnan(counts).any() or np.isnan(of).any()
    if lawless or (noise == "binomial" and bool((counts > of).any())):
        return _consistent_direction(times, values)
    window = max(_window(periods), float(cohorts if cohorts > 1 else 0))
    return _slope_against_noise(times, values, variances=_variances(counts, of, noise), window=window)


def _slope_against_noise(times: Floats, values: Floats, *, variances: Floats, window: float) -> str:
    weights = 1 / variances
    centred = times - np.average(times, weights=weights)
    pull = weights * centred / np.sum(weights * centred**2)
    slope = float(pull @ values)
    error = np.sqrt(pull @ _covariance(times, variances, window) @ pull)
    rest = values - np.average(values, weights=weights) - slope * centred
    excess = np.sum(weights * rest**2) / (len(values) - 2)
    limit = ndtri(0.5 + LEVEL / 2) * error * np.sqrt(max(1.0, excess))
    return STABLE if abs(slope) <= limit else RISES if slope > 0 else FALLS


def _covariance(times: Floats, variances: Floats, window: float) -> Floats:
    """Return the noise shared by values whose windows overlap; without windows only the diagonal."""
    distance = np.abs(times[:, None] - times[None, :])
    shared = np.clip(1 - distance / window, 0, 1) if window > 0 else np.eye(len(times))
    spreads = np.sqrt(variances)
    return shared * spreads[:, None] * spreads[None, :]


def _variances(counts: Floats, of: Floats, noise: Noise) -> Floats:
    """Return counting variances of the rates; half a case is added so that a zero is not taken for certain."""
    if noise == "poisson":
        return (counts + 0.5) / of**2
    share = (counts + 0.5) / (of + 1)
    return share * (1 - share) / of


def _consistent_direction(times: Floats, values: Floats) -> str:
    if np.ptp(values) == 0:
        return STABLE
    found = kendalltau(times, values)
    if found.pvalue >= 1 - LEVEL:
        return STABLE
    return RISES if found.statistic > 0 else FALLS


def _window(periods: Sequence[str]) -> float:
    """Return the longest span in years among periods such as ``2019..2021``; 0 without any."""
    spans = [parse_period(text) for text in periods if ".." in text]
    return max((_years(span.last_day) - _years(span.first_day) for span in spans), default=0.0)


def _years(day: date) -> float:
    return day.toordinal() / 365.2425
