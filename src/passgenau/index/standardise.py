"""Fitting one indicator and putting values on its scale; the same arithmetic serves one run and thousands of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from passgenau.index.definition import Mean, Method
from passgenau.index.methods_known import CENTRED

Floats = npt.NDArray[np.float64]
Places = npt.NDArray[np.int64] | npt.NDArray[np.float64]

# Makes the median absolute deviation estimate the standard deviation of a normal distribution (Hampel 1974).
MAD_FACTOR = 1.4826


@dataclass(frozen=True)
class ColumnFit:
    """Fit of one indicator in r replications; every array has shape (r, 1).

    ``mean`` and ``spread`` follow the reference rule; a standardised value is (x - ``centre``) / ``scale`` for
    deviations and ``minmax``. ``constant`` is where all values are equal, ``unusable`` where the method cannot be
    computed: no spread, or a mean that is not above zero for ``relative``.
    """

    mean: Floats
    spread: Floats
    minimum: Floats
    maximum: Floats
    centre: Floats
    scale: Floats
    constant: npt.NDArray[np.bool_]
    unusable: npt.NDArray[np.bool_]


def mean_of(values: Floats, rule: Mean, *, population: Floats, numerator: Floats, denominator: Floats) -> Floats:
    """Return the mean by the reference rule.

    Parameters
    ----------
    values
        Shape (r, n), no NaN.
    rule
        ``areas`` unweighted, ``population`` weighted by the areas' population, ``county`` sum of numerators over
        sum of denominators.
    population, denominator
        Shape (n,), used only by their rule; must then have no NaN and a sum above 0.
    numerator
        Shape (r, n), as ``values``.

    Returns
    -------
    numpy.ndarray
        Shape (r, 1), in the unit of the values.
    """
    if rule == "population":
        found: Floats = (values * population).sum(axis=1, keepdims=True) / population.sum()
        return found
    if rule == "county":
        rate: Floats = numerator.sum(axis=1, keepdims=True) / denominator.sum()
        return rate
    unweighted: Floats = values.mean(axis=1, keepdims=True)
    return unweighted


def fit_column(values: Floats, mean: Floats, method: Method, ddof: int) -> ColumnFit:
    """Fit one indicator.

    Parameters
    ----------
    values
        Shape (r, n), no NaN, n > ddof.
    mean
        Shape (r, 1), from :func:`mean_of`.
    method
        The standardisation.
    ddof
        The spread is the root of sum((x - mean)^2) / (n - ddof), unweighted whatever the mean.

    Returns
    -------
    ColumnFit
        Never raises for a constant indicator; it says so instead.
    """
    deviation = values - mean
    spread = np.sqrt((deviation * deviation).sum(axis=1, keepdims=True) / (values.shape[1] - ddof))
    minimum, maximum = values.min(axis=1, keepdims=True), values.max(axis=1, keepdims=True)
    centre, scale = _centre_and_scale(values, method, mean=mean, spread=spread, minimum=minimum, maximum=maximum)
    constant = maximum <= minimum
    unusable = np.zeros_like(constant) if method in ("difference", "relative") else constant
    if method in ("relative", "robust_z"):
        unusable = unusable | (scale <= 0)
    return ColumnFit(mean, spread, minimum, maximum, centre, scale, constant, unusable)


def _centre_and_scale(
    values: Floats, method: Method, *, mean: Floats, spread: Floats, minimum: Floats, maximum: Floats
) -> tuple[Floats, Floats]:
    if method == "zscore":
        return mean, spread
    if method == "difference":
        return mean, np.ones_like(mean)
    if method == "relative":
        return mean, mean
    if method == "robust_z":
        median = np.median(values, axis=1, keepdims=True)
        return median, MAD_FACTOR * np.median(np.abs(values - median), axis=1, keepdims=True)
    if method == "minmax":
        return minimum, maximum - minimum
    return np.full_like(mean, np.nan), np.full_like(mean, np.nan)


def on_scale(values: Floats, method: Method, *, centre: Floats, scale: Floats, sign: int) -> Floats:
    """Return deviations or min-max positions, directed so that more means more need.

    Parameters
    ----------
    values
        Any shape; NaN stays NaN.
    method
        One of ``zscore``, ``difference``, ``relative``, ``robust_z``, ``minmax``.
    centre, scale
        From a fit, broadcastable to ``values``; ``scale`` > 0.
    sign
        +1 or -1. Deviations are negated; ``minmax`` reverses the raw order, so its result stays within 0-1.

    Returns
    -------
    numpy.ndarray
        As ``values``. Values outside a frozen reference leave 0-1 in ``minmax``; they are not cut off.
    """
    position: Floats = (values - centre) / scale
    if sign > 0:
        return position
    return -position if method in CENTRED else 1.0 - position


def on_rank_scale(
    below: Places, above: Places, count: int, *, method: Method, parameters: Mapping[str, float | str]
) -> Floats:
    """Return rank-based values from how many areas have less and more need.

    Parameters
    ----------
    below, above
        How many of the ``count`` areas of the reference have less need and more need; any equal shape.
    count
        Number of areas n of the reference with a value, at least 2.
    method
        ``rank`` (1 lowest need to n, ties averaged), ``borda`` (number of areas with less need),
        ``percentile_rank`` (that number over n - 1) or ``exponential_rank``.
    parameters
        For ``exponential_rank``: ``decay`` d > 0, ``offset`` 0-1 and ``ties`` (``average`` or ``min``):
        X = -d ln(1 - R (1 - exp(-100/d))), R = (n - r + offset) / n, r = 1 for the highest need (English indices
        of deprivation: d = 23, offset 1; Scotland 2016: offset 0).

    Returns
    -------
    numpy.ndarray
        As ``below``. A value outside a frozen reference gets the outermost place.
    """
    tied = count - below - above
    if method == "rank":
        rank: Floats = np.clip(below + (tied + 1) / 2, 1, count)
        return rank
    if method == "borda":
        return np.minimum(below, count - 1).astype(np.float64)
    if method == "percentile_rank":
        share_below: Floats = np.minimum(below, count - 1) / (count - 1)
        return share_below
    decay, offset = float(parameters["decay"]), float(parameters["offset"])
    from_top = above + 1 if parameters["ties"] == "min" else above + (tied + 1) / 2
    share = (count - np.clip(from_top, 1, count) + offset) / count
    exponential: Floats = -decay * np.log1p(share * np.expm1(-100.0 / decay))
    return exponential


def places_in(reference: Floats, values: Floats, sign: int) -> tuple[Places, Places]:
    """Return how many values of a reference lie on the side of less and of more need.

    Parameters
    ----------
    reference
        Shape (n,), ascending, no NaN.
    values
        Any shape, no NaN.
    sign
        +1: more means more need; -1: the order is reversed.

    Returns
    -------
    below, above : numpy.ndarray
        As ``values``.
    """
    lower = np.searchsorted(reference, values, side="left")
    higher = len(reference) - np.searchsorted(reference, values, side="right")
    return (lower, higher) if sign > 0 else (higher, lower)
