"""Other tables that agree with what is shown: many counts are moved at once, as far as they have to be uncertain."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from scipy.sparse import block_array, csc_array, eye_array, hstack

from passgenau.indicators.disclosure.blocks import Block, blocks
from passgenau.indicators.disclosure.cells import Bools, Ints, PublicSystem
from passgenau.indicators.disclosure.ground import NEAR_WHOLE, Ground, ground, resting, taken, worth
from passgenau.indicators.disclosure.nearby import places_of
from passgenau.indicators.disclosure.programme import Programme, Solver
from passgenau.indicators.disclosure.singly import widened_singly
from passgenau.indicators.disclosure.spread import Spread

__all__ = ["NEAR_WHOLE", "Ground", "ground", "interval", "moved", "widen", "widened_singly"]

Floats = npt.NDArray[np.float64]

IDLE_ROUNDS = 2
"""Rounds that settle little after which the rest is looked at in another way."""
WHOLE_TOGETHER = 200
"""Counts in a block above which no search for whole numbers is made for many of them at once."""
LITTLE = 0.1
"""Share of the counts still narrow that a round has to settle to be worth another."""


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
    found = blocks(system.relations, on.low < on.high, on.start)
    for block in found:
        _widen_together(block, spread, width, on=on, whole=whole)
    if singly and spread.narrow(width).any():
        places = places_of(system.cells, system.relations)
        for block in found:
            for _ in widened_singly(block, spread, width, on=on, whole=whole, places=places):
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
        large = whole and len(block.cells) > WHOLE_TOGETHER
        table = moved(block, targets, signs, spread, width=width, on=on, whole=whole and not large)
        if table is not None and not (large and bool((np.abs(table - np.rint(table)) > NEAR_WHOLE).any())):
            spread.add(np.rint(table) if large else table)
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
    return taken(solver, solver.best(), block, on=on, whole=whole)


def _moving(block: Block, targets: Ints, signs: Floats, spread: Spread, *, width: Ints, on: Ground) -> Programme:
    """Return the programme over (moves up, moves down, gains).

    gain <= sign * (start + up - down - end of the range so far), at most what is still wanting. A negative gain is
    allowed and costs as much, so that opposite signs in one row, not force, find the balance.
    """
    still = resting(block, on)
    start = on.start[targets].astype(float)
    end = np.where(signs > 0, spread.high[targets], spread.low[targets])
    wanting = width[targets] - (spread.high - spread.low)[targets]
    place = np.searchsorted(block.cells, targets)
    chosen = csc_array((signs, (np.arange(len(targets)), place)), shape=(len(targets), len(block.cells)))
    gains = eye_array(len(targets), format="csc")
    value = worth(on.cost[block.cells])
    return Programme(
        gain=np.concatenate([still.gain, np.full(len(targets), value)]),
        lower=np.concatenate([still.lower, np.full(len(targets), -np.inf)]),
        upper=np.concatenate([still.upper, wanting]),
        rows=csc_array(block_array([[still.rows, None], [csc_array(hstack([-chosen, chosen])), gains]], format="csc")),
        row_lower=np.concatenate([still.row_lower, np.full(len(targets), -np.inf)]),
        row_upper=np.concatenate([still.row_upper, signs * (start - end)]),
    )


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
            most = None if solver.unbounded else solver.best_whole()
            return (
                int(table[cell]) if least is None else round(float(least[place])),
                -1 if most is None else round(float(most[place])),
            )
    return int(table[cell]), int(table[cell])
