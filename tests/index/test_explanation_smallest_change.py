"""The smallest change really moves the area across the cut, and anything smaller does not."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from passgenau.common.errors import PassgenauError
from passgenau.index.compute import run_index
from passgenau.index.explanation import AreaCut, Reading, explain_cut
from passgenau.index.explanation.search import nearest_true
from passgenau.index.explanation.what_if import one_value, scores_if
from passgenau.indicators.table import IndicatorTable
from tests.index.figures import counted, definition, table_of
from tests.index.readings import definitions, invented, read, some_ranked

FEW = settings(max_examples=12, deadline=None)
VALUES = [[10.0, 4.0], [20.0, 9.0], [60.0, 5.0], [30.0, 7.0], [25.0, 2.0]]


def moved(table: IndicatorTable, area: str, indicator: str, value: float) -> IndicatorTable:
    """Return the table with another value in one cell, the numerator with it."""
    row, column = table.area_ids.index(area), table.indicator_ids.index(indicator)
    figures, cases = table.value.copy(), table.numerator.copy()
    figures[row, column] = value
    cases[row, column] = value * table.denominator[row, column]
    return replace(table, value=figures, numerator=cases)


def rank_with(reading: Reading, area: str, indicator: str, value: float) -> int:
    """Return the rank with another value, computed by the whole engine; 0 where it cannot be computed."""
    try:
        result = run_index(moved(reading.table, area, indicator, value), reading.result.definition)
    except PassgenauError:
        return 0
    return int(result.rank[result.area_ids.index(area)])


def switches(cut: AreaCut, rank: int) -> bool:
    """Return whether a rank lies on the other side of the cut."""
    return rank > cut.top if cut.inside else 0 < rank <= cut.top


def some_cut(reading: Reading, seed: int) -> AreaCut:
    """Return the cut for some ranked area at some place."""
    assume(reading.ranked > 2)
    top = 1 + seed % (reading.ranked - 1)
    inside = ((reading.result.rank > 0) & (reading.result.rank <= top)).sum()
    assume(inside < reading.ranked)
    return explain_cut(reading, some_ranked(reading, seed // 3), top=top)


@FEW
@given(data=st.data(), seed=st.integers(0, 9999))
def test_the_smallest_change_suffices_and_a_smaller_one_does_not(data: st.DataObject, seed: int) -> None:
    reading = read(invented(seed, count=7), data.draw(definitions()))
    cut = some_cut(reading, seed)
    for change in cut.changes:
        if not change.possible:
            continue
        then = rank_with(reading, cut.area_id, change.indicator_id, change.needed)
        assert switches(cut, then)
        assert then == change.rank_then
        for share in (0.2, 0.7, 0.97, 1 - 1e-6):
            for less in (change.value + share * change.change, change.value - share * change.change):
                if change.lowest <= less <= change.highest:
                    assert not switches(cut, rank_with(reading, cut.area_id, change.indicator_id, less))


@FEW
@given(data=st.data(), seed=st.integers(0, 9999))
def test_whole_cases_suffice_and_one_case_less_does_not(data: st.DataObject, seed: int) -> None:
    reading = read(invented(seed, count=7), data.draw(definitions()))
    cut = some_cut(reading, seed)
    for change in cut.changes:
        if np.isnan(change.needed_cases):
            continue
        assert change.needed_cases == round(change.needed_cases)
        at = change.needed_cases / change.denominator
        assert switches(cut, rank_with(reading, cut.area_id, change.indicator_id, at))
        nearer = change.needed_cases - np.sign(change.needed_cases - change.cases)
        assert not switches(cut, rank_with(reading, cut.area_id, change.indicator_id, nearer / change.denominator))


@FEW
@given(data=st.data(), seed=st.integers(0, 9999))
def test_where_nothing_suffices_no_value_in_the_range_does(data: st.DataObject, seed: int) -> None:
    reading = read(invented(seed, count=6), data.draw(definitions()))
    cut = some_cut(reading, seed)
    stuck = [change for change in cut.changes if not change.possible and not np.isnan(change.value)]
    for change in stuck[:1]:
        for value in np.linspace(change.lowest, change.highest, 23):
            assert not switches(cut, rank_with(reading, cut.area_id, change.indicator_id, value))


@FEW
@given(data=st.data(), seed=st.integers(0, 9999), value=st.floats(0.001, 0.999))
def test_the_scores_of_a_candidate_are_those_of_a_whole_run(data: st.DataObject, seed: int, value: float) -> None:
    reading = read(invented(seed), data.draw(definitions()))
    area = some_ranked(reading, seed)
    row = reading.result.area_ids.index(area)
    for place, indicator in enumerate(reading.result.indicator_ids):
        if np.isnan(reading.result.standardised[row, place]):
            continue
        again = read(moved(reading.table, area, indicator, value), reading.result.definition).result
        found = scores_if(one_value(reading, row, place), np.array([value]))[0]
        np.testing.assert_allclose(found, again.score[again.rank > 0], rtol=1e-9, atol=1e-9)


def test_a_frozen_reference_would_have_given_another_answer() -> None:
    """The area pulls the mean with it, so it must fall further than against the reference of before."""
    reading = Reading.of(table_of(VALUES), definition())
    cut = explain_cut(reading, "a02", top=1)
    change = next(change for change in cut.changes if change.indicator_id == "x0")
    spread = reading.result.reference.spread[0]
    frozen = change.value - cut.gap * spread
    assert change.possible
    assert change.needed != pytest.approx(frozen, rel=0.01)


def test_the_gap_and_the_neighbour_are_those_across_the_cut() -> None:
    result = run_index(table_of(VALUES), definition())
    order = np.argsort(-result.final)
    names = [result.area_ids[place] for place in order]
    reading = Reading(table_of(VALUES), result)
    for place, area in enumerate(names):
        cut = explain_cut(reading, area, top=2)
        assert cut.inside is (place < 2)
        across = 2 if place < 2 else 1
        assert cut.neighbours == (names[across],)
        assert cut.gap == pytest.approx(abs(result.final[order[place]] - result.final[order[across]]))


def test_an_indicator_without_a_value_gets_no_number() -> None:
    values = [[10.0, np.nan], *VALUES[1:]]
    chosen = definition(combine__missing={"rule": "rescale", "min_share": 0.5})
    cut = explain_cut(Reading.of(table_of(values), chosen), "a00", top=2)
    nothing = next(change for change in cut.changes if change.indicator_id == "x1")
    assert not nothing.possible
    assert np.isnan(nothing.value)


def test_shares_with_counts_may_go_up_to_one_and_others_only_as_far_as_any_area() -> None:
    shares = explain_cut(Reading.of(counted([[1], [2], [4]], [[9], [9], [9]]), definition(1)), "a00", top=1)
    others = explain_cut(Reading.of(table_of([[1.0], [2.0], [4.0]]), definition(1)), "a00", top=1)
    assert (shares.changes[0].lowest, shares.changes[0].highest) == (0.0, 1.0)
    assert (others.changes[0].lowest, others.changes[0].highest) == (0.0, 4.0)


def test_one_more_case_than_the_first_brings_an_area_in_where_ties_count_as_inside() -> None:
    cut = explain_cut(Reading.of(counted([[1], [2], [4]], [[9], [9], [9]]), definition(1)), "a00", top=1)
    assert not cut.inside
    assert (cut.changes[0].cases, cut.changes[0].needed_cases) == (1.0, 4.0)


def test_one_case_less_than_the_second_takes_the_first_out() -> None:
    cut = explain_cut(Reading.of(counted([[1], [2], [4]], [[9], [9], [9]]), definition(1)), "a02", top=1)
    assert cut.inside
    assert (cut.changes[0].cases, cut.changes[0].needed_cases, cut.changes[0].rank_then) == (4.0, 1.0, 2)


@pytest.mark.parametrize("top", [0, 5, 6])
def test_it_refuses_a_cut_with_nobody_on_the_other_side(top: int) -> None:
    with pytest.raises(PassgenauError, match="auf beiden Seiten"):
        explain_cut(Reading.of(table_of(VALUES), definition()), "a00", top=top)


def test_it_refuses_a_definition_whose_arithmetic_it_does_not_repeat() -> None:
    reading = Reading.of(table_of(VALUES), definition())
    other = run_index(table_of(np.array(VALUES)[::-1]), definition())
    mixed = Reading(reading.table, replace(other, area_ids=reading.result.area_ids))
    with pytest.raises(PassgenauError, match="nicht nachrechnen"):
        explain_cut(mixed, "a00", top=2)


def test_the_search_finds_the_first_place_where_a_step_lies_between_two_marks() -> None:
    marks = np.array([0.25, 0.5, 0.75])
    found = nearest_true(lambda x: (x > 0.5) & (x < 0.50001), 0.0, end=1.0, marks=marks)
    assert found is not None
    assert found.before <= 0.5 < found.found < 0.5 + 1e-8
    assert nearest_true(lambda x: x > 2.0, 0.0, end=1.0, marks=marks) is None
    assert nearest_true(lambda x: x > -1.0, 1.0, end=1.0, marks=marks) is None


def test_the_search_runs_downwards_too() -> None:
    found = nearest_true(lambda x: x < 1 / 3, 1.0, end=0.0, marks=np.empty(0))
    assert found is not None
    assert found.found == pytest.approx(1 / 3, rel=1e-7)
