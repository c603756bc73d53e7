"""Other tables that agree with what is shown: many counts are moved at once, as far as they have to be uncertain."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.sparse import block_array, csc_array, eye_array

from passgenau.indicators.disclosure.blocks import Block, blocks
from passgenau.indicators.disclosure.cells import Bools, Ints, PublicSystem
from passgenau.indicators.disclosure.programme import Programme, Solver
from passgenau.indicators.disclosure.spread import Spread, possible_counts

Floats = npt.NDArray[np.float64]

IDLE_ROUNDS = 2
"""Rounds that settle little after which the rest is looked at in another way."""
LITTLE = 0.1
"""Share of the counts still narrow that a round has to settle to be worth another."""
NEAR_WHOLE = 1e-6


@dataclass(frozen=True)
class Ground:
    """What a move may do: ``start`` table, ``low``/``high`` per count (inf: open), ``cost`` of moving by one (>= 0)."""

    start: Ints
    low: Floats
    high: Floats
    cost: Floats


def ground(system: PublicSystem, start: Ints, *, cost: float = 1e-3) -> Ground:
    """Return the ground on which only hidden counts move."""
    low, high = possible_counts(system)
    return Ground(start, low.astype(float), np.where(high < 0, np.inf, high), np.full(len(start), cost))


def widen(system: PublicSystem, spread: Spread, on: Ground, *, whole: bool = False, singly: bool = False) -> Bools:
    """Add tables to the spread until every count is as uncertain as demanded, or cannot be made so.

    Parameters
    ----------
    system
        What is shown of ``n`` counts, and the width demanded of the hidden ones.
    spread
        Tables found so far; grows in place.
    on
        Start table and how far each count may move.
    whole
        Whether only whole-number tables are taken in.
    singly
        Whether counts that do not widen together with others are also asked for one by one.

    Returns
    -------
    array of bool, shape (n,)
        Hidden counts that stay narrower than demanded: no table was found that moves them far enough. That is safe to
        act on, not certain: a search that gives up treats the count as narrow.
    """
    width = np.where(system.shown, 0, system.width)
    for block in blocks(system.relations, on.low < on.high, on.start):
        _widen_together(block, spread, width, on=on, whole=whole)
        if singly:
            _widen_singly(block, spread, width, on=on, whole=whole)
    return spread.narrow(width)


def _widen_together(block: Block, spread: Spread, width: Ints, *, on: Ground, whole: bool) -> None:
    idle, number = 0, 0
    chance = np.random.default_rng(0)  # the same signs every time: a protection must be repeatable
    while idle < IDLE_ROUNDS:
        targets = block.cells[spread.narrow(width)[block.cells]]
        if not targets.size:
            return
        signs = _signs(len(targets), number, chance)
        table = moved(block, targets, signs, spread, width=width, on=on, whole=whole)
        if table is not None:
            spread.add(table)
        left = int(spread.narrow(width)[block.cells].sum())
        idle, number = (idle + 1 if left > (1 - LITTLE) * len(targets) else 0), number + 1


def _signs(size: int, number: int, chance: np.random.Generator) -> Floats:
    """Return up or down for every target: first in turns, then in turns the other way, then by chance."""
    if number < 2:
        return np.where((np.arange(size) + number) % 2 == 0, 1.0, -1.0)
    return chance.choice(np.array([1.0, -1.0]), size=size)


def moved(
    block: Block, targets: Ints, signs: Floats, spread: Spread, *, width: Ints, on: Ground, whole: bool = False
) -> Floats | None:
    """Return a table in which the targets go beyond their range so far, in the direction of their sign."""
    solver = Solver(_moving(block, targets, signs, spread, width=width, on=on))
    return _taken(solver, solver.best(), block, on=on, whole=whole)


def _taken(solver: Solver, found: Floats | None, block: Block, *, on: Ground, whole: bool) -> Floats | None:
    """Return the start table with the block's counts replaced; None where none was found or rounding breaks it."""
    if found is None:
        return None
    size = len(block.cells)
    table = on.start.astype(np.float64)
    if not whole:
        table[block.cells] = _rounded_where_near(found[:size])
        return table
    if _off(found[:size]):
        found = solver.best_whole()
        if found is None:
            return None
    table[block.cells] = np.rint(found[:size])
    inside = (table >= on.low) & (table <= on.high)
    holds = np.asarray(block.rows @ table[block.cells]) == block.right
    return table if bool(inside.all()) and bool(holds.all()) else None


def _off(found: Floats) -> bool:
    return bool(np.abs(found - np.rint(found)).max() > NEAR_WHOLE)


def _rounded_where_near(found: Floats) -> Floats:
    nearest = np.rint(found)
    return np.where(np.abs(found - nearest) < NEAR_WHOLE, nearest, found)


def _moving(
    block: Block, targets: Ints, signs: Floats, spread: Spread, *, width: Ints, on: Ground
) -> Programme:
    """Return the programme over (counts, moves up, moves down, gains).

    count = start + up - down; gain <= sign * (count - end of its range so far), at most what is still wanting. A
    negative gain is allowed and costs as much, so that opposite signs in one row, not force, find the balance.
    """
    size, wanted = len(block.cells), len(targets)
    start = on.start[block.cells].astype(float)
    low, high = on.low[block.cells], on.high[block.cells]
    end = np.where(signs > 0, spread.high[targets], spread.low[targets])
    wanting = (width - (spread.high - spread.low))[targets].astype(float)
    place = np.searchsorted(block.cells, targets)
    chosen = csc_array((signs, (np.arange(wanted), place)), shape=(wanted, size))
    unit, none = eye_array(size, format="csc"), csc_array((wanted, size))
    nothing = csc_array((block.rows.shape[0], size))
    rows = block_array(
        [
            [block.rows, nothing, nothing, None],
            [unit, -unit, unit, None],
            [-chosen, none, none, eye_array(wanted, format="csc")],
        ],
        format="csc",
    )
    cost = on.cost[block.cells]
    return Programme(
        gain=np.concatenate([np.zeros(size), -cost, -cost, np.full(wanted, _worth(cost))]),
        lower=np.concatenate([low, np.zeros(2 * size), np.full(wanted, -np.inf)]),
        upper=np.concatenate([high, np.full(2 * size, np.inf), wanting]),
        rows=csc_array(rows),
        row_lower=np.concatenate([block.right, start, np.full(wanted, -np.inf)]),
        row_upper=np.concatenate([block.right, start, -signs * end]),
    )


def _worth(cost: Floats) -> float:
    """Return what a gain of one is worth: more than any chain of moves that could bring it about."""
    return 1000.0 * max(float(cost.max()), 1e-3)


def _widen_singly(block: Block, spread: Spread, width: Ints, *, on: Ground, whole: bool) -> None:
    """Move every count that is still too narrow by itself, the others no more than they must."""
    solver: Solver | None = None
    for cell in block.cells[spread.narrow(width)[block.cells]]:
        for sign in (1.0, -1.0):
            wanting = float(width[cell] - (spread.high[cell] - spread.low[cell]))
            if wanting <= 0:
                break
            solver = solver or Solver(_resting(block, on))
            end = float(spread.high[cell] if sign > 0 else spread.low[cell]) + sign * wanting
            table = _alone(solver, block, int(cell), sign=sign, end=end, on=on, whole=whole)
            if table is not None:
                spread.add(table)


def _resting(block: Block, on: Ground) -> Programme:
    """Return the programme over (counts, moves up, moves down) in which nothing has a reason to move yet."""
    nobody = np.zeros(0, dtype=np.int64)
    return _moving(block, nobody, np.zeros(0), Spread.of(on.start), width=nobody, on=on)


def _alone(
    solver: Solver, block: Block, cell: int, *, sign: float, end: float, on: Ground, whole: bool
) -> Floats | None:
    """Return the table in which one count goes to the end wanted of it, or as near as it can."""
    place = int(np.searchsorted(block.cells, cell))
    low, high = float(on.low[cell]), float(on.high[cell])
    low, high = (low, min(high, end)) if sign > 0 else (max(low, end), high)
    cost = on.cost[block.cells]
    gain = np.concatenate([np.zeros(len(cost)), -cost, -cost])
    gain[place] = sign * _worth(cost)
    with solver.within(place, low, high):
        return _taken(solver, solver.best(gain), block, on=on, whole=whole)


def interval(system: PublicSystem, table: Ints, cell: int) -> tuple[int, int]:
    """Return the least and the greatest value a count can have for somebody who knows all that is shown.

    Parameters
    ----------
    system
        What is shown.
    table
        Any table that agrees with it, shape (n,).
    cell
        Number of the count.

    Returns
    -------
    pair of int
        Exact ends over whole-number tables; -1 as upper end where nothing bounds the count from above.
    """
    on = ground(system, table)
    for block in blocks(system.relations, on.low < on.high, table):
        if cell in block.cells:
            cells = block.cells
            solver = Solver(Programme(np.zeros(len(cells)), on.low[cells], on.high[cells], block.rows, block.right, block.right))
            gain = np.zeros(len(block.cells))
            place = int(np.searchsorted(block.cells, cell))
            gain[place] = -1.0
            solver.best(gain)
            least = solver.best_whole()
            gain[place] = 1.0
            solver.best(gain)
            most = solver.best_whole()
            return (
                int(table[cell]) if least is None else round(float(least[place])),
                -1 if most is None else round(float(most[place])),
            )
    return int(table[cell]), int(table[cell])
