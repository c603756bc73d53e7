"""Counts moved one at a time, each with no more than its surroundings where these suffice."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from passgenau.indicators.disclosure.blocks import Block
from passgenau.indicators.disclosure.cells import Ints
from passgenau.indicators.disclosure.ground import Ground, resting, taken, worth
from passgenau.indicators.disclosure.nearby import Places, part_of, surroundings
from passgenau.indicators.disclosure.programme import Solver
from passgenau.indicators.disclosure.spread import SLACK, Spread

Floats = npt.NDArray[np.float64]

STEPS = (2, 3)
"""Ties from the area of a count within which a move is looked for before the whole block is asked."""
NEARLY_ALL = 0.8
"""Share of a block above which its surroundings are the block."""


def widened_singly(
    block: Block, spread: Spread, width: Ints, *, on: Ground, whole: bool = False, places: Places | None = None
) -> Iterator[Floats]:
    """Move every count that is still too narrow by itself, the others no more than they must.

    Parameters
    ----------
    block
        Free counts that hang together.
    spread
        Tables found so far; grows in place.
    width
        Demanded of every count, shape (n,).
    on
        Start table and how far each count may move. What moved once moves freely from then on.
    whole
        Whether only whole-number tables are taken in.
    places
        Where the counts stand; None: every move is looked for in the whole block.

    Yields
    ------
    array of float, shape (n,)
        Every table taken in. Where others than hidden counts move, only tables that bring a count as far as demanded.
    """
    narrow = block.cells[spread.narrow(width)[block.cells]]
    everything = _Reach(block)
    for cells in _by_place(narrow, places):
        reaches = _reaches(everything, int(cells[0]), on, places)
        for cell in cells:
            if not spread.narrow(width)[cell]:
                continue
            walk = _Walk(int(cell), spread, int(width[cell]), on, whole)
            yield from walk.as_far_as_it_goes(reaches) if on.closed else walk.all_the_way(reaches)


def _by_place(cells: Ints, places: Places | None) -> list[Ints]:
    if places is None or not cells.size:
        return [cells] if cells.size else []
    order = np.argsort(places.of[cells], kind="stable")
    cuts = np.flatnonzero(np.diff(places.of[cells][order])) + 1
    return np.split(cells[order], cuts)


@dataclass
class _Reach:
    """Counts that may move together, and the solver for them once it is needed."""

    block: Block
    _solver: Solver | None = field(default=None)

    def solver(self, on: Ground) -> Solver:
        self._solver = self._solver or Solver(resting(self.block, on))
        return self._solver


def _reaches(everything: _Reach, cell: int, on: Ground, places: Places | None) -> list[_Reach]:
    """Return the surroundings of a count from near to far, the whole block last."""
    found: list[_Reach] = []
    for steps in STEPS if places is not None else ():
        inside = surroundings(everything.block, cell, places, steps=steps)  # type: ignore[arg-type]
        if len(inside) > NEARLY_ALL * len(everything.block.cells):
            break
        if not found or len(inside) > len(found[-1].block.cells):
            found.append(_Reach(part_of(everything.block, inside, on.start)))
    return [*found, everything]


@dataclass(frozen=True)
class _Walk:
    """One count that has to become more uncertain."""

    cell: int
    spread: Spread
    width: int
    on: Ground
    whole: bool

    def wanting(self) -> float:
        return float(self.width - (self.spread.high[self.cell] - self.spread.low[self.cell]))

    def as_far_as_it_goes(self, reaches: list[_Reach]) -> Iterator[Floats]:
        """Take in whatever widens the count, until it is wide enough; for moves that cost nothing."""
        for reach in reaches:
            for sign in (1.0, -1.0):
                if self.wanting() <= SLACK:
                    return
                table = self._moved(reach, sign, forced=False)
                if table is not None and self._widens(table):
                    yield self._taken_in(table)

    def all_the_way(self, reaches: list[_Reach]) -> Iterator[Floats]:
        """Take in the cheapest move that makes the count wide enough; ask further off where the near ones are dear."""
        found: Floats | None = None
        for number, reach in enumerate(reaches):
            if found is not None and (number >= len(STEPS) or self._price(found) <= self.on.cheap):
                break
            table = self._either_way(reach)
            if table is not None and (found is None or self._price(table) < self._price(found)):
                found = table
        if found is not None:
            yield self._taken_in(found)
        elif self.on.partly:
            yield from self.as_far_as_it_goes(reaches[-1:])

    def _either_way(self, reach: _Reach) -> Floats | None:
        up = self._moved(reach, 1.0, forced=True)
        return self._moved(reach, -1.0, forced=True) if up is None else up

    def _price(self, table: Floats) -> float:
        moved = np.flatnonzero(table != self.on.start)
        return float((self.on.cost[moved] * np.abs(table[moved] - self.on.start[moved])).sum())

    def _widens(self, table: Floats) -> bool:
        at = table[self.cell]
        return bool(at > self.spread.high[self.cell] + SLACK or at < self.spread.low[self.cell] - SLACK)

    def _taken_in(self, table: Floats) -> Floats:
        self.spread.add(table)
        self.on.cost[table != self.on.start] = self.on.least
        return table

    def _moved(self, reach: _Reach, sign: float, *, forced: bool) -> Floats | None:
        """Return the table in which the count goes to the end wanted of it; not ``forced``: or as near as it can."""
        block, on, start = reach.block, self.on, float(self.on.start[self.cell])
        size, cost = len(block.cells), on.cost[block.cells]
        place = int(np.searchsorted(block.cells, self.cell))
        there, back = (place, place + size) if sign > 0 else (place + size, place)
        end = float(self.spread.high[self.cell] if sign > 0 else self.spread.low[self.cell]) + sign * self.wanting()
        room = float(on.high[self.cell]) - start if sign > 0 else start - float(on.low[self.cell])
        way = sign * (end - start)
        if forced and way > room:
            return None
        gain = np.concatenate([-cost, -cost])
        if not forced:
            gain[there], gain[back] = worth(cost), -worth(cost)
        solver = reach.solver(on)
        solver.rest()
        with solver.within(there, way if forced else 0.0, min(room, way)), solver.within(back, 0.0, 0.0):
            return taken(solver, solver.best(gain), block, on=on, whole=self.whole)
