"""One choice changed at a time: which areas stay, which enter and leave, and how alike the order is."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from passgenau.common.errors import PassgenauError
from passgenau.index import run_index
from passgenau.index.agreement import Agreement, agreement, compared
from passgenau.index.definition import IndexDefinition
from passgenau.indicators.table import IndicatorTable
from tests.index.figures import counted, definition, table_of

OUTLIER = [[10.0, 1.0], [2.0, 3.0], [2.1, 2.6], [1.5, 2.9], [1.0, 1.0], [1.2, 0.5]]


def region(areas: int = 15, width: int = 3, seed: int = 2) -> IndicatorTable:
    """Return invented areas with counts and populations."""
    rng = np.random.default_rng(seed)
    base = rng.integers(50, 500, (areas, width)).astype(float)
    cases = np.round(base * np.clip(rng.normal(0.2, 0.08, (areas, width)), 0.01, 0.9))
    return counted(cases, base, populations=rng.integers(1000, 5000, areas))


def tried(table: IndicatorTable, chosen: IndexDefinition, **changes: Any) -> dict[tuple[str, str], Agreement]:
    """Return the variants by what was changed."""
    options: dict[str, Any] = {"methods": (), "means": (), "top": 3, **changes}
    return {(one.choice, one.value): one for one in agreement(table, chosen, **options)}


def test_each_variant_changes_one_choice_and_nothing_is_tried_twice() -> None:
    chosen = definition(3, robustness={"counts": "none", "choices": {"method": ["zscore", "rank"], "mean": ["county"]}})
    found = agreement(region(), chosen, methods=("rank", "minmax", "zscore"), means=("areas", "population"), top=3)
    assert [(one.choice, one.value) for one in found] == [
        ("method", "rank"), ("method", "minmax"), ("mean", "county"), ("mean", "population"),
    ]  # fmt: skip


def test_aggregates_of_the_definition_are_tried_too() -> None:
    chosen = definition(3, robustness={"counts": "none"})
    assert chosen.robustness is not None
    named = replace(chosen, robustness=replace(chosen.robustness, aggregates=("sum", "arithmetic")))
    found = tried(region(), named)
    assert list(found) == [("aggregate", "arithmetic")]
    assert found["aggregate", "arithmetic"].kendall == pytest.approx(1.0)


def test_who_enters_and_who_leaves_by_hand() -> None:
    """One extreme value makes a00 first by distances; by places from below, a01 has 4 + 6 and a00 at most 6 + 3."""
    found = tried(table_of(OUTLIER), definition(2), methods=("rank",), top=1)["method", "rank"]
    assert (found.first, found.same) == (1, 0)
    assert (found.entering, found.leaving) == (("a01",), ("a00",))


def test_correlations_of_an_order_by_hand() -> None:
    """Five areas, two neighbours exchanged: Spearman 1 - 6*2/(5*24) = 0.9, Kendall (9 - 1)/10 = 0.8."""
    first = run_index(table_of([[5.0], [4.0], [3.0], [2.0], [1.0]]), definition(1))
    other = run_index(table_of([[5.0], [3.0], [4.0], [2.0], [1.0]]), definition(1))
    found = compared(first, other, choice="indicators", value="x", top=2)
    assert found.spearman == pytest.approx(0.9)
    assert found.kendall == pytest.approx(0.8)
    assert (found.same, found.entering, found.leaving) == (1, ("a02",), ("a01",))


def test_a_variant_that_cannot_be_computed_says_why_and_has_no_figures() -> None:
    found = tried(table_of(OUTLIER), definition(2), means=("county",))["mean", "county"]
    assert found.reason
    assert (found.first, found.same, found.entering, found.leaving) == (0, 0, (), ())
    assert np.isnan([found.spearman, found.kendall]).all()


def test_a_setting_that_the_definition_does_not_state_is_not_invented() -> None:
    found = tried(region(), definition(3), methods=("exponential_rank", "goalposts", "distance_to_target"))
    assert found["method", "exponential_rank"].reason == (
        "Die Definition nennt dafür „decay“, „offset“ und „ties“ nicht."
    )
    assert all(one.reason for one in found.values())


def test_areas_ranked_by_one_of_the_two_alone_count_in_no_correlation() -> None:
    first = run_index(table_of([[5.0], [4.0], [3.0], [2.0]]), definition(1))
    gap = {"combine__missing": {"rule": "exclude_area"}}
    other = run_index(table_of([[np.nan], [4.0], [3.0], [2.0]]), definition(1, **gap))
    found = compared(first, other, choice="indicators", value="x", top=1)
    assert found.kendall == pytest.approx(1.0)
    assert (found.entering, found.leaving) == (("a01",), ("a00",))


def test_two_areas_or_none_have_no_order_to_compare() -> None:
    first = run_index(table_of([[5.0], [4.0]]), definition(1))
    tied = replace(first, rank=np.array([1, 1]))
    assert np.isnan(compared(first, tied, choice="indicators", value="x", top=1).kendall)


@settings(max_examples=12, deadline=None)
@given(seed=st.integers(0, 10_000), top=st.integers(1, 15))
def test_what_stays_and_what_leaves_are_the_first_areas(seed: int, top: int) -> None:
    table, chosen = region(seed=seed), definition(3)
    within = {area for area, rank in zip(table.area_ids, run_index(table, chosen).rank, strict=True) if rank <= top}
    for one in agreement(table, chosen, methods=("rank", "difference", "minmax"), means=("county",), top=top):
        assert one.first == len(within)
        assert one.same + len(one.leaving) == one.first
        assert set(one.leaving) <= within
        assert not set(one.entering) & within
        assert -1 <= one.kendall <= 1


def test_the_same_index_on_another_scale_agrees_in_everything() -> None:
    """Borda points are ranks counted from the other end."""
    found = tried(region(), definition(3, standardise={"method": "rank"}), methods=("borda",))["method", "borda"]
    assert (found.same, found.entering, found.leaving) == (found.first, (), ())
    assert found.spearman == pytest.approx(1.0)


@pytest.mark.parametrize("top", [0, 16])
def test_it_refuses_a_number_of_first_places_that_there_are_not(top: int) -> None:
    with pytest.raises(PassgenauError, match="von 1 bis 15"):
        agreement(region(), definition(3), methods=(), means=(), top=top)
