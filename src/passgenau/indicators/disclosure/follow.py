"""What follows from what is known: a relation with a single unknown count tells it."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_array

Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]


def followed(relations: csr_array, value: Ints, known: Bools, *, may: Bools) -> tuple[Ints, Bools]:
    """Return the counts that can be worked out one by one, with those that were known.

    Parameters
    ----------
    relations
        Shape (r, n), whole numbers; every true table y satisfies ``relations @ y == 0``.
    value
        Counts, shape (n,); read only where ``known``.
    known
        Counts that are known exactly, shape (n,).
    may
        Counts that may be worked out, shape (n,); the others are left alone even where they follow.

    Returns
    -------
    pair of arrays, shape (n,)
        Values, 0 where unknown, and what is known now.
    """
    present = csr_array((np.ones(len(relations.data), dtype=np.int64), relations.indices, relations.indptr),
                        shape=relations.shape)  # fmt: skip
    numbers = np.arange(len(value), dtype=np.int64)
    value, known = np.where(known, value, 0).astype(np.int64), known.copy()
    while True:
        unknown = (~known).astype(np.int64)
        rows = np.flatnonzero(np.asarray(present @ unknown) == 1)
        cells = np.asarray(present @ (unknown * numbers))[rows].astype(np.int64)
        rows, cells = rows[may[cells]], cells[may[cells]]
        if not rows.size:
            return value, known
        factors = np.asarray(relations[rows, cells], dtype=np.int64).ravel()
        value[cells] = -np.asarray(relations @ value)[rows].astype(np.int64) // factors
        known[cells] = True


def loose(relations: csr_array, free: Bools) -> Bools:
    """Return the free counts that no relation holds fast: in each stands another loose one.

    Parameters
    ----------
    relations
        Shape (r, n), whole numbers.
    free
        Counts that may move, shape (n,).

    Returns
    -------
    array of bool, shape (n,)
        The others cannot move although they may.
    """
    n = relations.shape[1]
    nothing = np.zeros(n, dtype=np.int64)
    return free & ~followed(relations, nothing, ~free, may=np.ones(n, dtype=np.bool_))[1]
