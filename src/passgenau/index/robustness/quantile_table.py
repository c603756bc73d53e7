"""Drawing counts from tabulated distributions: one look-up a draw instead of a calculation."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Counts = npt.NDArray[np.int64]

# 8,192 steps: the tables of an indicator fit the fast memory, and one step is finer than some thousand runs can tell.
BITS = 13
STEPS = 2**BITS
# So many standard deviations, and some counts more for small means, hold all but less than half a step on either side.
REACH = 5.0
FLOOR = 12.0


@dataclass(frozen=True)
class QuantileTable:
    """Quantiles of n distributions: ``lowest`` (n,) and ``above`` (n, 8192), counts above the lowest."""

    lowest: Floats
    above: npt.NDArray[np.uint16]

    def draw(self, replications: int, rng: np.random.Generator) -> Floats:
        """Draw counts.

        Parameters
        ----------
        replications
            r >= 1.
        rng
            Source of randomness.

        Returns
        -------
        numpy.ndarray
            Shape (r, n).
        """
        count = len(self.lowest)
        words = -(-replications * count // 4)
        bits = rng.integers(0, 2**64, size=words, dtype=np.uint64, endpoint=False).view(np.uint16)
        at = (bits[: replications * count] >> (16 - BITS)).reshape(replications, count).astype(np.intp)
        at += np.arange(count) * STEPS
        # Every place is within the table; "wrap" only spares the check.
        drawn: Floats = self.above.ravel().take(at, mode="wrap") + self.lowest
        return drawn

    @classmethod
    def joined(cls, count: int, *parts: tuple[Counts, QuantileTable]) -> QuantileTable:
        """Return one table of several, each with the places of its distributions.

        Parameters
        ----------
        count
            Number of distributions n.
        parts
            Places (p,) and their table.

        Returns
        -------
        QuantileTable
            In the order of the places.
        """
        lowest, above = np.zeros(count), np.zeros((count, STEPS), dtype=np.uint16)
        for places, table in parts:
            lowest[places], above[places] = table.lowest, table.above
        return cls(lowest, above)


def binomial_table(trials: Floats, chance: Floats) -> QuantileTable:
    """Tabulate Bin(N, p).

    Parameters
    ----------
    trials, chance
        Shape (n,): N >= 1 whole, 0 < p < 1.

    Returns
    -------
    QuantileTable
        Of n distributions.
    """

    def log_step(count: Floats) -> Floats:
        left = np.maximum(trials[:, None] - count + 1, 1.0)
        step: Floats = np.log(left * (chance / (1 - chance))[:, None] / count)
        return step

    return _tabulate(trials * chance, np.sqrt(trials * chance * (1 - chance)), trials, log_step)


def poisson_table(mean: Floats) -> QuantileTable:
    """Tabulate Poisson distributions.

    Parameters
    ----------
    mean
        Shape (n,), above 0.

    Returns
    -------
    QuantileTable
        Of n distributions.
    """

    def log_step(count: Floats) -> Floats:
        step: Floats = np.log(mean[:, None] / count)
        return step

    return _tabulate(mean, np.sqrt(mean), np.full_like(mean, np.inf), log_step)


def _tabulate(mean: Floats, spread: Floats, most: Floats, log_step: Callable[[Floats], Floats]) -> QuantileTable:
    """Tabulate distributions from the logarithm of each probability over that of the count before it."""
    above = np.zeros((len(mean), STEPS), dtype=np.uint16)
    if not len(mean):
        return QuantileTable(mean, above)
    lowest = np.maximum(np.floor(mean - REACH * spread - FLOOR), 0.0)
    highest = np.minimum(np.ceil(mean + REACH * spread + FLOOR), most)
    count: Floats = lowest[:, None] + np.arange(int((highest - lowest).max()) + 1, dtype=np.float64)
    inside = count <= highest[:, None]
    log_mass = np.zeros_like(count)
    log_mass[:, 1:] = np.cumsum(log_step(count[:, 1:]), axis=1)
    log_mass[~inside] = -np.inf
    mass = np.exp(log_mass - log_mass.max(axis=1, keepdims=True))
    reached = np.cumsum(mass, axis=1)
    # Where the running total passes a step of the table, that step belongs to the next count.
    steps = np.rint(reached / reached[:, -1:] * STEPS).astype(np.int64)
    times = np.diff(steps, axis=1, prepend=0)
    offsets = np.arange(count.shape[1], dtype=np.uint16)
    for place in range(len(mean)):
        above[place] = np.repeat(offsets, times[place])
    return QuantileTable(lowest, above)
