"""A short course over the periods, with gaps where nothing may or can be shown."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from passgenau.render.palette import INK, MUTED
from passgenau.render.svg import chart, element

WIDTH = 96
HEIGHT = 28
EDGE = 5.0
# A quieter course than this part of its mean is drawn flat, so that noise does not look like movement.
LEAST_SPAN = 0.12

Point = tuple[float, float]


def sparkline(values: Sequence[float | None], *, sentence: str = "") -> str:
    """Return the course of the values, None being a gap; nothing at all with fewer than two values."""
    known = [value for value in values if value is not None]
    if len(known) < 2:
        return ""
    runs = _runs(values, known)
    lines = "".join(_line(run) for run in runs if len(run) > 1)
    alone = (element("circle", cx=run[0][0], cy=run[0][1], r=2, class_="chart-dot", fill=MUTED)
             for run in runs if len(run) == 1)  # fmt: skip
    course = element(
        "path", d=lines, class_="chart-course", fill="none", stroke=MUTED, stroke_width=1.6, stroke_linejoin="round"
    )
    end = "" if values[-1] is None else _end(runs[-1][-1])
    return chart(
        WIDTH, HEIGHT, course if lines else "", *alone, end, css_class="chart chart-sparkline", sentence=sentence
    )


def _runs(values: Sequence[float | None], known: Sequence[float]) -> list[list[Point]]:
    """Return the points in pieces without gaps."""
    low, high = min(known), max(known)
    span = max(high - low, LEAST_SPAN * abs(sum(known) / len(known))) or 1.0
    middle = (low + high) / 2
    step = (WIDTH - 2 * EDGE) / (len(values) - 1)
    points = [
        None if value is None else (EDGE + place * step, HEIGHT / 2 - (value - middle) / span * (HEIGHT - 2 * EDGE))
        for place, value in enumerate(values)
    ]
    return [[point for point in run if point] for there, run in groupby(points, key=lambda p: p is not None) if there]


def _line(run: Sequence[Point]) -> str:
    return "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in run)


def _end(point: Point) -> str:
    return element("circle", cx=point[0], cy=point[1], r=3, class_="chart-end", fill=INK)
