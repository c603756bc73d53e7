"""Invented areas and plain definitions to measure with, all seeded."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import numpy.typing as npt

from passgenau.index.definition import IndexDefinition
from passgenau.index.parse import parse_index_definition
from passgenau.indicators.table import IndicatorTable

Floats = npt.NDArray[np.float64]


def county(areas: int, indicators: int) -> IndicatorTable:
    """Return a county whose figures have counts."""
    rng = np.random.default_rng(2022)
    denominator = rng.integers(200, 6000, (areas, indicators)).astype(np.float64)
    numerator = rng.binomial(denominator.astype(np.int64), rng.uniform(0.02, 0.4, (areas, indicators))).astype(float)
    return _table(numerator / denominator, numerator, denominator)


def cells(areas: int, indicators: int) -> IndicatorTable:
    """Return many areas without counts; what is the same everywhere takes the memory of one number."""
    value = np.random.default_rng(2022).random((areas, indicators))
    nothing = np.broadcast_to(np.float64(np.nan), value.shape)
    return _table(value, nothing, nothing)


def summed_zscores(indicators: int, robustness: Mapping[str, object]) -> IndexDefinition:
    """Return an index of z-scores with equal weights; ``robustness`` says what varies."""
    raw: dict[str, Any] = {
        "id": "messung",
        "name": "Messung",
        "reference": {"mean": "areas", "spread_ddof": 0},
        "standardise": {"method": "zscore"},
        "combine": {"direction": "signed", "aggregate": "sum"},
        "robustness": dict(robustness),
        "indicators": [{"id": f"x{number}", "direction": 1, "weight": 1.0} for number in range(indicators)],
    }
    return parse_index_definition(raw, "messung")


def _table(value: Floats, numerator: Floats, denominator: Floats) -> IndicatorTable:
    count, width = value.shape
    ids = tuple(f"z{number:07d}" for number in range(count))
    return IndicatorTable(
        area_ids=ids,
        area_names=ids,
        populations=np.broadcast_to(np.float64(np.nan), (count,)),
        indicator_ids=tuple(f"x{number}" for number in range(width)),
        periods=("2022",) * width,
        numerator=numerator,
        denominator=denominator,
        value=value,
        status=np.broadcast_to(np.str_("value"), value.shape),
    )
