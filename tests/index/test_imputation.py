"""Filled gaps: properties that hold for every column, and COINr 1.1.14 (R), whose results are the oracle, to 1e-11."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import numpy.typing as npt
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from passgenau.common.errors import PassgenauError
from passgenau.index.imputation import Statistic, fill_by_column, fill_by_row

Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]
STATISTICS: tuple[Statistic, ...] = ("mean", "median")

FEW = settings(max_examples=20, deadline=None)
INDICATORS = 4
# Few different numbers make constant rows and ties.
FIGURES = arrays(np.float64, (INDICATORS, 3, 8), elements=st.integers(0, 5).map(float))
GAPS = arrays(np.bool_, (INDICATORS, 8))
GROUPS = arrays(np.int64, 8, elements=st.integers(-1, 2))
STATISTIC = st.sampled_from(STATISTICS)
DIRECTIONS = [1, -1, 1, -1]
DOMAINS = [0, 0, 1, -1]


def opened(values: Floats, gaps: Flags) -> Floats:
    """Return a copy with NaN in the gaps of every row."""
    return np.where(gaps, np.nan, values)


def by_row(values: Floats, gaps: Flags, statistic: Statistic, groups: list[int] | None = None) -> Floats:
    filled = fill_by_row(list(values), gaps, directions=DIRECTIONS, statistic=statistic, groups=groups)
    return np.stack(filled.columns)


# By column


@FEW
@given(values=FIGURES, gaps=GAPS, groups=GROUPS, statistic=STATISTIC)
def test_only_gaps_change_and_what_fills_them_lies_among_the_values_of_their_group(
    values: Floats, gaps: Flags, groups: npt.NDArray[np.int64], statistic: Statistic
) -> None:
    done = fill_by_column(opened(values[0], gaps[0]), gaps[0], statistic=statistic, groups=groups)
    np.testing.assert_array_equal(done.values[:, ~gaps[0]], values[0][:, ~gaps[0]])
    np.testing.assert_array_equal(done.filled | done.left, gaps[0])
    np.testing.assert_array_equal(np.isnan(done.values), np.broadcast_to(done.left, done.values.shape))
    for area in np.flatnonzero(gaps[0]):
        givers = (groups == groups[area]) & ~gaps[0]
        assert done.left[area] == (groups[area] < 0 or not givers.any())
        if done.filled[area]:
            assert (done.values[:, area] >= values[0][:, givers].min(axis=1) - 1e-12).all()
            assert (done.values[:, area] <= values[0][:, givers].max(axis=1) + 1e-12).all()


@pytest.mark.parametrize("statistic", STATISTICS)
def test_a_gap_takes_the_mean_or_median_of_its_group_in_every_replication(statistic: Statistic) -> None:
    values = np.array([[1.0, 2.0, 9.0, np.nan, 5.0, np.nan], [0.0, 4.0, 5.0, np.nan, 7.0, np.nan]])
    done = fill_by_column(values, np.isnan(values[0]), statistic=statistic, groups=np.array([7, 7, 7, 7, 0, 0]))
    assert done.values[:, 3].tolist() == {"mean": [4.0, 3.0], "median": [2.0, 4.0]}[statistic]
    assert done.values[:, 5].tolist() == [5.0, 7.0]


def test_a_gap_that_nobody_can_fill_stays_one_and_is_reported() -> None:
    gaps = np.array([True, True, False, False])
    values = np.array([[np.nan, np.nan, 3.0, 5.0]])
    done = fill_by_column(values, gaps, statistic="mean", groups=np.array([-1, 0, 1, -1]))
    assert done.left.tolist() == [True, True, False, False]
    assert np.isnan(done.values[0, :2]).all()
    nothing = fill_by_column(np.full((2, 4), np.nan), np.ones(4, dtype=np.bool_), statistic="median")
    assert nothing.left.all()


def test_what_stands_in_a_gap_is_not_looked_at() -> None:
    values, gaps = np.array([[1.0, 3.0, 999.0]]), np.array([False, False, True])
    assert fill_by_column(values, gaps, statistic="mean").values[0].tolist() == [1.0, 3.0, 2.0]
    other = np.array([[0.0, 10.0, 5.0]])
    done = fill_by_row([values, other], np.array([gaps, ~gaps & False]), directions=[1, 1], statistic="mean")
    assert done.columns[0][0].tolist() == [1.0, 3.0, 2.0]


@pytest.mark.parametrize("broken", [np.nan, np.inf])
def test_it_refuses_a_value_that_is_missing_without_a_mark(broken: float) -> None:
    values, gaps = np.array([[1.0, broken, 3.0]]), np.array([False, False, True])
    with pytest.raises(PassgenauError, match="Eine Lücke muss gekennzeichnet sein"):
        fill_by_column(values, gaps, statistic="mean")
    with pytest.raises(PassgenauError, match="Eine Lücke muss gekennzeichnet sein"):
        fill_by_row([values], gaps[np.newaxis], directions=[1], statistic="mean")


# By row


@FEW
@given(values=FIGURES, gaps=GAPS, statistic=STATISTIC, groups=st.sampled_from([None, DOMAINS]))
def test_only_gaps_change_by_row_and_stay_within_the_range_of_their_indicator(
    values: Floats, gaps: Flags, statistic: Statistic, groups: list[int] | None
) -> None:
    filled = fill_by_row(
        list(opened(values, gaps[:, np.newaxis])), gaps, directions=DIRECTIONS, statistic=statistic, groups=groups
    )
    np.testing.assert_array_equal(filled.filled | filled.left, gaps)
    for column, before, holes, left in zip(filled.columns, values, gaps, filled.left, strict=True):
        np.testing.assert_array_equal(column[:, ~holes], before[:, ~holes])
        np.testing.assert_array_equal(np.isnan(column).any(axis=0), left)
        if not holes.all():
            low, high = before[:, ~holes].min(axis=1), before[:, ~holes].max(axis=1)
            new = column[:, holes & ~left]
            assert (new >= low[:, np.newaxis] - 1e-12).all()
            assert (new <= high[:, np.newaxis] + 1e-12).all()


@FEW
@given(values=FIGURES, gaps=GAPS, statistic=STATISTIC, groups=st.sampled_from([None, DOMAINS]))
def test_rows_filled_together_are_as_if_filled_alone(
    values: Floats, gaps: Flags, statistic: Statistic, groups: list[int] | None
) -> None:
    holed = opened(values, gaps[:, np.newaxis])
    together = by_row(holed, gaps, statistic, groups)
    column = fill_by_column(holed[0], gaps[0], statistic=statistic)
    for number in range(values.shape[1]):
        np.testing.assert_array_equal(by_row(holed[:, [number]], gaps, statistic, groups), together[:, [number]])
        alone = fill_by_column(holed[0][[number]], gaps[0], statistic=statistic)
        np.testing.assert_array_equal(alone.values[0], column.values[number])


@FEW
@given(values=FIGURES, gaps=GAPS, groups=GROUPS, statistic=STATISTIC, seed=st.integers(0, 99))
def test_the_order_of_areas_does_not_matter(
    values: Floats, gaps: Flags, groups: npt.NDArray[np.int64], statistic: Statistic, seed: int
) -> None:
    turned = np.random.default_rng(seed).permutation(len(groups))
    holed = opened(values, gaps[:, np.newaxis])
    straight = by_row(holed, gaps, statistic, DOMAINS)
    np.testing.assert_allclose(by_row(holed[..., turned], gaps[:, turned], statistic, DOMAINS), straight[..., turned])
    first = fill_by_column(holed[0], gaps[0], statistic=statistic, groups=groups)
    other = fill_by_column(holed[0][:, turned], gaps[0][turned], statistic=statistic, groups=groups[turned])
    np.testing.assert_allclose(other.values, first.values[:, turned])


def test_by_row_a_gap_takes_the_position_of_the_area_in_its_other_indicators() -> None:
    """The fourth area is a fifth of the way up in x, and with fewer means more it is at 0.6 in y: on average 0.4."""
    x = np.array([[0.0, 10.0, 4.0, 2.0]])
    y = np.array([[50.0, 0.0, 10.0, 20.0]])
    z = np.array([[100.0, 200.0, 150.0, np.nan]])
    x.flags.writeable = False  # as columns that come out of a data frame are
    gaps = np.isnan(np.concatenate([x, y, z]))
    done = fill_by_row([x, y, z], gaps, directions=[1, -1, 1], statistic="mean")
    assert done.columns[2][0, 3] == pytest.approx(140.0)
    reversed_ = fill_by_row([x, y, z], gaps, directions=[1, -1, -1], statistic="mean")
    assert reversed_.columns[2][0, 3] == pytest.approx(160.0)
    assert done.columns[0] is x
    grouped = fill_by_row([x, y, z], gaps, directions=[1, -1, 1], statistic="mean", groups=[0, 1, 0])
    assert grouped.columns[2][0, 3] == pytest.approx(120.0)


def test_an_indicator_without_differences_gives_no_position_and_fills_itself_with_its_value() -> None:
    flat, other = np.array([[7.0, 7.0, np.nan]]), np.array([[0.0, 4.0, np.nan]])
    third = np.array([[0.0, 8.0, 2.0]])
    gaps = np.isnan(np.concatenate([flat, other, third]))
    done = fill_by_row([flat, other, third], gaps, directions=[-1, 1, 1], statistic="median")
    assert [column[0, 2] for column in done.columns] == [7.0, 1.0, 2.0]
    lone = fill_by_row([flat, other], gaps[:2], directions=[1, 1], statistic="median")
    assert lone.left[:, 2].all()


# Parity

ALL_AREAS = {"i_mean": "mean", "i_median": "median"}
IN_GROUPS = {"i_mean_grp": ("mean", "EurAsia_group"), "i_median_grp": ("median", "GDP_group")}
BY_ROW = {
    "row_i_mean": ("mean", False),
    "row_i_mean_level2": ("mean", True),
    "row_i_median_level2": ("median", True),
}
COMPARED = {*ALL_AREAS, *IN_GROUPS, *BY_ROW}
LEFT_OUT: dict[str, str] = {}


def frame(folder: Path, name: str) -> pd.DataFrame:
    return pd.read_csv(folder / "oracle" / "coinr" / f"{name}.csv", index_col="uCode")


def with_gaps(folder: Path) -> pd.DataFrame:
    return frame(folder, "1_pipeline/2_denominated").astype("float64")


@pytest.mark.shared
def test_every_file_on_filling_is_compared_or_left_out_with_a_reason(shared_folder: Path) -> None:
    manifest = pd.read_csv(shared_folder / "oracle" / "coinr" / "MANIFEST.csv")["file"]
    there = {Path(name).stem for name in manifest if name.startswith(("2_impute/i_", "2_impute/row_"))}
    assert there == COMPARED | LEFT_OUT.keys()


@pytest.mark.shared
@pytest.mark.parametrize("name", [*ALL_AREAS, *IN_GROUPS])
def test_columns_are_filled_like_coinr(shared_folder: Path, name: str) -> None:
    values, wanted = with_gaps(shared_folder), frame(shared_folder, f"2_impute/{name}")
    statistic, group = IN_GROUPS[name] if name in IN_GROUPS else (ALL_AREAS[name], None)
    numbers = None
    if group is not None:
        numbers = pd.factorize(frame(shared_folder, "0_input/iData")[group].loc[values.index])[0]
    for code in wanted:
        gaps = values[code].isna().to_numpy()
        done = fill_by_column(values[code].to_numpy()[np.newaxis], gaps, statistic=statistic, groups=numbers)
        np.testing.assert_allclose(done.values[0], wanted[code].loc[values.index], rtol=1e-11, err_msg=str(code))
        assert not done.left.any()


@pytest.mark.shared
@pytest.mark.parametrize("name", BY_ROW)
def test_rows_are_filled_like_coinr(shared_folder: Path, name: str) -> None:
    statistic, grouped = BY_ROW[name]
    values, wanted = with_gaps(shared_folder), frame(shared_folder, f"2_impute/{name}")
    folder = shared_folder / "oracle" / "coinr" / "0_input"
    direction = pd.read_csv(folder / "iMeta.csv").set_index("iCode")["Direction"]
    pillar = pd.read_csv(folder / "lineage.csv").set_index("Indicator")["Pillar"]
    done = fill_by_row(
        [values[code].to_numpy()[np.newaxis] for code in values],
        values.isna().to_numpy().T,
        directions=[int(direction[code]) for code in values],
        statistic=statistic,
        groups=pd.factorize(pillar[list(values)])[0].tolist() if grouped else None,
    )
    found = pd.DataFrame(np.concatenate(done.columns).T, index=values.index, columns=values.columns)
    theirs = wanted.loc[values.index, values.columns].astype("float64")
    np.testing.assert_allclose(found, theirs, rtol=1e-11, atol=1e-11)
    np.testing.assert_array_equal(done.left.T, theirs.isna())
