"""Draw a map with classes, the numbered first k, and the insets that keep every number readable."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from passgenau.render.discs import Disc, Frame, disc_on, frames
from passgenau.render.geometry import MapGeometry
from passgenau.render.inset import draw_inset
from passgenau.render.map_area import MapArea, MapDrawing
from passgenau.render.map_layers import (
    area_layer,
    border_layer,
    disc_layer,
    first_layer,
    frame_layer,
    missing_layer,
    name_layer,
    path_definitions,
)
from passgenau.render.map_style import NAME_TEXT, MapStyle, style_for
from passgenau.render.name_placement import Box, Obstacles, place_names
from passgenau.render.palette import WITHOUT_VALUE, MapClass
from passgenau.render.patterns import patterns
from passgenau.render.svg import checked_prefix, content, element


@dataclass(frozen=True)
class MapText:
    """What a screen reader says of the map before its areas: a title and the answer sentence."""

    title: str
    description: str


def draw_map(
    geometry: MapGeometry,
    areas: Sequence[MapArea],
    *,
    text: MapText,
    prefix: str,
    shown_width: int,
    first: int = 0,
    css_class: str = "map",
    shapes_of: str = "",
) -> MapDrawing:
    """Return the map for a place at least ``shown_width`` pixels wide, with every area of the geometry.

    ``prefix`` starts all ids; ``first`` numbers and outlines the areas up to that rank; ``shapes_of`` is the
    prefix of another map of the same geometry on the page, whose paths this one reuses instead of repeating them.
    """
    shapes = checked_prefix(shapes_of or prefix)
    style = style_for(geometry.width, shown_width)
    placed = _in_tab_order(geometry, areas)
    discs = _discs(geometry, placed, first)
    parts = frames(geometry, discs, style.units(style.disc_radius))
    definitions = patterns((area.klass for _, area in placed), checked_prefix(prefix), style.unit)
    layers = (
        element("defs", definitions, "" if shapes_of else path_definitions(geometry, prefix)),
        area_layer(placed, prefix, style, shapes=shapes),
        _overlay(geometry, placed, discs, parts=parts, style=style, shapes=shapes),
    )
    return MapDrawing(
        svg=_root(geometry, layers, text, prefix=prefix, shown_width=shown_width, css_class=css_class),
        insets=tuple(
            draw_inset(geometry, placed, frame, parts=parts, prefix=prefix, shapes=shapes, most_width=shown_width)
            for frame in parts
        ),
        undrawn=tuple(area.area_id for area in areas if area.area_id not in geometry.place),
    )


def _in_tab_order(geometry: MapGeometry, areas: Sequence[MapArea]) -> tuple[tuple[int, MapArea], ...]:
    """Return every area of the geometry with its position, ranked ones first; one without a figure is missing."""
    given = {area.area_id: area for area in areas}
    placed = []
    for place, shape in enumerate(geometry.shapes):
        area = given.get(shape.area_id) or MapArea(shape.area_id, MapClass.MISSING, f"{shape.name}: keine Angabe")
        placed.append((place, replace(area, rank=None) if area.klass in WITHOUT_VALUE else area))
    return tuple(sorted(placed, key=lambda item: (item[1].rank is None, item[1].rank or 0, item[0])))


def _discs(geometry: MapGeometry, placed: Sequence[tuple[int, MapArea]], first: int) -> tuple[Disc, ...]:
    return tuple(
        disc_on(geometry.shapes[place], area.rank)
        for place, area in placed
        if area.rank is not None and area.rank <= first
    )


def _overlay(
    geometry: MapGeometry,
    placed: Sequence[tuple[int, MapArea]],
    discs: Sequence[Disc],
    *,
    parts: Sequence[Frame],
    style: MapStyle,
    shapes: str,
) -> str:
    """Return all that lies over the areas; hidden from screen readers, since the links say it in words."""
    apart = {disc for frame in parts for disc in frame.discs}
    free = [disc for disc in discs if disc not in apart]
    numbers = [disc.box(style.units(style.disc_radius + 2)) for disc in free]
    obstacles = Obstacles(numbers + [_frame_box(frame) for frame in parts], [disc.shape.bounds for disc in free])
    names = place_names(geometry, obstacles, font_size=style.units(NAME_TEXT))
    return element(
        "g",
        missing_layer(placed, style, shapes=shapes),
        border_layer(style, shapes=shapes),
        first_layer(discs, geometry, style, shapes=shapes),
        frame_layer(parts, style),
        disc_layer(free, style),
        name_layer(names, style),
        aria_hidden="true",
        pointer_events="none",
    )


def _frame_box(frame: Frame) -> Box:
    return (frame.left, frame.top, frame.right, frame.bottom)


def _root(
    geometry: MapGeometry,
    layers: Sequence[str],
    text: MapText,
    *,
    prefix: str,
    shown_width: int,
    css_class: str,
) -> str:
    """Return a group, not an image: inside an image the links would not be offered to screen readers."""
    return element(
        "svg",
        element("title", content(text.title), id=f"{prefix}-title"),
        element("desc", content(text.description), id=f"{prefix}-desc"),
        *layers,
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {geometry.width} {geometry.height}",
        width=shown_width,
        height=round(shown_width * geometry.height / geometry.width),
        class_=css_class,
        role="group",
        aria_labelledby=f"{prefix}-title",
        aria_describedby=f"{prefix}-desc",
    )
