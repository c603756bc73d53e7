"""Areas near a cut: who is named, on which side they stand, and how often the runs put them on the other."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from passgenau.common.errors import PassgenauError
from passgenau.index import IndexResult, RobustnessResult, run_index, run_robustness
from passgenau.index.cliff_edges import CliffEdge, cliff_edges
from tests.index.figures import definition, table_of

CLASSES = {"cuts": [0.0, 1.0], "labels": ["unten", "mitte", "oben"]}
SCORES = (1.6, 1.2, 0.9, -0.5, -1.5)


def judged(scores: tuple[float, ...] = SCORES) -> IndexResult:
    """Return a result whose final score is what is written here; differences to zero mean are the scores."""
    result = run_index(table_of([[score] for score in scores]), definition(1, classes=CLASSES))
    labels = tuple(CLASSES["labels"][sum(score > cut for cut in CLASSES["cuts"])] for score in scores)
    return replace(result, score=np.array(scores), klass=labels)


def runs(result: IndexResult, p_top: list[float], p_class: list[list[float]] | None = None) -> RobustnessResult:
    """Return a robustness run with these probabilities for two first places."""
    nothing = np.full(len(p_top), np.nan)
    return RobustnessResult(
        area_ids=result.area_ids, rank=result.rank, rank_p05=nothing, rank_p50=nothing, rank_p95=nothing,
        p_top=np.array(p_top), p_class=np.array(p_class or np.empty((len(p_top), 0))), top=2, replications=1000,
        failed=0, seed=1,
    )  # fmt: skip


def test_an_area_on_either_side_of_the_cut_is_named_with_the_way_to_the_nearest_on_the_other() -> None:
    result = judged()
    found = cliff_edges(result, runs(result, [1.0, 0.7, 0.25, 0.05, 0.0]), limits=(), threshold=0.1)
    assert [(edge.area_id, edge.cut, edge.number, edge.above) for edge in found] == [
        ("a01", "places", 2, True),
        ("a02", "places", 2, False),
    ]
    assert [edge.other_side for edge in found] == pytest.approx([0.3, 0.25])
    assert [edge.distance for edge in found] == pytest.approx([0.3, 0.3])


def test_a_share_of_exactly_ten_in_a_hundred_is_an_edge_on_both_sides() -> None:
    """1 - 0.9 is a little less than 0.1 for a machine."""
    result = judged()
    found = cliff_edges(result, runs(result, [1.0, 0.9, 0.1, 0.0, 0.0]), limits=(), threshold=0.1)
    assert [edge.area_id for edge in found] == ["a01", "a02"]


def test_limits_of_classes_come_from_the_highest_down_and_count_every_class_beyond() -> None:
    result = judged()
    p_class = [[0, 0, 1], [0.1, 0.3, 0.6], [0.0, 0.85, 0.15], [0.95, 0.03, 0.02], [1, 0, 0]]
    found = cliff_edges(result, runs(result, [1, 1, 0, 0, 0], p_class), limits=(0.0, 1.0), threshold=0.1)
    assert found == (
        CliffEdge("a01", "class", 1, True, pytest.approx(0.2), pytest.approx(0.4)),
        CliffEdge("a02", "class", 1, False, pytest.approx(0.1), pytest.approx(0.15)),
        CliffEdge("a01", "class", 0, True, pytest.approx(1.2), pytest.approx(0.1)),
    )


def test_without_known_limits_the_probability_is_said_and_the_distance_is_not() -> None:
    result = judged()
    p_class = [[0, 0, 1], [0, 0.4, 0.6], [0, 1, 0], [1, 0, 0], [1, 0, 0]]
    found = cliff_edges(result, runs(result, [1, 1, 0, 0, 0], p_class), limits=(), threshold=0.1)
    assert [edge.area_id for edge in found] == ["a01"]
    assert np.isnan(found[0].distance)


def test_an_area_without_a_rank_is_never_on_an_edge() -> None:
    table = table_of([[1.6], [1.2], [np.nan], [-0.5], [-1.5]])
    chosen = definition(1, classes=CLASSES, combine__missing={"rule": "exclude_area"})
    result = run_index(table, chosen)
    p_class = [[0, 0, 1], [0.5, 0.5, 0], [np.nan] * 3, [1, 0, 0], [1, 0, 0]]
    tested = runs(result, [1.0, 0.6, np.nan, 0.4, 0.0], p_class)
    assert {edge.area_id for edge in cliff_edges(result, tested, limits=(0.0, 1.0), threshold=0.1)} == {"a01", "a03"}


def test_where_everybody_is_among_the_first_there_is_no_cut() -> None:
    result = judged((1.2, 1.1, 1.0))
    tied = replace(result, rank=np.array([1, 1, 1]))
    assert cliff_edges(tied, runs(tied, [0.67, 0.67, 0.66]), limits=(), threshold=0.1) == ()


def test_areas_tied_across_the_cut_all_stand_within_and_have_no_way_to_go_beyond_each_other() -> None:
    result = replace(judged((2.0, 1.0, 1.0, 0.0, -1.0)), rank=np.array([1, 2, 2, 4, 5]))
    found = cliff_edges(result, runs(result, [1.0, 0.5, 0.5, 0.0, 0.0]), limits=(), threshold=0.1)
    assert [(edge.area_id, edge.above, edge.distance) for edge in found] == [("a01", True, 1.0), ("a02", True, 1.0)]


def test_a_re_standardised_index_measures_in_its_final_score() -> None:
    table = table_of([[4.0, 1.0], [3.0, 2.0], [2.0, 2.5], [1.0, 0.0]])
    result = run_index(table, definition(2, combine__restandardise=True))
    found = cliff_edges(result, runs(result, [0.5, 0.5, 0.5, 0.5]), limits=(), threshold=0.1)
    best = np.sort(result.score_standardised)[::-1]
    nearest = [edge.distance for edge in found if edge.area_id == result.area_ids[int(np.argmin(abs(result.rank - 2)))]]
    assert nearest == pytest.approx([best[1] - best[2]])


@settings(deadline=None)
@given(
    p_top=st.lists(st.floats(0, 1), min_size=5, max_size=5),
    threshold=st.floats(0.01, 0.5),
    higher=st.floats(0.01, 0.5),
)
def test_a_stricter_threshold_names_no_more_areas_and_nobody_below_it(
    p_top: list[float], threshold: float, higher: float
) -> None:
    result = judged()
    tested = runs(result, p_top)
    low, high = sorted((threshold, higher))
    many = cliff_edges(result, tested, limits=(), threshold=low)
    few = cliff_edges(result, tested, limits=(), threshold=high)
    assert set(few) <= set(many)
    assert all(edge.other_side >= low - 1e-6 and edge.distance >= 0 for edge in many)
    left = set(result.area_ids) - {edge.area_id for edge in many}
    sides = {
        area: (1 - p if rank <= 2 else p) for area, p, rank in zip(result.area_ids, p_top, result.rank, strict=True)
    }
    assert all(sides[area] < low for area in left)


def test_who_is_on_an_edge_does_not_depend_on_the_order_of_areas() -> None:
    rng = np.random.default_rng(8)
    values, order = rng.normal(size=(20, 4)), rng.permutation(20)
    ids = [f"a{number:02d}" for number in range(20)]
    chosen = definition(4, classes=CLASSES, robustness={"counts": "none", "weights": {"law": "uniform", "spread": 0.5}})
    found = []
    for places in (np.arange(20), order):
        table = table_of(values[places], area_ids=[ids[place] for place in places])
        tested = run_robustness(table, chosen, replications=300, seed=4, top=5, noise={})
        edges = cliff_edges(run_index(table, chosen), tested, limits=(0.0, 1.0), threshold=0.1)
        found.append({(edge.area_id, edge.cut, edge.number): edge.other_side for edge in edges})
    assert found[0]
    assert found[0] == pytest.approx(found[1])


@pytest.mark.parametrize("threshold", [0.0, -0.1, 0.51])
def test_it_refuses_a_threshold_that_means_nothing(threshold: float) -> None:
    result = judged()
    with pytest.raises(PassgenauError, match="Die Schwelle muss über 0 und höchstens 0,5 sein"):
        cliff_edges(result, runs(result, [1, 1, 0, 0, 0]), limits=(), threshold=threshold)


def test_it_refuses_limits_that_do_not_fit_the_classes() -> None:
    result = judged()
    tested = runs(result, [1, 1, 0, 0, 0], [[0, 0, 1]] * 5)
    with pytest.raises(PassgenauError, match="Zu 3 Klassen gehören 2 Grenzen, nicht 1"):
        cliff_edges(result, tested, limits=(0.0,), threshold=0.1)


def test_it_refuses_the_runs_of_other_areas() -> None:
    result = judged()
    tested = replace(runs(result, [1, 1, 0, 0, 0]), area_ids=("x", "y", "z", "u", "v"))
    with pytest.raises(PassgenauError, match="dieselben Gebiete"):
        cliff_edges(result, tested, limits=(), threshold=0.1)
