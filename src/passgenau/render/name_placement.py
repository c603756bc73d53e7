"""Place the names of the municipalities where they cover neither numbers nor each other."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import hypot

from passgenau.render.geometry import MapGeometry, ParentShape
from passgenau.render.name_spots import NameSpot

Box = tuple[float, float, float, float]

LETTER_WIDTH = 0.58
# Covering a number is worst, then another name, then an outlined area, then leaving the municipality.
COVERED_NUMBER = 60.0
COVERED_NAME = 40.0
COVERED_AREA = 6.0
OUTSIDE = 2.0
DISTANCE = 1.0
TOO_CROWDED = 12.0


@dataclass(frozen=True)
class PlacedName:
    """A name with the middle of its text in drawing units."""

    name: str
    x: float
    y: float


@dataclass(frozen=True)
class Obstacles:
    """What a name should stay clear of, as boxes in drawing units."""

    numbers: Sequence[Box]
    areas: Sequence[Box]


def place_names(geometry: MapGeometry, obstacles: Obstacles, *, font_size: float) -> tuple[PlacedName, ...]:
    """Return the names of all municipalities, largest first; one that would hide a number or a name is left out."""
    if len(geometry.parents) < 2:
        return ()
    placed: list[PlacedName] = []
    taken: list[Box] = []
    for parent in sorted(geometry.parents, key=lambda parent: -parent.size):
        cost, name = _best(geometry, parent, obstacles, taken=taken, font_size=font_size)
        if name is not None and cost < TOO_CROWDED:
            placed.append(name)
            taken.append(_box(name.name, name.x, name.y, font_size=font_size))
    return tuple(placed)


def _best(
    geometry: MapGeometry, parent: ParentShape, obstacles: Obstacles, *, taken: Sequence[Box], font_size: float
) -> tuple[float, PlacedName | None]:
    best: tuple[float, PlacedName | None] = (float("inf"), None)
    half = LETTER_WIDTH * font_size * len(parent.name) / 2
    for spot in parent.spots:
        x = min(max(spot.x, half), max(geometry.width - half, half))
        cost = _overhang(spot, half) + _remoteness(parent, x, spot.y, geometry.width)
        if cost < best[0]:
            box = _box(parent.name, x, spot.y, font_size=font_size)
            cost += COVERED_NUMBER * _covered(box, obstacles.numbers) + COVERED_NAME * _covered(box, taken)
            cost += COVERED_AREA * _covered(box, obstacles.areas)
            if cost < best[0]:
                best = cost, PlacedName(parent.name, x, spot.y)
    return best


def _box(name: str, x: float, y: float, *, font_size: float) -> Box:
    half = LETTER_WIDTH * font_size * len(name) / 2
    return (x - half, y - 0.6 * font_size, x + half, y + 0.6 * font_size)


def _overhang(spot: NameSpot, half: float) -> float:
    return OUTSIDE * max(0.0, half - spot.room) / half if half else 0.0


def _remoteness(parent: ParentShape, x: float, y: float, width: float) -> float:
    return DISTANCE * hypot(x - parent.centre[0], y - parent.centre[1]) / width * 4


def _covered(box: Box, others: Iterable[Box]) -> float:
    """Return how much of the box lies under others, as a sum of shares."""
    size = (box[2] - box[0]) * (box[3] - box[1])
    return sum(_common(box, other) for other in others) / size if size else 0.0


def _common(one: Box, other: Box) -> float:
    wide = min(one[2], other[2]) - max(one[0], other[0])
    high = min(one[3], other[3]) - max(one[1], other[1])
    return wide * high if wide > 0 and high > 0 else 0.0
