"""Path data from integer polygons and lines: absolute start, relative integer steps, no step without length."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import numpy.typing as npt
import shapely
from shapely.geometry.base import BaseGeometry

Points = npt.NDArray[np.float64]


def area_path(polygon: BaseGeometry) -> str:
    """Return the path of a polygon or multipolygon with all its rings; fill rule even-odd or nonzero both work."""
    rings = shapely.get_rings(shapely.get_parts(polygon))
    return "".join(_steps(shapely.get_coordinates(ring)[:-1]) + "z" for ring in rings)


def line_path(lines: Iterable[BaseGeometry]) -> str:
    """Return the path of several lines; a line that ends where it began is closed."""
    return "".join(_line(shapely.get_coordinates(line)) for line in lines)


def _line(points: Points) -> str:
    closed = len(points) > 2 and bool(np.all(points[0] == points[-1]))
    return _steps(points[:-1]) + "z" if closed else _steps(points)


def _steps(points: Points) -> str:
    whole = points.astype(np.int64)
    moves = np.diff(whole, axis=0)
    moves = moves[np.any(moves != 0, axis=1)]
    start = f"M{whole[0, 0]} {whole[0, 1]}"
    # A minus sign separates two numbers as well as a space does, and a map has thousands of them.
    return (start + "l" + " ".join(map(str, moves.ravel().tolist()))).replace(" -", "-")
