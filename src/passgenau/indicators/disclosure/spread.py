"""How far the tables spread that agree with everything shown: what nobody can narrow down any further."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_array

from passgenau.indicators.disclosure.cells import Bools, Ints, PublicSystem

Floats = npt.NDArray[np.float64]
SLACK = 1e-6
"""What a fractional table may be off by; whole-number tables are compared exactly elsewhere."""


@dataclass
class Spread:
    """Tables that all agree with what is shown, and the range of every count over them.

    Every table y satisfies ``relations @ y == 0``, y >= 0, and shows what is shown. Where the tables are whole numbers,
    none of them can be excluded by anybody who knows only that, and the true uncertainty of each count is at least
    ``high - low``. While a pattern is being looked for, tables may be fractional; a certificate holds none of those.
    """

    low: Floats
    high: Floats
    tables: list[Floats] = field(default_factory=list)

    @classmethod
    def of(cls, table: Ints) -> Spread:
        """Return the spread of a single table."""
        first = table.astype(np.float64)
        return cls(first, first, [first])

    def add(self, table: Floats) -> None:
        """Take in one more table where it widens the range of any count."""
        if bool(((table < self.low) | (table > self.high)).any()):
            self.low = np.minimum(self.low, table)
            self.high = np.maximum(self.high, table)
            self.tables.append(table)

    def narrow(self, width: Ints) -> Bools:
        """Return the counts whose range is still below the width demanded of them."""
        return self.high - self.low < width - SLACK

    def agreeing(self, cell: int, value: int) -> Spread:
        """Return the spread of those tables alone in which one count has this value."""
        kept = [table for table in self.tables if abs(table[cell] - value) < SLACK]
        stacked = np.array(kept)
        return Spread(stacked.min(axis=0), stacked.max(axis=0), kept)


def possible_counts(system: PublicSystem) -> tuple[Ints, Ints]:
    """Return the least and the greatest true count that is shown as it is; -1 as greatest where nothing is shown.

    Parameters
    ----------
    system
        The public system with ``n`` counts.

    Returns
    -------
    pair of arrays of int, shape (n,)
        A count shown as a multiple r of b may have been r - b // 2 up to r + (b - 1) // 2 (halves are rounded up).
    """
    base = np.maximum(system.rounding, 1)
    low = np.where(system.shown, np.maximum(system.value - base // 2, 0), 0)
    high = np.where(system.shown, system.value + (base - 1) // 2, -1)
    return low, high


def agrees(system: PublicSystem, table: Ints) -> bool:
    """Return whether a table satisfies every relation, has no negative count, and shows what is shown.

    Parameters
    ----------
    system
        The public system with ``n`` counts.
    table
        Whole numbers, shape (n,).

    Returns
    -------
    bool
        False as soon as one count or relation is off; sums and comparisons in whole numbers only, no solver.
    """
    low, high = possible_counts(system)
    inside = (table >= low) & ((table <= high) | (high < 0))
    return bool(inside.all()) and not bool(_residual(system.relations, table).any())


def _residual(relations: csr_array, table: Ints) -> Ints:
    return np.asarray(relations @ table.astype(np.int64), dtype=np.int64)


def small_remainders(system: PublicSystem) -> Ints:
    """Return the relations whose hidden part adds up to a known count that is itself too small.

    Parameters
    ----------
    system
        The public system with ``r`` relations.

    Returns
    -------
    array of int
        Numbers of the relations. Where all hidden counts of a relation stand on one side, the shown ones give their
        sum; a sum above 0 and not above the width demanded of them would be a published small count (the threshold
        of sdcTable). A sum of 0 fixes every one of them at 0 and is found by the widths.
    """
    exact = system.shown & (system.rounding <= 1)
    least = system.width if system.least_rest is None else system.least_rest
    known = np.abs(_residual(system.relations, np.where(exact, system.value, 0)))
    matrix = system.relations.tocoo()
    hidden = ~exact[matrix.col]
    rows = system.relations.shape[0]
    signs = np.zeros((rows, 2), dtype=np.int64)
    demanded = np.zeros(rows, dtype=np.int64)
    np.add.at(signs, (matrix.row[hidden], (matrix.data[hidden] > 0).astype(np.int64)), 1)
    np.maximum.at(demanded, matrix.row[hidden], np.where(system.shown, 0, least)[matrix.col[hidden]])
    one_sided = (signs > 0).sum(axis=1) == 1
    return np.flatnonzero(one_sided & (known > 0) & (known <= demanded))
