"""How fast something grows from period to period, where that can be said."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from passgenau.index.multivariate.panel import Floats, panel_values

TOO_FEW = "weniger als zwei Werte"
NOT_POSITIVE = "Anfang oder Ende nicht über 0"


@dataclass(frozen=True)
class Trends:
    """Trends of n areas in m indicators, each array of shape (n, m).

    ``rate`` per unit of the periods (usually a year), as share: 0.02 is +2 % a year. ``first`` and ``last`` are the
    periods of the first and last value, NaN without any; ``available`` is the number of values; ``reason`` is a
    German clause where the rate is NaN, else empty.
    """

    rate: Floats
    first: Floats
    last: Floats
    available: npt.NDArray[np.int64]
    reason: npt.NDArray[np.str_]


def compound_growth(values: npt.ArrayLike, periods: Sequence[float]) -> Trends:
    """Return the compound growth rate between the first and the last value: (last / first)^(1 / distance) − 1.

    Parameters
    ----------
    values
        Shape (t, n, m): t periods, n areas, m indicators; NaN is a missing value and is passed over, so that the first
        and the last value there are count, and ``first`` and ``last`` say which.
    periods
        The t points in time, ascending.

    Returns
    -------
    Trends
        NaN with a reason where fewer than two values are there, or the first or last is not above 0: from zero
        nothing grows by a rate, and of two negative numbers the formula would call the decline a growth.

    Raises
    ------
    PassgenauError
        Where shapes do not fit, periods do not ascend, or a value is infinite.
    """
    panel, times = panel_values(values, periods), np.array(periods, dtype=np.float64)
    there = ~np.isnan(panel)
    start, end = there.argmax(axis=0), len(panel) - 1 - there[::-1].argmax(axis=0)
    low, high = _at(panel, start), _at(panel, end)
    usable = (there.sum(axis=0) > 1) & (low > 0) & (high > 0)
    distance = np.where(usable, times[end] - times[start], 1.0)
    quotient = np.divide(high, low, out=np.full(low.shape, np.nan), where=usable)
    return _trends(quotient ** (1 / distance) - 1, there, times)


def percentage_change(values: npt.ArrayLike, periods: Sequence[float]) -> Trends:
    """Return the slope of the line through all values, as a share of where the line begins.

    Parameters
    ----------
    values, periods
        As in :func:`compound_growth`; the line is fitted by least squares to the values that are there.

    Returns
    -------
    Trends
        NaN with a reason where fewer than two values are there or the line does not begin above 0: a share of a
        number below 0 would turn growth into decline. The rate has the sign of the slope.

    Raises
    ------
    PassgenauError
        Where shapes do not fit, periods do not ascend, or a value is infinite.
    """
    panel, times = panel_values(values, periods), np.array(periods, dtype=np.float64)
    there = ~np.isnan(panel)
    count = there.sum(axis=0)
    enough = count > 1
    weight = np.where(enough, count, 1)
    time = np.where(there, times[:, None, None], 0.0)
    middle = time.sum(axis=0) / weight
    mean = np.where(there, panel, 0.0).sum(axis=0) / weight
    off = np.where(there, time - middle, 0.0)
    spread = (off**2).sum(axis=0)
    slope = (off * np.where(there, panel - mean, 0.0)).sum(axis=0) / np.where(enough, spread, 1.0)
    begin = mean + slope * (times[there.argmax(axis=0)] - middle)
    usable = enough & (begin > 0)
    return _trends(np.divide(slope, begin, out=np.full(begin.shape, np.nan), where=usable), there, times)


def _at(panel: Floats, place: npt.NDArray[np.int64]) -> Floats:
    values: Floats = np.take_along_axis(panel, place[None], axis=0)[0]
    return values


def _trends(rate: Floats, there: npt.NDArray[np.bool_], times: Floats) -> Trends:
    count = there.sum(axis=0)
    first = np.where(count > 0, times[there.argmax(axis=0)], np.nan)
    last = np.where(count > 0, times[::-1][there[::-1].argmax(axis=0)], np.nan)
    reason = np.where(count < 2, TOO_FEW, np.where(np.isnan(rate), NOT_POSITIVE, ""))
    return Trends(rate, first, last, count, reason)
