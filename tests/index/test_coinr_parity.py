"""COINr 1.1.14 (R) computed the same standardisations and hierarchies; its results are the oracle, to 1e-11."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from passgenau.index.compute import run_index
from passgenau.index.parse import parse_index_definition
from passgenau.index.result import IndexResult
from passgenau.indicators.table import IndicatorTable
from tests.index.figures import raw_definition, table_of

WEIGHT_SETS = 40

# COINr's name, ours, and the factor between the two scales.
METHODS = [
    ("n_zscore_0_1", "zscore", 1.0),
    ("n_minmax_0_100", "minmax", 100.0),
    ("n_rank_average", "rank", 1.0),
    ("n_borda", "borda", 1.0),
    ("n_prank", "percentile_rank", 1.0),
]

pytestmark = pytest.mark.shared


def frame(path: Path) -> pd.DataFrame:
    return pd.read_csv(path, index_col="uCode")


def figures(values: pd.DataFrame) -> IndicatorTable:
    return table_of(values, area_ids=[str(key) for key in values.index], indicator_ids=list(values.columns))


def standardised(values: pd.DataFrame, directions: list[int], method: str) -> pd.DataFrame:
    raw = raw_definition(reference__spread_ddof=1, standardise__method=method, combine__missing={"rule": "rescale"})
    rows = zip(values.columns, directions, strict=True)
    raw["indicators"] = [{"id": name, "direction": direction, "weight": 1.0} for name, direction in rows]
    result = run_index(figures(values), parse_index_definition(raw, "coinr"))
    return pd.DataFrame(result.standardised, index=values.index, columns=values.columns)


def asem_directions(folder: Path, columns: list[str]) -> list[int]:
    meta = pd.read_csv(folder / "0_input" / "iMeta.csv").set_index("iCode")["Direction"]
    return [int(meta[column]) for column in columns]


@pytest.mark.parametrize(("theirs", "ours", "scale"), METHODS, ids=[ours for _, ours, _ in METHODS])
@pytest.mark.parametrize(("data", "suffix"), [("1_raw", "_raw"), ("5_treated", "")], ids=["with_holes", "complete"])
def test_it_standardises_like_coinr(
    shared_folder: Path, theirs: str, ours: str, scale: float, data: str, suffix: str
) -> None:
    folder = shared_folder / "oracle" / "coinr"
    wanted = frame(folder / "4_normalise" / f"{theirs}{suffix}.csv")
    values = frame(folder / "1_pipeline" / f"{data}.csv")[wanted.columns].loc[wanted.index]
    found = standardised(values, asem_directions(folder, list(wanted.columns)), ours)
    pd.testing.assert_frame_equal(found * scale, wanted.astype("float64"), rtol=1e-11, atol=1e-11)


@pytest.mark.parametrize(("theirs", "ours", "scale"), [METHODS[0], ("n_minmax", "minmax", 100.0), METHODS[4]])
def test_it_reverses_directions_like_coinr(shared_folder: Path, theirs: str, ours: str, scale: float) -> None:
    folder = shared_folder / "oracle" / "coinr"
    name = "n_zscore" if theirs == "n_zscore_0_1" else theirs
    wanted = frame(folder / "4_normalise" / f"{name}_altdir.csv")
    order = pd.read_csv(folder / "0_input" / "iMeta.csv").query("Type == 'Indicator'")["iCode"].tolist()
    alternating = {column: 1 - 2 * (number % 2) for number, column in enumerate(order)}
    values = frame(folder / "1_pipeline" / "5_treated.csv")[wanted.columns].loc[wanted.index]
    found = standardised(values, [alternating[column] for column in wanted.columns], ours)
    pd.testing.assert_frame_equal(found * scale, wanted.astype("float64"), rtol=1e-11, atol=1e-11)


def hierarchical(folder: Path, weights: dict[str, float]) -> IndexResult:
    """Return the index of 81 areas: means of 30 indicators inside five domains, then the mean of the domains."""
    meta = pd.read_csv(folder / "iMeta.csv")
    raw = raw_definition(
        reference__spread_ddof=1,
        combine__aggregate="arithmetic",
        domains=[
            {"id": code, "name": code, "weight": weights.get(code, 1.0)} for code in ("D1", "D2", "D3", "D4", "D5")
        ],
    )
    raw["indicators"] = [
        {"id": row.iCode, "direction": row.Direction, "weight": weights.get(row.iCode, 1.0), "domain": row.Parent}
        for row in meta[meta["Type"] == "Indicator"].itertuples()
    ]
    return run_index(figures(frame(folder / "iData.csv")), parse_index_definition(raw, "coinr"))


def test_it_combines_domains_like_coinr(shared_folder: Path) -> None:
    folder = shared_folder / "oracle" / "coinr-81x30"
    wanted = frame(folder / "aggregated_zscore_amean.csv")
    result = hierarchical(folder, {})
    wanted = wanted.loc[list(result.area_ids)]
    np.testing.assert_allclose(result.score, wanted["Index"], rtol=0, atol=1e-11)
    np.testing.assert_allclose(result.domain_scores, wanted[list(result.domain_ids)], rtol=0, atol=1e-11)


def test_it_follows_given_weights_like_coinr(shared_folder: Path) -> None:
    """The oracle holds a thousand weight sets; the first are enough here, to stay quick."""
    folder = shared_folder / "oracle" / "coinr-81x30"
    weights = pd.read_csv(folder / "noisy_weights.csv").set_index("iCode")
    scores, ranks = frame(folder / "index_by_weight_set.csv"), frame(folder / "rank_by_weight_set.csv")
    for number in range(1, WEIGHT_SETS + 1):
        result = hierarchical(folder, weights[f"w{number}"].to_dict())
        np.testing.assert_allclose(result.score, scores.loc[list(result.area_ids), f"w{number}"], rtol=0, atol=1e-11)
        np.testing.assert_array_equal(result.rank, ranks.loc[list(result.area_ids), f"w{number}"])
