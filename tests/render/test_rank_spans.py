"""Rank intervals on one axis as wide as its column: places in percent, arrows, the cut, labels apart."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from passgenau.render.charts import CommonAxis, RankSpan, rank_span, span_axis
from tests.render.drawn import tree

AXIS = CommonAxis(23, 9)


def by_class(svg: str, name: str) -> list:
    return [element for element in tree(svg).iter() if name in (element.get("class") or "").split()]


def percent(element: object, attribute: str) -> float:
    return float(element.get(attribute).rstrip("%"))  # type: ignore[attr-defined]


def test_it_has_no_view_box_so_that_text_keeps_its_size_at_any_width() -> None:
    for svg in (rank_span(RankSpan(3, 1, 5), AXIS), span_axis(AXIS)):
        root = tree(svg)
        assert root.get("width") == "100%"
        assert root.get("viewBox") is None
        assert root.get("aria-hidden") == "true"
        assert "style" not in svg
    assert {text.get("font-size") for text in tree(span_axis(AXIS)).iter() if text.tag.endswith("text")} == {"13"}


def test_tick_band_and_cut_stand_on_the_common_axis() -> None:
    svg = rank_span(RankSpan(9, 5, 10), AXIS)
    band, tick, cut = by_class(svg, "chart-band"), by_class(svg, "chart-ink"), by_class(svg, "chart-cut")
    assert percent(tick[0], "x") == pytest.approx(AXIS.at(9), abs=0.01)
    assert percent(band[0], "x") == pytest.approx(AXIS.at(5), abs=0.01)
    assert percent(band[0], "width") == pytest.approx(AXIS.at(10) - AXIS.at(5), abs=0.01)
    assert AXIS.at(9) < percent(cut[0], "x1") < AXIS.at(10)


def test_a_band_that_leaves_the_axis_ends_in_an_arrow() -> None:
    inside, beyond = rank_span(RankSpan(20, 16, 23), AXIS), rank_span(RankSpan(23, 21, 31), AXIS)
    assert [element.tag[-4:] for element in by_class(inside, "chart-band")] == ["rect"]
    assert [element.tag[-4:] for element in by_class(beyond, "chart-band")] == ["rect", "path"]


def test_a_rank_or_band_beyond_the_axis_is_not_drawn() -> None:
    svg = rank_span(RankSpan(40, 35, 44), AXIS)
    assert by_class(svg, "chart-ink") == by_class(svg, "chart-band") == []


def test_without_a_run_there_is_a_tick_and_no_band() -> None:
    svg = rank_span(RankSpan(4), AXIS)
    assert len(by_class(svg, "chart-ink")) == 1
    assert by_class(svg, "chart-band") == []


def test_without_a_cut_within_the_axis_none_is_drawn() -> None:
    assert by_class(rank_span(RankSpan(1, 1, 2), CommonAxis(5, 5)), "chart-cut") == []
    assert by_class(rank_span(RankSpan(1, 1, 2), CommonAxis(5)), "chart-cut") == []


@given(last=st.integers(2, 400), cut=st.integers(1, 400))
def test_both_ends_and_the_cut_are_labelled_and_other_labels_keep_clear(last: int, cut: int) -> None:
    axis = CommonAxis(last, cut)
    marks = axis.marks()
    assert {1, last} <= set(marks)
    assert cut in marks or not 1 < cut < last
    free = [mark for mark in marks if mark not in {1, cut, last}]
    assert all(abs(one - other) >= 2 for one, other in pairwise(sorted({*free, 1, last})) if last > 4)
    assert len(marks) <= 3 + last // 5


@given(last=st.integers(2, 400), rank=st.integers(1, 600))
def test_the_axis_grows_with_the_rank_and_ends_within_its_column(last: int, rank: int) -> None:
    axis = CommonAxis(last)
    assert 0 <= axis.at(rank) <= axis.at(rank + 1) <= 100
