"""First pattern by elimination: show as much as possible while no primary count follows from what is shown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import numpy as np
from scipy.sparse import csr_array

from passgenau.indicators.disclosure.cells import Bools, CountSystem

FIELD = 2**61 - 1
"""Prime of the arithmetic. A wrong zero can only hide more, or leave open what the audit then finds."""

Row = dict[int, int]


def eliminate(system: CountSystem) -> Bools:
    """Return which counts stay hidden so that linear arithmetic alone determines no primary count.

    Parameters
    ----------
    system
        The linear system with ``n`` counts. What is ``known`` counts as shown from the start.

    Returns
    -------
    array of bool, shape (n,)
        Hidden counts: all primary ones that are not known, and those that had to be sacrificed. Counts that cannot be
        shown by themselves (``own`` false) are hidden here and simply follow where others fix them. Counts are tried
        in falling weight; one is shown unless that would fix a primary count, or would leave out what it ``follows``.

    Notes
    -----
    Gaussian elimination modulo a prime, as in Langsrud's method for frequency tables (Lupp and Langsrud, 2021): a
    count follows from the shown ones exactly if it lies in the span of their rows and the relations. It says nothing
    about intervals: counts cannot be negative, and that alone may fix what elimination leaves open.
    """
    freedom = _Freedom(_expressed(system))
    shown = system.known.copy()
    for cell in np.flatnonzero(shown):
        freedom.show(int(cell), whatever_follows=True)
    freedom.guard(int(cell) for cell in np.flatnonzero(system.primary & ~shown))
    needed = _needed(system)
    candidates = np.flatnonzero(system.own & ~system.primary & ~shown)
    for cell in candidates[np.lexsort((candidates, -system.weight[candidates]))]:
        if shown[needed.get(int(cell), [])].all():
            shown[cell] = freedom.show(int(cell))
    return ~shown


def _needed(system: CountSystem) -> dict[int, list[int]]:
    needed: dict[int, list[int]] = {}
    for cell, other in system.follows:
        needed.setdefault(cell, []).append(other)
    return needed


def _expressed(system: CountSystem) -> list[Row]:
    """Return every count as a combination of counts that the relations leave free."""
    solved: dict[int, Row] = {}
    for start, stop in _bounds(system.relations):
        columns, factors = system.relations.indices[start:stop], system.relations.data[start:stop]
        row = _substituted({int(c): int(f) % FIELD for c, f in zip(columns, factors, strict=True)}, solved)
        if row:
            pivot = _sum_of_the_others(row, system)
            inverse = pow(row.pop(pivot), -1, FIELD)
            solved[pivot] = {cell: -factor * inverse % FIELD for cell, factor in row.items()}
    expressed: list[Row] = [{} for _ in system.cells]
    for cell in range(len(system.cells)):
        expressed[cell] = _substituted({cell: 1}, solved)
    return expressed


def _bounds(relations: csr_array) -> Iterator[tuple[int, int]]:
    return ((int(a), int(b)) for a, b in zip(relations.indptr[:-1], relations.indptr[1:], strict=True))


def _sum_of_the_others(row: Row, system: CountSystem) -> int:
    """Return the count to express by the others: one that is never shown by itself, else the largest."""
    return min(row, key=lambda cell: (bool(system.own[cell]), -int(system.truth[cell]), cell))


def _substituted(row: Row, solved: dict[int, Row]) -> Row:
    row = dict(row)
    while known := [cell for cell in row if cell in solved]:
        for cell in known:
            factor = row.pop(cell, 0)
            if factor:
                _add(row, solved[cell], factor)
    return row


def _add(row: Row, other: Row, factor: int) -> None:
    for cell, value in other.items():
        total = (row.get(cell, 0) + factor * value) % FIELD
        if total:
            row[cell] = total
        else:
            row.pop(cell, None)


class _Freedom:
    """Directions in which the tables may still differ although everything shown stays as it is.

    ``directions`` maps a number to the counts that move, and by how much; ``through`` holds for every count the
    numbers of the directions that move it. A count that no direction moves follows from what is shown.
    """

    def __init__(self, rows: list[Row]) -> None:
        self._directions: dict[int, Row] = {}
        self._through: list[set[int]] = [set(row) for row in rows]
        self._guarded: set[int] = set()
        for cell, row in enumerate(rows):
            for number, factor in row.items():
                self._directions.setdefault(number, {})[cell] = factor

    def guard(self, cells: Iterable[int]) -> None:
        """Take note of counts that must not follow; those that follow already cannot be helped here."""
        self._guarded.update(cell for cell in cells if self._through[cell])

    def show(self, cell: int, *, whatever_follows: bool = False) -> bool:
        """Keep a count as it is from now on; False, and nothing done, where that would fix a guarded one."""
        through = self._through[cell]
        if not through:
            return True
        shortest = min(through, key=lambda number: (len(self._directions[number]), number))
        if not whatever_follows and self._fixes_a_guarded(cell, shortest):
            return False
        self._balance(cell, shortest)
        return True

    def _fixes_a_guarded(self, cell: int, shortest: int) -> bool:
        """Return whether some guarded count moves in proportion to this one in every direction."""
        through = self._through[cell]
        suspects = (other for other in self._directions[shortest] if other in self._guarded)
        return any(self._through[other] == through and self._in_proportion(cell, other) for other in suspects)

    def _in_proportion(self, cell: int, other: int) -> bool:
        pairs = [(way[cell], way[other]) for way in map(self._directions.__getitem__, self._through[cell])]
        first, second = pairs[0]
        return all((a * second - b * first) % FIELD == 0 for a, b in pairs)

    def _balance(self, cell: int, shortest: int) -> None:
        """Give one direction up; add it to the others that move the count so that they no longer do."""
        way = self._directions.pop(shortest)
        for other in way:
            self._through[other].discard(shortest)
        inverse = pow(way[cell], -1, FIELD)
        for number in sorted(self._through[cell]):
            self._add(number, way, -self._directions[number][cell] * inverse % FIELD)

    def _add(self, number: int, way: Row, factor: int) -> None:
        direction = self._directions[number]
        for cell, value in way.items():
            before = direction.get(cell, 0)
            total = (before + factor * value) % FIELD
            if total:
                direction[cell] = total
                if not before:
                    self._through[cell].add(number)
            elif before:
                del direction[cell]
                self._through[cell].discard(number)
