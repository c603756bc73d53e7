"""A bar to the right or left of a zero line, for one row of a table."""

from __future__ import annotations

from passgenau.render.palette import BLUE, BROWN, MUTED, RULE_STRONG
from passgenau.render.svg import chart, element

WIDTH, HEIGHT, MARGIN = 180, 16, 2


def signed_bar(value: float, largest: float, *, describing: bool = False) -> str:
    """Return a bar of ``value`` on a scale that ends at ``largest``; words stand beside it, grey means no judgement."""
    if largest < abs(value):
        raise ValueError(f"a scale that ends at {largest} cannot show {value}")
    middle = WIDTH / 2
    length = (middle - MARGIN) * abs(value) / largest if largest else 0.0
    start = middle if value > 0 else middle - length
    colour = MUTED if describing else BROWN if value > 0 else BLUE
    bar = element("rect", x=start, y=3, width=length, height=HEIGHT - 6, class_="chart-fill", fill=colour)
    zero = element("path", d=f"M{middle:g} 0v{HEIGHT}", stroke=RULE_STRONG, stroke_width=1)
    return chart(WIDTH, HEIGHT, *([bar] if length else []), zero, css_class="chart chart-signed")
