"""Who moves between two results, how alike the orders are, and whether figures or yardstick moved them."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from passgenau.common.errors import PassgenauError
from passgenau.index import IndexResult, apply_reference, fit_reference, run_index
from passgenau.index.change_of_method import causes_of_moves, change_between, moves_by_group
from tests.index.figures import definition, indicators, table_of

CLASSES = {"cuts": [-0.5, 0.5], "labels": ["gering", "mittel", "hoch"]}
ONE = definition(1, classes=CLASSES)


def result_of(values: list[float], ids: list[str] | None = None, width: int = 1) -> IndexResult:
    """Return the index of these values, one for each area."""
    return run_index(table_of([[value] * width for value in values], area_ids=ids), definition(width, classes=CLASSES))


def test_moves_are_counted_in_ranks_forward_and_back() -> None:
    change = change_between(result_of([4, 3, 2, 1]), result_of([1, 3, 2, 4]))
    assert [move.ranks for move in change.moves] == [-3, 0, 0, 3]
    assert (change.compared, change.moved) == (4, 2)


def test_a_result_does_not_move_against_itself() -> None:
    same = result_of([4, 3, 2, 1])
    change = change_between(same, same)
    assert (change.moved, change.other_class) == (0, 0)
    assert change.spearman == pytest.approx(1)


@given(st.permutations(range(8)), st.permutations(range(8)))
def test_looking_from_the_other_side_turns_every_move_around(first: list[int], second: list[int]) -> None:
    there, back = (
        change_between(result_of(list(map(float, one))), result_of(list(map(float, other))))
        for one, other in ((first, second), (second, first))
    )
    assert [move.ranks for move in there.moves] == [-move.ranks for move in back.moves if move.ranks is not None]
    assert there.spearman == pytest.approx(back.spearman)
    assert there.spearman == pytest.approx(stats.spearmanr(first, second).statistic)


def test_spearman_by_hand() -> None:
    """1 - 6 * sum(d^2) / (n * (n^2 - 1)) with d = 1, 1, 0, 0, 0 for five areas: 1 - 12 / 120."""
    change = change_between(result_of([5, 4, 3, 2, 1]), result_of([4, 5, 3, 2, 1]))
    assert change.spearman == pytest.approx(0.9)


def test_two_areas_have_no_correlation() -> None:
    assert math.isnan(change_between(result_of([2, 1]), result_of([1, 2])).spearman)


def test_areas_of_only_one_result_are_listed_with_the_reason() -> None:
    change = change_between(result_of([3, 2, 1], ["a", "b", "c"]), result_of([3, 2, 1], ["b", "c", "neu"]))
    assert [move.area_id for move in change.moves] == ["a", "b", "c", "neu"]
    gone, new = change.moves[0], change.moves[3]
    assert (gone.rank_after, gone.reason_after, gone.ranks) == (0, "kommt darin nicht vor", None)
    assert (new.rank_before, new.reason_before, new.class_before) == (0, "kommt darin nicht vor", "")
    assert change.compared == 2


def test_an_area_that_lost_its_rank_keeps_the_reason_of_the_run() -> None:
    rule = definition(1, combine__missing={"rule": "exclude_area"})
    before = run_index(table_of([[3.0], [2.0], [1.0]]), rule)
    after = run_index(table_of([[3.0], [np.nan], [1.0]]), rule)
    lost = change_between(before, after).moves[1]
    assert (lost.rank_after, lost.ranks) == (0, None)
    assert lost.reason_after == "ohne Wert bei: x0"


def test_results_without_a_common_area_are_refused() -> None:
    with pytest.raises(PassgenauError, match="kein Gebiet gemeinsam"):
        change_between(result_of([2, 1], ["a", "b"]), result_of([2, 1], ["c", "d"]))


def test_indicators_of_only_one_result_are_named() -> None:
    change = change_between(result_of([3, 2, 1]), result_of([3, 2, 1], width=2))
    assert (change.only_before, change.only_after) == ((), ("x1",))


def test_classes_are_compared_only_where_they_are_the_same_classes() -> None:
    other = definition(1, classes={**CLASSES, "labels": ["a", "b", "c"]})
    table = table_of([[3.0], [2.0], [1.0]])
    assert change_between(run_index(table, ONE), run_index(table, other)).other_class is None
    assert change_between(result_of([3, 2, 1]), result_of([1, 2, 3])).other_class == 2


def test_the_same_figures_everywhere_twice_as_high_move_only_the_yardstick() -> None:
    """Ranks stay; measured by the old yardstick everybody is above the old mean."""
    old, new = table_of([[1.0], [2.0], [3.0], [4.0]]), table_of([[11.0], [12.0], [13.0], [14.0]])
    steps = run_index(old, ONE), apply_reference(new, ONE, fit_reference(old, ONE)), run_index(new, ONE)
    ranks, classes = causes_of_moves(*steps), causes_of_moves(*steps, classes=True)
    assert (ranks.moved, ranks.unmoved) == (0, 4)
    assert set(steps[1].klass) == {"hoch"}
    assert (classes.by_both, classes.by_figures, classes.by_yardstick, classes.unmoved) == (3, 0, 0, 1)


def test_the_same_figures_again_move_nobody() -> None:
    table = table_of([[1.0], [2.0], [4.0]])
    same = run_index(table, ONE)
    found = causes_of_moves(same, apply_reference(table, ONE, fit_reference(table, ONE)), same)
    assert (found.moved, found.unmoved) == (0, 3)


def test_every_area_with_three_ranks_is_counted_once() -> None:
    rng = np.random.default_rng(3)
    old, new = (table_of(rng.normal(size=(40, 3))) for _ in range(2))
    shape = definition(3, classes=CLASSES)
    steps = run_index(old, shape), apply_reference(new, shape, fit_reference(old, shape)), run_index(new, shape)
    found = causes_of_moves(*steps)
    assert found.moved + found.unmoved == 40


def test_a_new_indicator_can_move_a_whole_quarter() -> None:
    """As in Berlin in 2023: the added indicator is high in one quarter, so its areas come forward together."""
    west, east = [0.30, 0.28, 0.26], [0.25, 0.24, 0.23]
    old = table_of([[value] for value in west + east])
    new = table_of(np.column_stack([west + east, [0.05, 0.06, 0.05, 0.6, 0.61, 0.62]]))
    counted_twice = definition(2, indicators=indicators(2, weight=[1.0, 2.0]))
    change = change_between(run_index(old, definition(1)), run_index(new, counted_twice))
    quarter = {area: "West" if place < 3 else "Ost" for place, area in enumerate(old.area_ids)}
    found = moves_by_group(change, quarter)
    assert [(one.group, one.forward, one.back, one.median) for one in found] == [
        ("Ost", 3, 0, 3.0),
        ("West", 0, 3, -3.0),
    ]


def test_areas_without_a_group_are_left_out_of_the_groups() -> None:
    change = change_between(result_of([3, 2, 1]), result_of([1, 2, 3]))
    assert moves_by_group(change, {"a00": ""}) == ()
