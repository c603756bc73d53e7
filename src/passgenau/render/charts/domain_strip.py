"""All areas as ticks on one line, this one as a dot: where it stands in a domain."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from passgenau.render.charts.deviation_plot import COLOURS, Judgement
from passgenau.render.palette import INK, MUTED, PAPER, RULE
from passgenau.render.svg import Attribute, chart, element

WIDTH = 360
HEIGHT = 32
DOT = 7.0
RING = 2.0
EDGE = DOT + RING
TICK = 16

Scale = tuple[float, float]


def common_scale(domains: Iterable[Sequence[float | None]]) -> Scale:
    """Return the lowest and highest value of all domains together, always with the county value zero inside."""
    values = [value for domain in domains for value in domain if value is not None]
    low, high = min([*values, 0.0]), max([*values, 0.0])
    return (low, high) if high > low else (-1.0, 1.0)


def domain_strip(
    values: Sequence[float | None],
    own: float | None,
    *,
    scale: Scale,
    judgement: Judgement,
    width: int = WIDTH,
    sentence: str = "",
) -> str:
    """Return one tick per area with a value, the county line at zero and this area's dot, if it has a value."""
    ticks = "".join(f"M{_at(value, scale, width):.1f} 8v{TICK}" for value in values if value is not None)
    zero = _at(0.0, scale, width)
    return chart(
        width,
        HEIGHT,
        element("path", d=ticks, class_="chart-ticks", stroke=RULE, stroke_width=1.4) if ticks else "",
        element("path", d=f"M{zero:.1f} 0V{HEIGHT}", class_="chart-county", stroke=INK, stroke_width=1.5),
        "" if own is None else _dot(_at(own, scale, width), judgement),
        css_class=f"chart chart-strip chart-{judgement}",
        sentence=sentence,
    )


def _at(value: float, scale: Scale, width: int) -> float:
    low, high = scale
    return EDGE + (min(max(value, low), high) - low) / (high - low) * (width - 2 * EDGE)


def _dot(x: float, judgement: Judgement) -> str:
    indistinct = judgement is Judgement.INDISTINCT
    ring = element("circle", cx=x, cy=HEIGHT / 2, r=DOT + RING, class_="chart-ring", fill=PAPER)
    if indistinct:
        look: dict[str, Attribute] = {"fill": PAPER, "stroke": MUTED, "stroke_width": RING}
        return ring + element("circle", cx=x, cy=HEIGHT / 2, r=DOT - 1, class_="chart-dot", **look)
    return ring + element("circle", cx=x, cy=HEIGHT / 2, r=DOT, class_="chart-dot", fill=COLOURS[judgement])
