"""Borders that look grown: every shared edge is bent once, so neighbours keep exactly the same line."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import numpy.typing as npt
import shapely

Floats = npt.NDArray[np.float64]

ROUGHNESS = 0.14
SHORTEST_STEP_M = 140.0
DEEPEST = 4
STRAIGHTENING = 0.6
STRAIGHTENING_ROUNDS = 12


def tessellation_arcs(sites: Floats, outline: shapely.Polygon) -> list[Floats]:
    """Return the arcs of the Voronoi tessellation inside the outline: coordinates from node to node, whole metres."""
    edges = shapely.voronoi_polygons(shapely.MultiPoint(sites), extend_to=outline.buffer(5_000), only_edges=True)
    inside = shapely.intersection(edges, outline)
    noded = shapely.union_all([inside, outline.exterior], grid_size=1.0)
    merged = shapely.get_parts(shapely.line_merge(noded))
    return [shapely.get_coordinates(arc) for arc in merged]


def _bent(seed: int, start: Floats, *, end: Floats, strength: float) -> Floats:
    """Return the points from ``start`` to just before ``end`` after midpoint displacement, keyed by both ends."""
    forward = tuple(start) <= tuple(end)
    low, high = (start, end) if forward else (end, start)
    rng = np.random.default_rng([seed, *(int(value) for value in (*low, *high))])
    points = np.vstack([low, high])
    length = float(np.hypot(*(high - low)))
    depth = min(DEEPEST, max(0, round(np.log2(max(length, 1.0) / SHORTEST_STEP_M))))
    for _ in range(depth):
        step = np.diff(points, axis=0)
        normal = np.column_stack([-step[:, 1], step[:, 0]])
        push = np.clip(rng.normal(size=len(step)), -1.8, 1.8)[:, None] * ROUGHNESS * strength
        middle = (points[:-1] + points[1:]) / 2 + normal * push
        woven = np.empty((2 * len(points) - 1, 2))
        woven[::2], woven[1::2] = points, middle
        points = woven
    return (points if forward else points[::-1])[:-1]


def bend_arc(seed: int, arc: Floats, *, strength: float) -> shapely.LineString:
    """Return one arc bent between its corners and rounded to whole metres; its two ends stay where they are."""
    pieces = [_bent(seed, start, end=end, strength=strength) for start, end in pairwise(arc)]
    points = np.round(np.vstack([*pieces, arc[-1:]]))
    keep = np.r_[True, np.any(np.diff(points, axis=0) != 0, axis=1)]
    return shapely.LineString(points[keep])


def _colliding(lines: Sequence[shapely.LineString]) -> npt.NDArray[np.bool_]:
    """Return which lines cross themselves or meet another line elsewhere than at a common end."""
    shapes = np.array(lines, dtype=object)
    bad = ~shapely.is_simple(shapes)
    first, second = shapely.STRtree(shapes).query(shapes, predicate="intersects")
    pairs = first < second
    first, second = first[pairs], second[pairs]
    meeting = shapely.intersection(shapes[first], shapes[second])
    ends = shapely.intersection(shapely.boundary(shapes[first]), shapely.boundary(shapes[second]))
    wrong = ~shapely.equals(meeting, ends)
    bad[first[wrong]] = True
    bad[second[wrong]] = True
    return np.asarray(bad)


def bend_arcs(seed: int, arcs: Sequence[Floats]) -> list[shapely.LineString]:
    """Return all arcs bent without collisions: those that would touch others are straightened step by step."""
    strength = np.ones(len(arcs))
    lines = [bend_arc(seed, arc, strength=value) for arc, value in zip(arcs, strength, strict=True)]
    for _ in range(STRAIGHTENING_ROUNDS):
        bad = _colliding(lines)
        if not bad.any():
            break
        strength[bad] *= STRAIGHTENING
        for place in np.flatnonzero(bad).tolist():
            lines[place] = bend_arc(seed, arcs[place], strength=strength[place])
    return lines


def cells_of(lines: Sequence[shapely.LineString], sites: Floats) -> list[shapely.Polygon] | None:
    """Return one polygon per site in site order, or None where lines and sites do not fit one to one."""
    faces = shapely.get_parts(shapely.polygonize(list(lines)))
    if len(faces) != len(sites) or not shapely.coverage_is_valid(faces):
        return None
    site, face = shapely.STRtree(faces).query(shapely.points(sites), predicate="within")
    if len(set(site)) != len(sites) or len(set(face)) != len(sites):
        return None
    return [shapely.normalize(faces[face[np.flatnonzero(site == place)[0]]]) for place in range(len(sites))]


def neighbours(cells: Sequence[shapely.Polygon]) -> npt.NDArray[np.bool_]:
    """Return which cells share a line (not only a point), shape (n, n), symmetric."""
    shapes = np.array(cells, dtype=object)
    first, second = shapely.STRtree(shapes).query(shapes, predicate="touches")
    shared = shapely.length(shapely.intersection(shapes[first], shapes[second])) > 0
    result = np.zeros((len(cells), len(cells)), dtype=bool)
    result[first[shared], second[shared]] = True
    return result
