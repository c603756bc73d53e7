"""One line per indicator: where its values lie, how they lean, and how much of them is there, zero or the same."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.stats import kurtosis as excess_kurtosis
from scipy.stats import skew

from passgenau.common.errors import refusal
from passgenau.index.multivariate.figure_matrix import Floats, figure_matrix, has_spread

Counts = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class IndicatorStatistics:
    """Statistics of m indicators over n areas, each of shape (m,) and in the unit of its indicator; no value: NaN.

    ``sd`` is the sample standard deviation (n − 1), ``skewness`` G1 and ``kurtosis`` G2 (excess, normal = 0).
    ``quantiles`` has shape (q, m) for the q ``probabilities``. ``available``, ``zero``, ``distinct`` and ``same``
    (how often the most frequent value occurs) are counts.
    """

    indicator_ids: tuple[str, ...]
    areas: int
    minimum: Floats
    maximum: Floats
    mean: Floats
    median: Floats
    sd: Floats
    skewness: Floats
    kurtosis: Floats
    probabilities: tuple[float, ...]
    quantiles: Floats
    available: Counts
    zero: Counts
    distinct: Counts
    same: Counts

    @property
    def share_available(self) -> Floats:
        """Areas with a value, of all areas."""
        return self.available / self.areas

    @property
    def share_zero(self) -> Floats:
        """Zeros, of the values that are there."""
        return self._of_available(self.zero)

    @property
    def share_distinct(self) -> Floats:
        """Different values, of the values that are there."""
        return self._of_available(self.distinct)

    @property
    def share_same(self) -> Floats:
        """Occurrences of the most frequent value, of the values that are there."""
        return self._of_available(self.same)

    def _of_available(self, counts: Counts) -> Floats:
        shares: Floats = np.divide(counts, self.available, out=np.full(len(counts), np.nan), where=self.available > 0)
        return shares


@dataclass(frozen=True)
class StatisticsLimits:
    """Where an indicator gets conspicuous: shares 0-1 (least available, most zeros, least distinct), |G1| and G2."""

    least_available: float
    most_zero: float
    least_distinct: float
    skewness: float
    kurtosis: float

    def __post_init__(self) -> None:
        shares = (self.least_available, self.most_zero, self.least_distinct)
        if not all(0 <= share <= 1 for share in shares):
            raise refusal("multivariate.limits", "Schwellen für Anteile müssen von 0 bis 1 reichen.")
        if not (self.skewness >= 0 and np.isfinite([self.skewness, self.kurtosis]).all()):
            text = "Die Schwelle der Schiefe muss mindestens 0 sein, beide Schwellen der Form müssen endlich sein."
            raise refusal("multivariate.limits", text)


@dataclass(frozen=True)
class StatisticsFlags:
    """Per indicator, shape (m,): True where it lies beyond a limit."""

    few_available: Flags
    many_zero: Flags
    few_distinct: Flags
    outlying: Flags


def indicator_statistics(
    values: npt.ArrayLike, indicator_ids: Sequence[str], *, probabilities: Sequence[float] = ()
) -> IndicatorStatistics:
    """Describe each indicator over the areas.

    Parameters
    ----------
    values
        Shape (n, m): n areas, m indicators, any unit; NaN is a missing value. It is left out of the indicator's
        own statistics and counted in ``available``, never replaced.
    indicator_ids
        The m names of the columns.
    probabilities
        Shape (q,), each 0-1: which quantiles to give, by linear interpolation (type 7).

    Returns
    -------
    IndicatorStatistics
        NaN where too few values are there (spread: 2, skewness: 3, kurtosis: 4) or, for skewness and kurtosis,
        where all values are the same.

    Raises
    ------
    PassgenauError
        Where shapes do not fit, a value is infinite, or a probability lies outside 0-1.

    Notes
    -----
    G1 and G2: Joanes and Gill (1998), Comparing measures of sample skewness and kurtosis.
    """
    matrix = figure_matrix(values, indicator_ids)
    if not all(0 <= probability <= 1 for probability in probabilities):
        raise refusal("multivariate.probability", "Wahrscheinlichkeiten von Quantilen müssen von 0 bis 1 reichen.")
    columns = [column[~np.isnan(column)] for column in matrix.T]
    counted = np.array([_counts(column) for column in columns], dtype=np.int64).T
    described = np.array([_shape(column) for column in columns], dtype=np.float64).T
    return IndicatorStatistics(
        indicator_ids=tuple(indicator_ids),
        areas=len(matrix),
        minimum=described[0],
        maximum=described[1],
        mean=described[2],
        median=described[3],
        sd=described[4],
        skewness=described[5],
        kurtosis=described[6],
        probabilities=tuple(probabilities),
        quantiles=np.array([_quantiles(column, probabilities) for column in columns]).T,
        available=counted[0],
        zero=counted[1],
        distinct=counted[2],
        same=counted[3],
    )


def statistics_flags(statistics: IndicatorStatistics, limits: StatisticsLimits) -> StatisticsFlags:
    """Mark the indicators that lie beyond the limits.

    Parameters
    ----------
    statistics
        From :func:`indicator_statistics`, m indicators.
    limits
        The limits; a value on a limit is not beyond it.

    Returns
    -------
    StatisticsFlags
        Shares of zeros and of distinct values refer to the values that are there, as the shares shown do: a gap
        is neither a zero nor a repetition, and only ``few_available`` is about gaps. ``outlying`` needs both,
        |skewness| and kurtosis. What is NaN is not marked, save by ``few_available``.
    """
    lopsided = np.abs(statistics.skewness) > limits.skewness
    return StatisticsFlags(
        few_available=statistics.share_available < limits.least_available,
        many_zero=statistics.share_zero > limits.most_zero,
        few_distinct=statistics.share_distinct < limits.least_distinct,
        outlying=lopsided & (statistics.kurtosis > limits.kurtosis),
    )


def _counts(there: Floats) -> tuple[int, int, int, int]:
    """Return how many values are there, are zero, are distinct, and are the most frequent one."""
    occurrences = np.unique(there, return_counts=True)[1]
    return there.size, int((there == 0).sum()), occurrences.size, int(occurrences.max(initial=0))


def _shape(there: Floats) -> list[float]:
    """Return minimum, maximum, mean, median, sd, skewness and kurtosis of the values that are there."""
    size, varied = there.size, has_spread(there)
    if not size:
        return [float("nan")] * 7
    return [
        float(there.min()),
        float(there.max()),
        float(there.mean()),
        float(np.median(there)),
        float(there.std(ddof=1)) if size > 1 else float("nan"),
        float(skew(there, bias=False)) if varied and size > 2 else float("nan"),
        float(excess_kurtosis(there, bias=False)) if varied and size > 3 else float("nan"),
    ]


def _quantiles(there: Floats, probabilities: Sequence[float]) -> Floats:
    return np.quantile(there, probabilities) if there.size else np.full(len(probabilities), np.nan)
