"""Rank intervals of many areas, one row each, on one common axis that is as wide as its column."""

from __future__ import annotations

from dataclasses import dataclass

from passgenau.render.charts.rank_interval import RankSpan
from passgenau.render.palette import INK, MUTED, RULE, RULE_WEAK
from passgenau.render.svg import element, words

ROW_HEIGHT = 60
EDGE = 1.5  # percent of the width left free on both sides
ARROW = 7


@dataclass(frozen=True)
class CommonAxis:
    """The ranks from 1 to ``last``, and the cut after rank ``cut`` (None without one)."""

    last: int
    cut: int | None = None

    def at(self, rank: float) -> float:
        """Return where a rank lies, in percent of the width; ranks beyond the axis lie at its end."""
        place = (min(max(rank, 1.0), self.last + 0.5) - 1) / max(self.last - 0.5, 1)
        return EDGE + place * (100 - 2 * EDGE)

    def marks(self) -> tuple[int, ...]:
        """Return the labelled ranks: both ends, the cut, and fives or tens that keep clear of them."""
        step = 5 if self.last <= 30 else 10 if self.last <= 60 else 20
        fixed = {1, self.last} | ({self.cut} if self.cut is not None and 1 < self.cut < self.last else set())
        free = {rank for rank in range(step, self.last, step) if all(abs(rank - one) > step / 2 for one in fixed)}
        return tuple(sorted(fixed | free))


def rank_span(span: RankSpan, axis: CommonAxis) -> str:
    """Return one row: faint lines at the labels, track, band, tick, and the cut over the whole height."""
    middle = ROW_HEIGHT / 2
    lines = "".join(_upright(axis.at(rank), "chart-grid", RULE_WEAK, 1) for rank in axis.marks())
    track = element(
        "line", x1="0%", x2="100%", y1=middle, y2=middle, class_="chart-track", stroke=RULE_WEAK, stroke_width=1.5
    )
    tick = ""
    if span.rank <= axis.last:
        tick = element(
            "rect", x=_percent(axis.at(span.rank)), y=middle - 10, width=4, height=20, transform="translate(-2)",
            class_="chart-ink", fill=INK,
        )  # fmt: skip
    return _root(ROW_HEIGHT, lines, track, _band(span, axis), _cut(axis), tick)


def span_axis(axis: CommonAxis) -> str:
    """Return the labels of the axis for the head of the column."""
    return _root(20, *(_label(rank, axis) for rank in axis.marks()))


def _band(span: RankSpan, axis: CommonAxis) -> str:
    if span.low is None or span.high is None or span.low > axis.last:
        return ""
    left, right = axis.at(span.low), axis.at(span.high)
    band = element(
        "rect", x=_percent(left), y=ROW_HEIGHT / 2 - 7, width=_percent(max(right - left, 0.8)), height=14,
        class_="chart-band", fill=RULE,
    )  # fmt: skip
    if span.high <= axis.last:
        return band
    tip = element("path", d=f"M{ARROW} 0l-{ARROW}-9v18z", class_="chart-band", fill=RULE)
    return band + element("svg", tip, x=_percent(right), y=ROW_HEIGHT / 2, overflow="visible", aria_hidden="true")


def _cut(axis: CommonAxis) -> str:
    if axis.cut is None or not 1 <= axis.cut < axis.last:
        return ""
    return _upright(axis.at(axis.cut + 0.5), "chart-cut", INK, 1.5, dashes="4 3")


def _upright(place: float, css_class: str, stroke: str, width: float, *, dashes: str | None = None) -> str:
    x = _percent(place)
    return element(
        "line", x1=x, x2=x, y1=0, y2=ROW_HEIGHT, class_=css_class, stroke=stroke, stroke_width=width,
        stroke_dasharray=dashes,
    )  # fmt: skip


def _label(rank: int, axis: CommonAxis) -> str:
    anchor = "start" if rank == 1 else "middle"
    return words(
        str(rank), x="0%" if rank == 1 else _percent(axis.at(rank)), y=15, text_anchor=anchor, font_size=13,
        fill=MUTED, class_="chart-text",
    )  # fmt: skip


def _root(height: float, *children: str) -> str:
    """Return a drawing without a view box: its lengths are percent, so text keeps its size at any width."""
    return element(
        "svg", *children, xmlns="http://www.w3.org/2000/svg", class_="chart chart-fluid", width="100%", height=height,
        aria_hidden="true",
    )  # fmt: skip


def _percent(value: float) -> str:
    return f"{value:.2f}%"
