"""The picture of the page "Wie sicher ist das?": rank intervals around the cut, with the words for each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from passgenau.common.numbers_de import rank as rank_de
from passgenau.profile.facts import rank_words
from passgenau.profile.standing import Standing
from passgenau.render.charts import CommonAxis, RankSpan, rank_span, span_axis

BEYOND_THE_CUT = 5


@dataclass(frozen=True)
class SpanRow:
    """One area of the picture."""

    area_id: str
    rank: str
    name: str
    parent: str
    svg: str
    dots: str
    word: str
    frequency: str
    interval: str
    cut_after: bool


@dataclass(frozen=True)
class SpanChart:
    """The picture with its axis."""

    axis: str
    rows: tuple[SpanRow, ...]
    last: str


def rows_around_the_cut(ranked: int, top: int) -> int:
    """Return how many areas are looked at: twice the first and five more, or all there are."""
    return min(ranked, 2 * top + BEYOND_THE_CUT)


def span_chart(placed: Sequence[Standing], *, top: int) -> SpanChart:
    """Return the picture of tested areas, highest need first."""
    shown = placed[: rows_around_the_cut(len(placed), top)]
    axis = CommonAxis(max(len(shown), 2), top)
    following = [entry.rank for entry in shown[1:]] + [len(placed) + 1]
    rows = tuple(
        _row(entry, axis, cut=entry.rank <= top < after) for entry, after in zip(shown, following, strict=True)
    )
    return SpanChart(span_axis(axis), rows, str(axis.last))


def _row(entry: Standing, axis: CommonAxis, *, cut: bool) -> SpanRow:
    return SpanRow(
        area_id=entry.area_id,
        rank=str(entry.rank),
        name=entry.name,
        parent=entry.municipality,
        svg=rank_span(RankSpan(entry.rank, entry.low, entry.high), axis),
        dots=entry.certainty.dots,
        word=entry.certainty.word,
        frequency=entry.certainty.frequency,
        interval=_interval(entry),
        cut_after=cut,
    )


def _interval(entry: Standing) -> str:
    """Return the interval as briefly as a row allows, in full where the rank lies outside it."""
    if entry.low is None or entry.high is None or not entry.low <= entry.rank <= entry.high:
        return rank_words(entry.rank, entry.low, entry.high)
    return rank_de(entry.low, entry.high)
