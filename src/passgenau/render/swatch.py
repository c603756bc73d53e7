"""The small sample of a map class for a legend: drawn without ids, so any number may stand on a page."""

from __future__ import annotations

from collections.abc import Iterator

from passgenau.render.palette import FILLS, INK, PAPER, RULE_STRONG, Fill, MapClass
from passgenau.render.patterns import DOTS
from passgenau.render.svg import chart, element

WIDTH = 26
HEIGHT = 16


def swatch(klass: MapClass) -> str:
    """Return ground, pattern and frame of one class; a missing value has the dashed frame it has on the map."""
    fill = FILLS[klass]
    dash = "4 3" if klass is MapClass.MISSING else None
    return _sample(fill.colour, "".join(_marks(fill)), RULE_STRONG, line=1, dash=dash, name=klass)


def outlined_swatch() -> str:
    """Return the sample for an area of the first k."""
    return _sample(PAPER, "", INK, line=3, dash=None, name="first")


def _sample(ground: str, marks: str, colour: str, *, line: float, dash: str | None, name: str) -> str:
    box = {"x": line / 2, "y": line / 2, "width": WIDTH - line, "height": HEIGHT - line}
    return chart(
        WIDTH,
        HEIGHT,
        element("rect", class_=f"map-{name}", fill=ground, **box),
        marks,
        element("rect", fill="none", stroke=colour, stroke_width=line, stroke_dasharray=dash, **box),
        css_class="map-swatch",
    )


def _marks(fill: Fill) -> Iterator[str]:
    if fill.pattern == "hatch":
        lines = "".join(f"M{x} {HEIGHT}l{HEIGHT}-{HEIGHT}" for x in range(0, WIDTH - HEIGHT + 1, 5))
        corners = "M0 11L11 0M0 6L6 0M15 16L26 5M20 16L26 10"
        yield element("path", d=lines + corners, stroke=fill.pattern_colour, stroke_width=2, fill="none")
    elif fill.pattern:
        tile, dots, radius = DOTS[fill.pattern]
        for left in range(0, WIDTH, int(tile)):
            for top in range(0, HEIGHT, int(tile)):
                yield from _dots(left, top, dots, radius=radius, colour=fill.pattern_colour)


def _dots(left: int, top: int, dots: tuple[tuple[float, float], ...], *, radius: float, colour: str) -> Iterator[str]:
    for x, y in dots:
        if left + x < WIDTH - 1 and top + y < HEIGHT - 1:
            yield element("circle", cx=left + x, cy=top + y, r=radius, fill=colour)
