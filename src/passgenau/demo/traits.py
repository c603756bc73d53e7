"""Latent traits: what is true of the people of each Wohnplatz before anyone counts them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from passgenau.demo.places import BURDEN_CEILING, PLACES, municipality_of_places
from passgenau.demo.territory import Territory

Floats = npt.NDArray[np.float64]

NEIGHBOURHOOD_M = 4_000.0


@dataclass(frozen=True)
class Traits:
    """Traits of the n Wohnplätze, each of shape (n,), in standard deviations of the county around 0.

    ``burden`` is the true latent burden; ``old`` more old people, ``young`` more families, ``arrival`` more people
    who came from abroad, ``urban`` denser and more central, ``supply`` more day-care places near by.
    """

    burden: Floats
    old: Floats
    young: Floats
    arrival: Floats
    urban: Floats
    supply: Floats

    def load(self, loads: dict[str, float]) -> Floats:
        """Return the weighted sum of the named traits, shape (n,)."""
        parts = np.array([weight * getattr(self, name) for name, weight in loads.items()], dtype=np.float64)
        return np.asarray(parts.sum(axis=0))


def standardised(values: Floats) -> Floats:
    """Return the values with mean 0 and standard deviation 1, shape as given."""
    return np.asarray((values - values.mean()) / values.std(), dtype=np.float64)


def _fields(rng: np.random.Generator, sites: Floats, *, count: int) -> Floats:
    """Return spatially correlated standard fields, shape (count, n): near places resemble each other."""
    distance = np.hypot(*(sites[:, None, :] - sites[None, :, :]).transpose(2, 0, 1))
    root = np.linalg.cholesky(np.exp(-distance / NEIGHBOURHOOD_M) + 1e-9 * np.eye(len(sites)))
    return np.array([standardised(root @ rng.normal(size=len(sites))) for _ in range(count)])


def _burden(rng: np.random.Generator, urban: Floats, field: Floats) -> Floats:
    """Return the latent burden: set by hand where the place says so, elsewhere drawn and kept below the ceiling."""
    drawn = standardised(0.5 * urban + 0.6 * field + 0.5 * rng.normal(size=len(urban)))
    capped = np.clip(0.75 * drawn - 0.25, -1.9, BURDEN_CEILING)
    own = np.array([np.nan if place.burden is None else place.burden for place in PLACES])
    return np.where(np.isnan(own), capped, own)


def draw_traits(seed: int, land: Territory) -> Traits:
    """Return the traits of all Wohnplätze, in place order."""
    rng = np.random.default_rng([seed, 2])
    fields = _fields(rng, land.sites, count=5)
    owner = np.array(municipality_of_places())
    dense = -np.log(np.array([cell.area for cell in land.cells]))
    urban = standardised(0.7 * standardised(dense) + 0.6 * land.centrality + 0.7 * (owner == 0))
    burden = _burden(rng, urban, fields[0])
    noise = rng.normal(size=(3, len(PLACES)))
    arrival = 0.42 * burden + 0.30 * urban + 0.50 * fields[1] + 0.40 * noise[0]
    old = -0.42 * burden - 0.10 * urban + 0.60 * fields[2] + 0.40 * noise[1]
    young = 0.34 * burden - 0.25 * urban + 0.45 * fields[3] + 0.45 * noise[2] - 0.35 * fields[2]
    local = rng.normal(size=owner.max() + 1)
    supply = 0.6 * fields[4] + 0.7 * local[owner]
    return Traits(burden, standardised(old), standardised(young), standardised(arrival), urban, standardised(supply))
