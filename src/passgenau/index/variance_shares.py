"""Which choice moves the result: Sobol' indices, the shares of variance that single choices explain."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from passgenau.common.errors import refusal
from passgenau.index.multivariate.figure_matrix import ARITHMETIC

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class VarianceShares:
    """Shares of the variance by input.

    ``first_order`` and ``total`` have shape (s,) or (s, k) for s inputs and k outputs: what an input explains alone,
    and what would be left if all others were fixed. ``variance`` is () or (k,), in the squared unit of the output.
    """

    first_order: Floats
    total: Floats
    variance: Floats


@dataclass(frozen=True)
class RankStatistics:
    """Ranks of n areas over all replications, each of shape (n,)."""

    mean: Floats
    median: Floats
    q5: Floats
    q95: Floats


def variance_shares(
    base: npt.ArrayLike, resampled: npt.ArrayLike, mixed: npt.ArrayLike, *, centred: bool
) -> VarianceShares:
    """Estimate Sobol' indices from the outputs of two independent samples A and B and their mixtures.

    Parameters
    ----------
    base, resampled
        Outputs for the samples A and B, shape (n,) or (n, k) for k outputs at once (such as one per area), n >= 2,
        any unit.
    mixed
        Shape (s, n) or (s, n, k): outputs for A with the column of input i taken from B.
    centred
        Whether the mean of A and B is taken off first. Both ways estimate the same; centred the chance error of the
        first order no longer grows with the mean of the output. Off only to compare with results computed so.

    Returns
    -------
    VarianceShares
        Estimates: they scatter around the truth, so that single ones may lie below 0 or above 1 when n is small. NaN
        for an output that does not vary beyond the arithmetic of the machine or has a missing value in A or B; a
        missing value in a mixture leaves the shares of that input open.

    Raises
    ------
    PassgenauError
        Where shapes do not fit, n is below 2, or an output is infinite.

    Notes
    -----
    First order: Saltelli et al. (2010), Variance based sensitivity analysis of model output, table 2 (b). Total:
    Jansen (1999), Analysis of variance designs for model output. Variance: over A and B together, divided by 2n − 1.
    """
    first, second, mixture = (np.array(values, dtype=np.float64) for values in (base, resampled, mixed))
    _check_shapes(first, second, mixture)
    both = np.concatenate([first, second])
    variance = both.var(axis=0, ddof=1)
    varies = np.ptp(both, axis=0) > ARITHMETIC * np.abs(both).max(axis=0)
    shift = both.mean(axis=0) if centred else 0.0
    alone = ((second - shift) * (mixture - first)).mean(axis=1)
    left = ((first - mixture) ** 2).mean(axis=1) / 2
    return VarianceShares(_share(alone, variance, varies), _share(left, variance, varies), variance)


def rank_statistics(ranks: npt.ArrayLike) -> RankStatistics:
    """Sum up replicated ranks area by area.

    Parameters
    ----------
    ranks
        Shape (r, n): r >= 1 replications, n areas, ranks from 1; NaN is a missing rank.

    Returns
    -------
    RankStatistics
        Quantiles by linear interpolation (type 7), so they may lie between ranks; NaN for an area that lacks a rank
        in any replication, since its other ranks alone would look more certain than they are.

    Raises
    ------
    PassgenauError
        Where the shape does not fit.
    """
    matrix = np.array(ranks, dtype=np.float64)
    if matrix.ndim != 2 or not len(matrix):
        raise refusal(
            "variance_shares.ranks", "Gebraucht werden Ränge nach Wiederholungen und Gebieten, mindestens eine."
        )
    q5, median, q95 = np.quantile(matrix, [0.05, 0.5, 0.95], axis=0)
    return RankStatistics(matrix.mean(axis=0), median, q5, q95)


def _share(part: Floats, variance: Floats, varies: npt.NDArray[np.bool_]) -> Floats:
    shares: Floats = np.divide(part, variance, out=np.full(part.shape, np.nan), where=varies)
    return shares


def _check_shapes(base: Floats, resampled: Floats, mixed: Floats) -> None:
    if base.ndim not in (1, 2) or base.shape != resampled.shape or mixed.shape[1:] != base.shape:
        shapes = ", ".join(" × ".join(str(size) for size in one.shape) for one in (base, resampled, mixed))
        text = f"Die Läufe A und B müssen gleich viele Ergebnisse haben, die gemischten ebenso; es kamen {shapes}."
        raise refusal("variance_shares.shape", text)
    if len(base) < 2:
        raise refusal("variance_shares.few", f"Gebraucht werden mindestens zwei Läufe, es kamen {len(base)}.")
    if any(np.isinf(one).any() for one in (base, resampled, mixed)):
        raise refusal(
            "variance_shares.infinite", "Jedes Ergebnis muss endlich sein oder fehlen; es kam ein unendliches."
        )
