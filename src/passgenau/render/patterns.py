"""The patterns of a map as definitions with ids of their own; sizes follow the pixel, not the drawing unit."""

from __future__ import annotations

from collections.abc import Iterable

from passgenau.render.palette import FILLS, Fill, MapClass, Pattern
from passgenau.render.svg import element

# Side of one tile in pixels, dots in it (x, y), radius of a dot.
DOTS: dict[Pattern, tuple[float, tuple[tuple[float, float], ...], float]] = {
    "sparse-dots": (10.0, ((2.5, 2.5), (7.5, 7.5)), 0.9),
    "medium-dots": (8.0, ((2.0, 2.0), (6.0, 6.0)), 1.0),
    "dense-dots": (6.0, ((3.0, 3.0),), 1.1),
}
HATCH_TILE = 6.0


def paint(klass: MapClass, prefix: str) -> str:
    """Return what a fill attribute says: a colour, or the pattern of the class."""
    return f"url(#{prefix}-{klass})" if FILLS[klass].pattern else FILLS[klass].colour


def patterns(classes: Iterable[MapClass], prefix: str, unit: float) -> str:
    """Return the definitions for the classes that need one; ``unit`` is the drawing units of one pixel."""
    found = sorted({klass for klass in classes if FILLS[klass].pattern})
    return "".join(_pattern(f"{prefix}-{klass}", FILLS[klass], unit) for klass in found)


def _pattern(name: str, fill: Fill, unit: float) -> str:
    if fill.pattern == "hatch":
        return _hatch(name, fill, unit)
    tile, dots, radius = DOTS[fill.pattern]
    circles = (element("circle", cx=x * unit, cy=y * unit, r=radius * unit, fill=fill.pattern_colour) for x, y in dots)
    return _tile(name, tile * unit, fill.colour, *circles)


def _hatch(name: str, fill: Fill, unit: float) -> str:
    side = HATCH_TILE * unit
    line = element("path", d=f"M0 0V{side:.2f}", stroke=fill.pattern_colour, stroke_width=3.2 * unit)
    return _tile(name, side, fill.colour, line, turn="rotate(45)")


def _tile(name: str, side: float, ground: str, *marks: str, turn: str | None = None) -> str:
    return element(
        "pattern",
        element("rect", width=side, height=side, fill=ground),
        *marks,
        id=name,
        width=side,
        height=side,
        patternUnits="userSpaceOnUse",
        patternTransform=turn,
    )
