"""Invented small counties with two geographies, to protect and to take apart."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from passgenau.data.areas import Area, AreaRegister
from passgenau.data.long_table import long_table
from passgenau.indicators.disclosure.figures import Breakdown, Figures
from passgenau.indicators.disclosure.thresholds import Thresholds

BREAKDOWN = Breakdown("all", ("women", "men"))


def small_is(t: int, **others: object) -> Thresholds:
    """Return thresholds that hide counts below t and numbers of people not concerned below t."""
    given: dict[str, object] = {
        "minimum_count": t,
        "minimum_denominator": 0,
        "complement": True,
        "coalition": 0,
        "hide_none": False,
        "minimum_units": 0,
        "dominance": None,
        "rounding": 1,
    }
    return Thresholds(**{**given, **others})  # type: ignore[arg-type]


def register_of(places: int, *, towns: int = 2, quarters: int = 2) -> tuple[AreaRegister, dict[str, tuple[str, ...]]]:
    """Return places in towns in a county, and quarters that cut across the towns."""
    areas = [Area(f"p{n}", f"Platz {n}", "Wohnplatz", f"t{n % towns}") for n in range(places)]
    areas += [Area(f"t{n}", f"Ort {n}", "Gemeinde", "k") for n in range(towns)]
    areas += [Area("k", "Kreis", "Kreis")]
    areas += [Area(f"q{n}", f"Sozialraum {n}", "Sozialraum", "") for n in range(quarters)]
    return AreaRegister("invented", tuple(areas)), {f"p{n}": (f"q{(n // towns) % quarters}",) for n in range(places)}


def rows_of(
    indicator: str, numerators: Sequence[int], denominators: Sequence[int], period: str = "2024"
) -> list[dict[str, object]]:
    """Return one row a place."""
    return [
        {"area_id": f"p{n}", "indicator_id": indicator, "period": period, "numerator": one, "denominator": other}
        for n, (one, other) in enumerate(zip(numerators, denominators, strict=True))
    ]


def figures_of(
    rows: Sequence[Mapping[str, object]],
    register: AreaRegister,
    memberships: Mapping[str, tuple[str, ...]],
    *,
    t: int = 3,
    breakdowns: tuple[Breakdown, ...] = (),
    thresholds: Thresholds | None = None,
) -> Figures:
    """Return figures all bound by the same thresholds."""
    long = long_table(pd.DataFrame(rows))
    indicators = long["indicator_id"].unique().tolist()
    bound = dict.fromkeys(indicators, thresholds or small_is(t))
    return Figures(long, register, memberships, bound, frozenset(indicators), breakdowns)


def random_figures(seed: int, *, t: int = 3, places: int = 12, periods: Sequence[str] = ("2023", "2024")) -> Figures:
    """Return women, men and all of them by place in several years, with their sum over the years."""
    chance = np.random.default_rng(seed)
    register, memberships = register_of(places, towns=3, quarters=3)
    rows: list[dict[str, object]] = []
    sums = np.zeros((3, places), dtype=np.int64)
    people = chance.integers(15, 120, places)
    for period in periods:
        women, men = (chance.binomial(people, 0.08) for _ in range(2))
        for number, (name, counts, group) in enumerate(
            (("women", women, people), ("men", men, people), ("all", women + men, 2 * people))
        ):
            rows += rows_of(name, counts.tolist(), group.tolist(), period)
            sums[number] += counts
    span = f"{periods[0]}..{periods[-1]}"
    for number, (name, factor) in enumerate((("women", 1), ("men", 1), ("all", 2))):
        rows += rows_of(name, sums[number].tolist(), (factor * len(periods) * people).tolist(), span)
    return figures_of(rows, register, memberships, t=t, breakdowns=(BREAKDOWN,))
