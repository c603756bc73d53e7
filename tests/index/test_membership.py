"""Which indicators belong to an index in which period, and which period each of them must be of."""

from __future__ import annotations

from typing import Any

import pytest

from passgenau.common.errors import PassgenauError
from passgenau.index.compute import run_index
from passgenau.index.members import members_of, periods_wanted
from tests.index.figures import definition, indicators, table_of

VALUES = [[1.0, 4.0], [2.0, 9.0], [5.0, 1.0]]


def names(periods: Any, bounds: dict[str, Any], indicator_ids: tuple[str, ...] = ("x0", "x1")) -> list[str]:
    """Return who belongs to an index of x0 (always) and x1 (within bounds)."""
    entries = indicators(2)
    entries[1] |= bounds
    width = len(indicator_ids)
    table = table_of([row[:width] for row in VALUES], indicator_ids=indicator_ids, periods=periods)
    return [member.id for member in members_of(table, definition(indicators=entries))]


@pytest.mark.parametrize(
    ("period", "belongs"),
    [("2015", True), ("2017", True), ("2017-12-31", True), ("2016/17", True), ("2017/18", False), ("2019", False)],
)
def test_it_leaves_after_its_last_period(period: str, belongs: bool) -> None:
    assert ("x1" in names(period, {"last_period": "2017"})) is belongs


@pytest.mark.parametrize(
    ("period", "belongs"),
    [("2018", False), ("2018-12-31", False), ("2019", True), ("2019-Q1", True), ("2017..2019", True)],
)
def test_it_joins_with_its_first_period(period: str, belongs: bool) -> None:
    assert ("x1" in names(period, {"first_period": "2019"})) is belongs


def test_it_may_be_absent_from_the_figures_once_it_has_left() -> None:
    assert names("2019", {"last_period": "2017"}, ("x0",)) == ["x0"]
    with pytest.raises(PassgenauError, match="x1"):
        names("2017", {"last_period": "2017"}, ("x0",))


def test_the_period_of_its_own_column_decides() -> None:
    assert names(["2019", "2017"], {"last_period": "2017"}) == ["x0", "x1"]


def test_it_refuses_an_index_to_which_nothing_belongs() -> None:
    entries = indicators(2, last_period="2017")
    with pytest.raises(PassgenauError, match="gehört kein Indikator zum Index"):
        run_index(table_of(VALUES, periods="2019"), definition(indicators=entries))


def test_a_definition_may_ask_for_the_period_of_an_indicator() -> None:
    chosen = definition(indicators=indicators(2, period=["2020/21", "2021"]))
    assert (run_index(table_of(VALUES, periods=["2020/21", "2021"]), chosen).rank > 0).all()
    with pytest.raises(PassgenauError, match=r"Indikator x0.*verlangt den Zeitraum 2020/21, geliefert ist 2021"):
        run_index(table_of(VALUES, periods="2021"), chosen)


def test_it_says_which_periods_an_index_needs() -> None:
    entries = indicators(3)
    entries[1] |= {"period": "2020/21"}
    entries[2] |= {"last_period": "2017"}
    chosen = definition(indicators=entries)
    assert periods_wanted(chosen, "2021") == {"x0": "2021", "x1": "2020/21"}
    assert periods_wanted(chosen, "2016") == {"x0": "2016", "x1": "2020/21", "x2": "2016"}


def test_periods_need_no_meaning_where_no_indicator_is_bounded() -> None:
    assert (run_index(table_of(VALUES, periods="Winter"), definition()).rank > 0).all()
