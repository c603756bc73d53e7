"""Coverage: for every indicator, municipality and period how many areas have a value, a hidden one, none at all."""

from __future__ import annotations

from dataclasses import dataclass, fields
from itertools import product

import pandas as pd

from passgenau.common.periods import parse_period
from passgenau.data.areas import Area, AreaRegister
from passgenau.data.status import WITH_NUMBER, ValueStatus


@dataclass(frozen=True)
class Counts:
    """Numbers of areas: with a number, hidden, reported as missing, without meaning, and without any row."""

    available: int = 0
    suppressed: int = 0
    missing: int = 0
    not_applicable: int = 0
    not_delivered: int = 0

    @property
    def expected(self) -> int:
        """Return how many areas there are."""
        return sum(getattr(self, field.name) for field in fields(self))

    @property
    def complete(self) -> bool:
        """Return whether every area for which the figure means something has one."""
        return self.available + self.not_applicable == self.expected


@dataclass(frozen=True)
class Coverage:
    """The matrix indicator x municipality x period.

    ``municipalities`` are areas of ``level``; the empty area stands for those that belong to none. ``counts`` has
    every combination, also those of which nothing was delivered.
    """

    indicator_ids: tuple[str, ...]
    municipalities: tuple[Area, ...]
    periods: tuple[str, ...]
    counts: dict[tuple[str, str, str], Counts]

    def at(self, indicator_id: str, municipality_id: str, period: str) -> Counts:
        """Return one cell of the matrix."""
        return self.counts[indicator_id, municipality_id, period]

    def latest(self, indicator_id: str) -> str:
        """Return the last period in which the indicator has any value, empty if it never has."""
        having = [
            period
            for period in self.periods
            if any(self.at(indicator_id, place.area_id, period).available for place in self.municipalities)
        ]
        return having[-1] if having else ""


def coverage(table: pd.DataFrame, register: AreaRegister, *, level: str = "", by: str = "") -> Coverage:
    """Return what is there, hidden, missing and not delivered.

    Parameters
    ----------
    table
        Long table; rows of areas outside ``level`` or unknown to the register do not count here.
    register
        The register of areas.
    level
        The level whose areas are counted; empty: the finest of the register.
    by
        The level of the municipalities; empty: the level of the parents of most areas, or, where there are no
        parents, one nameless municipality for all.

    Returns
    -------
    Coverage
        Periods earliest first, indicators in order of appearance, municipalities in register order. An area whose
        row carries a status with a number but no number counts as missing.
    """
    areas = register.at_level(level or register.finest_level())
    parent_level = by or _parent_level(areas, register)
    home = {area.area_id: _home(area, register, parent_level) for area in areas}
    delivered = _delivered(table, home)
    sizes = pd.Series(home).value_counts().to_dict()
    places = tuple(register.by_id.get(key, Area("", "")) for key in _in_order(set(home.values()), register))
    indicators = tuple(str(one) for one in table["indicator_id"].unique())
    periods = tuple(sorted({str(one) for one in table["period"]}, key=parse_period))
    counts = {}
    for key in product(indicators, (place.area_id for place in places), periods):
        states = delivered.get(key, {})
        counts[key] = Counts(**states, not_delivered=int(sizes[key[1]]) - sum(states.values()))
    return Coverage(indicators, places, periods, counts)


def _delivered(table: pd.DataFrame, home: dict[str, str]) -> dict[tuple[str, str, str], dict[str, int]]:
    """Return for indicator, municipality and period how many areas are in which state."""
    rows = table[table["area_id"].isin(list(home))].drop_duplicates(["area_id", "indicator_id", "period"])
    found: dict[tuple[str, str, str], dict[str, int]] = {}
    cells = zip(rows["indicator_id"], rows["area_id"].map(home), rows["period"], _states(rows), strict=True)
    for indicator, municipality, period, state in cells:
        states = found.setdefault((indicator, municipality, period), {})
        states[state] = states.get(state, 0) + 1
    return found


def _states(rows: pd.DataFrame) -> pd.Series[str]:
    with_number = {status.value: "available" for status in WITH_NUMBER}
    state = rows["status"].map(lambda word: with_number.get(word, str(word)))
    number = rows["value"].notna() | (rows["numerator"].notna() & rows["denominator"].notna())
    state = state.where((state != "available") | number, ValueStatus.MISSING.value)
    return state.where(state.isin([field.name for field in fields(Counts)]), ValueStatus.MISSING.value)


def _parent_level(areas: tuple[Area, ...], register: AreaRegister) -> str:
    levels = [register.by_id[area.parent_id].level for area in areas if area.parent_id in register.by_id]
    return max(sorted(set(levels)), key=levels.count, default="")


def _home(area: Area, register: AreaRegister, level: str) -> str:
    ancestor = register.ancestor(area.area_id, level) if level else None
    return ancestor.area_id if ancestor is not None else ""


def _in_order(keys: set[str], register: AreaRegister) -> list[str]:
    return [key for key in register.ids if key in keys] + ([""] if "" in keys else [])
