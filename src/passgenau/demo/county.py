"""The invented county as one value: register, figures, deliveries, and the truth behind them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
import shapely

from passgenau.data.areas import Area, AreaRegister
from passgenau.demo.counts import binomial_with_memory, count_cases, expectation
from passgenau.demo.deliveries import DemoDelivery, pack_deliveries
from passgenau.demo.places import COUNTY_KEY, COUNTY_NAME, MUNICIPALITIES, PLACES, TRULY_BURDENED, place_keys
from passgenau.demo.population import Population, draw_population
from passgenau.demo.rates import draw_rates
from passgenau.demo.sites import CRS
from passgenau.demo.territory import Territory, territory
from passgenau.demo.traits import Floats, Traits, draw_traits

SEED = 18
SLUG = "demo"
NOTICE = "Erfundene Beispieldaten"
VALID_FROM = "2020-01-01"


@dataclass(frozen=True, eq=False)
class DemoTruth:
    """What nobody knows of a real county; for tests and documentation only.

    ``burden`` is the latent burden by area (standard deviations), ``expected_rates`` the expected value of every
    indicator in 2025 (index ``area_id``, one column an indicator, shares 0-1 and for day care possibly above 1).
    ``burdened`` are the nine areas with the highest latent burden, ``close`` the two just behind them.
    """

    burden: pd.Series
    expected_rates: pd.DataFrame
    burdened: tuple[str, ...]
    close: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class DemoCounty:
    """An invented county: areas of three levels, the delivered figures as one long table, and its deliveries."""

    register: AreaRegister
    long: pd.DataFrame
    deliveries: tuple[DemoDelivery, ...]
    truth: DemoTruth
    title: str = COUNTY_NAME
    slug: str = SLUG
    notice: str = NOTICE


def _register(land: Territory, people: Population) -> AreaRegister:
    """Return Wohnplätze, municipalities and county; upper levels are the exact union and sum of their parts."""
    residents = people.total()[-1]
    places = [
        Area(key, place.name, "Wohnplatz", key[:8], float(count), cell, VALID_FROM)
        for key, place, count, cell in zip(place_keys(), PLACES, residents, land.cells, strict=True)
    ]
    towns = []
    for municipality in MUNICIPALITIES:
        own = [area for area in places if area.parent_id == municipality.key]
        shape = shapely.coverage_union_all([area.geometry for area in own])
        count = sum(area.population or 0.0 for area in own)
        towns.append(Area(municipality.key, municipality.name, "Kommune", COUNTY_KEY, count, shape, VALID_FROM))
    whole = shapely.coverage_union_all([area.geometry for area in places])
    county = Area(COUNTY_KEY, COUNTY_NAME, "Kreis", "", float(residents.sum()), whole, VALID_FROM)
    title = f"Wohnplätze im {COUNTY_NAME} (erfunden)"
    return AreaRegister("wohnplaetze", (*places, *towns, county), CRS, title, VALID_FROM)


def _truth(traits: Traits, people: Population, *, rates: dict[str, Floats]) -> DemoTruth:
    keys = place_keys()
    burden = pd.Series(traits.burden, index=pd.Index(keys, name="area_id"), name="burden")
    expected = {
        indicator: found.numerator[-1] / found.denominator[-1]
        for indicator, found in count_cases(people, rates, draw=expectation).items()
    }
    order = [keys[place] for place in np.argsort(-traits.burden, kind="stable")]
    first, close = order[:TRULY_BURDENED], order[TRULY_BURDENED : TRULY_BURDENED + 2]
    return DemoTruth(burden, pd.DataFrame(expected, index=burden.index), tuple(sorted(first)), tuple(sorted(close)))


def invented_county(seed: int = SEED) -> DemoCounty:
    """Return the invented county of this seed; the same seed always gives the same county."""
    land = territory(seed)
    traits = draw_traits(seed, land)
    people = draw_population(seed, land, traits=traits)
    rates = draw_rates(seed, traits, people=people)
    cases = count_cases(people, rates, draw=binomial_with_memory(np.random.default_rng([seed, 5])))
    packed = pack_deliveries(cases)
    figures = pd.concat([delivery.table for delivery in packed], ignore_index=True)
    return DemoCounty(_register(land, people), figures, packed, _truth(traits, people, rates=rates))
