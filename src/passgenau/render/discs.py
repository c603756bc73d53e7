"""The numbered discs of the first k, and the frames around those that stand too close to be read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from math import hypot

from passgenau.render.geometry import AreaShape, MapGeometry

# In radii: discs nearer than this touch; crowded discs nearer than this share a frame; an area whose
# widest circle is smaller than this disappears under its own disc.
TOUCHING = 2.3
TOGETHER = 6.0
COVERING = 0.5
FRAME_MARGIN = 0.10
SMALLEST_FRAME = 0.12
# The shorter side of a frame is at least this part of the longer one.
SLIMMEST = 0.85
SPREAD_ROUNDS = 12


@dataclass(frozen=True)
class Disc:
    """A rank at a point in drawing units, at first the centre of the widest circle of its area."""

    shape: AreaShape
    rank: int
    x: float
    y: float

    def distance(self, other: Disc) -> float:
        """Return the distance of the centres in drawing units."""
        return hypot(self.x - other.x, self.y - other.y)

    def box(self, reach: float) -> tuple[float, float, float, float]:
        """Return the square (left, top, right, bottom) that reaches so far around the centre."""
        return (self.x - reach, self.y - reach, self.x + reach, self.y + reach)


def disc_on(shape: AreaShape, rank: int) -> Disc:
    """Return the disc of an area at its usual place."""
    return Disc(shape, rank, shape.x, shape.y)


@dataclass(frozen=True)
class Frame:
    """A part of the map that is drawn again larger, in drawing units, with the discs inside."""

    left: float
    top: float
    right: float
    bottom: float
    discs: tuple[Disc, ...]

    @property
    def width(self) -> float:
        """Return the width in drawing units."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """Return the height in drawing units."""
        return self.bottom - self.top

    def meets(self, bounds: tuple[float, float, float, float]) -> bool:
        """Return whether a box (left, top, right, bottom) reaches into the frame."""
        left, top, right, bottom = bounds
        return left < self.right and right > self.left and top < self.bottom and bottom > self.top


def crowded(discs: Sequence[Disc], radius: float) -> tuple[Disc, ...]:
    """Return the discs that would touch another one or cover their own area."""
    found = {disc for disc in discs if disc.shape.room < COVERING * radius}
    for one, other in combinations(discs, 2):
        if one.distance(other) < TOUCHING * radius:
            found |= {one, other}
    return tuple(disc for disc in discs if disc in found)


def frames(geometry: MapGeometry, discs: Sequence[Disc], radius: float) -> tuple[Frame, ...]:
    """Return the parts to draw again, none where all discs stand free; every crowded disc lies in exactly one."""
    groups = [(disc,) for disc in crowded(discs, radius)]
    found = [_frame(geometry, group) for group in _joined(groups, TOGETHER * radius)]
    while True:
        grown = [_frame(geometry, _inside(frame, discs, radius)) for frame in _merged(found)]
        if len(grown) == len(found) and all(len(a.discs) == len(b.discs) for a, b in zip(grown, found, strict=True)):
            return tuple(grown)
        found = [_frame(geometry, frame.discs) for frame in grown]


def _joined(groups: Iterable[tuple[Disc, ...]], reach: float) -> list[tuple[Disc, ...]]:
    """Return groups merged until no two have discs within reach."""
    joined: list[tuple[Disc, ...]] = []
    for group in groups:
        near = [other for other in joined if any(a.distance(b) < reach for a in group for b in other)]
        joined = [other for other in joined if other not in near]
        joined.append(sum(near, ()) + group)
    return joined


def _merged(found: Sequence[Frame]) -> list[Frame]:
    merged: list[Frame] = []
    for frame in found:
        current = frame
        for other in [other for other in merged if other.meets((frame.left, frame.top, frame.right, frame.bottom))]:
            merged.remove(other)
            current = _around((current, other))
        merged.append(current)
    return merged


def _around(parts: Sequence[Frame]) -> Frame:
    return Frame(
        min(part.left for part in parts),
        min(part.top for part in parts),
        max(part.right for part in parts),
        max(part.bottom for part in parts),
        tuple(dict.fromkeys(disc for part in parts for disc in part.discs)),
    )


def _inside(frame: Frame, discs: Sequence[Disc], radius: float) -> tuple[Disc, ...]:
    """Return the discs of the frame and those its line would cross."""
    return tuple(disc for disc in discs if disc in frame.discs or frame.meets(disc.box(radius)))


def _frame(geometry: MapGeometry, discs: tuple[Disc, ...]) -> Frame:
    """Return the box around the areas of the discs with a margin, neither tiny nor a thin strip."""
    left, top = (min(disc.shape.bounds[side] for disc in discs) for side in (0, 1))
    right, bottom = (max(disc.shape.bounds[side] for disc in discs) for side in (2, 3))
    margin = FRAME_MARGIN * max(right - left, bottom - top)
    longer = max(right - left, bottom - top) + 2 * margin
    least = max(SMALLEST_FRAME * geometry.width, SLIMMEST * longer)
    across = _span(left - margin, right + margin, least=least, most=geometry.width)
    down = _span(top - margin, bottom + margin, least=least, most=geometry.height)
    return Frame(across[0], down[0], across[1], down[1], discs)


def _span(low: float, high: float, *, least: float, most: float) -> tuple[float, float]:
    """Return a stretch of at least ``least`` around the same middle, moved inside 0 to ``most``."""
    length = min(max(least, high - low), most)
    begin = min(max((low + high - length) / 2, 0.0), most - length)
    return begin, begin + length


def spread_apart(discs: Sequence[Disc], least: float) -> tuple[Disc, ...]:
    """Return the discs moved until no two centres are nearer than ``least``, each as little as possible."""
    moved = list(discs)
    for _ in range(SPREAD_ROUNDS):
        for one, other in combinations(range(len(moved)), 2):
            moved[one], moved[other] = _parted(moved[one], moved[other], least)
    return tuple(moved)


def _parted(one: Disc, other: Disc, least: float) -> tuple[Disc, Disc]:
    distance = one.distance(other)
    if distance >= least:
        return one, other
    across, down = ((other.x - one.x) / distance, (other.y - one.y) / distance) if distance else (1.0, 0.0)
    push = (least - distance) / 2
    return (
        replace(one, x=one.x - across * push, y=one.y - down * push),
        replace(other, x=other.x + across * push, y=other.y + down * push),
    )
