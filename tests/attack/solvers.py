"""The solvers of OR-tools, in a process of their own.

OR-tools brings the library HiGHS along in another version than highspy, which our protection uses; two versions of one
library do not live in one process. So this module is imported by the solving process alone, see ``solve.py``.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt
from ortools.linear_solver import pywraplp
from ortools.sat.python import cp_model

from tests.attack.component import Component, Interval

_NEAR = 1e-6
_FAR = 1_000_000_000  # stands for "no bound" in a solver that wants one
_PATIENCE = 20.0  # seconds for one whole-number question


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


def narrow_in_each(asked: Sequence[tuple[Component, Mapping[int, int]]]) -> dict[int, Interval]:
    """Return the interval of every count that is narrower than it needs to be, over several components."""
    result: dict[int, Interval] = {}
    for component, needed in asked:
        result |= _narrow_in(component, needed)
    return result


def _narrow_in(component: Component, needed: Mapping[int, int]) -> dict[int, Interval]:
    """Look for two tables that lie far enough apart in every count; one table serves all counts it can."""
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
