"""The lines of a map: borders between areas of different parents, and the outline of the whole."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

import shapely
from shapely.geometry.base import BaseGeometry

from passgenau.render.paths import line_path

Point = tuple[int, int]
Edge = tuple[Point, Point]


def border_paths(polygons: Sequence[BaseGeometry], owners: Sequence[str], is_coverage: bool) -> tuple[str, str]:
    """Return the paths of the borders between owners and of the outline around all areas."""
    return _from_edges(polygons, owners) if is_coverage else _from_unions(polygons, owners)


def _from_edges(polygons: Sequence[BaseGeometry], owners: Sequence[str]) -> tuple[str, str]:
    sides: dict[Edge, list[str]] = {}
    for polygon, owner in zip(polygons, owners, strict=True):
        for edge in _edges(polygon):
            sides.setdefault(edge, []).append(owner)
    between = (edge for edge, found in sides.items() if len(set(found)) > 1)
    outside = (edge for edge, found in sides.items() if len(found) == 1)
    return _joined(between), _joined(outside)


def _edges(polygon: BaseGeometry) -> Iterator[Edge]:
    for ring in shapely.get_rings(shapely.get_parts(polygon)):
        points = [(int(x), int(y)) for x, y in shapely.get_coordinates(ring)]
        for one, other in pairwise(points):
            if one != other:
                yield (one, other) if one < other else (other, one)


def _joined(edges: Iterable[Edge]) -> str:
    pieces = list(edges)
    if not pieces:
        return ""
    merged = shapely.line_merge(shapely.multilinestrings(shapely.linestrings(pieces)))
    return line_path(shapely.get_parts(merged))


def _from_unions(polygons: Sequence[BaseGeometry], owners: Sequence[str]) -> tuple[str, str]:
    """Return lines from dissolved shapes, where edges of neighbours do not meet and cannot be compared."""
    sound = shapely.make_valid(list(polygons))
    outline = _rims(shapely.union_all(sound))
    groups: dict[str, list[BaseGeometry]] = {}
    for shape, owner in zip(sound, owners, strict=True):
        groups.setdefault(owner, []).append(shape)
    if len(groups) < 2:
        return "", outline
    return "".join(_rims(shapely.union_all(shapes)) for shapes in groups.values()), outline


def _rims(shape: BaseGeometry) -> str:
    whole = shapely.transform(shape, lambda points: points.round())
    return line_path(shapely.get_rings(shapely.get_parts(whole)))
