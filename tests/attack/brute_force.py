"""The core's own linear system, solved twice without the core: by writing down every table, and by another solver."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_array

from passgenau.indicators.disclosure.cells import PublicSystem
from tests.attack.component import Component, Interval, every_table
from tests.attack.solve import whole_extreme

_FIXED_ABOVE = 10_000  # stands for "no bound": such a count must not occur where tables are written down


def every_interval(system: PublicSystem, above: int = _FIXED_ABOVE) -> list[Interval]:
    """Return the interval of every count by writing down all whole-number tables up to ``above``; for few unknowns."""
    tables = _all_tables(system, above)
    assert len(tables), "no table agrees with what is shown"
    lows, highs = tables.min(axis=0).tolist(), tables.max(axis=0).tolist()
    return list(zip(lows, highs, strict=True))


def some_table(system: PublicSystem) -> npt.NDArray[np.int64]:
    """Return one table that agrees with everything shown."""
    table = whole_extreme(_as_component(system, np.inf), 0, largest=False)
    assert table is not None
    return table.astype(np.int64)


def solved_interval(system: PublicSystem, cell: int) -> Interval:
    """Return the interval of one count by constraint programming; None where nothing bounds it."""
    whole = _as_component(system, np.inf)
    least = whole_extreme(whole, cell, largest=False)
    most = whole_extreme(whole, cell, largest=True)
    assert least is not None
    return int(least[cell]), None if most is None else int(most[cell])


def gaps_together(system: PublicSystem) -> list[int]:
    """Return what the gaps of every relation add up to, where they stand on one side and the rest is shown as it is."""
    totals = []
    for row in system.relations.toarray():
        inside = row != 0
        gaps = inside & ~system.shown
        exact = np.all(system.rounding[inside & system.shown] <= 1)
        if exact and gaps.any() and len(np.unique(np.sign(row[gaps]))) == 1:
            totals.append(abs(int((row * np.where(system.shown, system.value, 0)).sum())))
    return totals


def _as_component(system: PublicSystem, above: float) -> Component:
    low, high = _bounds(system, above)
    zero = np.zeros(system.relations.shape[0])
    relations = csr_array(system.relations, dtype=np.float64)
    return Component(np.arange(len(low)), relations, zero, zero, low, high)


def _bounds(system: PublicSystem, above: float) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    """Return what is known of every count by itself: a shown one rounds (half up) to what is shown."""
    base = np.maximum(system.rounding, 1)
    low = np.where(system.shown, np.maximum(system.value - base // 2, 0), 0)
    high = np.where(system.shown, system.value + (base - 1) // 2, above)
    return low.astype(np.float64), high.astype(np.float64)


def _all_tables(system: PublicSystem, above: int) -> npt.NDArray[np.int64]:
    low, high = _bounds(system, above)
    relations = system.relations.toarray()
    for _ in range(len(low)):  # a part is no larger than a whole that is bounded
        for row in relations:
            negative, positive = row < 0, row > 0
            for parts, wholes in ((negative, positive), (positive, negative)):
                room = float((np.abs(row[wholes]) * high[wholes]).sum())
                high[parts] = np.minimum(high[parts], room // np.abs(row[parts]))
    zero = np.zeros(len(relations))
    return every_table(Component(np.arange(len(low)), csr_array(relations.astype(np.float64)), zero, zero, low, high))
