"""Small indicator tables and definitions about invented areas."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from passgenau.index.definition import IndexDefinition
from passgenau.index.parse import parse_index_definition
from passgenau.indicators.table import IndicatorTable


def table_of(
    value: npt.ArrayLike,
    *,
    area_ids: Sequence[str] | None = None,
    indicator_ids: Sequence[str] | None = None,
    periods: Sequence[str] | str = "2021",
    numerator: npt.ArrayLike | None = None,
    denominator: npt.ArrayLike | None = None,
    populations: npt.ArrayLike | None = None,
) -> IndicatorTable:
    """Return a table of these values; areas are called a00, a01, ... and indicators x0, x1, ... unless named."""
    values = np.array(value, dtype=np.float64)
    count, width = values.shape
    areas = tuple(area_ids or (f"a{number:02d}" for number in range(count)))
    nothing = np.full(values.shape, np.nan)
    return IndicatorTable(
        area_ids=areas,
        area_names=tuple(f"Gebiet {area}" for area in areas),
        populations=np.full(count, np.nan) if populations is None else np.array(populations, dtype=np.float64),
        indicator_ids=tuple(indicator_ids or (f"x{number}" for number in range(width))),
        periods=(periods,) * width if isinstance(periods, str) else tuple(periods),
        numerator=nothing if numerator is None else np.array(numerator, dtype=np.float64),
        denominator=nothing if denominator is None else np.array(denominator, dtype=np.float64),
        value=values,
        status=np.where(np.isnan(values), "missing", "value"),
    )


def counted(numerator: npt.ArrayLike, denominator: npt.ArrayLike, **more: Any) -> IndicatorTable:
    """Return a table of rates with their counts."""
    cases, base = np.array(numerator, dtype=np.float64), np.array(denominator, dtype=np.float64)
    return table_of(cases / base, numerator=cases, denominator=base, **more)


def indicators(width: int, **each: Any) -> list[dict[str, Any]]:
    """Return entries for x0, x1, ...; a list in ``each`` gives one entry per indicator."""
    rows = []
    for number in range(width):
        row: dict[str, Any] = {"id": f"x{number}", "direction": 1, "weight": 1.0}
        row |= {key: entry[number] if isinstance(entry, list) else entry for key, entry in each.items()}
        rows.append(row)
    return rows


def raw_definition(width: int = 2, **changes: Any) -> dict[str, Any]:
    """Return the content of a plain definition: z-scores about the mean of the areas, summed."""
    raw: dict[str, Any] = {
        "id": "probe",
        "name": "Probe",
        "reference": {"mean": "areas", "spread_ddof": 0},
        "standardise": {"method": "zscore"},
        "combine": {"direction": "signed", "aggregate": "sum"},
        "indicators": indicators(width),
    }
    for path, entry in changes.items():
        *parents, key = path.split("__")
        place = raw
        for parent in parents:
            place = place.setdefault(parent, {})
        place[key] = entry
    return raw


def definition(width: int = 2, **changes: Any) -> IndexDefinition:
    """Return a plain definition with changes such as ``combine__aggregate="arithmetic"``."""
    return parse_index_definition(raw_definition(width, **changes), "probe.toml")


PARAMETERS: Mapping[str, Mapping[str, Any]] = {
    "exponential_rank": {"decay": 23.0, "offset": 1.0, "ties": "average"},
    "scaled": {"low": 0.0, "high": 10.0, "factor": 100.0},
    "goalposts": {"factor": 100.0, "truncate": True},
    "distance_to_target": {"cap": False},
    "distance_to_reference": {"cap": False, "reference_area": "a01"},
}


def standardisation(method: str, **changes: Any) -> dict[str, Any]:
    """Return the ``[standardise]`` table of a method with the parameters it requires."""
    return {"method": method, **PARAMETERS.get(method, {}), **changes}


def needs(method: str, low: float, high: float) -> dict[str, Any]:
    """Return what a method wants of every indicator whose values reach from low to high."""
    if method == "goalposts":
        return {"goalposts": [low, high]}
    return {"target": high + (high - low) / 2} if method == "distance_to_target" else {}
