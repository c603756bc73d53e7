"""Other tables that agree with what is shown: many counts are moved at once, as far as they have to be uncertain."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.sparse import block_array, csc_array, eye_array, hstack

from passgenau.indicators.disclosure.blocks import Block, blocks
from passgenau.indicators.disclosure.cells import Bools, Ints, PublicSystem
from passgenau.indicators.disclosure.programme import Programme, Solver
from passgenau.indicators.disclosure.spread import SLACK, Spread, possible_counts

Floats = npt.NDArray[np.float64]

IDLE_ROUNDS = 2
"""Rounds that settle little after which the rest is looked at in another way."""
LITTLE = 0.1
"""Share of the counts still narrow that a round has to settle to be worth another."""
NEAR_WHOLE = 1e-6
LEAST_COST = 1e-3
"""Cost of moving what is hidden anyway: the shorter of two ways, and no more."""


@dataclass(frozen=True)
class Ground:
    """What a move may do: ``start`` table, ``low``/``high`` per count (inf: open), ``cost`` of moving by one (>= 0).

    ``closed``: only hidden counts move, so that every move is one more table that agrees with what is shown.
    """

    start: Ints
    low: Floats
    high: Floats
    cost: Floats
    least: float
    closed: bool = True


def ground(system: PublicSystem, start: Ints) -> Ground:
    """Return the ground on which only hidden counts move.

    Parameters
    ----------
    system
        What is shown of ``n`` counts.
    start
        A table that agrees with it, shape (n,).

    Returns
    -------
    Ground
        Counts shown as multiples of a base move within what rounds to them, exact ones not at all.
    """
    low, high = possible_counts(system)
    return Ground(
        start, low.astype(float), np.where(high < 0, np.inf, high), np.full(len(start), LEAST_COST), LEAST_COST
    )


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
            for _ in widened_singly(block, spread, width, on=on, whole=whole):
                pass
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
    """Return a table in which the targets go beyond their range so far.

    Parameters
    ----------
    block
        Counts that hang together.
    targets
        Numbers of the counts that are to move, rising.
    signs
        Up (+1) or down (-1) for each of them.
    spread
        Tables found so far.
    width
        Width demanded of every count, shape (n,).
    on
        Start table and how far each count may move.
    whole
        Whether a table of whole numbers is wanted.

    Returns
    -------
    array of float, shape (n,), or None
        The table in which the targets gain most at the least cost of the others; None where none was found.
    """
    solver = Solver(_moving(block, targets, signs, spread, width=width, on=on))
    return _taken(solver, solver.best(), block, on=on, whole=whole)


def _taken(solver: Solver, found: Floats | None, block: Block, *, on: Ground, whole: bool) -> Floats | None:
    """Return the start table with the block's counts moved; None where nothing was found or rounding breaks it."""
    if found is None:
        return None
    size = len(block.cells)
    if whole and _off(found[: 2 * size]):
        found = solver.best_whole()
        if found is None:
            return None
    table = on.start.astype(np.float64)
    table[block.cells] += found[:size] - found[size : 2 * size]
    if not whole:
        table[block.cells] = _rounded_where_near(table[block.cells])
        return table
    table[block.cells] = np.rint(table[block.cells])
    inside = (table >= on.low) & (table <= on.high)
    holds = np.asarray(block.rows @ table[block.cells]) == block.right
    return table if bool(inside.all()) and bool(holds.all()) else None


def _off(found: Floats) -> bool:
    return bool(np.abs(found - np.rint(found)).max() > NEAR_WHOLE)


def _rounded_where_near(found: Floats) -> Floats:
    nearest = np.rint(found)
    return np.where(np.abs(found - nearest) < NEAR_WHOLE, nearest, found)


def _moving(block: Block, targets: Ints, signs: Floats, spread: Spread, *, width: Ints, on: Ground) -> Programme:
    """Return the programme over (moves up, moves down, gains).

    gain <= sign * (start + up - down - end of the range so far), at most what is still wanting. A negative gain is
    allowed and costs as much, so that opposite signs in one row, not force, find the balance.
    """
    resting = _resting(block, on)
    start = on.start[targets].astype(float)
    end = np.where(signs > 0, spread.high[targets], spread.low[targets])
    wanting = width[targets] - (spread.high - spread.low)[targets]
    place = np.searchsorted(block.cells, targets)
    chosen = csc_array((signs, (np.arange(len(targets)), place)), shape=(len(targets), len(block.cells)))
    gains = eye_array(len(targets), format="csc")
    size, worth = len(resting.gain), _worth(on.cost[block.cells])
    return Programme(
        gain=np.concatenate([resting.gain, np.full(len(targets), worth)]),
        lower=np.concatenate([resting.lower, np.full(len(targets), -np.inf)]),
        upper=np.concatenate([resting.upper, wanting]),
        rows=csc_array(block_array([[resting.rows, None], [_beside(-chosen, chosen, size), gains]], format="csc")),
        row_lower=np.concatenate([resting.row_lower, np.full(len(targets), -np.inf)]),
        row_upper=np.concatenate([resting.row_upper, signs * (start - end)]),
    )


def _beside(left: csc_array, right: csc_array, size: int) -> csc_array:
    both = csc_array(hstack([left, right], format="csc"))
    if both.shape[1] != size:
        raise ValueError("a programme over moves has two columns for every count")
    return both


def _resting(block: Block, on: Ground) -> Programme:
    """Return the programme over (moves up, moves down) in which nothing has a reason to move yet."""
    cells = block.cells
    start, cost = on.start[cells].astype(float), on.cost[cells]
    balance = np.zeros(len(block.right))
    return Programme(
        gain=np.concatenate([-cost, -cost]),
        lower=np.zeros(2 * len(cells)),
        upper=np.concatenate([on.high[cells] - start, start - on.low[cells]]),
        rows=_beside(block.rows, -block.rows, 2 * len(cells)),
        row_lower=balance,
        row_upper=balance,
    )


def _worth(cost: Floats) -> float:
    """Return what a gain of one is worth: more than any chain of moves that could bring it about."""
    return 1000.0 * max(float(cost.max()), 1e-3)


def widened_singly(block: Block, spread: Spread, width: Ints, *, on: Ground, whole: bool = False) -> Iterator[Floats]:
    """Move every count that is still too narrow by itself, the others no more than they must; yield what was taken in.

    What moved once moves freely from then on. A move that does not bring the count as far as demanded is only taken
    in where nothing but hidden counts move.

    Parameters
    ----------
    block
        Counts that hang together.
    spread
        Tables found so far; grows in place.
    width
        Width demanded of every count, shape (n,).
    on
        Start table and how far each count may move; its cost changes in place.
    whole
        Whether only whole-number tables are taken in.

    Yields
    ------
    array of float, shape (n,)
        Every table that was taken in.
    """
    solver: Solver | None = None
    for cell in block.cells[spread.narrow(width)[block.cells]]:
        solver = solver or Solver(_resting(block, on))
        for sign, forced in ((1.0, True), (-1.0, True), (1.0, False), (-1.0, False)):
            wanting = float(width[cell] - (spread.high[cell] - spread.low[cell]))
            if wanting <= SLACK:
                break
            end = float(spread.high[cell] if sign > 0 else spread.low[cell]) + sign * wanting
            move = _Move(int(cell), sign, end, forced)
            table = _alone(solver, block, move, on=on, whole=whole)
            if table is not None and (on.closed or sign * (table[cell] - end) > -SLACK):
                spread.add(table)
                on.cost[table != on.start] = on.least
                yield table


@dataclass(frozen=True)
class _Move:
    """One count on its way up (+1) or down (-1) to an end; ``forced``: all the way or not at all."""

    cell: int
    sign: float
    end: float
    forced: bool


def _alone(solver: Solver, block: Block, move: _Move, *, on: Ground, whole: bool) -> Floats | None:
    """Return the table in which one count goes to the end wanted of it, or as near as it can."""
    size, cost = len(block.cells), on.cost[block.cells]
    place = int(np.searchsorted(block.cells, move.cell))
    there, back = (place, place + size) if move.sign > 0 else (place + size, place)
    start = float(on.start[move.cell])
    room = float(on.high[move.cell]) - start if move.sign > 0 else start - float(on.low[move.cell])
    way = move.sign * (move.end - start)
    if move.forced and way > room:
        return None
    gain = np.concatenate([-cost, -cost])
    if not move.forced:
        gain[there], gain[back] = _worth(cost), -_worth(cost)
    solver.rest()
    with solver.within(there, way if move.forced else 0.0, min(room, way)), solver.within(back, 0.0, 0.0):
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
            solver = Solver(
                Programme(np.zeros(len(cells)), on.low[cells], on.high[cells], block.rows, block.right, block.right)
            )
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
