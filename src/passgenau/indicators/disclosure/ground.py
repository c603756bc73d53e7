"""The ground on which counts move: where each stands, how far it may go, and what a step costs."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.sparse import csc_array, hstack

from passgenau.indicators.disclosure.blocks import Block
from passgenau.indicators.disclosure.cells import Ints, PublicSystem
from passgenau.indicators.disclosure.programme import Programme, Solver
from passgenau.indicators.disclosure.spread import possible_counts

Floats = npt.NDArray[np.float64]

NEAR_WHOLE = 1e-6
LEAST_COST = 1e-3
"""Cost of moving what is hidden anyway: the shorter of two ways, and no more."""


@dataclass(frozen=True)
class Ground:
    """What a move may do: ``start`` table, ``low``/``high`` per count (inf: open), ``cost`` of moving by one (>= 0).

    ``closed``: only hidden counts move, so that every move is one more table that agrees with what is shown. ``cheap``:
    a move of this price is taken without looking for a cheaper one further off. ``partly``: where nothing brings a
    count as far as it must go, it goes as far as it can.
    """

    start: Ints
    low: Floats
    high: Floats
    cost: Floats
    least: float
    closed: bool = True
    cheap: float = 0.0
    partly: bool = False


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


def taken(solver: Solver, found: Floats | None, block: Block, *, on: Ground, whole: bool) -> Floats | None:
    """Return the start table with the counts of a block moved as a solution says.

    Parameters
    ----------
    solver
        The programme that was solved; asked once more where a whole-number table is wanted and this is none.
    found
        Moves up, then moves down of the block's counts, in order; further variables are not read. None: none found.
    block
        Counts that hang together.
    on
        Start table and how far each count may move.
    whole
        Whether a table of whole numbers is wanted.

    Returns
    -------
    array of float, shape (n,), or None
        None where nothing was found or rounding to whole numbers breaks a relation or bound.
    """
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


def resting(block: Block, on: Ground) -> Programme:
    """Return the programme over moves up, then moves down, in which nothing has a reason to move yet.

    Parameters
    ----------
    block
        Counts that hang together.
    on
        Start table, how far each count may move, and at what cost.

    Returns
    -------
    Programme
        Its best solution is not to move at all.
    """
    cells = block.cells
    start, cost = on.start[cells].astype(float), on.cost[cells]
    balance = np.zeros(len(block.right))
    return Programme(
        gain=np.concatenate([-cost, -cost]),
        lower=np.zeros(2 * len(cells)),
        upper=np.concatenate([on.high[cells] - start, start - on.low[cells]]),
        rows=csc_array(hstack([block.rows, -block.rows], format="csc")),
        row_lower=balance,
        row_upper=balance,
    )


def worth(cost: Floats) -> float:
    """Return what a gain of one is worth.

    Parameters
    ----------
    cost
        Of moving each count by one.

    Returns
    -------
    float
        More than any chain of moves that could bring the gain about.
    """
    return 1000.0 * max(float(cost.max()), 1e-3)
