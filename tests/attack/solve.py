"""Solves the attacker's system: whole-number intervals, component by component, with a solver of its own."""

from __future__ import annotations

import math
from collections.abc import Mapping
from concurrent.futures import ProcessPoolExecutor
from functools import lru_cache
from importlib import import_module
from multiprocessing import get_context
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.sparse import block_array, csr_array
from scipy.sparse.csgraph import connected_components

from tests.attack.component import Component, Interval
from tests.attack.system import Key, System


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


@lru_cache(maxsize=1)
def _solving_process() -> ProcessPoolExecutor:
    """Return the one process in which OR-tools is at work; it starts with the first question."""
    return ProcessPoolExecutor(max_workers=1, mp_context=get_context("spawn"))


def _asked(question: str, *about: Any, **more: Any) -> Any:
    return _solving_process().submit(_answer, question, *about, **more).result()


def _answer(question: str, *about: Any, **more: Any) -> Any:
    """Answer a question where OR-tools may be loaded."""
    return getattr(import_module("tests.attack.solvers"), question)(*about, **more)


def whole_extreme(component: Component, cell: int, *, largest: bool) -> npt.NDArray[np.float64] | None:
    """Return a whole-number table where the count is least or largest; None where nothing bounds it."""
    table: npt.NDArray[np.float64] | None = _asked("whole_extreme", component, cell, largest=largest)
    return table


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
    asked = []
    for component in components(system):
        here = {cell: needed[cell] for cell in component.cells.tolist() if cell in needed}
        if here:
            asked.append((component, here))
    return result | (_asked("narrow_in_each", asked) if asked else {})
