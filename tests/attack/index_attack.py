"""What the published index says about hidden counts: all tables are tried out, those with another index drop out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt
import pandas as pd

from passgenau.index.compute import run_index
from passgenau.index.definition import IndexDefinition
from passgenau.index.result import IndexResult
from passgenau.indicators.table import IndicatorTable
from tests.attack.component import every_table
from tests.attack.reading import HIDDEN, Published
from tests.attack.solve import components
from tests.attack.system import Key, System

_LIMIT = 20_000  # tables, each of which costs one index


def every_count(system: System) -> npt.NDArray[np.int64]:
    """Return all whole-number tables that agree with everything published, shape (tables, counts)."""
    found = np.array([system.low], dtype=np.int64)
    for component in components(system):
        here = every_table(component)
        assert len(found) * len(here) <= _LIMIT, "too many tables to look at each"
        found = np.repeat(found, len(here), axis=0)
        found[:, component.cells] = np.tile(here, (len(found) // len(here), 1))
    return found


def after_the_index(
    release: Published, system: System, definition: IndexDefinition, *, groups: Mapping[str, str], period: str
) -> npt.NDArray[np.int64]:
    """Return those tables whose index is the published one, in everything that is published of it."""
    tables = every_count(system)
    areas = release.index["area_id"].tolist()
    places = {
        kind: _places(system, areas, [(f"{kind}:{name}") for name in names], period)
        for kind, names in _quantities(definition, groups).items()
    }
    kept = [
        table
        for table in tables
        if _agrees(release.index, run_index(_table(areas, definition, table, places, period), definition))
    ]
    return np.array(kept, dtype=np.int64).reshape(len(kept), len(system.keys))


def left_of(tables: npt.NDArray[np.int64], system: System, key: Key) -> tuple[int, int]:
    """Return the least and the largest value a count has in these tables."""
    column = tables[:, system.place[key]]
    return int(column.min()), int(column.max())


def _quantities(definition: IndexDefinition, groups: Mapping[str, str]) -> dict[str, list[str]]:
    indicators = [one.id for one in definition.indicators]
    return {"n": indicators, "d": [groups.get(one, one) for one in indicators]}


def _places(system: System, areas: Sequence[str], quantities: Sequence[str], period: str) -> npt.NDArray[np.int64]:
    return np.array([[system.place[area, quantity, period] for quantity in quantities] for area in areas])


def _table(
    areas: Sequence[str],
    definition: IndexDefinition,
    counts: npt.NDArray[np.int64],
    places: Mapping[str, npt.NDArray[np.int64]],
    period: str,
) -> IndicatorTable:
    numerator, denominator = (counts[places[kind]].astype(np.float64) for kind in ("n", "d"))
    indicators = tuple(one.id for one in definition.indicators)
    return IndicatorTable(
        area_ids=tuple(areas),
        area_names=tuple(areas),
        populations=np.full(len(areas), np.nan),
        indicator_ids=indicators,
        periods=(period,) * len(indicators),
        numerator=numerator,
        denominator=denominator,
        value=numerator / denominator,
        status=np.full(numerator.shape, "value"),
    )


def _agrees(index: pd.DataFrame, result: IndexResult) -> bool:
    """Return whether everything that is published of the index is as this result has it."""
    ours = {
        "class": [str(one) for one in result.klass],
        "rank": [str(one) for one in result.rank],
        "score": [float(one) for one in result.score],
    }
    return all(
        _same(text, value)
        for name, values in ours.items()
        if name in index
        for text, value in zip(index[name], values, strict=True)
    )


def _same(text: str, value: str | float) -> bool:
    if text in ("", HIDDEN):
        return True
    if isinstance(value, str):
        return text == value
    return abs(float(text) - value) <= 0.5 * 10.0 ** -len(text.partition(".")[2]) + 1e-12
