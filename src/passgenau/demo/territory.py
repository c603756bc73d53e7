"""The territory: which cell belongs to which municipality and bears which name."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import shapely
from scipy.optimize import linear_sum_assignment
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components

from passgenau.demo.borders import bend_arcs, cells_of, neighbours, tessellation_arcs
from passgenau.demo.places import MUNICIPALITIES, Place, Side, municipality_of_places
from passgenau.demo.sites import county_outline, place_sites, town_centres

Floats = npt.NDArray[np.float64]
Whole = npt.NDArray[np.int64]

ATTEMPTS = 40
ROUNDING_ROUNDS = 3
COMPASS: dict[Side, tuple[float, float]] = {"north": (0, 1), "east": (1, 0), "south": (0, -1), "west": (-1, 0)}
COMPASS_WEIGHT = 0.3


@dataclass(frozen=True)
class Territory:
    """The 81 cells in the order of the places: polygons, their points (n, 2) in metres, and how central they lie.

    ``centrality`` has shape (n,): 1 in the middle of the municipality, 0 at its far end.
    """

    cells: tuple[shapely.Polygon, ...]
    sites: Floats
    centrality: Floats


def share_out(sites: Floats, centres: Floats) -> Whole:
    """Return for each site its municipality, shape (81,): exact numbers, as close to the middle as possible."""
    owner: Whole = np.array(municipality_of_places())
    middle, found = centres, owner
    for _ in range(ROUNDING_ROUNDS):
        distance = ((sites[:, None, :] - middle[owner][None, :, :]) ** 2).sum(axis=2)
        found = owner[linear_sum_assignment(distance)[1]]
        means = np.array([sites[found == place].mean(axis=0) for place in range(len(MUNICIPALITIES))])
        middle = (middle + means) / 2
    return found


def _is_connected(graph: npt.NDArray[np.bool_], members: npt.NDArray[np.bool_]) -> bool:
    part = csr_array(graph[np.ix_(members, members)].astype(np.int8))
    return int(connected_components(part, directed=False)[0]) == 1


def _name_order(places: tuple[Place, ...], offset: Floats, *, rank: Floats) -> Whole:
    """Return for each place the position of its site, so that names sit where they say (middle, side)."""
    wanted = np.linspace(0, 1, len(places))
    cost = (wanted[:, None] - rank[None, :]) ** 2
    direction = offset / np.maximum(np.hypot(offset[:, 0], offset[:, 1]), 1.0)[:, None]
    for row, place in enumerate(places):
        if place.side:
            cost[row] += COMPASS_WEIGHT * (1 - direction @ np.array(COMPASS[place.side]))
    return np.asarray(linear_sum_assignment(cost)[1], dtype=np.int64)


def _arranged(cells: list[shapely.Polygon], sites: Floats, *, owner: Whole, centres: Floats) -> Territory:
    order: list[int] = []
    centrality: list[float] = []
    for position, municipality in enumerate(MUNICIPALITIES):
        members = np.flatnonzero(owner == position)
        offset = sites[members] - centres[position]
        rank = np.argsort(np.argsort(np.hypot(offset[:, 0], offset[:, 1]))) / (len(members) - 1)
        chosen = _name_order(municipality.places, offset, rank=rank)
        order += [int(members[place]) for place in chosen]
        centrality += [float(1 - rank[place]) for place in chosen]
    return Territory(tuple(cells[place] for place in order), sites[order], np.array(centrality))


def _attempt(seed: int, number: int) -> Territory | None:
    rng = np.random.default_rng([seed, 1, number])
    outline = county_outline(rng)
    centres = town_centres(rng, outline)
    sites = place_sites(rng, outline, centres=centres)
    cells = cells_of(bend_arcs(seed, tessellation_arcs(sites, outline)), sites)
    if cells is None:
        return None
    owner = share_out(sites, centres)
    graph = neighbours(cells)
    if not all(_is_connected(graph, owner == position) for position in range(len(MUNICIPALITIES))):
        return None
    return _arranged(cells, sites, owner=owner, centres=centres)


def territory(seed: int) -> Territory:
    """Return the first drawn territory whose cells fit and whose municipalities hang together."""
    for number in range(ATTEMPTS):
        found = _attempt(seed, number)
        if found is not None:
            return found
    raise RuntimeError(f"no territory found for seed {seed} in {ATTEMPTS} attempts")
