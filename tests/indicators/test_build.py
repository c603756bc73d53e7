"""The indicator table: one period per indicator, rates from counts, a state for every cell."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from passgenau.common.errors import PassgenauError
from passgenau.data.long_table import long_table
from passgenau.indicators.build import build_table, period_list, periods_by_indicator
from tests.indicators.region import REGISTER, WOHNPLAETZE, figures

PERIODS = {"quote": "2025"}


def test_a_rate_is_the_quotient_of_its_counts() -> None:
    table = build_table(figures([("011", "value", 30, 120)]), REGISTER, periods=PERIODS)
    assert table.value[0, 0] == pytest.approx(0.25)
    assert table.status[0, 0] == "value"


def test_counts_outrank_a_delivered_value() -> None:
    frame = figures([("011", "value", 30, 120)]).assign(value=0.9)
    table = build_table(frame, REGISTER, periods=PERIODS)
    assert table.value[0, 0] == pytest.approx(0.25)


def test_a_value_without_counts_stays_as_delivered() -> None:
    frame = figures([("011", "value", None, None)]).assign(value=0.125)
    table = build_table(frame, REGISTER, periods=PERIODS)
    assert table.value[0, 0] == 0.125
    assert np.isnan(table.numerator[0, 0])


def test_every_area_of_the_level_has_a_row_in_register_order() -> None:
    table = build_table(figures([("022", "value", 1, 10)]), REGISTER, periods=PERIODS)
    assert table.area_ids == WOHNPLAETZE
    assert table.status[:, 0].tolist() == ["missing"] * 4 + ["value"]
    assert np.isnan(table.value[:4, 0]).all()


def test_a_denominator_of_zero_is_not_applicable_and_never_a_number() -> None:
    table = build_table(figures([("011", "value", 0, 0)]), REGISTER, periods=PERIODS)
    assert table.status[0, 0] == "not_applicable"
    assert np.isnan(table.value[0, 0])


def test_a_true_zero_is_a_value() -> None:
    table = build_table(figures([("011", "value", 0, 40)]), REGISTER, periods=PERIODS)
    assert (table.value[0, 0], table.status[0, 0]) == (0.0, "value")


def test_a_hidden_cell_keeps_no_number_even_if_one_was_delivered() -> None:
    frame = figures([("011", "suppressed", 2, 40)]).assign(value=0.05)
    table = build_table(frame, REGISTER, periods=PERIODS)
    assert table.status[0, 0] == "suppressed"
    assert np.isnan([table.value[0, 0], table.numerator[0, 0], table.denominator[0, 0]]).all()


@pytest.mark.parametrize("status", ["estimated", "provisional"])
def test_states_with_numbers_stay_beside_their_number(status: str) -> None:
    table = build_table(figures([("011", status, 3, 12)]), REGISTER, periods=PERIODS)
    assert (table.value[0, 0], table.status[0, 0]) == (0.25, status)


def test_a_promised_number_that_is_not_there_is_missing() -> None:
    table = build_table(figures([("011", "value", 3, None)]), REGISTER, periods=PERIODS)
    assert table.status[0, 0] == "missing"


def test_only_the_period_asked_for_counts() -> None:
    frame = pd.concat([figures([("011", "value", 1, 10)]), figures([("011", "value", 9, 10)], period="2024")])
    table = build_table(long_table(frame), REGISTER, periods={"quote": "2024"})
    assert table.value[0, 0] == pytest.approx(0.9)
    assert table.periods == ("2024",)


def test_each_indicator_may_have_its_own_period_and_a_column_without_rows_is_missing() -> None:
    frame = pd.concat(
        [figures([("011", "value", 1, 10)]), figures([("011", "value", 2, 10)], period="2024", indicator="pflege")]
    )
    chosen = {"pflege": "2024", "quote": "2025", "leer": "2025"}
    table = build_table(long_table(frame), REGISTER, periods=chosen)
    assert table.indicator_ids == ("pflege", "quote", "leer")
    assert table.value[0, :2].tolist() == [0.2, 0.1]
    assert set(table.status[:, 2]) == {"missing"}


def test_without_a_level_the_finest_one_delivered_is_taken() -> None:
    frame = figures([("01", "value", 1, 10), ("K", "value", 1, 10)])
    assert build_table(frame, REGISTER, periods=PERIODS).area_ids == ("01", "02")


def test_a_level_asked_for_leaves_rows_of_other_levels_outside() -> None:
    frame = figures([("011", "value", 1, 10), ("K", "value", 3, 10)])
    table = build_table(frame, REGISTER, periods=PERIODS, level="kreis")
    assert (table.area_ids, table.value[0, 0]) == (("K",), 0.3)


def test_it_refuses_areas_that_are_not_in_the_register_and_names_them_all() -> None:
    with pytest.raises(PassgenauError) as refused:
        build_table(figures([("099", "value", 1, 2), ("098", "value", 1, 2)]), REGISTER, periods=PERIODS)
    assert [finding.place.area_id for finding in refused.value.findings] == ["099", "098"]


def test_it_refuses_a_cell_that_is_delivered_twice() -> None:
    with pytest.raises(PassgenauError, match="mehrfach"):
        build_table(figures([("011", "value", 1, 2), ("011", "value", 1, 3)]), REGISTER, periods=PERIODS)


def test_it_refuses_a_level_without_areas() -> None:
    with pytest.raises(PassgenauError, match="bezirk"):
        build_table(figures([("011", "value", 1, 2)]), REGISTER, periods=PERIODS, level="bezirk")


@given(st.permutations(range(5)))
def test_the_order_of_the_rows_does_not_matter(order: list[int]) -> None:
    rows = [(area, "value", float(place), 10.0) for place, area in enumerate(WOHNPLAETZE)]
    straight = build_table(figures(rows), REGISTER, periods=PERIODS)
    shuffled = build_table(figures([rows[place] for place in order]), REGISTER, periods=PERIODS)
    np.testing.assert_array_equal(straight.value, shuffled.value)


def test_periods_come_in_order_of_time_not_of_the_alphabet() -> None:
    parts = [figures([("011", "value", 1, 2)], period=text) for text in ("2021-Q4", "2021-06", "2019..2020", "2021-Q1")]
    frame = long_table(pd.concat(parts))
    assert period_list(frame) == ("2019..2020", "2021-Q1", "2021-06", "2021-Q4")
    assert periods_by_indicator(frame) == {"quote": ("2019..2020", "2021-Q1", "2021-06", "2021-Q4")}


def test_an_empty_long_table_has_no_periods() -> None:
    frame = figures([("011", "value", 1, 2)]).iloc[:0]
    assert period_list(frame) == ()
    assert periods_by_indicator(frame) == {}
