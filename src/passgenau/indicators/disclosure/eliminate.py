"""First pattern by elimination: show as much as possible while no primary count follows from what is shown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from heapq import heapify, heappop, heappush

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
    span = _Span(_expressed(system))
    shown = system.known.copy()
    for cell in np.flatnonzero(shown):
        span.show(int(cell), ())
    span.guard(int(cell) for cell in np.flatnonzero(system.primary & ~shown))
    needed = _needed(system)
    candidates = np.flatnonzero(system.own & ~system.primary & ~shown)
    for cell in candidates[np.lexsort((candidates, -system.weight[candidates]))]:
        if shown[needed.get(int(cell), [])].all():
            shown[cell] = span.show(int(cell))
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


class _Span:
    """Everything that follows from what is shown, as rows in echelon form, and what must not follow."""

    def __init__(self, rows: list[Row]) -> None:
        self._rows = rows
        self._echelon: dict[int, Row] = {}
        self._guarded: dict[int, Row] = {}
        self._touching: dict[int, set[int]] = {}
        self._signatures: dict[frozenset[tuple[int, int]], int] = {}

    def guard(self, cells: Iterable[int]) -> None:
        """Take note of counts that must not follow; those that follow already cannot be helped here."""
        for cell in cells:
            row = self._reduced(self._rows[cell])
            if row:
                self._note(cell, row)

    def show(self, cell: int, refuse: tuple[()] | None = None) -> bool:
        """Add a count to what is shown; False, and nothing added, where that would fix a guarded one."""
        row = self._reduced(self._rows[cell])
        if not row:
            return True
        if refuse is None and _signature(row) in self._signatures:
            return False
        pivot = min(row)
        inverse = pow(row[pivot], -1, FIELD)
        row = {atom: factor * inverse % FIELD for atom, factor in row.items()}
        self._echelon[pivot] = row
        for guarded in list(self._touching.get(pivot, ())):
            left = self._forget(guarded)
            _add(left, row, -left[pivot] % FIELD)
            self._note(guarded, left)
        return True

    def _note(self, cell: int, row: Row) -> None:
        self._guarded[cell] = row
        for atom in row:
            self._touching.setdefault(atom, set()).add(cell)
        signature = _signature(row)
        self._signatures[signature] = self._signatures.get(signature, 0) + 1

    def _forget(self, cell: int) -> Row:
        row = self._guarded.pop(cell)
        for atom in row:
            self._touching[atom].discard(cell)
        signature = _signature(row)
        self._signatures[signature] -= 1
        if not self._signatures[signature]:
            del self._signatures[signature]
        return row

    def _reduced(self, row: Row) -> Row:
        """Return the row without what is shown already; pivots are taken in rising order, so that one pass does."""
        row = dict(row)
        waiting = [atom for atom in row if atom in self._echelon]
        heapify(waiting)
        while waiting:
            pivot = heappop(waiting)
            factor = row.get(pivot, 0)
            if factor:
                for atom, value in self._echelon[pivot].items():
                    before = row.get(atom, 0)
                    total = (before - factor * value) % FIELD
                    if total:
                        row[atom] = total
                        if not before and atom in self._echelon:
                            heappush(waiting, atom)
                    else:
                        row.pop(atom, None)
        return row


def _signature(row: Row) -> frozenset[tuple[int, int]]:
    """Return the same for rows that are multiples of each other."""
    first = row[min(row)]
    inverse = pow(first, -1, FIELD)
    return frozenset((atom, factor * inverse % FIELD) for atom, factor in row.items())
