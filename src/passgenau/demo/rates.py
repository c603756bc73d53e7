"""True rates: how likely each thing is for the people of each Wohnplatz, year by year."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.special import expit

from passgenau.demo.places import PLACES, municipality_of_places
from passgenau.demo.population import YEARS, Population, solve_level
from passgenau.demo.traits import Floats, Traits

# Each Wohnplatz has its own course besides that of the county (logit a year), so that some rise and some fall.
LOCAL_DRIFT = 0.025


@dataclass(frozen=True)
class RateSpec:
    """One true rate: county level in 2025, loadings (logit), yearly change (logit), lasting local scatter (logit).

    ``group`` is the age band whose people weigh the county level. ``office`` is scatter between municipalities,
    as where each has its own office.
    """

    key: str
    county: float
    group: tuple[int, int]
    loads: dict[str, float]
    yearly: float = 0.0
    scatter: float = 0.10
    office: float = 0.0


@dataclass(frozen=True)
class SingleBurden:
    """A Wohnplatz that is inconspicuous but for one rate: shift and yearly drift in logit."""

    place: str
    key: str
    shift: float
    yearly: float = 0.0


RATES: tuple[RateSpec, ...] = (
    RateSpec("german_children_sgb2", 0.097, (0, 18), {"burden": 0.62, "urban": 0.06}, yearly=-0.010),
    RateSpec("foreign_children_sgb2", 0.315, (0, 18), {"burden": 0.24, "urban": 0.05}, yearly=0.020, scatter=0.15),
    RateSpec("young_adults_sgb2", 0.052, (18, 25), {"burden": 0.55, "urban": 0.08}, yearly=0.012),
    RateSpec("adults_sgb2", 0.079, (25, 67), {"burden": 0.56, "urban": 0.08, "arrival": 0.08}, yearly=0.008),
    RateSpec("single_parent_communities", 0.194, (0, 18), {"burden": 0.04, "young": 0.08}, scatter=0.12),
    RateSpec("unemployed_of_recipients", 0.435, (25, 65), {"burden": 0.05}, yearly=0.006),
    RateSpec("unemployed_sgb3", 0.0165, (15, 65), {"burden": 0.18}, yearly=0.030),
    RateSpec("old_age_security", 0.036, (67, 121), {"burden": 0.48, "arrival": 0.16, "urban": 0.08}, yearly=0.035),
    RateSpec("reduced_earning_security", 0.012, (18, 67), {"burden": 0.36}, yearly=0.010, scatter=0.18),
    RateSpec("subsistence_aid", 0.0037, (0, 121), {"burden": 0.42, "urban": 0.10}, yearly=0.010, scatter=0.20),
    RateSpec("motor", 0.120, (3, 6), {"burden": 0.26}, yearly=0.015, scatter=0.15),
    RateSpec("language", 0.256, (3, 6), {"burden": 0.38, "arrival": 0.12}, yearly=0.030),
    RateSpec("obesity", 0.058, (3, 6), {"burden": 0.34}, yearly=0.010, scatter=0.15),
    RateSpec("checkup", 0.093, (3, 6), {"burden": 0.36, "arrival": 0.08}, yearly=-0.010, scatter=0.15),
    RateSpec("measles", 0.068, (3, 6), {"burden": 0.22}, yearly=-0.060, scatter=0.20),
    RateSpec("disability", 0.104, (0, 121), {"burden": 0.06, "old": 0.12}, yearly=0.006, scatter=0.06),
    RateSpec("care_under_3", 0.326, (0, 3), {"burden": -0.34, "supply": 0.16}, yearly=0.035, office=0.10),
    RateSpec("care_3_to_6", 0.918, (3, 6), {"burden": -0.30, "supply": 0.22}, yearly=-0.010, scatter=0.18),
    RateSpec("hze", 0.040, (0, 21), {"burden": 0.46}, yearly=0.020, scatter=0.14, office=0.10),
    RateSpec("aid_sgb8", 0.013, (0, 21), {"burden": 0.06}, yearly=0.060, scatter=0.20, office=0.14),
    RateSpec("alone", 0.308, (65, 121), {"burden": 0.12, "urban": 0.12}, yearly=0.008, scatter=0.08),
    RateSpec("care_assistance", 0.020, (65, 121), {"burden": 0.26, "urban": 0.05}, yearly=0.015, scatter=0.15),
)

SINGLE_BURDENS: tuple[SingleBurden, ...] = (
    SingleBurden("Sonnenhang", "alone", 0.90),
    SingleBurden("Odenwerth", "language", 1.45, yearly=0.20),
    SingleBurden("Lerchenhang", "hze", 1.45, yearly=0.10),
)


def _single_burdens(key: str) -> Floats:
    """Return shift and drift of this rate where a single burden is set, shape (6, n)."""
    back = np.arange(len(YEARS)) - (len(YEARS) - 1)
    result = np.zeros((len(YEARS), len(PLACES)))
    for position, place in enumerate(PLACES):
        for single in SINGLE_BURDENS:
            if (single.place, single.key) == (place.name, key):
                result[:, position] = single.shift + single.yearly * back
    return result


def draw_rates(seed: int, traits: Traits, *, people: Population) -> dict[str, Floats]:
    """Return every true rate by key, each of shape (6, n), 0 to 1, county level in 2025 as specified."""
    rng = np.random.default_rng([seed, 4])
    owner = np.array(municipality_of_places())
    back = np.arange(len(YEARS)) - (len(YEARS) - 1)
    rates: dict[str, Floats] = {}
    for spec in RATES:
        lasting = rng.normal(0, spec.scatter, len(owner))
        office = rng.normal(0, spec.office, owner.max() + 1)[owner]
        ripple = rng.normal(0, 0.02, len(YEARS))
        offset = traits.load(spec.loads) + lasting + office + _single_burdens(spec.key)
        level = solve_level(spec.county, offset[-1], weights=people.aged(*spec.group)[-1])
        change = spec.yearly * back + ripple - ripple[-1]
        own_course = back[:, None] * rng.normal(0, LOCAL_DRIFT, len(owner))
        rates[spec.key] = expit(level + offset + change[:, None] + own_course)
    return rates
