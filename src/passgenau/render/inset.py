"""Draw the crowded part of a map once more, large enough for its numbers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import combinations

from passgenau.render.discs import TOUCHING, Frame, spread_apart
from passgenau.render.geometry import MapGeometry
from passgenau.render.map_area import Inset, MapArea
from passgenau.render.map_layers import (
    border_layer,
    disc_layer,
    first_layer,
    frame_letters,
    frame_line,
    missing_layer,
    quiet_area_layer,
)
from passgenau.render.map_style import DISC_RADIUS, MapStyle, style_for_inset
from passgenau.render.patterns import patterns
from passgenau.render.svg import element

USUAL_WIDTH = 230
# The widest circle of the smallest numbered area should be at least this part of its disc.
VISIBLE_AREA = 0.8


def draw_inset(
    geometry: MapGeometry,
    placed: Sequence[tuple[int, MapArea]],
    frame: Frame,
    *,
    parts: Sequence[Frame],
    prefix: str,
    shapes: str,
    most_width: int,
) -> Inset:
    """Return the inset of one frame; it repeats what the map says in words and is hidden from screen readers."""
    number = parts.index(frame)
    shown_width = min(most_width, max(USUAL_WIDTH, round(_needed_width(frame))))
    style = style_for_inset(frame.width, shown_width)
    inside = [(place, area) for place, area in placed if frame.meets(geometry.shapes[place].bounds)]
    own = f"{prefix}-inset{number}"
    drawn = (
        element("defs", patterns((area.klass for _, area in inside), own, style.unit)),
        quiet_area_layer(inside, own, style, shapes=shapes),
        _overlay(geometry, inside, frame, style=style, shapes=shapes),
    )
    return Inset(_root(frame, drawn, shown_width), _caption(geometry, frame, frame_letters(len(parts))[number]))


def _needed_width(frame: Frame) -> float:
    """Return how many pixels wide the inset must be so that no discs touch and no area disappears."""
    pairs = combinations(frame.discs, 2)
    scales = [TOUCHING * DISC_RADIUS / max(one.distance(other), 1.0) for one, other in pairs]
    scales += [VISIBLE_AREA * DISC_RADIUS / max(disc.shape.room, 1.0) for disc in frame.discs]
    return frame.width * max(scales)


def _overlay(
    geometry: MapGeometry,
    inside: Sequence[tuple[int, MapArea]],
    frame: Frame,
    *,
    style: MapStyle,
    shapes: str,
) -> str:
    return element(
        "g",
        missing_layer(inside, style, shapes=shapes),
        border_layer(style, shapes=shapes),
        first_layer(frame.discs, geometry, style, shapes=shapes),
        disc_layer(spread_apart(frame.discs, style.units(2.1 * style.disc_radius)), style),
        frame_line(frame, style),
        pointer_events="none",
    )


def _root(frame: Frame, drawn: Sequence[str], shown_width: int) -> str:
    left, top, width, height = (round(side) for side in (frame.left, frame.top, frame.width, frame.height))
    return element(
        "svg",
        *drawn,
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"{left} {top} {width} {height}",
        width=shown_width,
        height=round(shown_width * frame.height / frame.width),
        class_="map-inset",
        aria_hidden="true",
    )


def _caption(geometry: MapGeometry, frame: Frame, letter: str) -> str:
    """Return a caption such as ``Ausschnitt Bergau (Rahmen)``, naming the municipality with most of the numbers."""
    parents = Counter(geometry.parent_names.get(disc.shape.parent_id, "") for disc in frame.discs)
    name = parents.most_common(1)[0][0]
    return " ".join(part for part in ("Ausschnitt", name, f"(Rahmen {letter})" if letter else "(Rahmen)") if part)
