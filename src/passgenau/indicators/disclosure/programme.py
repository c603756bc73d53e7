"""Linear programmes over whole tables, solved by HiGHS: the only file here that knows a solver."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import highspy
import numpy as np
import numpy.typing as npt
from scipy.sparse import csc_array

Floats = npt.NDArray[np.float64]

NODES = 2000
"""Branches a whole-number search may take before it gives up; counted, so that every machine gives the same answer."""


@dataclass(frozen=True)
class Programme:
    """Maximise ``gain @ x`` where ``row_lower <= rows @ x <= row_upper`` and ``lower <= x <= upper``."""

    gain: Floats
    lower: Floats
    upper: Floats
    rows: csc_array
    row_lower: Floats
    row_upper: Floats


class Solver:
    """One programme that is solved again and again for other gains; keeps its basis in between."""

    def __init__(self, programme: Programme) -> None:
        self._size, self._gain = len(programme.gain), programme.gain.copy()
        self._bounds = list(zip(programme.lower.tolist(), programme.upper.tolist(), strict=True))
        self._highs = _highs()
        self._highs.passModel(_model(programme))
        self._resting = _at_the_lower_bounds(len(programme.gain), len(programme.row_lower))

    def rest(self) -> None:
        """Start again from where every x is at its lower bound, from which a single move is a few steps away."""
        self._highs.setBasis(self._resting)

    def best(self, gain: Floats | None = None) -> Floats | None:
        """Return the best x, or None where there is none."""
        if gain is not None:
            changed = np.flatnonzero(gain != self._gain).astype(np.int32)
            self._highs.changeColsCost(len(changed), changed, gain[changed])
            self._gain = gain.copy()
        return self._solved()

    def best_whole(self) -> Floats | None:
        """Return the best x in integers for the gains set last, or None where none was found within the limit."""
        columns = np.arange(self._size, dtype=np.int32)
        whole, any_number = (
            np.full(self._size, int(kind), dtype=np.uint8)
            for kind in (highspy.HighsVarType.kInteger, highspy.HighsVarType.kContinuous)
        )
        self._highs.changeColsIntegrality(self._size, columns, whole)
        try:
            return self._solved()
        finally:
            self._highs.changeColsIntegrality(self._size, columns, any_number)

    @property
    def unbounded(self) -> bool:
        """Tell whether the last programme has no best x because there is always a better one."""
        status = self._highs.getModelStatus()
        return bool(status in (highspy.HighsModelStatus.kUnbounded, highspy.HighsModelStatus.kUnboundedOrInfeasible))

    def _solved(self) -> Floats | None:
        self._highs.run()
        if (
            self._highs.getModelStatus() == highspy.HighsModelStatus.kInfeasible
            or self._highs.getInfo().primal_solution_status != highspy.kSolutionStatusFeasible
        ):
            return None
        return np.array(self._highs.getSolution().col_value)

    @contextmanager
    def within(self, column: int, low: float, high: float) -> Iterator[None]:
        """Keep one x between other bounds for a while."""
        self._highs.changeColBounds(column, low, high)
        try:
            yield
        finally:
            self._highs.changeColBounds(column, *self._bounds[column])


class _Quiet(highspy.Highs):
    """A solver that never writes on standard output, where results go: its banner comes with the callbacks."""

    def enableCallbacks(self) -> None:  # noqa: N802  (the name is the library's)
        self.silent()
        super().enableCallbacks()  # type: ignore[no-untyped-call]


def _highs() -> highspy.Highs:
    highs = _Quiet()  # type: ignore[no-untyped-call]
    highs.setOptionValue("threads", 1)
    highs.setOptionValue("random_seed", 0)
    highs.setOptionValue("mip_max_nodes", NODES)
    return highs


def _at_the_lower_bounds(columns: int, rows: int) -> highspy.HighsBasis:
    basis = highspy.HighsBasis()
    basis.col_status = [highspy.HighsBasisStatus.kLower] * columns
    basis.row_status = [highspy.HighsBasisStatus.kBasic] * rows
    basis.valid = True
    return basis


def _model(programme: Programme) -> highspy.HighsLp:
    model = highspy.HighsLp()
    model.num_col_, model.num_row_ = len(programme.gain), len(programme.row_lower)
    model.sense_ = highspy.ObjSense.kMaximize
    model.col_cost_ = programme.gain
    model.col_lower_, model.col_upper_ = programme.lower, programme.upper
    model.row_lower_, model.row_upper_ = programme.row_lower, programme.row_upper
    model.a_matrix_.format_ = highspy.MatrixFormat.kColwise
    model.a_matrix_.start_ = programme.rows.indptr.astype(np.int32)
    model.a_matrix_.index_ = programme.rows.indices.astype(np.int32)
    model.a_matrix_.value_ = programme.rows.data.astype(np.float64)
    return model
