"""Map geometry, prepared once per register: light paths, places for numbers and names, borders."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

import shapely
from shapely.geometry.base import BaseGeometry

from passgenau.common.errors import PassgenauError, refusal
from passgenau.common.findings import enumerate_de
from passgenau.data.areas import Area, AreaRegister
from passgenau.render.borders import border_paths
from passgenau.render.coverage import draw_shapes
from passgenau.render.name_spots import NameSpot, name_spots
from passgenau.render.paths import area_path

WIDTH = 4000


@dataclass(frozen=True)
class AreaShape:
    """One area in drawing units: its path, the centre of its widest circle (``room`` = radius), its bounds."""

    area_id: str
    name: str
    path: str
    parent_id: str
    x: int
    y: int
    room: int
    bounds: tuple[int, int, int, int]


@dataclass(frozen=True)
class ParentShape:
    """One municipality: its name and where that may be written."""

    area_id: str
    name: str
    centre: tuple[int, int]
    size: int
    spots: tuple[NameSpot, ...]


@dataclass(frozen=True)
class MapGeometry:
    """Everything a map needs except the figures; ``missing`` names the areas without geometry.

    ``is_coverage`` is False where the delivered areas overlap so much that each was simplified for itself.
    """

    level: str
    width: int
    height: int
    shapes: tuple[AreaShape, ...]
    parents: tuple[ParentShape, ...]
    borders: str
    outline: str
    missing: tuple[str, ...]
    is_coverage: bool

    @cached_property
    def place(self) -> dict[str, int]:
        """Return the position of each area in ``shapes``."""
        return {shape.area_id: number for number, shape in enumerate(self.shapes)}

    @cached_property
    def parent_names(self) -> dict[str, str]:
        """Return the names of the municipalities by key."""
        return {parent.area_id: parent.name for parent in self.parents}


def prepare_map(register: AreaRegister, level: str, *, width: int = WIDTH, parent_level: str = "") -> MapGeometry:
    """Return the drawing of one level, ``width`` units across; parents are direct or those of ``parent_level``.

    Coordinates are whole numbers of an arbitrary unit; a small picture such as a locator needs fewer of them.
    """
    shaped, missing = _with_geometry(register.at_level(level))
    if not shaped:
        raise _no_geometry(level, missing)
    areas = [area for area, _ in shaped]
    owners = [_parent_of(register, area, parent_level) for area in areas]
    drawn = draw_shapes([geometry for _, geometry in shaped], width)
    borders, outline = border_paths(drawn.polygons, owners, drawn.is_coverage)
    return MapGeometry(
        level=level,
        width=width,
        height=drawn.height,
        shapes=_area_shapes(areas, drawn.polygons, owners),
        parents=_parent_shapes(register, drawn.polygons, owners),
        borders=borders,
        outline=outline,
        missing=missing,
        is_coverage=drawn.is_coverage,
    )


def _with_geometry(areas: Iterable[Area]) -> tuple[list[tuple[Area, BaseGeometry]], tuple[str, ...]]:
    """Return each area once with its geometry, and the names of those without; pieces under one key become one."""
    first: dict[str, Area] = {}
    pieces: dict[str, list[BaseGeometry]] = {}
    for area in areas:
        first.setdefault(area.area_id, area)
        found = pieces.setdefault(area.area_id, [])
        if area.geometry is not None and area.geometry.area > 0:
            found.append(area.geometry)
    shaped = [(first[key], _one(found)) for key, found in pieces.items() if found]
    return shaped, tuple(first[key].name for key, found in pieces.items() if not found)


def _one(pieces: Sequence[BaseGeometry]) -> BaseGeometry:
    return pieces[0] if len(pieces) == 1 else shapely.union_all(shapely.make_valid(list(pieces)))


def _no_geometry(level: str, missing: Sequence[str]) -> PassgenauError:
    if not missing:
        return refusal(
            "map.no_areas", f"Eine Karte braucht mindestens ein Gebiet; auf der Ebene „{level}“ gibt es keins."
        )
    return refusal(
        "map.no_geometry",
        f"Eine Karte braucht Umrisse, aber für keines der {len(missing)} Gebiete der Ebene „{level}“ liegt eine "
        f"Geometrie vor ({enumerate_de(missing)}).",
        advice="Liefern Sie die Gebiete als GeoJSON, GeoPackage oder Shapefile; Tabelle und Rangfolge gehen auch ohne.",
    )


def _parent_of(register: AreaRegister, area: Area, parent_level: str) -> str:
    if not parent_level:
        return area.parent_id
    parent = register.ancestor(area.area_id, parent_level)
    return "" if parent is None else parent.area_id


def _area_shapes(
    areas: Sequence[Area], polygons: Sequence[BaseGeometry], owners: Sequence[str]
) -> tuple[AreaShape, ...]:
    return tuple(_area_shape(*drawn) for drawn in zip(areas, polygons, owners, strict=True))


def _area_shape(area: Area, polygon: BaseGeometry, owner: str) -> AreaShape:
    # A drawn area that touches itself may fall apart into faces and lines; only faces have room for a circle.
    faces = shapely.make_valid(polygon, method="structure", keep_collapsed=False)
    circle = shapely.maximum_inscribed_circle(faces, tolerance=4)
    x, y = shapely.get_coordinates(circle)[0]
    left, top, right, bottom = (round(side) for side in polygon.bounds)
    path = area_path(polygon)
    return AreaShape(
        area.area_id, area.name, path, owner, round(x), round(y), round(circle.length), (left, top, right, bottom)
    )


def _parent_shapes(
    register: AreaRegister, polygons: Sequence[BaseGeometry], owners: Sequence[str]
) -> tuple[ParentShape, ...]:
    groups: dict[str, list[BaseGeometry]] = {}
    for polygon, owner in zip(polygons, owners, strict=True):
        groups.setdefault(owner, []).append(polygon)
    named = [area for key, area in register.by_id.items() if key in groups]
    return tuple(_parent_shape(area, shapely.union_all(shapely.make_valid(groups[area.area_id]))) for area in named)


def _parent_shape(parent: Area, whole: BaseGeometry) -> ParentShape:
    circle = shapely.maximum_inscribed_circle(whole, tolerance=4)
    x, y = shapely.get_coordinates(circle)[0]
    return ParentShape(parent.area_id, parent.name, (round(x), round(y)), round(whole.area), name_spots(whole))
