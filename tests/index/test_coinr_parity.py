"""COINr 1.1.14 (R) computed the same standardisations; its results are the oracle, to 1e-11."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from tests.index.coinr import directions, frame, run
from tests.index.figures import raw_definition

# COINr's file, our method with its parameters, and what makes one scale of the other: a factor and a shift.
METHODS: list[tuple[str, dict[str, Any], float, float]] = [
    ("n_zscore_0_1", {"method": "zscore"}, 1.0, 0.0),
    ("n_zscore_10_2", {"method": "zscore"}, 2.0, 10.0),
    ("n_minmax_0_100", {"method": "minmax"}, 100.0, 0.0),
    ("n_minmax_1_100", {"method": "minmax", "lower": 1.0, "upper": 100.0}, 1.0, 0.0),
    ("n_rank_average", {"method": "rank"}, 1.0, 0.0),
    ("n_borda", {"method": "borda"}, 1.0, 0.0),
    ("n_rank", {"method": "borda"}, 1.0, 1.0),
    ("n_prank", {"method": "percentile_rank"}, 1.0, 0.0),
    ("n_dist2max", {"method": "distance_to_max"}, 1.0, 0.0),
]
BOTH = [("1_raw", "_raw"), ("5_treated", "")]

pytestmark = pytest.mark.shared


@pytest.fixture
def folder(shared_folder: Path) -> Path:
    return shared_folder / "oracle" / "coinr"


def standardised(
    values: pd.DataFrame, signs: list[int], method: dict[str, Any], each: dict[str, dict[str, Any]] | None = None
) -> pd.DataFrame:
    raw = raw_definition(reference__spread_ddof=1, standardise=method, combine__missing={"rule": "rescale"})
    raw["indicators"] = [
        {"id": name, "direction": sign, "weight": 1.0, **(each or {}).get(name, {})}
        for name, sign in zip(values.columns, signs, strict=True)
    ]
    return pd.DataFrame(run(values, raw).standardised, index=values.index, columns=values.columns)


def same(found: pd.DataFrame, wanted: pd.DataFrame) -> None:
    pd.testing.assert_frame_equal(found, wanted[found.columns].astype("float64"), rtol=1e-11, atol=1e-11)


def inputs(folder: Path, data: str, wanted: pd.DataFrame) -> tuple[pd.DataFrame, list[int]]:
    values = frame(folder / "1_pipeline" / f"{data}.csv")[wanted.columns].loc[wanted.index]
    return values, directions(folder, list(wanted.columns))


@pytest.mark.parametrize(("theirs", "ours", "factor", "shift"), METHODS, ids=[theirs for theirs, *_ in METHODS])
@pytest.mark.parametrize(("data", "suffix"), BOTH, ids=["with_holes", "complete"])
def test_it_standardises_like_coinr(
    folder: Path, theirs: str, ours: dict[str, Any], factor: float, shift: float, data: str, suffix: str
) -> None:
    wanted = frame(folder / "4_normalise" / f"{theirs}{suffix}.csv")
    values, signs = inputs(folder, data, wanted)
    same(standardised(values, signs, ours) * factor + shift, wanted)


@pytest.mark.parametrize(("theirs", "ours", "factor", "shift"), [METHODS[0], METHODS[2], METHODS[7]])
def test_it_reverses_directions_like_coinr(
    folder: Path, theirs: str, ours: dict[str, Any], factor: float, shift: float
) -> None:
    name = {"n_zscore_0_1": "n_zscore", "n_minmax_0_100": "n_minmax"}.get(theirs, theirs)
    wanted = frame(folder / "4_normalise" / f"{name}_altdir.csv")
    order = pd.read_csv(folder / "0_input" / "iMeta.csv").query("Type == 'Indicator'")["iCode"].tolist()
    alternating = {column: 1 - 2 * (number % 2) for number, column in enumerate(order)}
    values, _ = inputs(folder, "5_treated", wanted)
    same(standardised(values, [alternating[column] for column in wanted.columns], ours) * factor + shift, wanted)


@pytest.mark.parametrize(("data", "suffix"), BOTH, ids=["with_holes", "complete"])
def test_fixed_limits_give_what_coinr_scales(folder: Path, data: str, suffix: str) -> None:
    """COINr turns the sign first; for a reversed indicator its limits -10 and 50 are our -50 and 10."""
    wanted = frame(folder / "4_normalise" / f"n_scaled{suffix}.csv")
    values, signs = inputs(folder, data, wanted)
    limits = {1: {"low": -10.0, "high": 50.0}, -1: {"low": -50.0, "high": 10.0}}
    for sign, posts in limits.items():
        columns = [name for name, own in zip(wanted.columns, signs, strict=True) if own == sign]
        found = standardised(values[columns], [sign] * len(columns), {"method": "scaled", "factor": 100.0, **posts})
        same(found, wanted)


@pytest.mark.parametrize(("data", "suffix"), BOTH, ids=["with_holes", "complete"])
def test_fractions_of_the_largest_value_are_those_of_coinr_where_it_is_right(
    folder: Path, data: str, suffix: str
) -> None:
    """COINr divides a reversed indicator by minus its smallest value, and lets negative values pass."""
    wanted = frame(folder / "4_normalise" / f"n_fracmax{suffix}.csv")
    values, signs = inputs(folder, data, wanted)
    fine = [name for name, sign in zip(wanted.columns, signs, strict=True) if sign > 0 and not (values[name] < 0).any()]
    assert len(fine) > 25
    same(standardised(values[fine], [1] * len(fine), {"method": "fraction_of_max"}), wanted)


def test_a_reversed_fraction_of_the_largest_value_stays_within_its_bounds(folder: Path) -> None:
    """A defect of COINr that is not copied: there, reversed indicators leave the range 0 to 1."""
    theirs = frame(folder / "4_normalise" / "n_fracmax_altdir.csv")
    values = frame(folder / "1_pipeline" / "5_treated.csv")[theirs.columns].loc[theirs.index]
    positive = [name for name in theirs.columns if (values[name] >= 0).all()]
    found = standardised(values[positive], [-1] * len(positive), {"method": "fraction_of_max"})
    assert (theirs.abs().to_numpy() > 1.5).any()
    assert ((found >= -1e-12) & (found <= 1 + 1e-12)).to_numpy().all()
    assert found.max().to_numpy() == pytest.approx(1.0)


@pytest.mark.parametrize("cap", [False, True])
@pytest.mark.parametrize(("data", "suffix"), BOTH, ids=["with_holes", "complete"])
def test_distances_to_an_area_are_those_of_coinr(folder: Path, cap: bool, data: str, suffix: str) -> None:
    """The reference is the area in the tenth row; indicators in which it has the least need COINr cannot divide."""
    wanted = frame(folder / "4_normalise" / f"n_dist2ref{'_cap' if cap else ''}{suffix}.csv")
    values, signs = inputs(folder, data, wanted)
    area = str(wanted.index[9])
    able = np.isfinite(wanted.to_numpy()).any(axis=0) & values.loc[area].notna().to_numpy()
    directed = values * signs
    able &= (directed.loc[area] > directed.min()).to_numpy()
    columns = list(wanted.columns[able])
    chosen = {"method": "distance_to_reference", "reference_area": area, "cap": cap}
    own = [sign for sign, fine in zip(signs, able, strict=True) if fine]
    assert len(columns) > 35
    same(standardised(values[columns], own, chosen), wanted)


@pytest.mark.parametrize("cap", [False, True])
def test_distances_to_targets_are_those_of_coinr(folder: Path, cap: bool) -> None:
    wanted = frame(folder / "4_normalise" / f"n_dist2targ_iMeta{'_cap' if cap else ''}.csv")
    values, signs = inputs(folder, "1_raw", wanted)
    meta = pd.read_csv(folder / "0_input" / "iMeta.csv").set_index("iCode")["Target"]
    each = {name: {"target": float(meta[name])} for name in wanted.columns}
    same(standardised(values, signs, {"method": "distance_to_target", "cap": cap}, each), wanted)


@pytest.mark.parametrize("truncate", [False, True])
def test_goalposts_are_those_of_coinr(folder: Path, truncate: bool) -> None:
    wanted = frame(folder / "4_normalise" / f"n_goalposts_iMeta_{'trunc' if truncate else 'notrunc'}.csv")
    values, signs = inputs(folder, "1_raw", wanted)
    posts = pd.read_csv(folder / "4_normalise" / "goalposts.csv", index_col=0)
    each = {name: {"goalposts": sorted(float(one) for one in posts.loc[name].iloc[:2])} for name in wanted.columns}
    same(standardised(values, signs, {"method": "goalposts", "factor": 100.0, "truncate": truncate}, each), wanted)
