"""What is left of protected figures: shares by level, indicator and period, areas that fall out, people covered."""

from __future__ import annotations

from dataclasses import replace

import pytest

from passgenau.data.areas import AreaRegister
from passgenau.indicators.disclosure.usefulness import usefulness
from tests.indicators.disclosure.released import LONG, REGISTER


def test_shares_by_level_run_from_fine_to_coarse_and_count_every_figure_once() -> None:
    found = usefulness(LONG, REGISTER)
    assert [(one.level, one.areas, one.shown, one.total) for one in found.levels] == [
        ("Wohnplatz", 6, 7, 18), ("Kommune", 2, 6, 6), ("Kreis", 1, 3, 3),
    ]  # fmt: skip
    assert sum(one.total for one in found.levels) == len(LONG) - 1  # the missing one is no figure


def test_shares_by_indicator_sum_over_periods() -> None:
    found = usefulness(LONG, REGISTER)
    assert found.indicator_ids() == ("poor", "ill")
    places = found.of("poor")[0]
    assert (places.level, places.shown, places.total) == ("Wohnplatz", 6, 12)
    assert found.of("ill")[0].share == pytest.approx(1 / 6)


def test_the_periods_of_an_indicator_stand_in_order_of_time() -> None:
    backwards = LONG.iloc[::-1].reset_index(drop=True)
    found = usefulness(backwards, REGISTER)
    assert [one.period for one in found.by_figure if one.indicator_id == "poor" and one.level == "Kreis"] == [
        "2020", "2021",
    ]  # fmt: skip


def test_people_covered_are_those_of_the_latest_period() -> None:
    assert usefulness(LONG, REGISTER).people_covered("poor", "Wohnplatz") == pytest.approx(3000 / 6000)
    assert usefulness(LONG, REGISTER).people_covered("ill", "Wohnplatz") == pytest.approx(1000 / 6000)


def test_an_unknown_population_leaves_the_people_unknown() -> None:
    areas = tuple(replace(area, population=None) if area.area_id == "B3" else area for area in REGISTER.areas)
    covered = usefulness(LONG, AreaRegister("erfunden", areas)).people_covered("poor", "Wohnplatz")
    assert covered != covered


def test_an_area_falls_out_when_none_of_its_indicators_was_ever_shown() -> None:
    found = usefulness(LONG, REGISTER)
    assert [one.area_id for one in found.without_any("Wohnplatz")] == ["B2", "B3"]
    assert found.without_any("Kommune") == ()


def test_an_area_has_few_indicators_left_below_the_share_asked_for() -> None:
    found = usefulness(LONG, REGISTER)
    assert [one.area_id for one in found.with_few("Wohnplatz", share=0.5)] == []
    assert [one.area_id for one in found.with_few("Wohnplatz", share=0.51)] == ["A2", "A3", "B1"]


def test_a_package_without_figures_has_nothing_to_show() -> None:
    found = usefulness(LONG.iloc[0:0], REGISTER)
    assert found.by_figure == ()
    assert {one.total for one in found.levels} == {0}
    assert {one.total for one in found.areas} == {0}
