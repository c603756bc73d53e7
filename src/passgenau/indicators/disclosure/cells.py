"""The linear system: every count that could be put together from what is shown, and how the counts hang together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_array

from passgenau.indicators.disclosure.follow import followed

Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]


class Cell(NamedTuple):
    """One count: of which area, of what (``numerator:<indicator>``, ``denominator:<group>``, ...), when."""

    area_id: str
    quantity: str
    period: str


@dataclass(frozen=True)
class PublicSystem:
    """What everybody can know: ``n`` counts, ``r`` relations, and what is shown of them.

    ``relations`` has shape (r, n), integer; every true table y satisfies ``relations @ y == 0`` and ``y >= 0``.
    ``shown``: the count is published. ``value``: what is published of it, 0 where nothing is (never read there).
    ``rounding``: a shown count is a multiple of this base, the true one rounds to it (1: exact). ``width``: by how
    much a hidden count must stay uncertain, at least (0: nothing is demanded). ``least_rest``: a known sum of hidden
    counts must be above the greatest of these (None: the width).
    """

    cells: tuple[Cell, ...]
    relations: csr_array
    shown: Bools
    value: Ints
    rounding: Ints
    width: Ints
    least_rest: Ints | None = None

    @property
    def exact(self) -> Bools:
        """Return the counts that everybody knows exactly, shape (n,); the others are open."""
        return self.shown & (self.rounding <= 1)


@dataclass(frozen=True)
class CountSystem:
    """The same with the true counts inside: stays where the counts may be seen.

    ``truth`` (n,): the true counts, ``relations @ truth == 0``. ``primary``: what the rules hide. ``own``: the count
    can be shown by itself (not so those that only follow from others, such as the people not concerned). ``known``:
    everybody knows it already, from an earlier release or as official population. ``follows`` holds pairs (a, b): a
    may only be shown where b is. ``weight``: what the reader loses with the count, > 0.
    """

    cells: tuple[Cell, ...]
    relations: csr_array
    truth: Ints
    rounding: Ints
    width: Ints
    primary: Bools
    own: Bools
    known: Bools
    follows: tuple[tuple[int, int], ...]
    weight: npt.NDArray[np.float64]
    least_rest: Ints | None = None

    def public(self, hidden: Bools) -> PublicSystem:
        """Return what is left to be known when these counts are hidden (shape (n,)); rounds what is shown.

        Counts that cannot be shown by themselves count as shown where they follow from those that are.
        """
        shown = (~hidden & self.own) | self.known
        stated = to_base(self.truth, self.rounding)
        value, exact = followed(self.relations, stated, shown & (self.rounding <= 1), may=~self.own)
        value = np.where(shown, stated, value)
        shown = shown | exact
        return PublicSystem(self.cells, self.relations, shown, value, self.rounding, self.width, self.least_rest)


def to_base(counts: Ints, rounding: Ints) -> Ints:
    """Return counts as multiples of their base.

    Parameters
    ----------
    counts
        Whole numbers >= 0, shape (n,).
    rounding
        Base of each, shape (n,); 1 or 0 leaves a count as it is.

    Returns
    -------
    array of int, shape (n,)
        The nearest multiple, halves upwards.
    """
    base = np.maximum(rounding, 1)
    return np.asarray((2 * counts + base) // (2 * base) * base, dtype=np.int64)
