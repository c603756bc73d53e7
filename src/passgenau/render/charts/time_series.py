"""The course of one indicator over the periods: this area with its interval, its municipality, the county."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Literal

from passgenau.render.charts.axis_ticks import axis_ticks
from passgenau.render.charts.sparkline import LEAST_SPAN
from passgenau.render.palette import INK, MUTED, PAPER, RULE_STRONG, RULE_WEAK
from passgenau.render.svg import Attribute, chart, element, words

TEXT = 13
LETTER = 7.2
LINE = 17.0

Role = Literal["area", "municipality", "county"]

# Every line differs in width and dash, not by colour alone.
LOOKS: dict[Role, dict[str, Attribute]] = {
    "area": {"stroke": INK, "stroke_width": 2.6},
    "municipality": {"stroke": MUTED, "stroke_width": 2, "stroke_dasharray": "7 4"},
    "county": {"stroke": RULE_STRONG, "stroke_width": 2, "stroke_dasharray": "2 3"},
}


@dataclass(frozen=True)
class Series:
    """One line: a value per period, None where nothing may or can be shown; ``low``/``high`` its 90 % interval."""

    name: str
    role: Role
    values: tuple[float | None, ...]
    low: tuple[float | None, ...] = ()
    high: tuple[float | None, ...] = ()


@dataclass(frozen=True)
class _Plot:
    left: float
    right: float
    top: float
    bottom: float
    count: int
    ticks: tuple[float, ...]

    def x(self, place: int) -> float:
        return self.left + (self.right - self.left) * (place / (self.count - 1) if self.count > 1 else 0.5)

    def y(self, value: float) -> float:
        low, high = self.ticks[0], self.ticks[-1]
        return self.bottom - (value - low) / (high - low) * (self.bottom - self.top)


def time_series(
    series: Sequence[Series],
    periods: Sequence[str],
    *,
    shown: Callable[[float], str],
    sentence: str,
    gaps: Mapping[int, str] | None = None,
    width: int = 640,
    height: int = 280,
) -> str:
    """Return the chart; ``shown`` writes axis numbers in German, ``gaps`` names by period position why this area's
    value is absent. Without any value at all nothing is drawn.
    """
    known = [value for line in series for row in (line.values, line.low, line.high) for value in row]
    numbers = [value for value in known if value is not None]
    if not numbers:
        return ""
    plot = _plot(series, axis_ticks(*_range(numbers)), len(periods), shown=shown, size=(width, height))
    drawn = [*_value_axis(plot, shown), *_period_axis(plot, periods)]
    drawn += [_band(line, plot) for line in series]
    drawn += [_course(line, plot) for line in reversed(series)]
    drawn += [_gap(plot, place, word) for place, word in (gaps or {}).items()]
    drawn += _names(series, plot)
    return chart(width, height, *drawn, css_class="chart chart-series", sentence=sentence)


def _range(numbers: Sequence[float]) -> tuple[float, float]:
    """Return lowest and highest value, wide enough that noise does not look like movement."""
    low, high = min(numbers), max(numbers)
    lacking = max(0.0, LEAST_SPAN * abs(sum(numbers) / len(numbers)) - (high - low)) / 2
    return (max(0.0, low - lacking) if low >= 0 else low - lacking), high + lacking


def _plot(
    series: Sequence[Series],
    ticks: tuple[float, ...],
    count: int,
    *,
    shown: Callable[[float], str],
    size: tuple[int, int],
) -> _Plot:
    width, height = size
    left = LETTER * max(len(shown(tick)) for tick in ticks) + 14
    names = LETTER * max(len(line.name) for line in series) + 22
    return _Plot(left, max(width - names, left + 60), 12, height - 30, count, ticks)


def _value_axis(plot: _Plot, shown: Callable[[float], str]) -> Iterator[str]:
    for tick in plot.ticks:
        y = plot.y(tick)
        strong = tick == plot.ticks[0]
        colour = RULE_STRONG if strong else RULE_WEAK
        line = f"M{plot.left - 6:.1f} {y:.1f}H{plot.right:.1f}"
        yield element("path", d=line, class_="chart-grid", stroke=colour, stroke_width=1)
        yield _text(shown(tick), plot.left - 12, y + 4.5, anchor="end", colour=MUTED)


def _period_axis(plot: _Plot, periods: Sequence[str]) -> Iterator[str]:
    """Return the labels of the periods, every second or third only where all would touch; the last one always."""
    room = (plot.right - plot.left) / max(len(periods) - 1, 1)
    every = next(n for n in range(1, len(periods) + 1) if n == len(periods) or n * room > LETTER * len(periods[-1]) + 8)
    for place, period in enumerate(periods):
        if (len(periods) - 1 - place) % every == 0:
            yield _text(period, plot.x(place), plot.bottom + 22, anchor="middle", colour=MUTED)


def _runs(values: Sequence[float | None], plot: _Plot) -> list[list[tuple[float, float]]]:
    points = [None if value is None else (plot.x(place), plot.y(value)) for place, value in enumerate(values)]
    return [[point for point in run if point] for there, run in groupby(points, key=lambda p: p is not None) if there]


def _course(line: Series, plot: _Plot) -> str:
    runs = _runs(line.values, plot)
    path = "".join(_line(run) for run in runs if len(run) > 1)
    look: dict[str, Attribute] = {"fill": "none", "stroke_linejoin": "round", **LOOKS[line.role]}
    drawn = element("path", d=path, class_=f"chart-course chart-{line.role}", **look) if path else ""
    alone = line.role != "area"
    dots = [run[0] for run in runs if len(run) == 1] if alone else [point for run in runs for point in run]
    colour = LOOKS[line.role]["stroke"]
    return drawn + "".join(element("circle", cx=x, cy=y, r=3.2, class_="chart-dot", fill=colour) for x, y in dots)


def _band(line: Series, plot: _Plot) -> str:
    if not line.low or not line.high:
        return ""
    ends = [value is not None and other is not None for value, other in zip(line.low, line.high, strict=True)]
    lows = _runs([value if both else None for value, both in zip(line.low, ends, strict=True)], plot)
    highs = _runs([value if both else None for value, both in zip(line.high, ends, strict=True)], plot)
    path = "".join(_closed(low, high) for low, high in zip(lows, highs, strict=True))
    if not path:
        return ""
    return element("path", d=path, class_="chart-band", fill=RULE_WEAK, stroke=RULE_WEAK, stroke_width=4)


def _closed(low: Sequence[tuple[float, float]], high: Sequence[tuple[float, float]]) -> str:
    """Return the area between two lines; over a single period it is an upright stroke."""
    return _line([*low, *reversed(high)]) + "z"


def _line(points: Sequence[tuple[float, float]]) -> str:
    return "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in points)


def _gap(plot: _Plot, place: int, word: str) -> str:
    halo: dict[str, Attribute] = {"stroke": PAPER, "stroke_width": 5, "paint_order": "stroke"}
    return _text(word, plot.x(place), plot.bottom - 8, anchor="middle", colour=MUTED, **halo)


def _names(series: Sequence[Series], plot: _Plot) -> list[str]:
    """Return the names at the ends of their lines, moved apart where they would overlap."""
    ends = []
    for line in series:
        known = [value for value in line.values if value is not None]
        if known:
            ends.append((plot.y(known[-1]), line))
    ends.sort(key=lambda end: end[0])
    heights = _apart([y for y, _ in ends], plot)
    return [
        _text(line.name, plot.right + 12, y + 4.5, anchor="start", colour=INK if line.role == "area" else MUTED,
              font_weight=600 if line.role == "area" else None)
        for y, (_, line) in zip(heights, ends, strict=True)
    ]  # fmt: skip


def _apart(heights: Sequence[float], plot: _Plot) -> list[float]:
    """Return ascending heights at least one line of text apart, as near to the given ones as the plot allows."""
    moved: list[float] = []
    for height in heights:
        moved.append(max(height, moved[-1] + LINE) if moved else height)
    for place in range(len(moved) - 1, -1, -1):
        most = plot.bottom if place == len(moved) - 1 else moved[place + 1] - LINE
        moved[place] = min(moved[place], most)
    return moved


def _text(text: str, x: float, y: float, *, anchor: str, colour: str, **look: Attribute) -> str:
    return words(text, x=x, y=y, text_anchor=anchor, font_size=TEXT, fill=colour, class_="chart-text", **look)
