"""The rank of an area with the interval it has in the robustness run, on the ranks of the rows shown."""

from __future__ import annotations

from dataclasses import dataclass

from passgenau.render.palette import INK, MUTED, RULE, RULE_WEAK
from passgenau.render.svg import chart, element, words

WIDTH = 276
HEIGHT = 20
PADDING = 4.0
ARROW = 6.0


@dataclass(frozen=True)
class RankAxis:
    """The ranks shown, from the first to the last, and the cut after rank ``cut`` (None without one)."""

    first: int
    last: int
    cut: int | None = None

    def at(self, rank: float) -> float:
        """Return the horizontal position of a rank in pixels, also of one outside the axis."""
        return PADDING + (rank - self.first) / max(self.last - self.first, 1) * (WIDTH - 2 * PADDING)

    def within(self, rank: float) -> float:
        """Return the rank, or the end of the axis it lies beyond."""
        return min(max(rank, self.first), self.last)


@dataclass(frozen=True)
class RankSpan:
    """Published rank and the ranks p05 and p95; ``low`` and ``high`` are None without a robustness run."""

    rank: int
    low: float | None = None
    high: float | None = None


def rank_interval(span: RankSpan, axis: RankAxis, *, sentence: str = "") -> str:
    """Return track, band, cut and tick; a band that leaves the axis ends in an arrow, a tick outside is not drawn."""
    middle = HEIGHT / 2
    track = element("path", d=f"M0 {middle:.0f}H{WIDTH}", class_="chart-track", stroke=RULE_WEAK, stroke_width=1.5)
    tick = ""
    if axis.first <= span.rank <= axis.last:
        tick = element("rect", x=axis.at(span.rank) - 2, y=middle - 8, width=4, height=16, class_="chart-ink", fill=INK)
    return chart(
        WIDTH, HEIGHT, track, _band(span, axis), _cut(axis), tick, css_class="chart chart-rank", sentence=sentence
    )


def _band(span: RankSpan, axis: RankAxis) -> str:
    if span.low is None or span.high is None:
        return ""
    left, right = axis.at(axis.within(span.low)), axis.at(axis.within(span.high))
    arrows = ""
    if span.high > axis.last:
        right = WIDTH - ARROW
        arrows += _arrow(WIDTH, -ARROW)
    if span.low < axis.first:
        left = ARROW
        arrows += _arrow(0, ARROW)
    left, right = min(left, right), max(left, right)
    band = element(
        "rect", x=left - 2, y=HEIGHT / 2 - 5, width=right - left + 4, height=10, class_="chart-band", fill=RULE
    )
    return (band if span.low <= axis.last and span.high >= axis.first else "") + arrows


def _arrow(tip: float, depth: float) -> str:
    """Return a triangle with its tip at the end of the axis."""
    path = f"M{tip:.0f} {HEIGHT // 2}l{depth:.0f}-7v14z"
    return element("path", d=path, class_="chart-band", fill=RULE)


def _cut(axis: RankAxis) -> str:
    if axis.cut is None or not axis.first <= axis.cut + 0.5 <= axis.last:
        return ""
    x = axis.at(axis.cut + 0.5)
    return element(
        "path", d=f"M{x:.1f} 0V{HEIGHT}", class_="chart-cut", stroke=INK, stroke_width=1.5, stroke_dasharray="3 2"
    )


def rank_axis(axis: RankAxis) -> str:
    """Return the labels of the axis for the head of the column: both ends, the cut, and tens between."""
    labels = {axis.first, axis.last}
    if axis.cut is not None and axis.first < axis.cut < axis.last:
        labels.add(axis.cut)
    free = max(2.0, (axis.last - axis.first) / 8)
    for rank in range(_step(axis), axis.last, _step(axis)):
        if rank > axis.first and all(abs(rank - other) >= free for other in labels):
            labels.add(rank)
    texts = (_label(rank, axis) for rank in sorted(labels))
    return chart(WIDTH, 18, *texts, css_class="chart chart-axis")


def _step(axis: RankAxis) -> int:
    return 10 if axis.last - axis.first <= 50 else 20


def _label(rank: int, axis: RankAxis) -> str:
    x = axis.at(rank)
    anchor = "start" if rank == axis.first else "end" if rank == axis.last else "middle"
    x = 0 if rank == axis.first else WIDTH if rank == axis.last else x
    return words(str(rank), x=x, y=13, text_anchor=anchor, font_size=13, fill=MUTED, class_="chart-text")
