"""Proof from the published figures alone: whole-number tables between which nobody can decide."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from scipy.sparse import csc_array, csr_array, hstack

from passgenau.indicators.disclosure.blocks import blocks, groups
from passgenau.indicators.disclosure.cells import Bools, Ints, PublicSystem
from passgenau.indicators.disclosure.figures import NUMERATOR
from passgenau.indicators.disclosure.layout import REST
from passgenau.indicators.disclosure.moves import NEAR_WHOLE, ground, widen
from passgenau.indicators.disclosure.programme import Programme, Solver
from passgenau.indicators.disclosure.spread import Spread, agrees, possible_counts

Floats = npt.NDArray[np.float64]

MIXED = 8
"""Tables in which all groups of hidden counts differ at once, by chance."""
SHARE = 0.3
"""Share of the groups that go to one side together in the tables made for single areas."""
CONCERNED_REST_ALL = 3
"""Counts in the relation: concerned + not concerned = all."""


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
    tables = np.vstack([tables, _mixed(system, tables)])
    fitting = np.array([agrees(system, table) for table in tables])
    distinct: Ints = np.unique(tables[fitting], axis=0)
    return distinct, narrow


def _mixed(system: PublicSystem, tables: Ints) -> Ints:
    """Return tables that take every group of hidden counts that hang together from another table.

    Each fits what is shown as its parts do. The single tables move one group at a time; these move all of them, as
    another truth would: by chance, and for every area once with more and once with fewer people concerned in a good
    part of its groups. What depends on all counts, such as an index, is to be tried against both kinds.
    """
    parts = [cells for cells in groups(system.relations, ~system.exact) if (tables[:, cells] != tables[0, cells]).any()]
    chance = np.random.default_rng(0)  # always the same: the certificate must be repeatable
    mixed = [_assembled(tables, parts, chance.integers(len(tables), size=len(parts))) for _ in range(MIXED)]
    areas = np.array([cell.area_id if cell.quantity.startswith(NUMERATOR) else "" for cell in system.cells])
    moving = (tables != tables[0]).any(axis=0)
    for area in sorted(set(areas[moving]) - {""}):
        people = np.array([tables[:, cells[areas[cells] == area]].sum(axis=1) for cells in parts])
        for extreme in (people.argmax(axis=1), people.argmin(axis=1)):
            chosen = chance.random(len(parts)) < SHARE
            mixed.append(_assembled(tables, parts, np.where(chosen, extreme, 0)))
    return np.array(mixed, dtype=np.int64).reshape(-1, len(system.cells))


def _assembled(tables: Ints, parts: list[Ints], choice: Ints) -> Ints:
    table: Ints = tables[0].copy()
    for cells, number in zip(parts, choice, strict=True):
        table[cells] = tables[number, cells]
    return table


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
    """Return for every hidden count a share of what its tightest relation leaves for the hidden ones.

    Shares follow the size of the group and how far above or below the others the area is in what is shown of it.
    """
    share = _expected(system)
    known = np.abs(np.asarray(system.relations @ np.where(system.shown, system.value, 0), dtype=np.float64))
    entries = system.relations.tocoo()
    hidden = ~system.shown[entries.col]
    rows, cells = entries.row[hidden], entries.col[hidden]
    together = np.bincount(rows, weights=share[cells], minlength=system.relations.shape[0])
    sides = np.zeros((system.relations.shape[0], 2), dtype=np.int64)
    np.add.at(sides, (rows, (entries.data[hidden] > 0).astype(np.int64)), 1)
    one_sided = ((sides > 0).sum(axis=1) == 1) & (together > 0)
    per_share = np.where(one_sided, known / np.where(together > 0, together, 1.0), np.inf)
    guess = np.full(len(system.cells), np.inf)
    told = ~np.isinf(per_share[rows])
    np.minimum.at(guess, cells[told], per_share[rows[told]] * share[cells[told]])
    return np.rint(np.where(np.isinf(guess), system.width, guess))


def _expected(system: PublicSystem) -> Floats:
    """Return the size of the group of every count times how its area stands in the counts that are shown; else 1."""
    groups_of = _group_sizes(system)
    counted = system.shown & ~np.isnan(groups_of)
    quantity = np.unique([cell.quantity for cell in system.cells], return_inverse=True)[1]
    area = np.unique([cell.area_id for cell in system.cells], return_inverse=True)[1]
    people = np.where(counted, groups_of, 0.0)
    concerned = np.where(counted, system.value, 0.0)
    rate = np.bincount(quantity, weights=concerned) / np.maximum(np.bincount(quantity, weights=people), 1.0)
    observed = np.bincount(area, weights=concerned)
    expected = np.bincount(area, weights=people * rate[quantity])
    standing = np.where(expected > 0, observed / np.where(expected > 0, expected, 1.0), 1.0)
    return np.where(np.isnan(groups_of), 1.0, groups_of * standing[area])


def _group_sizes(system: PublicSystem) -> Floats:
    """Return for every count concerned the shown number of people it is counted among; NaN where there is none."""
    sizes = np.full(len(system.cells), np.nan)
    matrix = system.relations
    rest = np.array([cell.quantity.startswith(REST) for cell in system.cells])
    for row in np.flatnonzero(np.diff(matrix.indptr) == CONCERNED_REST_ALL):
        cells = matrix.indices[matrix.indptr[row] : matrix.indptr[row + 1]]
        factors = matrix.data[matrix.indptr[row] : matrix.indptr[row + 1]]
        whole, concerned = cells[factors < 0], cells[(factors > 0) & ~rest[cells]]
        if rest[cells].any() and len(whole) == 1 and len(concerned) == 1 and system.shown[whole[0]]:
            sizes[concerned[0]] = system.value[whole[0]]
    return sizes


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
