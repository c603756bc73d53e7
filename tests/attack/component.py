"""Unknowns that hang together, as matrices: what is handed to a solver."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_array

Interval = tuple[int, int | None]
"""Least and largest value; None where nothing bounds it."""


@dataclass(frozen=True)
class Component:
    """Unknowns that hang together; the rows with everything known moved to their right-hand side."""

    cells: npt.NDArray[np.int64]
    matrix: csr_array
    row_low: npt.NDArray[np.float64]
    row_high: npt.NDArray[np.float64]
    low: npt.NDArray[np.float64]
    high: npt.NDArray[np.float64]

    def allows(self, table: npt.NDArray[np.float64]) -> bool:
        """Return whether a table of whole numbers agrees with everything published; exact below 2^53."""
        sums = self.matrix @ table
        inside = bool(np.all((self.low <= table) & (table <= self.high)))
        return inside and bool(np.all((self.row_low <= sums) & (sums <= self.row_high)))


def every_table(component: Component, limit: int = 2_000_000) -> npt.NDArray[np.int64]:
    """Return all whole-number tables of a component, shape (tables, cells); for a few small unknowns."""
    assert np.all(np.isfinite(component.high)), "an unknown without an upper bound has no end"
    matrix = component.matrix.toarray()
    reach_low = np.minimum(matrix * component.low, matrix * component.high)
    reach_high = np.maximum(matrix * component.low, matrix * component.high)
    found = np.zeros((1, 0))
    for place in range(len(component.cells)):
        span = np.arange(component.low[place], component.high[place] + 1)
        assert len(found) * len(span) <= limit, "too many tables to look at each"
        found = np.hstack([np.repeat(found, len(span), axis=0), np.tile(span, len(found))[:, None]])
        sums = found @ matrix[:, : place + 1].T
        least = sums + reach_low[:, place + 1 :].sum(axis=1)
        most = sums + reach_high[:, place + 1 :].sum(axis=1)
        found = found[np.all((least <= component.row_high) & (most >= component.row_low), axis=1)]
    return found.astype(np.int64)
