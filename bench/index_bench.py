"""How long an index takes, and how that compares with one plain numpy pass over the same figures."""

from __future__ import annotations

import time
import tracemalloc
from collections.abc import Callable
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pyarrow.parquet as pq

from bench.row import Row
from passgenau.config.machine import workers
from passgenau.index.compute import run_index
from passgenau.index.definition import IndexDefinition
from passgenau.index.parse import parse_index_definition
from passgenau.index.robustness import run_robustness
from passgenau.indicators.table import IndicatorTable

Floats = npt.NDArray[np.float64]

SHARED = Path(__file__).resolve().parents[2] / "shared" / "data" / "zensus2022-1km"
REPLICATIONS = 3000
ROUNDS = 5


def rows() -> list[Row]:
    """Measure the index of a county and of all census cells, and the Monte Carlo of a county."""
    county = _county(areas=81, indicators=30)
    found = [_index_row("index of a county", county)]
    if SHARED.is_dir():
        found.append(_index_row("index of all census cells", _census(SHARED)))
    return [*found, _robustness_row(county)]


def _index_row(what: str, table: IndicatorTable) -> Row:
    definition = _definition(table.value.shape[1])
    # Both in turn, so that other work on the machine slows both alike.
    ours, plain = _best_in_turn(lambda: run_index(table, definition), lambda: plain_pass(table.value), ROUNDS)
    ranked = int((run_index(table, definition).rank > 0).sum())
    peak = _peak_mib(lambda: run_index(table, definition))
    areas, indicators = table.value.shape
    return Row(
        what=what,
        size=f"{areas} x {indicators}, {ranked} ranked",
        seconds=ours,
        note=f"{ours / plain:.1f} plain numpy passes of {plain:.4f} s; peak {peak:.1f} MiB",
    )


def _robustness_row(table: IndicatorTable) -> Row:
    definition = _definition(table.value.shape[1])

    def run() -> object:
        return run_robustness(table, definition, replications=REPLICATIONS, seed=1, top=9, noise={}, workers=workers())

    return Row(
        what="robustness of a county",
        size=f"81 x 30, {REPLICATIONS} replications",
        seconds=min(_seconds(run) for _ in range(3)),
        goal=1.0,
        note=f"counts, weights and methods vary; peak {_peak_mib(run):.1f} MiB",
    )


def plain_pass(value: Floats) -> Floats:
    """Return what anyone would write first: z-scores of everything, missing as 0, times the weights."""
    z = (value - np.nanmean(value, axis=0)) / np.nanstd(value, axis=0)
    score: Floats = np.where(np.isnan(z), 0.0, z) @ np.ones(value.shape[1])
    return score


def _best_in_turn(first: Callable[[], object], second: Callable[[], object], rounds: int) -> tuple[float, float]:
    pairs = [(_seconds(first), _seconds(second)) for _ in range(rounds)]
    return min(pair[0] for pair in pairs), min(pair[1] for pair in pairs)


def _seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def _peak_mib(work: Callable[[], object]) -> float:
    tracemalloc.start()
    try:
        work()
        return tracemalloc.get_traced_memory()[1] / 2**20
    finally:
        tracemalloc.stop()


def _definition(width: int) -> IndexDefinition:
    entries = [{"id": f"x{number}", "direction": 1, "weight": 1.0} for number in range(width)]
    raw = {
        "id": "messung",
        "name": "Messung",
        "reference": {"mean": "areas", "spread_ddof": 0},
        "standardise": {"method": "zscore"},
        "combine": {
            "direction": "signed",
            "aggregate": "sum",
            "restandardise": True,
            "missing": {"rule": "rescale", "min_share": 0.5},
        },
        "classes": {"cuts": [-1.0, 1.0, 1.5], "labels": ["a", "b", "c", "d"]},
        "robustness": {
            "counts": "binomial",
            "weights": {"law": "uniform", "spread": 0.25},
            "choices": {"method": ["zscore", "robust_z", "rank"], "mean": ["areas", "county"]},
        },
        "indicators": entries,
    }
    return parse_index_definition(raw, "messung")


def _county(*, areas: int, indicators: int) -> IndicatorTable:
    """Return invented areas with counts, seeded."""
    rng = np.random.default_rng(2022)
    denominator = rng.integers(200, 6000, (areas, indicators))
    numerator = rng.binomial(denominator, rng.uniform(0.02, 0.4, (areas, indicators)))
    return _table(numerator / denominator, numerator.astype(float), denominator.astype(float))


def _census(folder: Path) -> IndicatorTable:
    """Return nine features of all cells; negative figures are signs for hidden or empty, not numbers."""
    features = [path for path in sorted(folder.glob("continuous_*.parquet")) if "Einwohner" not in path.stem]
    columns = []
    for path in features:
        values = pq.read_table(path, columns=[path.stem.removeprefix("continuous_")]).column(0).to_numpy()
        columns.append(np.where(values < 0, np.nan, values.astype(float)))
    value = np.stack(columns, axis=1)
    nothing = np.full(value.shape, np.nan)
    return _table(value, nothing, nothing)


def _table(value: Floats, numerator: Floats, denominator: Floats) -> IndicatorTable:
    count, width = value.shape
    ids = tuple(f"z{number:07d}" for number in range(count))
    return IndicatorTable(
        area_ids=ids,
        area_names=ids,
        populations=np.full(count, np.nan),
        indicator_ids=tuple(f"x{number}" for number in range(width)),
        periods=("2022",) * width,
        numerator=numerator,
        denominator=denominator,
        value=value,
        status=np.where(np.isnan(value), "missing", "value"),
    )
