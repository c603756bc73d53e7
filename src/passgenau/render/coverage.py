"""Bring the areas of one map into drawing units and thin them out together, so that neighbours keep one border."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import shapely
from shapely.geometry.base import BaseGeometry

from passgenau.render.paths import area_path

Shapes = npt.NDArray[np.object_]

MARGIN = 0.014
# A county that stretches far north would else push its own table off the screen.
TALLEST = 1.25
FIRST_TOLERANCE = 1 / 800
GROWTH = 1.25
ROUNDS = 16
# From this many units across the paths may weigh all they are allowed to.
FULL_DETAIL = 4000
LEAST_DETAIL = 0.4
SLIVER = 1 / 3000
# Whole units first; twice as coarse where rounding made a narrow neck of an area touch itself.
GRIDS = (1, 2)


@dataclass(frozen=True)
class DrawnShapes:
    """Polygons with integer coordinates in drawing units, y pointing down, and whether borders are still shared."""

    polygons: tuple[BaseGeometry, ...]
    height: int
    is_coverage: bool


def byte_budget(count: int, width: int) -> int:
    """Return how many bytes the paths of ``count`` areas may weigh together; a small picture needs less."""
    return round((9_000 + 190 * count) * min(1.0, max(LEAST_DETAIL, width / FULL_DETAIL)))


def draw_shapes(geometries: Sequence[BaseGeometry], width: int) -> DrawnShapes:
    """Return the geometries as light integer polygons ``width`` units across, in the given order."""
    shapes, shared = _as_coverage(_polygonal(geometries))
    shapes, height = _to_units(shapes, width)
    if shared:
        polygons, sound = _thin_out(shapes, width, shapely.coverage_simplify, _is_sound_coverage)
    else:
        polygons, sound = _thin_out(shapes, width, shapely.simplify, _is_sound)
    return DrawnShapes(tuple(polygons), height, shared and sound)


def _polygonal(geometries: Sequence[BaseGeometry]) -> Shapes:
    shapes: Shapes = np.array([shapely.force_2d(geometry) for geometry in geometries], dtype=object)
    broken = ~shapely.is_valid(shapes) | ~np.isin(shapely.get_type_id(shapes), (3, 6))
    shapes[broken] = [_polygons_of(shape) for shape in shapely.make_valid(shapes[broken])]
    return shapes


def _polygons_of(shape: BaseGeometry) -> BaseGeometry:
    parts = shapely.get_parts(shape)
    parts = np.concatenate([shapely.get_parts(part) for part in parts]) if len(parts) else parts
    return shapely.multipolygons(parts[shapely.get_type_id(parts) == 3])


def _as_coverage(shapes: Shapes) -> tuple[Shapes, bool]:
    """Return the shapes edge-matched where that is possible without losing an area, and whether it was."""
    if shapely.coverage_is_valid(shapes):
        return shapes, True
    west, south, east, north = shapely.total_bounds(shapes)
    cleaned: Shapes = shapely.coverage_clean(shapes, gap_width=SLIVER * max(east - west, north - south))
    # Two areas lying on each other cannot both stay: then each is drawn as delivered instead.
    kept = shapely.area(cleaned) > 0.9 * shapely.area(shapes)
    if kept.all() and shapely.coverage_is_valid(cleaned):
        return cleaned, True
    return shapes, False


def _to_units(shapes: Shapes, width: int) -> tuple[Shapes, int]:
    west, south, east, north = shapely.total_bounds(shapes)
    margin = width * MARGIN
    scale = (width - 2 * margin) / (max(east - west, (north - south) / TALLEST) or 1)
    middle = (width - scale * (east - west)) / 2
    turn, shift = (scale, -scale), (middle - scale * west, margin + scale * north)
    moved: Shapes = shapely.transform(shapes, lambda points: points * turn + shift)
    return moved, round(scale * (north - south) + 2 * margin)


def _thin_out(
    shapes: Shapes, width: int, simplify: Callable[[Shapes, float], Shapes], is_sound: Callable[[Shapes], bool]
) -> tuple[Shapes, bool]:
    """Return the first simplification that is light and sound; else the first light one, else the lightest tried."""
    light: Shapes | None = None
    for tolerance in width * FIRST_TOLERANCE * GROWTH ** np.arange(ROUNDS):
        thin = simplify(shapes, tolerance)
        for grid in GRIDS:
            polygons = _rounded(thin, grid)
            if _weight(polygons) > byte_budget(len(shapes), width):
                break
            if is_sound(polygons):
                return polygons, True
            light = polygons if light is None else light
    return (polygons if light is None else light), False


def _rounded(shapes: Shapes, grid: int) -> Shapes:
    whole: Shapes = shapely.transform(shapes, lambda points: np.round(points / grid) * grid)
    return np.array([_without_specks(shape) for shape in whole], dtype=object)


def _without_specks(shape: BaseGeometry) -> BaseGeometry:
    """Return the shape without parts that rounding made too small to see; a vanished area stays as a tiny square."""
    parts = shapely.get_parts(shape)
    sizes = shapely.area(parts)
    if not sizes.max():
        x, y = np.round(shapely.get_coordinates(shape)[0])
        return shapely.box(x - 1, y - 1, x + 1, y + 1)
    parts = parts[sizes >= min(sizes.max(), 2.0)]
    return parts[0] if len(parts) == 1 else shapely.multipolygons(parts)


def _is_sound(polygons: Shapes) -> bool:
    return bool(shapely.is_valid(polygons).all()) and bool((shapely.area(polygons) > 0).all())


def _is_sound_coverage(polygons: Shapes) -> bool:
    return _is_sound(polygons) and bool(shapely.coverage_is_valid(polygons))


def _weight(polygons: Shapes) -> int:
    return sum(len(area_path(polygon)) for polygon in polygons)
