"""Where the randomness of a block of replications comes from: one stream for each source, whatever else varies."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import product

import numpy as np
import numpy.typing as npt

from passgenau.index.definition import Aggregate, Mean, Method
from passgenau.index.hierarchy import Weights
from passgenau.index.robustness.counting_noise import Drawn
from passgenau.index.robustness.ground import Ground

Floats = npt.NDArray[np.float64]
Choice = tuple[Method, Mean, Aggregate]
STREAMS = {"counts": 1, "weights": 2, "choices": 3}


@dataclass(frozen=True)
class Block:
    """A run of consecutive replications.

    ``versions`` gives for each source which of its streams is used (0 without an entry), so that one source can be
    drawn anew while the others stay: what shares of variance are computed from. ``choice`` is the one place among
    :func:`choices_of` that all replications of the block drew; None where each draws its own.
    """

    ground: Ground
    number: int
    size: int
    versions: Mapping[str, int]
    choice: int | None = None

    def _rng(self, source: str, part: int = 0) -> np.random.Generator:
        key = (STREAMS[source], self.versions.get(source, 0), self.number, part)
        return np.random.Generator(np.random.SFC64(np.random.SeedSequence(self.ground.seed, spawn_key=key)))

    @cached_property
    def chosen(self) -> npt.NDArray[np.int64]:
        """Return the place of each replication's choice among :func:`choices_of`."""
        count = len(choices_of(self.ground))
        if count == 1 or self.choice is not None:
            return np.full(self.size, self.choice or 0, dtype=np.int64)
        return self._rng("choices").integers(count, size=self.size)

    @cached_property
    def weights(self) -> Weights:
        """Return the weights, (m, r) and (d, r), or (m, 1) and (d, 1) where they do not vary."""
        given, spread = self.ground.weights, self.ground.robustness.weight_spread
        if not spread:
            return given
        rng = self._rng("weights")
        own = rng.uniform(1 - spread, 1 + spread, (len(given.indicators), self.size))
        outer = rng.uniform(1 - spread, 1 + spread, (len(given.domains), self.size))
        return Weights(given.indicators * own, given.domains * outer)

    def figures(self, number: int) -> Drawn:
        """Return the figures of one indicator, of the areas that have a value."""
        noise = self.ground.columns[number].noise
        if not noise.varies:
            return Drawn(noise.value[None, :], noise.numerator[None, :], noise.denominator)
        return noise.draw(self.size, self._rng("counts", number))


def drawn_choices(ground: Ground, replications: int) -> npt.NDArray[np.int64]:
    """Return how many of the replications draw each choice.

    Parameters
    ----------
    ground
        Names the choices, each with the same chance.
    replications
        How many in all.

    Returns
    -------
    numpy.ndarray
        Shape (c,), adding up to ``replications``.
    """
    count = len(choices_of(ground))
    rng = np.random.default_rng(np.random.SeedSequence(ground.seed, spawn_key=(0,)))
    return rng.multinomial(replications, np.full(count, 1 / count))


def choices_of(ground: Ground) -> list[Choice]:
    """Return every combination of method, mean and aggregate that a replication may draw.

    Parameters
    ----------
    ground
        Names the choices; what it does not name is as the definition says.

    Returns
    -------
    list of tuple
        At least one.
    """
    robustness, definition = ground.robustness, ground.definition
    methods = robustness.methods or (definition.method,)
    means = robustness.means or (definition.reference.mean,)
    aggregates = robustness.aggregates or (definition.aggregate,)
    return list(product(methods, means, aggregates))
