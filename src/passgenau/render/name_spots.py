"""Where the name of a municipality may stand: the middle of wide stretches inside it, widest and most central first."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

ROWS = 13


@dataclass(frozen=True)
class NameSpot:
    """A point in drawing units with the room to the left and right before the border of the municipality."""

    x: int
    y: int
    room: int


def name_spots(shape: BaseGeometry) -> tuple[NameSpot, ...]:
    """Return points inside the shape in lines from top to bottom, several on a wide stretch."""
    west, north, east, south = shapely.bounds(shape)
    spots: list[NameSpot] = []
    for y in np.linspace(north, south, ROWS + 2)[1:-1]:
        line = shapely.linestrings([(west - 1, y), (east + 1, y)])
        inside = shapely.get_parts(shapely.intersection(shape, line))
        for stretch in inside[shapely.length(inside) > 0]:
            left, _, right, _ = shapely.bounds(stretch)
            spots += _along(left, right, float(y))
    return tuple(spots)


def _along(left: float, right: float, y: float) -> list[NameSpot]:
    """Return five points of one stretch, the middle first."""
    length = right - left
    return [
        NameSpot(round(left + part * length), round(y), round(min(part, 1 - part) * length))
        for part in (0.5, 0.35, 0.65, 0.22, 0.78)
    ]
