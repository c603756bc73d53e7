"""Skewness and kurtosis of indicators: how far the figures lean to one side, and how heavy their tails are."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from passgenau.common.errors import refusal

Floats = npt.NDArray[np.float64]

# Skewness and kurtosis no further apart than this are equal: the order of the areas changes the last digits of a sum.
ARITHMETIC = 1e-12


def skewness(values: Floats) -> Floats:
    """Return the bias-corrected skewness G1 of every row.

    Parameters
    ----------
    values
        Shape (r, n), finite.

    Returns
    -------
    numpy.ndarray
        Shape (r,): sqrt(n (n - 1)) / (n - 2) * m3 / m2^1.5; above 0 where the long tail is on the high side. NaN
        where all values are equal or n < 3.

    Raises
    ------
    PassgenauError
        A value is missing or infinite.

    Notes
    -----
    Joanes and Gill (1998), "Comparing measures of sample skewness and kurtosis"; type 2 in R, SAS and Excel.
    """
    return shape_of(values)[0]


def kurtosis(values: Floats) -> Floats:
    """Return the bias-corrected excess kurtosis G2 of every row.

    Parameters
    ----------
    values
        Shape (r, n), finite.

    Returns
    -------
    numpy.ndarray
        Shape (r,): (n - 1) / ((n - 2)(n - 3)) * ((n + 1)(m4 / m2^2 - 3) + 6); 0 for a normal distribution. NaN
        where all values are equal or n < 4.

    Raises
    ------
    PassgenauError
        A value is missing or infinite.

    Notes
    -----
    Joanes and Gill (1998); type 2 in R, SAS and Excel.
    """
    return shape_of(values)[1]


def shape_of(values: Floats) -> tuple[Floats, Floats]:
    """Return skewness and kurtosis in one go.

    Parameters
    ----------
    values
        Shape (r, n), finite.

    Returns
    -------
    skewness, kurtosis : numpy.ndarray
        Each of shape (r,), see :func:`skewness` and :func:`kurtosis`; neither changes with the unit of the values.

    Raises
    ------
    PassgenauError
        A value is missing or infinite.
    """
    rows, count = values.shape
    skew, kurt = np.full(rows, np.nan), np.full(rows, np.nan)
    if count == 0:
        return skew, kurt
    low, high = values.min(axis=-1), values.max(axis=-1)
    _refuse_gaps(low, high)
    varied = high > low
    if count < 3 or not varied.any():
        return skew, kurt
    second, third, fourth = _moments(values if varied.all() else values[varied])
    skew[varied] = np.sqrt(count * (count - 1)) / (count - 2) * third / second**1.5
    if count > 3:
        excess = fourth / second**2 - 3
        kurt[varied] = (count - 1) / ((count - 2) * (count - 3)) * ((count + 1) * excess + 6)
    return skew, kurt


def _moments(values: Floats) -> tuple[Floats, Floats, Floats]:
    """Return second to fourth central moment in units of the largest deviation, which keeps powers in range."""
    deviation = values - values.mean(axis=-1, keepdims=True)
    deviation /= np.maximum(deviation.max(axis=-1), -deviation.min(axis=-1))[:, np.newaxis]
    square = deviation * deviation
    second = square.mean(axis=-1)
    deviation *= square
    third = deviation.mean(axis=-1)
    square *= square
    return second, third, square.mean(axis=-1)


def _refuse_gaps(low: Floats, high: Floats) -> None:
    """Both extremes are NaN where one value of the row is."""
    broken = int((~np.isfinite(low) | ~np.isfinite(high)).sum())
    if broken:
        text = (
            "Schiefe und Wölbung verlangen vollständige, endliche Werte; "
            f"in {broken} von {len(low)} Reihen ist ein Wert nicht vorhanden oder unendlich."
        )
        raise refusal("index.shape_gap", text)
