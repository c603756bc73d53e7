"""Roll-up: sums of counts, never means of percentages; what is hidden or missing stays visible as coverage."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from passgenau.common.errors import PassgenauError
from passgenau.data.areas import Area, AreaRegister
from passgenau.indicators.build import build_table
from passgenau.indicators.rollup import coverage, roll_up, total
from passgenau.indicators.table import IndicatorTable
from tests.indicators.region import REGISTER, WOHNPLAETZE, Row, figures

PERIODS = {"quote": "2025"}
FULL: list[Row] = [
    ("011", "value", 20, 200),
    ("012", "value", 30, 100),
    ("013", "value", 0, 100),
    ("021", "value", 30, 300),
    ("022", "value", 10, 100),
]


def table_of(rows: list[Row]) -> IndicatorTable:
    """Return the Wohnplatz table of these rows."""
    return build_table(figures(rows), REGISTER, periods=PERIODS, level="wohnplatz")


def with_state(area: str, status: str) -> IndicatorTable:
    """Return the full table with one area in another state."""
    return table_of([(key, status if key == area else state, k, n) for key, state, k, n in FULL])


def test_a_municipality_is_the_quotient_of_its_summed_counts() -> None:
    rolled = roll_up(table_of(FULL), REGISTER, "kommune")
    assert rolled.area_ids == ("01", "02")
    assert rolled.value[:, 0].tolist() == [50 / 400, 40 / 400]
    assert set(rolled.status[:, 0]) == {"value"}
    assert rolled.populations.tolist() == [4000.0, 4000.0]


def test_it_is_not_the_mean_of_the_percentages() -> None:
    rolled = roll_up(table_of(FULL), REGISTER, "kommune")
    assert rolled.value[0, 0] != pytest.approx(np.mean([0.1, 0.3, 0.0]))


counts = st.lists(
    st.integers(1, 500).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))), min_size=5, max_size=5
)


@given(counts, st.permutations(range(5)))
def test_the_county_equals_the_counts_whatever_the_order(pairs: list[tuple[int, int]], order: list[int]) -> None:
    rows: list[Row] = [(area, "value", k, n) for area, (k, n) in zip(WOHNPLAETZE, pairs, strict=True)]
    table = table_of(rows)
    shuffled = replace(
        table,
        area_ids=tuple(table.area_ids[place] for place in order),
        **{
            name: getattr(table, name)[order] for name in ("populations", "numerator", "denominator", "value", "status")
        },
    )
    expected = sum(k for k, _ in pairs) / sum(n for _, n in pairs)
    assert roll_up(table, REGISTER, "kreis").value[0, 0] == expected
    assert roll_up(shuffled, REGISTER, "kreis").value[0, 0] == expected


def test_rolling_up_in_two_steps_gives_the_same_as_in_one() -> None:
    steps = roll_up(roll_up(table_of(FULL), REGISTER, "kommune"), REGISTER, "kreis")
    assert steps.value[0, 0] == roll_up(table_of(FULL), REGISTER, "kreis").value[0, 0]


def test_a_hidden_part_makes_the_sum_an_estimate_over_the_rest() -> None:
    rolled = roll_up(with_state("022", "suppressed"), REGISTER, "kreis")
    assert rolled.status[0, 0] == "estimated"
    assert rolled.value[0, 0] == 80 / 700
    assert coverage(with_state("022", "suppressed"), REGISTER, "kreis")[0, 0] == 7000 / 8000


def test_below_the_least_coverage_there_is_no_figure() -> None:
    table = with_state("022", "suppressed")
    assert coverage(table, REGISTER, "kommune")[:, 0].tolist() == [1.0, 0.75]
    rolled = roll_up(table, REGISTER, "kommune")
    assert rolled.status[:, 0].tolist() == ["value", "missing"]
    assert np.isnan([rolled.value[1, 0], rolled.numerator[1, 0], rolled.denominator[1, 0]]).all()
    assert roll_up(table, REGISTER, "kommune", least_coverage=0.7).status[1, 0] == "estimated"


def test_where_a_population_is_unknown_areas_are_counted_instead() -> None:
    table = with_state("011", "missing")
    areas = tuple(replace(area, population=None) if area.area_id == "013" else area for area in REGISTER.areas)
    register = replace(REGISTER, areas=areas)
    assert coverage(table, register, "kommune")[0, 0] == pytest.approx(2 / 3)


def test_areas_the_table_does_not_contain_are_not_covered() -> None:
    table = table_of(FULL)
    part = table.rows(np.array([True, True, True, True, False]))
    assert coverage(part, REGISTER, "kommune")[1, 0] == 0.75
    assert roll_up(part, REGISTER, "kommune").status[1, 0] == "missing"


@pytest.mark.parametrize(("status", "expected"), [("estimated", "estimated"), ("provisional", "provisional")])
def test_a_sum_inherits_the_state_of_its_parts(status: str, expected: str) -> None:
    assert roll_up(with_state("012", status), REGISTER, "kommune").status[0, 0] == expected


def test_an_area_with_nobody_to_count_does_not_lower_the_coverage() -> None:
    rows: list[Row] = [row if row[0] != "013" else ("013", "value", 0, 0) for row in FULL]
    rolled = roll_up(table_of(rows), REGISTER, "kommune")
    assert (rolled.value[0, 0], rolled.status[0, 0]) == (50 / 300, "value")


def test_a_unit_with_nobody_to_count_is_not_applicable() -> None:
    rows: list[Row] = [("021", "value", 0, 0), ("022", "value", 0, 0)]
    rolled = roll_up(table_of(rows), REGISTER, "kommune")
    assert rolled.status[:, 0].tolist() == ["missing", "not_applicable"]


def test_values_without_counts_are_never_averaged() -> None:
    frame = figures([(area, "value", None, None) for area in WOHNPLAETZE]).assign(value=0.2)
    table = build_table(frame, REGISTER, periods=PERIODS)
    rolled = roll_up(table, REGISTER, "kreis", least_coverage=0.0)
    assert rolled.status[0, 0] == "missing"
    assert np.isnan(rolled.value[0, 0])


@pytest.mark.parametrize("status", ["value", "suppressed"])
def test_what_is_delivered_for_the_unit_outranks_the_sum_even_if_hidden(status: str) -> None:
    direct = build_table(figures([("01", status, 51, 401)]), REGISTER, periods=PERIODS, level="kommune")
    rolled = roll_up(table_of(FULL), REGISTER, "kommune", direct=direct)
    assert rolled.status[:, 0].tolist() == [status, "value"]
    if status == "value":
        assert rolled.value[0, 0] == 51 / 401
    else:
        assert np.isnan([rolled.value[0, 0], rolled.numerator[0, 0]]).all()


def test_it_refuses_a_direct_figure_of_another_period() -> None:
    direct = build_table(figures([("01", "value", 1, 2)], period="2024"), REGISTER, periods={"quote": "2024"})
    with pytest.raises(PassgenauError, match="Zeitraum"):
        roll_up(table_of(FULL), REGISTER, "kommune", direct=direct)


def test_it_refuses_an_area_that_belongs_to_no_unit() -> None:
    register = AreaRegister("lose", (*REGISTER.areas, Area("999", "Insel", "wohnplatz", population=10.0)))
    table = build_table(figures(FULL), register, periods=PERIODS)
    with pytest.raises(PassgenauError, match="999"):
        roll_up(table, register, "kommune")


def test_it_refuses_a_level_the_register_does_not_have() -> None:
    with pytest.raises(PassgenauError, match="bezirk"):
        roll_up(table_of(FULL), REGISTER, "bezirk")


def test_the_total_equals_the_county_where_the_register_names_no_unit_above() -> None:
    whole = total(table_of(FULL), area_id="gesamt", name="Kreis Musterland")
    county = roll_up(table_of(FULL), REGISTER, "kreis")
    assert whole.value[0, 0] == county.value[0, 0]
    assert (whole.area_ids, whole.area_names) == (("gesamt",), ("Kreis Musterland",))
    assert whole.populations.tolist() == [8000.0]
    assert total(with_state("022", "missing"), area_id="g", name="G").status[0, 0] == "estimated"
