"""Random invented counties: two geographies across each other, a breakdown, two years and both together."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from passgenau.data.areas import Area, AreaRegister
from passgenau.data.long_table import long_table

YEARS = ("2019", "2020")
TOGETHER = "2019..2020"
BREAKDOWN = ("alle", ("frauen", "maenner"))
PART_OF_WHOLE = frozenset({"alle", "frauen", "maenner", "kinder"})
PEOPLE = {"alle": "people", "frauen": "people", "maenner": "people", "kinder": "minors"}
"""Indicators with the group they are counted among."""


@dataclass(frozen=True)
class County:
    """Counts of all Wohnplätze, the areas, and which Sozialraum holds which Wohnplatz."""

    long: pd.DataFrame
    register: AreaRegister
    memberships: dict[str, tuple[str, ...]]


def county(seed: int, *, towns: int = 3, places: int = 4, people: float = 120.0, rate: float = 0.04) -> County:
    """Return an invented county drawn from the seed."""
    chance = np.random.default_rng(seed)
    areas = [Area("K", "Kreis", "kreis")]
    areas += [Area(f"S{number}", f"Sozialraum {number}", "sozialraum") for number in range(towns)]
    memberships: dict[str, tuple[str, ...]] = {}
    for town in range(towns):
        areas.append(Area(f"G{town}", f"Gemeinde {town}", "gemeinde", "K"))
        for place in range(1 + int(chance.integers(places))):
            key = f"G{town}W{place}"
            areas.append(Area(key, f"Wohnplatz {key}", "wohnplatz", f"G{town}"))
            memberships[key] = (f"S{int(chance.integers(towns))}",)
    rows = [row for key in memberships for row in _rows(chance, key, people=people, rate=rate)]
    return County(long_table(pd.DataFrame(rows)), AreaRegister("erfunden", _inhabited(areas, memberships)), memberships)


def _inhabited(areas: list[Area], memberships: dict[str, tuple[str, ...]]) -> tuple[Area, ...]:
    """Return the areas without those Sozialräume in which no Wohnplatz lies."""
    inhabited = {further for wholes in memberships.values() for further in wholes}
    return tuple(area for area in areas if area.level != "sozialraum" or area.area_id in inhabited)


def _rows(chance: np.random.Generator, key: str, *, people: float, rate: float) -> list[dict[str, object]]:
    size = {"people": 10 + int(chance.exponential(people)), "minors": 3 + int(chance.exponential(people / 5))}
    years = {year: _counts(chance, size, rate) for year in YEARS}
    both = {indicator: sum(counts[indicator] for counts in years.values()) for indicator in PEOPLE}
    times = [(year, counts, 1) for year, counts in years.items()] + [(TOGETHER, both, len(YEARS))]
    return [
        {
            "area_id": key,
            "indicator_id": indicator,
            "period": period,
            "numerator": counts[indicator],
            "denominator": size[PEOPLE[indicator]] * factor,
            "source": "erfunden",
        }
        for period, counts, factor in times
        for indicator in PEOPLE
    ]


def _counts(chance: np.random.Generator, size: dict[str, int], rate: float) -> dict[str, int]:
    women = int(chance.binomial(size["people"] // 2, rate))
    men = int(chance.binomial(size["people"] // 2, rate))
    children = int(chance.binomial(size["minors"], 2 * rate))
    return {"alle": women + men, "frauen": women, "maenner": men, "kinder": children}
