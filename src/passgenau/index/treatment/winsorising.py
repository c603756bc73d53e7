"""Winsorising: the outermost value moves to its neighbour, one at a time, until the figures pass or enough moved."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from passgenau.index.treatment.shape import ARITHMETIC, shape_of

Floats = npt.NDArray[np.float64]
Marks = npt.NDArray[np.int8]
Flags = npt.NDArray[np.bool_]

# What happened to a value. A value that was moved and then transformed bears the sum of both marks.
UNTOUCHED, HIGH, LOW, TRANSFORMED = 0, 1, 2, 3


@dataclass(frozen=True)
class Winsorised:
    """Rows after winsorising.

    ``values`` has shape (r, n); ``how`` likewise, 0 untouched, 1 lowered from the high side, 2 raised from the low
    side.
    """

    values: Floats
    how: Marks


def passes(values: Floats, *, skewness: float, kurtosis: float) -> Flags:
    """Return which rows need no treatment.

    Parameters
    ----------
    values
        Shape (r, n), finite.
    skewness, kurtosis
        The limits: a row passes where |G1| < ``skewness`` or G2 < ``kurtosis``, by more than 1e-12.

    Returns
    -------
    numpy.ndarray
        Shape (r,). True as well where there is no shape to judge: all values equal, or fewer than four.

    Raises
    ------
    PassgenauError
        A value is missing or infinite.
    """
    return shape_passes(*shape_of(values), limits=(skewness, kurtosis))


def shape_passes(skew: Floats, kurt: Floats, *, limits: tuple[float, float]) -> Flags:
    """Return which skewness and kurtosis need no treatment.

    Parameters
    ----------
    skew, kurt
        Shape (r,), from :func:`~passgenau.index.treatment.shape.shape_of`; NaN where there is nothing to judge.
    limits
        Skewness and kurtosis from which a row fails, if both are reached.

    Returns
    -------
    numpy.ndarray
        Shape (r,); NaN passes.
    """
    failing: Flags = (np.abs(skew) >= limits[0] - ARITHMETIC) & (kurt >= limits[1] - ARITHMETIC)
    return ~failing


def winsorise(values: Floats, *, most: int, skewness: float, kurtosis: float) -> Winsorised:
    """Move outermost values inwards until every row passes or can go no further.

    In each step the largest value (the smallest, where the skewness is below 0) takes the value of its next inner
    neighbour, together with those it is tied with. A step is not taken if it would bring the values touched in this
    row above ``most``, or leave all values of the row equal; that row then stays as it is.

    Parameters
    ----------
    values
        Shape (r, n), finite.
    most
        Largest number of values touched in a row, at least 0. Tied values count one by one.
    skewness, kurtosis
        The limits of :func:`passes`.

    Returns
    -------
    Winsorised
        New arrays. Order is kept, ties may arise; no value leaves the range of the row.

    Raises
    ------
    PassgenauError
        A value is missing or infinite.

    Notes
    -----
    The iteration of ``winsorise`` in COINr (Becker et al. 2022), which goes beyond its own limit where values are
    tied and may leave a constant; this one stops before.
    """
    result = Winsorised(values.copy(), np.zeros(values.shape, dtype=np.int8))
    going = np.arange(len(values))
    for _ in range(most):
        if not going.size:
            break
        going = _step(result, going, most=most, limits=(skewness, kurtosis))
    return result


def _step(
    result: Winsorised, rows: npt.NDArray[np.intp], *, most: int, limits: tuple[float, float]
) -> npt.NDArray[np.intp]:
    """Move one value inwards in those of these rows where that is needed and allowed; return them."""
    skew, kurt = shape_of(result.values[rows])
    failing = ~shape_passes(skew, kurt, limits=limits)
    rows, high = rows[failing], skew[failing] >= -ARITHMETIC
    side = np.where(high, 1.0, -1.0)[:, np.newaxis]
    outward = result.values[rows] * side
    outermost = outward == outward.max(axis=-1, keepdims=True)
    neighbour = np.where(outermost, -np.inf, outward).max(axis=-1)
    touched = (outermost | (result.how[rows] != UNTOUCHED)).sum(axis=-1)
    allowed = (touched <= most) & (outward.min(axis=-1) < neighbour)
    rows, outermost = rows[allowed], outermost[allowed]
    inner = (neighbour[:, np.newaxis] * side)[allowed]
    result.values[rows] = np.where(outermost, inner, result.values[rows])
    mark = np.where(high[allowed], HIGH, LOW)[:, np.newaxis]
    result.how[rows] = np.where(outermost, mark, result.how[rows])
    return rows
