"""Order among areas: how many lie below and above, ranks with ties, classes by cuts, shares of the first places."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from passgenau.index.definition import Classes

Floats = npt.NDArray[np.float64]
Counts = npt.NDArray[np.int64]

# Two scores closer than this share of the largest score differ only by the arithmetic of the machine.
ARITHMETIC = 1e-12


def places(values: Floats, tolerance: Floats | float = 0.0) -> tuple[Counts, Counts]:
    """Return how many values lie below and above each value.

    Parameters
    ----------
    values
        Shape (r, n), r rows judged apart from each other, no NaN.
    tolerance
        Shape (r, 1) or a number: neighbours in order that differ by no more count as equal.

    Returns
    -------
    below, above : numpy.ndarray
        Each of shape (r, n); ties have equal counts, so ``above + 1`` is the rank with 1 = highest and ties
        sharing the smaller rank, and ``n - below - above`` is the size of the tie.
    """
    count = values.shape[1]
    order = np.argsort(values, axis=1, kind="stable")
    ordered = np.take_along_axis(values, order, axis=1)
    step = np.diff(ordered, axis=1) > tolerance
    at = np.arange(1, count)
    first = np.zeros(values.shape, dtype=np.int64)
    np.maximum.accumulate(np.where(step, at, 0), axis=1, out=first[:, 1:])
    past = np.full(values.shape, count, dtype=np.int64)
    past[:, :-1] = np.minimum.accumulate(np.where(step, at, count)[:, ::-1], axis=1)[:, ::-1]
    below, above = np.empty_like(first), np.empty_like(first)
    np.put_along_axis(below, order, first, axis=1)
    np.put_along_axis(above, order, count - past, axis=1)
    return below, above


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


def class_numbers(scores: Floats, classes: Classes) -> Counts:
    """Return the class of each score.

    Parameters
    ----------
    scores
        Shape (r, n), no NaN.
    classes
        Ascending cuts; a score on a cut (to the arithmetic of the machine) belongs to the lower class.

    Returns
    -------
    numpy.ndarray
        Shape (r, n), 0 for the lowest class.
    """
    found = np.zeros(scores.shape, dtype=np.int64)
    size = np.abs(scores).max(axis=1, keepdims=True)
    for cut in classes.cuts:
        found += scores - cut > ARITHMETIC * np.maximum(size, abs(cut))
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
