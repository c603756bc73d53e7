"""Solves the attacker's system: whole-number intervals, component by component, with a solver of its own."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from ortools.linear_solver import pywraplp
from ortools.sat.python import cp_model
from scipy.sparse import block_array, csr_array
from scipy.sparse.csgraph import connected_components

from tests.attack.system import Key, System

Interval = tuple[int, int | None]
"""Least and largest value; None where nothing bounds it."""

_NEAR = 1e-6
_FAR = 1_000_000_000  # stands for "no bound" in a solver that wants one
_PATIENCE = 20.0  # seconds for one whole-number question


@dataclass(frozen=True)
class Component:
    """Unknowns that hang together; the rows with everything known moved to their right-hand side."""

    cells: npt.NDArray[np.int64]
    matrix: csr_array
    row_low: npt.NDArray[np.float64]
    row_high: npt.NDArray[np.float64]
    low: npt.NDArray[np.float64]
    high: npt.NDArray[np.float64]

    def allows(self, table: npt.NDArray[np.float64]) -> bool:
        """Return whether a table of whole numbers agrees with everything published; exact below 2^53."""
        sums = self.matrix @ table
        inside = bool(np.all((self.low <= table) & (table <= self.high)))
        return inside and bool(np.all((self.row_low <= sums) & (sums <= self.row_high)))


def components(system: System) -> list[Component]:
    """Return the unknowns in independent groups."""
    matrix, row_low, row_high = _matrix(system)
    low = np.array(system.low, dtype=np.float64)
    high = np.array([math.inf if one is None else one for one in system.high], dtype=np.float64)
    open_cells = low < high
    fixed = np.where(open_cells, 0.0, low)
    row_low, row_high = row_low - matrix @ fixed, row_high - matrix @ fixed
    part = matrix[:, np.flatnonzero(open_cells)]
    busy = np.diff(part.indptr) > 0
    part, row_low, row_high = part[busy], row_low[busy], row_high[busy]
    places = np.flatnonzero(open_cells)
    count, joint = connected_components(block_array([[None, part.T], [part, None]], format="csr"), directed=False)
    label, row_label = joint[: len(places)], joint[len(places) :]
    result = []
    for cells, rows in zip(_grouped(label, count), _grouped(row_label, count), strict=True):
        inner = part[rows][:, cells]
        own = places[cells]
        result.append(Component(own, inner.tocsr(), row_low[rows], row_high[rows], low[own], high[own]))
    return result


def _matrix(system: System) -> tuple[csr_array, npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    entries = [(number, cell, factor) for number, row in enumerate(system.rows) for cell, factor in row.terms.items()]
    rows, cells, factors = (np.array(one) for one in zip(*entries, strict=True)) if entries else ([], [], [])
    shape = (len(system.rows), len(system.keys))
    matrix = csr_array((np.asarray(factors, dtype=np.float64), (rows, cells)), shape=shape)
    row_low = np.array([row.low for row in system.rows], dtype=np.float64)
    row_high = np.array([math.inf if row.high is None else row.high for row in system.rows], dtype=np.float64)
    return matrix, row_low, row_high


def _grouped(label: npt.NDArray[np.int32], count: int) -> list[npt.NDArray[np.int64]]:
    order = np.argsort(label, kind="stable")
    return np.split(order, np.searchsorted(label[order], np.arange(1, count)))


class Simplex:
    """The real-number relaxation of one component; keeps its basis between questions."""

    def __init__(self, component: Component) -> None:
        self._solver = pywraplp.Solver.CreateSolver("GLOP")
        infinity = self._solver.infinity()
        self._cells = [
            self._solver.NumVar(low, infinity if math.isinf(high) else high, "")
            for low, high in zip(component.low, component.high, strict=True)
        ]
        matrix = component.matrix
        for number, (low, high) in enumerate(zip(component.row_low, component.row_high, strict=True)):
            row = self._solver.Constraint(low, infinity if math.isinf(high) else high)
            for entry in range(matrix.indptr[number], matrix.indptr[number + 1]):
                row.SetCoefficient(self._cells[matrix.indices[entry]], float(matrix.data[entry]))

    def extreme(self, cell: int, *, largest: bool) -> npt.NDArray[np.float64] | None:
        """Return a table where the count is least or largest; None where nothing bounds it."""
        objective = self._solver.Objective()
        objective.Clear()
        objective.SetCoefficient(self._cells[cell], 1.0)
        objective.SetOptimizationDirection(largest)
        status = self._solver.Solve()
        if status == pywraplp.Solver.OPTIMAL:
            return np.array([one.solution_value() for one in self._cells])
        if status == pywraplp.Solver.UNBOUNDED or (largest and self._is_possible()):
            return None
        raise AssertionError("no table agrees with everything published")

    def _is_possible(self) -> bool:
        self._solver.Objective().Clear()
        return bool(self._solver.Solve() == pywraplp.Solver.OPTIMAL)


def whole_extreme(component: Component, cell: int, *, largest: bool) -> npt.NDArray[np.float64] | None:
    """Return a whole-number table where the count is least or largest; None where nothing bounds it."""
    model = cp_model.CpModel()
    highs = [_FAR if math.isinf(high) else int(high) for high in component.high]
    counts = [model.new_int_var(int(low), high, "") for low, high in zip(component.low, highs, strict=True)]
    matrix = component.matrix
    for number in range(matrix.shape[0]):
        span = slice(matrix.indptr[number], matrix.indptr[number + 1])
        total = sum(int(f) * counts[c] for f, c in zip(matrix.data[span], matrix.indices[span], strict=True))
        low, high = component.row_low[number], component.row_high[number]
        model.add(total >= int(low))
        if not math.isinf(high):
            model.add(total <= int(high))
    model.maximize(counts[cell]) if largest else model.minimize(counts[cell])
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = _PATIENCE
    solver.parameters.num_workers = 1
    status = solver.solve(model)
    if status == cp_model.INFEASIBLE:
        raise AssertionError("no whole-number table agrees with everything published")
    assert status == cp_model.OPTIMAL, "the whole-number question took too long"
    table = np.array([solver.value(one) for one in counts], dtype=np.float64)
    return None if table[cell] >= _FAR // 2 else table  # a whole above it may stand at the limit


def interval(system: System, key: Key) -> Interval:
    """Return all that is known of one count: its least and its largest whole number."""
    cell = system.place[key]
    if system.known(cell) is not None:
        return system.low[cell], system.high[cell]
    for component in components(system):
        found = np.flatnonzero(component.cells == cell)
        if len(found):
            least = whole_extreme(component, int(found[0]), largest=False)
            most = whole_extreme(component, int(found[0]), largest=True)
            assert least is not None
            return int(least[found[0]]), None if most is None else int(most[found[0]])
    return system.low[cell], system.high[cell]


def too_narrow(system: System, needed: Mapping[int, int]) -> dict[int, Interval]:
    """Return the interval of every count that is narrower than it needs to be."""
    result: dict[int, Interval] = {}
    for cell, width in needed.items():
        low, high = system.low[cell], system.high[cell]
        if high is not None and high - low < width:
            result[cell] = (low, high)
    for component in components(system):
        result |= _narrow_in(component, {cell: needed[cell] for cell in component.cells.tolist() if cell in needed})
    return result


def _narrow_in(component: Component, needed: Mapping[int, int]) -> dict[int, Interval]:
    """Look for two tables that lie far enough apart in every count; one table serves all counts it can."""
    if not needed:
        return {}
    simplex = Simplex(component)
    seen_low, seen_high = np.full(len(component.cells), math.inf), np.full(len(component.cells), -math.inf)
    result: dict[int, Interval] = {}
    for place, cell in enumerate(component.cells.tolist()):
        ends: list[float] = []
        for largest in (True, False):
            if cell not in needed or seen_high[place] - seen_low[place] >= needed[cell]:
                break
            table = _extreme_table(component, simplex, place, largest=largest)
            ends.append(math.inf if table is None else float(table[place]))
            if table is not None:
                seen_low, seen_high = np.minimum(seen_low, table), np.maximum(seen_high, table)
        if len(ends) == 2 and ends[0] - ends[1] < needed[cell]:
            result[cell] = (int(ends[1]), int(ends[0]))
    return result


def _extreme_table(
    component: Component, simplex: Simplex, place: int, *, largest: bool
) -> npt.NDArray[np.float64] | None:
    """Return a whole-number table at the end of a count's interval; the simplex usually has one already."""
    table = simplex.extreme(place, largest=largest)
    if table is None:
        return None
    rounded = np.round(table)
    if np.max(np.abs(table - rounded)) < _NEAR and component.allows(rounded):
        return rounded
    return whole_extreme(component, place, largest=largest)


def every_table(component: Component, limit: int = 2_000_000) -> npt.NDArray[np.int64]:
    """Return all whole-number tables of a component, shape (tables, cells); for a few small unknowns."""
    assert np.all(np.isfinite(component.high)), "an unknown without an upper bound has no end"
    matrix = component.matrix.toarray()
    reach_low = np.minimum(matrix * component.low, matrix * component.high)
    reach_high = np.maximum(matrix * component.low, matrix * component.high)
    found = np.zeros((1, 0))
    for place in range(len(component.cells)):
        span = np.arange(component.low[place], component.high[place] + 1)
        assert len(found) * len(span) <= limit, "too many tables to look at each"
        found = np.hstack([np.repeat(found, len(span), axis=0), np.tile(span, len(found))[:, None]])
        sums = found @ matrix[:, : place + 1].T
        least = sums + reach_low[:, place + 1 :].sum(axis=1)
        most = sums + reach_high[:, place + 1 :].sum(axis=1)
        found = found[np.all((least <= component.row_high) & (most >= component.row_low), axis=1)]
    return found.astype(np.int64)
