"""Intervals of rates from counts: Wilson for shares, Garwood for repeatable cases, none for complete stocks.

In a full count chance does not mean sampling. It means: the same circumstances could have brought a few cases more
or less. The interval says how far the figure alone carries, not whether the data are right.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from scipy.special import gammaincinv, ndtri

from passgenau.indicators.definition import Noise
from passgenau.indicators.table import Floats, IndicatorTable


def wilson_interval(numerator: Floats, denominator: Floats, *, level: float) -> tuple[Floats, Floats]:
    """Return the two-sided score interval of a share.

    Parameters
    ----------
    numerator, denominator
        Counts of the same shape; they need not be whole (estimates).
    level
        Confidence level, above 0 and below 1.

    Returns
    -------
    lower, upper
        Bounds 0-1 of the shape of the counts. NaN where a count is NaN, the denominator is not positive, or the
        numerator lies outside 0 to denominator: no binomial law stands behind such a pair.

    Raises
    ------
    ValueError
        If ``level`` is not between 0 and 1.

    References
    ----------
    Wilson (1927), Journal of the American Statistical Association 22, 209-212; Newcombe (1998), Statistics in
    Medicine 17, 857-872, method 3.
    """
    z = ndtri(0.5 + _checked(level) / 2)
    valid = (denominator > 0) & (numerator >= 0) & (numerator <= denominator)
    n = np.where(valid, denominator, 1.0)
    k = np.where(valid, numerator, 0.0)
    middle = (k + z**2 / 2) / (n + z**2)
    half = z / (n + z**2) * np.sqrt(k * (n - k) / n + z**2 / 4)
    # At the edges the bound is exact in theory; subtraction leaves a rest of the size of the machine precision.
    lower = np.where(k == 0, 0.0, middle - half)
    upper = np.where(k == n, 1.0, middle + half)
    return np.where(valid, lower, np.nan), np.where(valid, upper, np.nan)


def garwood_interval(numerator: Floats, denominator: Floats, *, level: float) -> tuple[Floats, Floats]:
    """Return the exact interval of a Poisson count, divided by its denominator.

    Parameters
    ----------
    numerator, denominator
        Counts of the same shape; the numerator may exceed the denominator.
    level
        Confidence level, above 0 and below 1.

    Returns
    -------
    lower, upper
        Bounds (>= 0, may exceed 1) of the shape of the counts; NaN where a count is NaN, the numerator is negative or
        the denominator is not positive.

    Raises
    ------
    ValueError
        If ``level`` is not between 0 and 1.

    References
    ----------
    Garwood (1936), Biometrika 28, 437-442.
    """
    tail = (1 - _checked(level)) / 2
    valid = (denominator > 0) & (numerator >= 0)
    n = np.where(valid, denominator, 1.0)
    k = np.where(valid, numerator, 0.0)
    # Half a chi-square quantile with 2k degrees of freedom is a gamma quantile of shape k.
    lower = np.where(k == 0, 0.0, gammaincinv(np.where(k == 0, 1.0, k), tail))
    upper = gammaincinv(k + 1, 1 - tail)
    return np.where(valid, lower / n, np.nan), np.where(valid, upper / n, np.nan)


def table_intervals(table: IndicatorTable, noise: Mapping[str, Noise], *, level: float) -> tuple[Floats, Floats]:
    """Return the intervals of a whole table according to each indicator's declared noise.

    Parameters
    ----------
    table
        Figures of n areas and m indicators.
    noise
        Indicator id to ``none``, ``binomial`` or ``poisson``; every indicator of the table must be named.
    level
        Confidence level, above 0 and below 1.

    Returns
    -------
    lower, upper
        Shape (n, m). NaN for ``none`` (a complete stock has no chance to speak of), without both counts, and for
        hidden, missing or not applicable cells.

    Raises
    ------
    KeyError
        If an indicator has no noise declared.
    ValueError
        If ``level`` is not between 0 and 1.
    """
    laws = {"binomial": wilson_interval, "poisson": garwood_interval}
    lower, upper = (np.full(table.value.shape, np.nan) for _ in range(2))
    declared = np.array([noise[indicator] for indicator in table.indicator_ids], dtype=str)
    shown = np.where(np.isnan(table.value), np.nan, table.numerator)
    for name, law in laws.items():
        columns = np.flatnonzero(declared == name)
        lower[:, columns], upper[:, columns] = law(shown[:, columns], table.denominator[:, columns], level=level)
    return lower, upper


def _checked(level: float) -> float:
    if not 0 < level < 1:
        raise ValueError(f"the confidence level must lie between 0 and 1, not {level}")
    return level
