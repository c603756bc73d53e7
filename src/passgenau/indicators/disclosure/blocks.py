"""Hidden counts that hang together: one small programme for each group instead of one large for all."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.sparse import coo_array, csc_array, csr_array
from scipy.sparse.csgraph import connected_components

from passgenau.indicators.disclosure.cells import Bools, Ints

Floats = npt.NDArray[np.float64]
TOGETHER = 300
"""Groups smaller than this are put into one programme: each start of the solver costs more than the counts do."""


@dataclass(frozen=True)
class Block:
    """``m`` free counts and the ``k`` relations that hold them: ``rows @ y == right`` for the others fixed."""

    cells: Ints
    rows: csc_array
    right: Floats


def blocks(relations: csr_array, free: Bools, table: Ints) -> list[Block]:
    """Return the groups of free counts that relations connect, the others fixed at their value in the table.

    Parameters
    ----------
    relations
        Shape (r, n), whole numbers.
    free
        Counts that may move, shape (n,).
    table
        A table that satisfies every relation, shape (n,).

    Returns
    -------
    list of Block
        Every free count stands in one block, in order of its first count; small groups share a block.
    """
    cells = np.flatnonzero(free)
    if not cells.size:
        return []
    part = csc_array(relations[:, cells])
    used = np.flatnonzero(np.diff(csr_array(part).indptr) > 0)
    part = csc_array(csr_array(part)[used])
    right = np.asarray(part @ table[cells].astype(np.float64))
    labels = _groups(part)
    parcels = _parcels(labels)
    found = []
    for parcel in parcels:
        inside = np.flatnonzero(np.isin(labels[: len(cells)], parcel))
        rows = np.flatnonzero(np.isin(labels[len(cells) :], parcel))
        block = csc_array(csr_array(part[:, inside])[rows])
        found.append(Block(cells[inside], block, right[rows]))
    return found


def groups(relations: csr_array, free: Bools) -> list[Ints]:
    """Return the free counts by the group that relations connect, in order of their first count.

    Parameters
    ----------
    relations
        Shape (r, n), whole numbers.
    free
        Counts that may move, shape (n,).

    Returns
    -------
    list of arrays of int
        Numbers of the counts; together every free count once.
    """
    cells = np.flatnonzero(free)
    if not cells.size:
        return []
    labels = _groups(csc_array(relations[:, cells]))[: len(cells)]
    order = np.argsort(labels, kind="stable")
    return np.split(cells[order], np.flatnonzero(np.diff(labels[order])) + 1)


def _groups(part: csc_array) -> Ints:
    """Return the group of every count, then of every relation."""
    rows, columns = part.shape
    entries = part.tocoo()
    graph = coo_array((np.ones(len(entries.row)), (entries.col, entries.row + columns)), shape=(rows + columns,) * 2)
    return np.asarray(connected_components(graph.tocsr(), directed=False)[1], dtype=np.int64)


def _parcels(labels: Ints) -> list[Ints]:
    """Return groups put together until a parcel has enough members."""
    names, sizes = np.unique(labels, return_counts=True)
    parcels: list[list[int]] = []
    held = 0
    for name, size in zip(names.tolist(), sizes.tolist(), strict=True):
        if not parcels or held + size > TOGETHER:
            parcels.append([])
            held = 0
        parcels[-1].append(name)
        held += size
    return [np.array(parcel, dtype=np.int64) for parcel in parcels]
