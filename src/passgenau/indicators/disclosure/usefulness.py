"""How useful a protected package still is: what is shown of all figures, and which areas have little left.

Only what stands in the protected package goes in, so that no number here can say more than the package itself.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import pandas as pd

from passgenau.common.periods import parse_period
from passgenau.data.areas import AreaRegister
from passgenau.data.status import WITH_NUMBER, ValueStatus

_SHOWN = sorted(status.value for status in WITH_NUMBER)
_HIDDEN = ValueStatus.SUPPRESSED.value


@dataclass(frozen=True)
class ShownShare:
    """How many figures of one indicator are shown on one level for one period.

    ``total`` counts the figures there are: shown or hidden, neither missing nor not applicable. ``people`` and
    ``all_people`` are the residents of areas with a shown figure and with any (NaN where a population is unknown).
    """

    indicator_id: str
    level: str
    period: str
    shown: int
    total: int
    people: float
    all_people: float


@dataclass(frozen=True)
class LevelShare:
    """The same for several indicators or periods of one level together.

    ``areas`` of the level are in the register; ``possible`` figures there would be if each area had one for every
    indicator and period that was delivered for the level.
    """

    level: str
    areas: int
    shown: int
    total: int
    possible: int

    @property
    def share(self) -> float:
        """Return the share shown (0-1), NaN where there is nothing to show."""
        return self.shown / self.total if self.total else float("nan")

    @property
    def share_of_possible(self) -> float:
        """Return the share (0-1) of areas that can be compared; 0 where nothing was delivered."""
        return self.shown / self.possible if self.possible else 0.0


@dataclass(frozen=True)
class AreaRemainder:
    """How many indicators an area has left: those with at least one shown figure, of those with any figure."""

    area_id: str
    name: str
    level: str
    population: float
    shown: int
    total: int


@dataclass(frozen=True)
class Usefulness:
    """What a protected package still says; ``levels`` run from fine to coarse, ``areas`` are in register order."""

    levels: tuple[LevelShare, ...]
    by_figure: tuple[ShownShare, ...]
    areas: tuple[AreaRemainder, ...]

    def of(self, indicator_id: str) -> tuple[LevelShare, ...]:
        """Return the shares of one indicator over all its periods, by level in the same order."""
        mine = [one for one in self.by_figure if one.indicator_id == indicator_id]
        return tuple(_together(level, (one for one in mine if one.level == level.level)) for level in self.levels)

    def people_covered(self, indicator_id: str, level: str) -> float:
        """Return the share of people (0-1) in areas where the figure of the latest period delivered is shown."""
        mine = [one for one in self.by_figure if one.indicator_id == indicator_id and one.level == level]
        return mine[-1].people / mine[-1].all_people if mine and mine[-1].all_people else float("nan")

    def indicator_ids(self) -> tuple[str, ...]:
        """Return the indicators in order of first appearance."""
        return tuple(dict.fromkeys(one.indicator_id for one in self.by_figure))

    def without_any(self, level: str) -> tuple[AreaRemainder, ...]:
        """Return the areas of a level with figures of which none is shown."""
        return tuple(one for one in self.areas if one.level == level and one.total and not one.shown)

    def with_few(self, level: str, *, share: float) -> tuple[AreaRemainder, ...]:
        """Return the areas of a level with at least one indicator left, but less than this share (0-1) of them."""
        return tuple(one for one in self.areas if one.level == level and 0 < one.shown < share * one.total)


def usefulness(long: pd.DataFrame, register: AreaRegister) -> Usefulness:
    """Return what is shown of all figures of a protected package.

    Parameters
    ----------
    long
        Protected long table as of :func:`passgenau.data.long_table.long_table`; hidden rows are ``suppressed``.
    register
        Areas of all levels; rows of areas that are not in it are left out.

    Returns
    -------
    Usefulness
        Shares by level, by indicator, level and period (earliest period first), and what each area has left. A row
        that is ``missing`` or ``not_applicable`` counts neither as shown nor as hidden, since there is no figure.
        Levels and areas without any figure have ``total`` 0.

    Raises
    ------
    PassgenauError
        If a text names no period.
    """
    rows = _rows(long, register)
    by_figure = tuple(_shown_shares(rows))
    sizes = {level: len(register.at_level(level)) for level in register.levels()}
    levels = tuple(
        _together(LevelShare(level, size, 0, 0, 0), (one for one in by_figure if one.level == level))
        for level, size in sizes.items()
    )
    return Usefulness(levels, by_figure, _remainders(rows, register))


def _rows(long: pd.DataFrame, register: AreaRegister) -> pd.DataFrame:
    """Return one row for each figure there is, with level, people and whether it is shown."""
    present = long[long["status"].isin([*_SHOWN, _HIDDEN]) & long["area_id"].isin(list(register.ids))]
    areas = [register.by_id[key] for key in present["area_id"]]
    return pd.DataFrame(
        {
            "area_id": present["area_id"].to_numpy(),
            "indicator_id": present["indicator_id"].to_numpy(),
            "period": present["period"].to_numpy(),
            "level": [area.level for area in areas],
            "people": np.array([_population(area.population) for area in areas], dtype="float64"),
            "shown": (present["status"] != _HIDDEN).to_numpy(),
        }
    )


def _population(known: float | None) -> float:
    return float("nan") if known is None else float(known)


def _shown_shares(rows: pd.DataFrame) -> Iterable[ShownShare]:
    order = {key: place for place, key in enumerate(dict.fromkeys(rows["indicator_id"]))}
    groups = list(rows.groupby(["indicator_id", "level", "period"], sort=False))
    keyed = [(str(key[0]), str(key[1]), str(key[2]), mine) for key, mine in groups]
    for indicator, level, period, mine in sorted(keyed, key=lambda one: (order[one[0]], one[1], parse_period(one[2]))):
        shown = mine["shown"].to_numpy()
        people = mine["people"].to_numpy()
        yield ShownShare(
            indicator, level, period, int(shown.sum()), len(mine), float(people[shown].sum()), float(people.sum())
        )


def _together(level: LevelShare, parts: Iterable[ShownShare]) -> LevelShare:
    mine = list(parts)
    shown, total = sum(one.shown for one in mine), sum(one.total for one in mine)
    return LevelShare(level.level, level.areas, shown, total, level.areas * len(mine))


def _remainders(rows: pd.DataFrame, register: AreaRegister) -> tuple[AreaRemainder, ...]:
    """Return what every area of the register has left, in its order."""
    best = rows.groupby(["area_id", "indicator_id"], sort=False)["shown"].any()
    left = best.groupby("area_id").agg(["sum", "size"])
    found = {str(key): (int(shown), int(size)) for key, shown, size in left.itertuples()}
    return tuple(
        AreaRemainder(
            area.area_id, area.name, area.level, _population(area.population), *found.get(area.area_id, (0, 0))
        )
        for area in register.areas
    )
