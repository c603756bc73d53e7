"""Order among areas: how many lie below and above, ranks with ties, classes by cuts, shares of the first places."""

from __future__ import annotations

from typing import Final

import numpy as np
import numpy.typing as npt

from passgenau.index.definition import Classes

Floats = npt.NDArray[np.float64]
Counts = npt.NDArray[np.int64]

# Two scores closer than this share of the largest score differ only by the arithmetic of the machine.
ARITHMETIC = 1e-12

# With so many values a row, value and place fit into one 64-bit number that still tells 1e-12 of the range apart.
PACKED_MOST = 1024

# Hyndman and Fan's types 1 to 9 by the names numpy has for them.
QUANTILES: Final = (
    "inverted_cdf", "averaged_inverted_cdf", "closest_observation", "interpolated_inverted_cdf", "hazen", "weibull",
    "linear", "median_unbiased", "normal_unbiased",
)  # fmt: skip


def places(values: Floats, tolerance: Floats | float = 0.0) -> tuple[Counts, Counts]:
    """Return how many values lie below and above each value.

    Parameters
    ----------
    values
        Shape (r, n), r rows judged apart from each other, no NaN.
    tolerance
        Shape (r, 1) or a number: neighbours in order that differ by no more count as equal. Up to 1,024 values a row
        differences below 1e-12 of the row's range count as equal in any case.

    Returns
    -------
    below, above : numpy.ndarray
        Each of shape (r, n); ties have equal counts, so ``above + 1`` is the rank with 1 = highest and ties
        sharing the smaller rank, and ``n - below - above`` is the size of the tie.
    """
    count = values.shape[1]
    if 1 < count <= PACKED_MOST:
        return _packed_places(values, tolerance)
    order = np.argsort(values, axis=1)
    step = np.diff(np.take_along_axis(values, order, axis=1), axis=1) > tolerance
    return _counted(order, step)


def _packed_places(values: Floats, tolerance: Floats | float) -> tuple[Counts, Counts]:
    """Sort value and place together in one whole number each: three times as fast as sorting places by value."""
    count = values.shape[1]
    bits = (count - 1).bit_length()
    lowest = values.min(axis=1, keepdims=True)
    span = values.max(axis=1, keepdims=True) - lowest
    span[span == 0] = 1.0
    # Between 1 and 2 all floats have the same step, so the bits of their mantissa are whole numbers in order.
    keys = ((values - lowest) / span + 1.0).view(np.int64)
    keys &= ~np.int64((1 << bits) - 1)
    keys |= np.arange(count)
    keys.sort(axis=1)
    order = keys & ((1 << bits) - 1)
    keys >>= bits
    least = np.floor(np.minimum(tolerance / span * 2.0**52, 2.0**52)).astype(np.int64) >> bits
    return _counted(order, np.diff(keys, axis=1) > least)


def _counted(order: Counts, step: npt.NDArray[np.bool_]) -> tuple[Counts, Counts]:
    """Return who is below and above from places in ascending order and where a larger value follows."""
    rows, count = order.shape
    at = order + np.arange(rows)[:, None] * count
    below = np.empty(rows * count, dtype=np.int64)
    below[at.ravel()] = np.tile(np.arange(count), rows)
    above = count - 1 - below
    tied = np.flatnonzero(~step.all(axis=1))
    if len(tied):
        places_from = np.arange(1, count)
        first = np.zeros((len(tied), count), dtype=np.int64)
        first[:, 1:] = np.maximum.accumulate(np.where(step[tied], places_from, 0), axis=1)
        past = np.full((len(tied), count), count, dtype=np.int64)
        past[:, :-1] = np.minimum.accumulate(np.where(step[tied], places_from, count)[:, ::-1], axis=1)[:, ::-1]
        below[at[tied].ravel()] = first.ravel()
        above[at[tied].ravel()] = (count - past).ravel()
    return below.reshape(rows, count), above.reshape(rows, count)


def score_tolerance(scores: Floats) -> Floats:
    """Return the difference below which scores count as equal.

    Parameters
    ----------
    scores
        Shape (r, n), no NaN.

    Returns
    -------
    numpy.ndarray
        Shape (r, 1): 1e-12 of the largest absolute score.
    """
    size: Floats = np.abs(scores).max(axis=1, keepdims=True)
    return ARITHMETIC * size


def quantile_cuts(scores: Floats, classes: Classes) -> Floats:
    """Return the cuts of classes that are stated as shares of the areas.

    Parameters
    ----------
    scores
        Shape (r, n), no NaN.
    classes
        With ``shares`` 0-1 and the type of quantile (Hyndman and Fan 1996).

    Returns
    -------
    numpy.ndarray
        Shape (r, c), ascending.
    """
    found: Floats = np.quantile(scores, classes.shares, axis=1, method=QUANTILES[classes.quantile_type - 1]).T
    return found


def class_numbers(scores: Floats, cuts: Floats) -> Counts:
    """Return the class of each score.

    Parameters
    ----------
    scores
        Shape (r, n), no NaN.
    cuts
        Shape (r or 1, c), ascending; a score on a cut (to the arithmetic of the machine) belongs to the lower class.

    Returns
    -------
    numpy.ndarray
        Shape (r, n), 0 for the lowest class.
    """
    found = np.zeros(scores.shape, dtype=np.int64)
    size = np.abs(scores).max(axis=1, keepdims=True)
    for number in range(cuts.shape[1]):
        cut = cuts[:, number : number + 1]
        found += scores - cut > ARITHMETIC * np.maximum(size, np.abs(cut))
    return found


def top_shares(below: Counts, above: Counts, top: int) -> Floats:
    """Return each value's share of the first ``top`` places.

    Parameters
    ----------
    below, above
        From :func:`places`, shape (r, n).
    top
        How many first places there are, 1 to n.

    Returns
    -------
    numpy.ndarray
        Shape (r, n), 0-1; a tie across the last place shares what is left, so every row adds up to ``top``.
    """
    tied = below.shape[1] - below - above
    shares: Floats = np.clip((top - above) / tied, 0.0, 1.0)
    return shares
