"""Gaps over periods are filled in the open, and a trend is only named where it can be."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from passgenau.common.errors import PassgenauError
from passgenau.index.multivariate import FilledPanel, compound_growth, fill_panel, percentage_change
from tests.index.coinr_oracle import COMPARED, NEAR, Oracle

YEARS = [2018, 2019, 2021, 2022, 2024]
GAP = np.nan
FEW = settings(max_examples=15, deadline=None)
METHODS = ["latest", "constant", "linear", "linear_constant"]
PANELS = arrays(np.float64, (5, 2, 2), elements=st.one_of(st.just(GAP), st.integers(-50, 50).map(float)))


def series(values: list[float], method: str, *, farthest: float = np.inf) -> FilledPanel:
    panel = np.array(values).reshape(-1, 1, 1)
    return fill_panel(panel, YEARS, area_ids=["a"], indicator_ids=["x"], method=method, farthest=farthest)


def filled(panel: npt.NDArray[np.float64], method: str) -> FilledPanel:
    return fill_panel(panel, YEARS, area_ids=["a", "b"], indicator_ids=["x", "y"], method=method, farthest=np.inf)


@pytest.mark.parametrize(
    ("method", "wanted"),
    [
        ("latest", [GAP, 2, 2, 8, 8]),
        ("constant", [2, 2, 2, 8, 8]),
        ("linear", [GAP, 2, 6, 8, GAP]),
        ("linear_constant", [2, 2, 6, 8, 8]),
    ],
)
def test_each_method_fills_what_it_says(method: str, wanted: list[float]) -> None:
    """2021 lies two thirds of the way from 2019 to 2022."""
    found = series([GAP, 2, GAP, 8, GAP], method)
    np.testing.assert_allclose(found.values.ravel(), wanted, rtol=1e-15)
    assert found.left == np.isnan(wanted).sum()


def test_the_log_says_where_each_value_was_taken_from() -> None:
    log = {one.period: (one.value, one.taken_from) for one in series([GAP, 2, GAP, 8, GAP], "linear_constant").log}
    assert log == {2018: (2, (2019,)), 2021: (6, (2019, 2022)), 2024: (8, (2022,))}


def test_nothing_is_taken_from_farther_away_than_said() -> None:
    found = series([1, GAP, GAP, GAP, GAP], "latest", farthest=3)
    np.testing.assert_array_equal(found.values.ravel(), [1, 1, 1, GAP, GAP])
    found = series([1, GAP, GAP, 8, GAP], "linear", farthest=2)
    np.testing.assert_array_equal(found.values.ravel(), [1, GAP, GAP, 8, GAP])
    found = series([GAP, 1, GAP, GAP, 9], "linear_constant", farthest=2)
    np.testing.assert_array_equal(found.values.ravel(), [1, 1, GAP, GAP, 9])
    found = series([1, GAP, GAP, 8, GAP], "constant", farthest=1)
    np.testing.assert_array_equal(found.values.ravel(), [1, 1, GAP, 8, GAP])


@FEW
@given(PANELS, st.sampled_from(METHODS))
def test_every_change_is_in_the_log_and_no_given_value_is_touched(panel: npt.NDArray[np.float64], method: str) -> None:
    found = filled(panel, method)
    there = ~np.isnan(panel)
    np.testing.assert_array_equal(found.values[there], panel[there])
    assert len(found.log) == np.isnan(panel).sum() - found.left
    for one in found.log:
        place = (YEARS.index(int(one.period)), "ab".index(one.area_id), "xy".index(one.indicator_id))
        assert np.isnan(panel[place])
        assert found.values[place] == one.value


@FEW
@given(PANELS, st.sampled_from(METHODS))
def test_a_filled_value_lies_between_those_it_was_taken_from(panel: npt.NDArray[np.float64], method: str) -> None:
    for one in filled(panel, method).log:
        place = ("ab".index(one.area_id), "xy".index(one.indicator_id))
        used = [panel[YEARS.index(int(period)), *place] for period in one.taken_from]
        assert min(used) - 1e-12 <= one.value <= max(used) + 1e-12


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"periods": YEARS[:4]}, "nach 4 Zeiträumen, Gebieten und Indikatoren, es kam 5 × 1 × 1"),
        ({"values": np.ones((0, 1, 1)), "periods": []}, "nach 0 Zeiträumen"),
        ({"periods": [2018, 2018, 2021, 2022, 2024]}, "müssen aufsteigen"),
        ({"area_ids": ["a", "b"]}, "Zu 1 Gebieten und 1 Indikatoren kamen 2 und 1"),
        ({"farthest": 0}, "größte Abstand muss über 0 liegen"),
        ({"values": np.full((5, 1, 1), np.inf)}, "endlich sein oder fehlen"),
    ],
)
def test_it_refuses_a_panel_that_does_not_fit(change: dict[str, Any], said: str) -> None:
    given_: dict[str, Any] = {"values": np.ones((5, 1, 1)), "periods": YEARS, "area_ids": ["a"], "indicator_ids": ["x"]}
    with pytest.raises(PassgenauError, match=said):
        fill_panel(**given_ | {"method": "latest", "farthest": np.inf} | change)


def test_growth_compounds_between_the_first_and_the_last_value() -> None:
    values = np.array([[GAP, 100], [100, 80], [GAP, GAP], [133.1, GAP], [GAP, GAP]])[:, :, None]
    found = compound_growth(values, YEARS)
    np.testing.assert_allclose(found.rate.ravel(), [0.1, -0.2], rtol=1e-14)
    np.testing.assert_array_equal([found.first.ravel(), found.last.ravel()], [[2019, 2018], [2022, 2019]])
    np.testing.assert_array_equal(found.available.ravel(), [2, 2])


@pytest.mark.parametrize("trend", [compound_growth, percentage_change])
def test_a_trend_that_cannot_be_named_says_why(trend: Any) -> None:
    columns = [[0, 0, 1, 2, 9], [-1, -2, -3, -4, -5], [GAP, GAP, 3, GAP, GAP], [GAP] * 5]
    found = trend(np.array(columns).T[:, :, None], YEARS)
    assert np.isnan(found.rate).all()
    why = ["Anfang oder Ende nicht über 0"] * 2 + ["weniger als zwei Werte"] * 2
    assert found.reason.ravel().tolist() == why
    assert np.isnan(found.first.ravel()[3])


@FEW
@given(arrays(np.float64, (5, 3, 1), elements=st.one_of(st.just(GAP), st.integers(-50, 50).map(float))))
def test_a_change_has_the_sign_of_the_line_it_is_read_from(panel: npt.NDArray[np.float64]) -> None:
    rate = percentage_change(panel, YEARS).rate[:, 0]
    for area, own in enumerate(rate):
        there = ~np.isnan(panel[:, area, 0])
        if not np.isnan(own):
            slope = np.polyfit(np.array(YEARS)[there], panel[there, area, 0], 1)[0]
            assert np.sign(own) == np.sign(slope) or abs(slope) < 1e-9


def cube(table: pd.DataFrame, areas: list[str], names: list[str]) -> npt.NDArray[np.float64]:
    years = sorted(table["Time"].unique())
    return np.stack(
        [table[table["Time"] == year].set_index("uCode").loc[areas, names].to_numpy(float) for year in years]
    )


def five_years(oracle: Oracle, method: str) -> tuple[FilledPanel, dict[str, npt.NDArray[np.float64]]]:
    """Return COINr's panel with holes filled by us, and what COINr made of it by each method."""
    holes = oracle.file("2_impute/panel_with_holes.csv")
    files = {one: oracle.file(f"2_impute/panel_{one.replace('_', '-')}.csv") for one in METHODS}
    areas, names = sorted(holes["uCode"].unique()), list(files["latest"].columns[2:])
    found = fill_panel(
        cube(holes, areas, names),
        sorted(holes["Time"].unique()),
        area_ids=areas,
        indicator_ids=names,
        method=method,
        farthest=np.inf,
    )
    return found, {one: cube(table, areas, names) for one, table in files.items()}


@pytest.mark.shared
@pytest.mark.parametrize("method", ["latest", "constant", "linear_constant"])
def test_it_fills_panels_like_coinr(shared_folder: Path, method: str) -> None:
    found, wanted = five_years(Oracle(shared_folder), method)
    np.testing.assert_allclose(found.values, wanted[method], rtol=NEAR)
    assert len(found.log) > 150


@pytest.mark.shared
def test_linear_does_not_go_on_outside_the_values_as_coinr_does(shared_folder: Path) -> None:
    """COINr's "linear" repeats the outermost value in silence, so its two linear methods give the same."""
    found, wanted = five_years(Oracle(shared_folder), "linear")
    np.testing.assert_array_equal(wanted["linear"], wanted["linear_constant"])
    inside = ~np.isnan(found.values)
    np.testing.assert_allclose(found.values[inside], wanted["linear"][inside], rtol=NEAR)
    assert all(len(one.taken_from) == 2 for one in found.log)
    assert found.left - np.isnan(wanted["linear"]).sum() == 105


@pytest.mark.shared
@pytest.mark.parametrize(
    ("file", "column", "trend", "unit"),
    [
        (COMPARED["growth"][0], "CAGR", compound_growth, 1),
        (COMPARED["change"][0], "prc_change", percentage_change, 100),
    ],
)
def test_it_finds_the_trends_of_coinr_and_none_where_those_mean_nothing(
    shared_folder: Path, file: str, column: str, trend: Any, unit: int
) -> None:
    """From a value of 0 COINr reports infinite growth, or a decline by hundreds of percent where figures rose."""
    oracle = Oracle(shared_folder)
    wanted = oracle.file(file).pivot(index="uCode", columns="iCode", values=column)
    data = oracle.file("0_input/iData_panel.csv")
    figures = cube(data, list(wanted.index), list(wanted.columns))
    found = trend(figures, sorted(data["Time"].unique()))
    named = ~np.isnan(found.rate)
    np.testing.assert_allclose(found.rate[named] * unit, wanted.to_numpy()[named], rtol=NEAR, atol=1e-13)
    unnamed = (found.reason == "Anfang oder Ende nicht über 0") & ~named
    assert unnamed.sum() == 5
    assert (figures[-1] > figures[0])[unnamed].all()
    assert (np.isinf(wanted.to_numpy()) | (wanted.to_numpy() < 0))[unnamed].all()
