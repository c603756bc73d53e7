"""Read drawings back: elements, links, numbers, polygons from path data."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator, Sequence

import numpy as np
import shapely

from passgenau.render.choropleth import MapText, draw_map
from passgenau.render.geometry import MapGeometry
from passgenau.render.map_area import MapArea, MapDrawing
from passgenau.render.palette import MapClass

SVG = "{http://www.w3.org/2000/svg}"
TEXT = MapText("Lasten im Vergleich zum Kreismittel", "In neun von 81 Gebieten häufen sich Lasten.")
SCALE = (MapClass.MUCH_MORE, MapClass.MORE, MapClass.NEAR, MapClass.LESS, MapClass.MUCH_LESS)


def tree(svg: str) -> ElementTree.Element:
    return ElementTree.fromstring(svg)  # noqa: S314


def every(svg: str, name: str) -> list[ElementTree.Element]:
    return list(tree(svg).iter(SVG + name))


def links(svg: str) -> list[ElementTree.Element]:
    return every(svg, "a")


def numbers(svg: str) -> list[int]:
    """Return the ranks on the discs."""
    groups = [group for group in every(svg, "g") if group.get("class") == "map-discs"]
    return [int(text.text or "") for group in groups for text in group.iter(SVG + "text")]


def fills(svg: str) -> set[str]:
    return {element.get("fill", "") for element in tree(svg).iter()} - {""}


def polygon(path: str) -> shapely.MultiPolygon:
    """Return the polygon of a path of absolute starts and relative steps; holes follow by the even-odd rule."""
    shape = shapely.MultiPolygon()
    for start, steps in re.findall(r"M([^l]+)l([^z]+)z", path):
        moves = np.array(re.findall(r"-?\d+", steps), dtype=float).reshape(-1, 2)
        points = np.vstack([np.array(start.split(), dtype=float), moves]).cumsum(axis=0)
        shape = shape.symmetric_difference(shapely.Polygon(points))
    return shape


def ranked_areas(geometry: MapGeometry, order: Sequence[int] | None = None) -> list[MapArea]:
    """Return all areas ranked in this order (default: as they stand) with classes that follow the rank."""
    shapes = [geometry.shapes[place] for place in (order if order is not None else range(len(geometry.shapes)))]
    return [
        MapArea(
            shape.area_id,
            SCALE[min(place * 5 // len(shapes), 4)],
            f"{shape.name}: Rang {place + 1}",
            f"/g/{shape.area_id}/",
            place + 1,
        )
        for place, shape in enumerate(shapes)
    ]


def simple_map(geometry: MapGeometry, *, width: int = 700, first: int = 9, prefix: str = "karte") -> MapDrawing:
    return draw_map(geometry, ranked_areas(geometry), text=TEXT, prefix=prefix, shown_width=width, first=first)


def all_svgs(drawing: MapDrawing) -> Iterator[str]:
    yield drawing.svg
    yield from (inset.svg for inset in drawing.insets)
