"""One invented population by age and nationality; every denominator is a sum of its cells."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.optimize import brentq
from scipy.special import expit, logit

from passgenau.demo.places import MUNICIPALITIES, municipality_of_places
from passgenau.demo.territory import Territory
from passgenau.demo.traits import Floats, Traits

Whole = npt.NDArray[np.int64]

YEARS = (2020, 2021, 2022, 2023, 2024, 2025)
SMALLEST_PLACE = 1_350
MEMORY = 0.93


@dataclass(frozen=True)
class AgeGroup:
    """One age group from ``start`` to under ``end`` years: its county share in 2025 and what moves it.

    ``old``, ``young``, ``urban`` are loadings on the traits and ``yearly`` is the change a year (both on the log
    share); ``foreign`` is the share of foreign nationals in the group, county, 2025.
    """

    start: int
    end: int
    share: float
    old: float
    young: float
    urban: float
    yearly: float
    foreign: float


AGES: tuple[AgeGroup, ...] = (
    AgeGroup(0, 3, share=0.0265, old=-0.11, young=0.15, urban=0.01, yearly=-0.012, foreign=0.150),
    AgeGroup(3, 6, share=0.0290, old=-0.11, young=0.15, urban=0.00, yearly=0.004, foreign=0.160),
    AgeGroup(6, 15, share=0.0895, old=-0.10, young=0.14, urban=-0.01, yearly=0.008, foreign=0.160),
    AgeGroup(15, 18, share=0.0300, old=-0.08, young=0.11, urban=-0.01, yearly=0.002, foreign=0.150),
    AgeGroup(18, 21, share=0.0300, old=-0.07, young=0.05, urban=0.05, yearly=-0.004, foreign=0.180),
    AgeGroup(21, 25, share=0.0410, old=-0.10, young=0.01, urban=0.10, yearly=-0.008, foreign=0.215),
    AgeGroup(25, 65, share=0.5280, old=-0.02, young=0.00, urban=0.01, yearly=-0.004, foreign=0.152),
    AgeGroup(65, 67, share=0.0260, old=0.10, young=-0.06, urban=-0.02, yearly=0.016, foreign=0.080),
    AgeGroup(67, 80, share=0.1300, old=0.14, young=-0.09, urban=-0.02, yearly=0.008, foreign=0.066),
    AgeGroup(80, 121, share=0.0700, old=0.20, young=-0.12, urban=0.00, yearly=0.013, foreign=0.036),
)
# Changes against 2025 (logit): people seeking refuge from 2022 on, then slower growth.
FOREIGN_BY_YEAR = np.array([-0.21, -0.18, -0.07, -0.045, -0.02, 0.0])
FOREIGN_LOADS = {"burden": 0.15, "arrival": 0.36, "urban": 0.05}
GROWTH_BY_YEAR = np.array([-0.016, -0.014, -0.006, -0.003, -0.001, 0.0])
NON_EU_SHARE = 0.63


@dataclass(frozen=True)
class Population:
    """People by year, Wohnplatz and age group, shape (6, n, 10): all, foreign, and foreign from outside the EU."""

    people: Whole
    foreign: Whole
    non_eu: Whole

    def aged(self, start: int, end: int, *, of: str = "people") -> Floats:
        """Return the people aged ``start`` to under ``end``, shape (6, n); the limits must be limits of groups."""
        if start not in {group.start for group in AGES} or end not in {group.end for group in AGES}:
            raise ValueError(f"{start} to {end} does not follow the age groups")
        inside = [start <= group.start and group.end <= end for group in AGES]
        cells: Whole = getattr(self, of)
        return np.asarray(cells[:, :, inside].sum(axis=2), dtype=np.float64)

    def total(self) -> Floats:
        """Return all people, shape (6, n)."""
        return self.aged(0, 121)


def solve_level(target: float, offset: Floats, *, weights: Floats) -> float:
    """Return the logit level at which the weighted mean of ``expit(level + offset)`` is ``target`` (0 to 1)."""

    def excess(level: float) -> float:
        return float((expit(level + offset) * weights).sum() / weights.sum() - target)

    return float(brentq(excess, logit(target) - 8, logit(target) + 8))


def lasting_noise(rng: np.random.Generator, shape: tuple[int, ...], *, memory: float) -> Floats:
    """Return standard normal noise that keeps ``memory`` from one year (first axis) to the next."""
    fresh = rng.normal(size=shape)
    result = np.empty(shape)
    result[0] = fresh[0]
    for year in range(1, shape[0]):
        result[year] = memory * result[year - 1] + np.sqrt(1 - memory**2) * fresh[year]
    return result


def _sizes(rng: np.random.Generator, land: Territory) -> Floats:
    """Return the people of each Wohnplatz in 2025, shape (n,): municipal sums as aimed at, none below the minimum."""
    owner = np.array(municipality_of_places())
    weight = (0.35 + land.centrality**0.7) * rng.lognormal(0.0, 0.38, len(owner))
    result = np.empty(len(owner))
    for position, municipality in enumerate(MUNICIPALITIES):
        members = owner == position
        free = municipality.population - SMALLEST_PLACE * members.sum()
        result[members] = SMALLEST_PLACE + free * weight[members] / weight[members].sum()
    return result


def _expected_people(rng: np.random.Generator, traits: Traits, *, sizes: Floats) -> Floats:
    share = np.array([group.share for group in AGES])
    pull = np.array([(group.old, group.young, group.urban) for group in AGES])
    log_share = np.log(share) + np.column_stack([traits.old, traits.young, traits.urban]) @ pull.T
    drift = np.array([group.yearly for group in AGES]) + rng.normal(0, 0.006, (len(sizes), len(AGES)))
    years = np.arange(len(YEARS)) - (len(YEARS) - 1)
    mass = np.exp(log_share[None] + years[:, None, None] * drift[None])
    growth = np.exp(GROWTH_BY_YEAR[:, None] + years[:, None] * rng.normal(0, 0.004, len(sizes))[None])
    total = sizes[None] * growth
    return np.asarray(mass / mass.sum(axis=2, keepdims=True) * total[:, :, None])


def _rounded(rng: np.random.Generator, expected: Floats, *, swing: float) -> Floats:
    """Return whole people around the expectation, with deviations that last over the years."""
    noise = lasting_noise(rng, expected.shape, memory=MEMORY)
    return np.maximum(np.rint(expected + swing * np.sqrt(expected) * noise), 0.0)


def draw_population(seed: int, land: Territory, *, traits: Traits) -> Population:
    """Return the population of all years; Wohnplätze add up to municipalities and county by construction."""
    rng = np.random.default_rng([seed, 3])
    people = _rounded(rng, _expected_people(rng, traits, sizes=_sizes(rng, land)), swing=0.7)
    local = traits.load(FOREIGN_LOADS) + rng.normal(0, 0.10, people.shape[1])
    foreign = np.empty_like(people)
    for place, group in enumerate(AGES):
        level = solve_level(group.foreign, local, weights=people[-1, :, place])
        rate = expit(level + local[None] + FOREIGN_BY_YEAR[:, None])
        foreign[:, :, place] = _rounded(rng, people[:, :, place] * rate, swing=0.5)
    foreign = np.minimum(foreign, people)
    outside = expit(logit(NON_EU_SHARE) + 0.18 * traits.burden + rng.normal(0, 0.2, people.shape[1]))
    non_eu = np.minimum(_rounded(rng, foreign * outside[None, :, None], swing=0.3), foreign)
    return Population(people.astype(np.int64), foreign.astype(np.int64), non_eu.astype(np.int64))
