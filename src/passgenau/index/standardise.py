"""Fitting one indicator and putting values on its scale; the same arithmetic serves one run and thousands of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from passgenau.index.definition import IndexIndicator, Mean, Method
from passgenau.index.methods_known import CENTRED, FIXED

Floats = npt.NDArray[np.float64]
Places = npt.NDArray[np.int64] | npt.NDArray[np.float64]
Parameters = Mapping[str, float | str | bool]

# Makes the median absolute deviation estimate the standard deviation of a normal distribution (Hampel 1974).
MAD_FACTOR = 1.4826


@dataclass(frozen=True)
class ColumnFit:
    """Fit of one indicator in r replications; every array has shape (r, 1).

    ``mean`` and ``spread`` follow the reference rule; a value on the scale is (x - ``centre``) / ``scale``, before
    direction and bounds. ``constant`` is where all values are equal, ``unusable`` where the method cannot be
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
        found: Floats = (values @ population)[:, None] / population.sum()
        return found
    if rule == "county":
        rate: Floats = numerator.sum(axis=1, keepdims=True) / denominator.sum()
        return rate
    unweighted: Floats = values.mean(axis=1, keepdims=True)
    return unweighted


def fit_column(
    values: Floats,
    mean: Floats,
    method: Method,
    *,
    ddof: int,
    sign: int,
    member: IndexIndicator,
    parameters: Parameters,
    anchor: Floats | None = None,
) -> ColumnFit:
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
    sign
        +1 where more means more need, -1 where less does.
    member
        Gives goalposts and target of the indicator.
    parameters
        Parameters of the method.
    anchor
        Shape (r, 1): value of the area that ``distance_to_reference`` measures against; None for other methods.

    Returns
    -------
    ColumnFit
        Never raises for a constant indicator; it says so instead.
    """
    deviation = values - mean
    spread = np.sqrt(np.einsum("rn,rn->r", deviation, deviation)[:, None] / (values.shape[1] - ddof))
    minimum, maximum = values.min(axis=1, keepdims=True), values.max(axis=1, keepdims=True)
    constant = maximum <= minimum
    if method in ("distance_to_target", "distance_to_reference"):
        goal = anchor if anchor is not None else np.full_like(mean, np.nan if member.target is None else member.target)
        centre, scale = (minimum, goal - minimum) if sign > 0 else (goal, maximum - goal)
    else:
        fit = ColumnFit(mean, spread, minimum, maximum, mean, spread, constant, constant)
        centre, scale = _centre_and_scale(values, method, fit=fit, sign=sign, member=member, parameters=parameters)
    unusable = constant
    if method in FIXED or method in ("difference", "relative"):
        unusable = np.zeros_like(constant)
    if method not in ("zscore", "difference"):
        # Not above zero: also where a target lies at or below everything measured.
        unusable = unusable | ~(np.nan_to_num(scale, nan=1.0) > 0)
    return ColumnFit(mean, spread, minimum, maximum, centre, scale, constant, unusable)


def _centre_and_scale(
    values: Floats, method: Method, *, fit: ColumnFit, sign: int, member: IndexIndicator, parameters: Parameters
) -> tuple[Floats, Floats]:
    if method == "zscore":
        return fit.mean, fit.spread
    one = np.ones_like(fit.mean)
    if method == "difference":
        return fit.mean, one
    if method == "relative":
        return fit.mean, fit.mean
    if method == "robust_z":
        middle = median(values)
        return middle, MAD_FACTOR * median(np.abs(values - middle))
    if method in ("minmax", "distance_to_max"):
        return fit.minimum, (fit.maximum - fit.minimum) / height(method, parameters)
    if method == "fraction_of_max":
        lowest = 0.0 if sign > 0 else fit.maximum + fit.minimum
        return one * lowest, np.where(fit.minimum >= 0, fit.maximum, -1.0)
    if method == "scaled" or (method == "goalposts" and member.goalposts is not None):
        low, high = member.goalposts or (0.0, 1.0)
        if method == "scaled":
            low, high = float(parameters["low"]), float(parameters["high"])
        return one * low, one * (high - low) / height(method, parameters)
    return np.full_like(fit.mean, np.nan), np.full_like(fit.mean, np.nan)


def height(method: Method, parameters: Parameters) -> float:
    """Return how long the scale of a bounded method is.

    Parameters
    ----------
    method
        Any method.
    parameters
        ``lower`` and ``upper`` of ``minmax``, ``factor`` of ``scaled`` and ``goalposts``.

    Returns
    -------
    float
        ``upper`` - ``lower``, ``factor``, or 1 for a method without such parameters.
    """
    if method == "minmax":
        return float(parameters.get("upper", 1.0)) - float(parameters.get("lower", 0.0))
    return float(parameters["factor"]) if method in ("scaled", "goalposts") else 1.0


def median(values: Floats) -> Floats:
    """Return the median of each row.

    Parameters
    ----------
    values
        Shape (r, n), no NaN, n >= 1.

    Returns
    -------
    numpy.ndarray
        Shape (r, 1). The same as ``numpy.median``, several times faster for many short rows.
    """
    half = values.shape[1] // 2
    if values.shape[1] % 2:
        return np.partition(values, half, axis=1)[:, half : half + 1]
    split = np.partition(values, (half - 1, half), axis=1)
    middle: Floats = (split[:, half - 1 : half] + split[:, half : half + 1]) / 2
    return middle


def on_scale(
    values: Floats, method: Method, *, centre: Floats, scale: Floats, sign: int, parameters: Parameters
) -> Floats:
    """Return values on an unranked scale, directed so that more means more need.

    Parameters
    ----------
    values
        Any shape; NaN stays NaN.
    method
        Any method that does not rank.
    centre, scale
        From a fit, broadcastable to ``values``; ``scale`` > 0.
    sign
        +1 or -1. Deviations are negated; the other methods read the reversed raw order, so that their results stay
        within the same bounds.
    parameters
        ``lower`` and ``upper`` of ``minmax`` (0 and 1 without), ``factor`` and ``truncate`` of ``goalposts``, ``cap``
        of the distances.

    Returns
    -------
    numpy.ndarray
        As ``values``. Values outside a frozen reference leave the bounds; only ``truncate`` and ``cap`` cut off.
    """
    position: Floats = (values - centre) / scale
    if sign < 0:
        reversed_zero = 0.0 if method in CENTRED or method == "fraction_of_max" else height(method, parameters)
        position = reversed_zero - position
    if method == "minmax" and "lower" in parameters:
        position = position + float(parameters["lower"])
    if method == "goalposts" and parameters["truncate"]:
        return np.clip(position, 0.0, height(method, parameters))
    if method in ("distance_to_target", "distance_to_reference") and parameters["cap"]:
        return np.minimum(position, 1.0)
    return position


def on_rank_scale(below: Places, above: Places, count: int, *, method: Method, parameters: Parameters) -> Floats:
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
    if method == "borda":
        return np.minimum(below, count - 1).astype(np.float64)
    if method == "percentile_rank":
        share_below: Floats = np.minimum(below, count - 1) / (count - 1)
        return share_below
    tied = count - below - above
    if method == "rank":
        rank: Floats = np.clip(below + (tied + 1) / 2, 1, count)
        return rank
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
