"""The distance of one value from the county in usual spreads, with its interval, as a dot with whiskers."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from passgenau.render.palette import BLUE, BROWN, INK, MUTED, PAPER, SURFACE
from passgenau.render.svg import Attribute, chart, element

WIDTH = 220
HEIGHT = 28
REACH = 4.0
MIDDLE = HEIGHT / 2
# Room at both ends for the arrows of what lies beyond.
EDGE = 14.0
CAP = 4.0


class Judgement(StrEnum):
    """What may be said of the difference; the colour follows this, the position never does."""

    UNFAVOURABLE = "unfavourable"
    FAVOURABLE = "favourable"
    DIFFERENT = "different"
    INDISTINCT = "indistinct"


COLOURS: dict[Judgement, str] = {
    Judgement.UNFAVOURABLE: BROWN,
    Judgement.FAVOURABLE: BLUE,
    Judgement.DIFFERENT: INK,
    Judgement.INDISTINCT: MUTED,
}


@dataclass(frozen=True)
class Deviation:
    """Value and ends of its 90 % interval as distances from the county value in spreads, positive = higher."""

    distance: float
    low: float | None
    high: float | None
    judgement: Judgement


def deviation_plot(deviation: Deviation, *, sentence: str = "") -> str:
    """Return band, county line, whiskers and dot; what lies beyond four spreads ends in an arrow."""
    colour = COLOURS[deviation.judgement]
    return chart(
        WIDTH,
        HEIGHT,
        _ground(),
        _whiskers(deviation, colour),
        _dot(deviation, colour),
        css_class=f"chart chart-deviation chart-{deviation.judgement}",
        sentence=sentence,
    )


def _at(distance: float) -> float:
    """Return the position of a distance, kept inside the plot."""
    within = min(max(distance, -REACH), REACH)
    return WIDTH / 2 + within / REACH * (WIDTH / 2 - EDGE)


def _ground() -> str:
    left, right = _at(-1), _at(1)
    band = element("rect", x=left, y=0, width=right - left, height=HEIGHT, class_="chart-usual", fill=SURFACE)
    county = f"M{WIDTH / 2:.0f} 0V{HEIGHT}"
    return band + element("path", d=county, class_="chart-county", stroke=INK, stroke_width=1.5)


def _whiskers(deviation: Deviation, colour: str) -> str:
    if deviation.low is None or deviation.high is None:
        return ""
    left = 1.0 if deviation.low < -REACH else _at(deviation.low)
    right = WIDTH - 1.0 if deviation.high > REACH else _at(deviation.high)
    ends = _end(left, 1, deviation.low < -REACH) + _end(right, -1, deviation.high > REACH)
    line = f"M{left:.1f} {MIDDLE:.0f}H{right:.1f}"
    return element("path", d=line + ends, class_="chart-whisker", fill="none", stroke=colour, stroke_width=1.8)


def _end(x: float, inward: int, cut_off: bool) -> str:
    """Return an end cap, or an arrow head with its tip at the edge where the interval goes on."""
    if cut_off:
        back = x + inward * 5
        return f"M{back:.1f} {MIDDLE - CAP:.0f}L{x:.1f} {MIDDLE:.0f}L{back:.1f} {MIDDLE + CAP:.0f}"
    return f"M{x:.1f} {MIDDLE - CAP:.0f}v{2 * CAP:.0f}"


def _dot(deviation: Deviation, colour: str) -> str:
    x = _at(deviation.distance)
    beyond = "" if abs(deviation.distance) <= REACH else _beyond(deviation.distance, colour)
    if deviation.judgement is Judgement.INDISTINCT:
        look: dict[str, Attribute] = {"fill": PAPER, "stroke": colour, "stroke_width": 1.8}
        return element("circle", cx=x, cy=MIDDLE, r=5, class_="chart-dot", **look) + beyond
    return element("circle", cx=x, cy=MIDDLE, r=6, class_="chart-dot", fill=colour) + beyond


def _beyond(distance: float, colour: str) -> str:
    """Return an arrow at the edge: the value lies outside the plot."""
    tip, back = (WIDTH, -6) if distance > 0 else (0, 6)
    path = f"M{tip} {MIDDLE:.0f}l{back}-6v12z"
    return element("path", d=path, class_="chart-dot", fill=colour)
