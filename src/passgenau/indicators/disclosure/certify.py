"""Proof from the published figures alone: whole-number tables between which nobody can decide."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from scipy.sparse import csc_array, csr_array, hstack

from passgenau.indicators.disclosure.blocks import blocks
from passgenau.indicators.disclosure.cells import Bools, Ints, PublicSystem
from passgenau.indicators.disclosure.layout import REST
from passgenau.indicators.disclosure.moves import NEAR_WHOLE, ground, widen
from passgenau.indicators.disclosure.programme import Programme, Solver
from passgenau.indicators.disclosure.spread import Spread, agrees, possible_counts

Floats = npt.NDArray[np.float64]


def proving_tables(system: PublicSystem) -> tuple[Ints, Bools]:
    """Return whole-number tables that fit everything shown and spread every hidden count as widely as demanded.

    Parameters
    ----------
    system
        What is shown of ``n`` counts. The true counts are no part of it, so nothing returned can tell of them.

    Returns
    -------
    pair of arrays
        Tables, shape (k, n), k >= 1 where any table fits; and the counts that stay too narrow, shape (n,).
    """
    start = _middle(system)
    if start is None:
        return np.zeros((0, len(system.cells)), dtype=np.int64), ~system.shown
    spread = Spread.of(start)
    narrow = widen(system, spread, ground(system, start), whole=True, singly=True)
    tables = np.rint(np.array(spread.tables)).astype(np.int64)
    fitting = np.array([agrees(system, table) for table in tables])
    return tables[fitting], narrow


def _middle(system: PublicSystem) -> Ints | None:
    """Return a table that fits what is shown, every hidden count near what its relations leave for it."""
    low, high = possible_counts(system)
    upper = np.where(high < 0, np.inf, high.astype(float))
    guess = _guess(system)
    rest = np.array([cell.quantity.startswith(REST) for cell in system.cells])
    cost = np.where(rest, 1e-3, 1.0)  # a rest follows from its numerator; guessing both would be guessing twice
    table = np.where(system.shown, system.value, 0).astype(np.int64)
    free = low < upper
    right = -np.asarray(system.relations @ np.where(free, 0, table).astype(float))
    for block in blocks(system.relations, free, table):
        rows = system.relations[:, block.cells]
        used = np.flatnonzero(np.diff(rows.indptr) > 0)
        ends = low[block.cells].astype(float), upper[block.cells]
        found = _near(rows[used], right[used], guess[block.cells], *ends, cost=cost[block.cells])
        if found is None:
            return None
        table[block.cells] = found
    return table if agrees(system, table) else None


def _guess(system: PublicSystem) -> Floats:
    """Return for every hidden count an equal share of what its tightest relation leaves for the hidden ones."""
    known = np.abs(np.asarray(system.relations @ np.where(system.shown, system.value, 0), dtype=np.float64))
    entries = system.relations.tocoo()
    hidden = ~system.shown[entries.col]
    rows = system.relations.shape[0]
    number = np.bincount(entries.row[hidden], minlength=rows)
    sides = np.zeros((rows, 2), dtype=np.int64)
    np.add.at(sides, (entries.row[hidden], (entries.data[hidden] > 0).astype(np.int64)), 1)
    one_sided = (sides > 0).sum(axis=1) == 1
    share = np.where(one_sided, known / np.maximum(number, 1), np.inf)
    guess = np.full(len(system.cells), np.inf)
    np.minimum.at(guess, entries.col[hidden], share[entries.row[hidden]])
    return np.rint(np.where(np.isinf(guess), system.width, guess))


def _near(rows: csr_array, right: Floats, guess: Floats, low: Floats, high: Floats, *, cost: Floats) -> Ints | None:
    """Return whole numbers that satisfy the rows, as near to the guess as they can."""
    start = np.clip(guess, low, high)
    both = csc_array(hstack([rows, -rows]))
    balance = right - np.asarray(rows @ start)
    room = np.concatenate([high - start, start - low])
    solver = Solver(Programme(np.concatenate([-cost, -cost]), np.zeros(len(room)), room, both, balance, balance))
    found = solver.best()
    if found is not None and np.abs(found - np.rint(found)).max() > NEAR_WHOLE:
        found = solver.best_whole()
    if found is None:
        return None
    size = len(start)
    return np.rint(start + found[:size] - found[size:]).astype(np.int64)
