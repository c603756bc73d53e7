"""Where people settled: the outline of the county and one point per Wohnplatz, denser in the towns."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import shapely
from scipy.spatial import cKDTree

from passgenau.demo.places import MUNICIPALITIES

Floats = npt.NDArray[np.float64]

CRS = "EPSG:25832"
# Open North Sea: no real place lies under the invented borders, and a base map would give the invention away.
ORIGIN = np.array([390_000.0, 6_000_000.0])
COUNTY_SQUARE_KM = sum(municipality.square_km for municipality in MUNICIPALITIES)
STRETCH = 1.16
OUTLINE_STEP_M = 1_100.0
SAMPLE_SIZE = 16_000
LLOYD_ROUNDS = 7
CORE_SHARE = 0.5


def county_outline(rng: np.random.Generator) -> shapely.Polygon:
    """Return a smooth closed outline around the origin with the area of the county, coordinates in metres."""
    angle = np.linspace(0.0, 2 * np.pi, 720, endpoint=False)
    radius = np.ones_like(angle)
    for order, size in ((2, 0.05), (3, 0.07), (4, 0.05), (5, 0.045), (7, 0.03), (9, 0.025), (12, 0.015)):
        radius += size * rng.uniform(0.6, 1.2) * np.cos(order * angle + rng.uniform(0, 2 * np.pi))
    ring = np.column_stack([radius * np.cos(angle) * STRETCH, radius * np.sin(angle) / STRETCH])
    raw = shapely.Polygon(ring)
    ring *= np.sqrt(COUNTY_SQUARE_KM * 1e6 / raw.area)
    fine = shapely.Polygon(ring + ORIGIN).exterior
    count = round(fine.length / OUTLINE_STEP_M)
    corners = shapely.line_interpolate_point(fine, np.arange(count) / count, normalized=True)
    return shapely.Polygon(np.round(shapely.get_coordinates(corners)))


def _rays(outline: shapely.Polygon, angle: Floats) -> Floats:
    """Return how far the outline lies from the origin in each direction, metres, shape of ``angle``."""
    tips = ORIGIN + 60_000 * np.column_stack([np.cos(angle), np.sin(angle)])
    rays = shapely.linestrings(np.stack([np.broadcast_to(ORIGIN, tips.shape), tips], axis=1))
    return np.asarray(shapely.length(shapely.intersection(rays, outline)), dtype=np.float64)


def town_centres(rng: np.random.Generator, outline: shapely.Polygon) -> Floats:
    """Return the middle of each municipality, shape (8, 2), metres: the large town inside, the others around it.

    The others get sectors of the county in proportion to the area they should have.
    """
    rest = rng.permutation(np.arange(1, len(MUNICIPALITIES)))
    share = np.array([MUNICIPALITIES[place].square_km for place in rest])
    middle = (np.cumsum(share) - share / 2) / share.sum()
    angle = rng.uniform(0, 2 * np.pi) + np.linspace(0, 2 * np.pi, 361)
    swept = np.cumsum(_rays(outline, angle) ** 2)
    direction = np.interp(middle, (swept - swept[0]) / (swept[-1] - swept[0]), angle)
    away = _rays(outline, direction) * rng.uniform(0.62, 0.72, len(rest))
    centres = np.empty((len(MUNICIPALITIES), 2))
    centres[0] = ORIGIN + 1_000 * rng.uniform(-1.6, 1.6, 2)
    centres[rest] = ORIGIN + away[:, None] * np.column_stack([np.cos(direction), np.sin(direction)])
    return centres


def _settled_sample(
    rng: np.random.Generator, outline: shapely.Polygon, *, centres: Floats
) -> tuple[Floats, npt.NDArray[np.int64]]:
    """Return points as dense as Wohnplätze should be (core and surroundings), and whose municipality drew them."""
    drawn, owner = [], []
    total = sum(len(municipality.places) for municipality in MUNICIPALITIES)
    for position, (municipality, centre) in enumerate(zip(MUNICIPALITIES, centres, strict=True)):
        count = round(SAMPLE_SIZE * len(municipality.places) / total)
        reach = 1_000 * np.sqrt(municipality.square_km / np.pi)
        spread = np.where(rng.random(count) < CORE_SHARE, 0.32, 0.85) * reach
        drawn.append(centre + rng.normal(size=(count, 2)) * spread[:, None])
        owner.append(np.full(count, position))
    points = np.vstack(drawn)
    inside = shapely.contains_xy(outline, points)
    return points[inside], np.concatenate(owner)[inside]


def place_sites(rng: np.random.Generator, outline: shapely.Polygon, *, centres: Floats) -> Floats:
    """Return one point per Wohnplatz, shape (81, 2), metres, after a few rounds of Lloyd relaxation."""
    sample, owner = _settled_sample(rng, outline, centres=centres)
    first = [
        rng.choice(np.flatnonzero(owner == position), len(municipality.places), replace=False)
        for position, municipality in enumerate(MUNICIPALITIES)
    ]
    sites: Floats = sample[np.concatenate(first)]
    total = len(sites)
    for _ in range(LLOYD_ROUNDS):
        nearest = cKDTree(sites).query(sample)[1]
        weight = np.bincount(nearest, minlength=total)
        sums: Floats = np.column_stack([np.bincount(nearest, sample[:, axis], total) for axis in (0, 1)])
        sites = np.where(weight[:, None] > 0, sums / np.maximum(weight, 1)[:, None], sites)
    return sites
