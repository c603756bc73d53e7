"""An invented county of any size: a Voronoi tessellation with winding borders that neighbours share."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import shapely

from passgenau.data.areas import Area, AreaRegister

PARENT_NAMES = ("Auental", "Birkenau", "Clausdorf", "Dammheim", "Eichen & Erlen", "Fuhrbach")
LEVEL = "Wohnplatz"


def invented_register(count: int = 81, *, seed: int = 1, parents: int = 6, crowd: float = 0.3) -> AreaRegister:
    """Return ``count`` areas of which the part ``crowd`` lies close together, in municipalities by direction."""
    rng = np.random.default_rng(seed)
    points = _sites(rng, count, crowd)
    extent = shapely.Point(0, 0).buffer(20_000)
    cells = shapely.get_parts(shapely.voronoi_polygons(shapely.MultiPoint(points), extend_to=extent.buffer(5_000)))
    cells = shapely.intersection(cells, extent)
    cells = shapely.coverage_clean(cells[shapely.area(cells) > 0])
    cells = _with_inner_vertices(cells)
    owners = _owners(cells, parents)
    areas = [Area(f"g{n}", PARENT_NAMES[n], "Kommune", "kreis") for n in range(parents)]
    areas += [
        Area(f"{place:05d}", f"Ort {place}", LEVEL, f"g{owner}", 1000.0, cell)
        for place, (cell, owner) in enumerate(zip(cells, owners, strict=True))
    ]
    return AreaRegister("erfunden", tuple(areas), "EPSG:25832")


def _sites(rng: np.random.Generator, count: int, crowd: float) -> np.ndarray:
    close = rng.normal(0, 1_800, size=(round(count * crowd), 2))
    angle, radius = rng.uniform(0, 2 * np.pi, count), 19_000 * np.sqrt(rng.uniform(0.05, 1, count))
    wide = np.column_stack([radius * np.cos(angle), radius * np.sin(angle)])
    return np.concatenate([close, wide])[:count]


def _with_inner_vertices(cells: np.ndarray) -> np.ndarray:
    """Bend all borders by one smooth field, so that shared vertices stay shared."""
    whole = shapely.transform(cells, np.round)
    return shapely.transform(_split(whole), _bent)


def _split(cells: np.ndarray) -> np.ndarray:
    """Put vertices on each border at fixed parts of it, seen from its smaller end: the same for both neighbours."""
    return np.array([shapely.polygons(_split_ring(shapely.get_coordinates(cell))) for cell in cells])


def _split_ring(points: np.ndarray) -> np.ndarray:
    pieces = []
    for start, end in pairwise(points):
        low, high = sorted([tuple(start), tuple(end)])
        inner = [np.add(low, np.subtract(high, low) * part) for part in np.linspace(0, 1, 9)[1:-1]]
        pieces += [start, *(inner if low == tuple(start) else inner[::-1])]
    return np.array([*pieces, points[-1]])


def _bent(points: np.ndarray) -> np.ndarray:
    x, y = points[:, 0], points[:, 1]
    return points + np.column_stack([220 * np.sin(y / 640) + 60 * np.sin(x / 210), 220 * np.cos(x / 570)])


def _owners(cells: np.ndarray, parents: int) -> np.ndarray:
    x, y = shapely.get_coordinates(shapely.centroid(cells)).T
    inner = np.hypot(x, y) < 6_000
    around = np.floor((np.arctan2(y, x) + np.pi) / (2 * np.pi) * (parents - 1)).astype(int) + 1
    return np.where(inner, 0, np.minimum(around, parents - 1)) if parents > 1 else np.zeros(len(cells), int)
