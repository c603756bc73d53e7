"""Where one area stands: ranks and deviations that agree, and lists that do not hide a lone last place."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from passgenau.common.errors import PassgenauError
from passgenau.index.multivariate import Standing, column_ranks, foremost, hindmost, rank_differences, standings
from tests.index.coinr_oracle import COMPARED, NEAR, Oracle

FEW = settings(max_examples=15, deadline=None)
GAP = np.nan
AREAS = ["a", "b", "c", "d"]
TABLES = arrays(np.float64, (6, 4), elements=st.one_of(st.just(GAP), st.integers(0, 4).map(float)))


def of_area(values: npt.ArrayLike, area: str, *, turned: bool = False) -> tuple[Standing, ...]:
    width, count = np.shape(values)[1], len(np.array(values))
    names, areas = [f"x{number}" for number in range(width)], list("abcdefgh"[:count])
    return standings(values, names, directions=[-1 if turned else 1] * width, area_ids=areas, area_id=area)


def elements(found: tuple[Standing, ...]) -> list[str]:
    return [one.element for one in found]


def test_ties_share_the_smaller_rank_and_gaps_take_no_place() -> None:
    ranks = column_ranks([[3, GAP], [5, 1], [3, GAP], [1, 2]], ["x", "y"])
    np.testing.assert_array_equal(ranks, [[2, GAP], [1, 2], [2, GAP], [4, 1]])


def test_differences_of_the_last_digit_are_ties() -> None:
    ranks = column_ranks([[0.1 + 0.2], [0.3], [0.2]], ["x"])
    assert ranks.ravel().tolist() == [1, 1, 3]


def test_a_standing_tells_rank_ties_and_deviation() -> None:
    (one,) = of_area([[1], [1], [4], [2]], "a")
    assert (one.rank, one.ranked, one.tied) == (3, 4, 2)
    assert one.deviation == pytest.approx((1 - 2) / np.std([1, 1, 4, 2], ddof=1))
    assert (one.share_ahead, one.share_behind) == (2 / 3, 0)


def test_an_indicator_without_value_is_left_out_and_one_without_spread_has_no_deviation() -> None:
    found = of_area([[GAP, 5], [1, 5], [2, 5]], "a")
    assert elements(found) == ["x1"]
    assert np.isnan(found[0].deviation)
    for pick in (foremost, hindmost):
        assert pick(found, 3, by="rank", most_tied=9) == pick(found, 3, by="deviation", most_tied=9) == ()


@pytest.mark.parametrize("by", ["rank", "deviation"])
@FEW
@given(values=TABLES, most_tied=st.integers(1, 6))
def test_with_directions_turned_round_the_two_lists_change_places(by: Any, values: Any, most_tied: int) -> None:
    found, turned = of_area(values, "c"), of_area(values, "c", turned=True)
    ahead, behind = foremost(found, 9, by=by, most_tied=most_tied), hindmost(turned, 9, by=by, most_tied=most_tied)
    assert elements(ahead) == elements(behind)


@pytest.mark.parametrize(("count", "most_tied"), [(0, 1), (1, 0)])
def test_it_refuses_to_list_nothing(count: int, most_tied: int) -> None:
    with pytest.raises(PassgenauError, match="mindestens 1 sein"):
        foremost(of_area([[1], [2]], "a"), count, by="rank", most_tied=most_tied)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"area_id": "z"}, "Gebiet z kommt unter den 2 Zeilen nicht vor"),
        ({"directions": [1]}, "Jeder der 2 Indikatoren braucht eine Richtung, es kamen 1"),
        ({"directions": [1, 0]}, "1 oder −1 sein; anders ist sie bei: y"),
    ],
)
def test_it_refuses_an_unknown_area_or_direction(change: dict[str, Any], said: str) -> None:
    chosen: dict[str, Any] = {"directions": [1, 1], "area_ids": ["a", "b"], "area_id": "a"} | change
    with pytest.raises(PassgenauError, match=said):
        standings([[1, 2], [3, 4]], ["x", "y"], **chosen)


def test_rank_differences_are_positive_where_an_area_moves_up() -> None:
    np.testing.assert_array_equal(rank_differences([3, 2, 1, GAP], [3, 1, 2, 9]), [1 - 2, 2 - 4, 0, GAP])


def test_it_refuses_variants_of_different_areas() -> None:
    with pytest.raises(PassgenauError, match="Es kamen 2 und 3 Indexwerte"):
        rank_differences([1, 2], [1, 2, 3])


def austria(oracle: Oracle, file: str) -> tuple[Standing, ...]:
    data, directions = oracle.areas(file), oracle.directions()
    names = list(data.columns)
    turns = [directions[one] for one in names]
    return standings(data, names, directions=turns, area_ids=list(data.index), area_id="AUT")


@pytest.mark.shared
@pytest.mark.parametrize("file", COMPARED["area_summary"])
def test_it_sums_up_an_area_like_coinr(shared_folder: Path, file: str) -> None:
    oracle = Oracle(shared_folder)
    found = {one.element: one for one in austria(oracle, "1_pipeline/7_aggregated.csv")}
    for row in oracle.file(file).itertuples():
        assert found[row.Code].value == pytest.approx(row.Score, rel=NEAR)
        assert found[row.Code].rank == row.Rank


@pytest.mark.shared
@pytest.mark.parametrize("file", COMPARED["foremost"])
def test_it_finds_the_strengths_that_coinr_finds(shared_folder: Path, file: str) -> None:
    oracle = Oracle(shared_folder)
    found = foremost(austria(oracle, "1_pipeline/1_raw.csv"), 5, by="rank", most_tied=51)
    wanted = oracle.file(file)
    assert elements(found) == list(wanted["Code"])
    assert [one.rank for one in found] == list(wanted["Rank"])
    np.testing.assert_allclose([one.value for one in found], wanted["Value"], rtol=NEAR)


@pytest.mark.shared
@pytest.mark.parametrize("file", COMPARED["hindmost"])
def test_it_finds_the_weaknesses_that_coinr_finds_in_a_fairer_order(shared_folder: Path, file: str) -> None:
    """COINr orders by rank alone; the 38th of 44 (TertGrad) has fewer behind it than the 41st of 51 (Gas)."""
    oracle = Oracle(shared_folder)
    found = hindmost(austria(oracle, "1_pipeline/1_raw.csv"), 5, by="rank", most_tied=1)
    wanted = oracle.file(file).set_index("Code")
    assert elements(found) == ["TertGrad", "Gas", "PubDebt", "GDPGrow", "CO2"]
    assert sorted(elements(found)) == sorted(wanted.index)
    for one in found:
        assert one.rank == wanted.loc[one.element, "Rank"]
        assert one.value == pytest.approx(wanted.loc[one.element, "Value"], rel=NEAR)


def test_a_lone_last_place_is_a_weakness() -> None:
    """COINr passes over every indicator in which the area is last, also where it is last alone."""
    found = of_area([[0, 0], [1, 0], [2, 0], [3, 1]], "a")
    assert elements(hindmost(found, 5, by="rank", most_tied=1)) == ["x0"]


@pytest.mark.shared
@pytest.mark.parametrize("file", COMPARED["variants"])
def test_it_compares_two_variants_like_coinr(shared_folder: Path, file: str) -> None:
    oracle = Oracle(shared_folder)
    wanted = oracle.areas(file)
    minmax = oracle.areas("1_pipeline/7_aggregated.csv").loc[wanted.index, "Index"]
    zscore = oracle.areas("5_aggregate/amean_of_n_zscore.csv").loc[wanted.index, "Index"]
    ranks = column_ranks(np.stack([minmax, zscore], axis=1), ["minmax", "zscore"])
    np.testing.assert_array_equal(ranks, wanted[["coin.1", "coin.2"]])
    np.testing.assert_array_equal(rank_differences(minmax, zscore), wanted["Diff"])
