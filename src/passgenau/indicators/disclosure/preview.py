"""What would remain of the figures: counted by level, indicator and area from the table before and after protection."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from passgenau.data.areas import AreaRegister
from passgenau.data.long_table import KEY
from passgenau.data.status import WITH_NUMBER, ValueStatus

Ints = npt.NDArray[np.int64]


@dataclass(frozen=True)
class ProfilePreview:
    """How much of the figures stays visible. Holds numbers of figures only, never a count of people.

    ``levels`` from fine to coarse, ``indicator_ids`` sorted; ``known`` and ``shown`` have shape (levels, indicators):
    figures there are, and those of them that would still be shown. ``area_ids`` are the areas of the finest level in
    register order, ``area_known`` and ``area_shown`` (shape (n,)) the same by area.
    """

    levels: tuple[str, ...]
    indicator_ids: tuple[str, ...]
    known: Ints
    shown: Ints
    area_ids: tuple[str, ...]
    area_known: Ints
    area_shown: Ints


def profile_preview(before: pd.DataFrame, after: pd.DataFrame, register: AreaRegister) -> ProfilePreview:
    """Return how much of the figures would remain.

    Parameters
    ----------
    before
        Long table before protection.
    after
        Long table after protection, with the rows of all levels. A figure that is in ``before`` and not in ``after``
        counts as hidden.
    register
        Areas of both tables, with their levels.

    Returns
    -------
    ProfilePreview
        A figure is known where ``before`` has a number, or where ``after`` has one or hides one for an area whose
        figure ``before`` does not hold (sums of higher levels). What the source itself has hidden, and what is
        missing, is not counted: no rule can hide it. Levels without any known figure are left out.
    """
    keys = _known_and_shown(before, after)
    keys["level"] = keys["area_id"].map({area.area_id: area.level for area in register.areas})
    indicators = tuple(sorted(keys["indicator_id"].unique()))
    levels = tuple(level for level in register.levels() if (keys["level"] == level).any())
    finest = register.at_level(register.finest_level())
    ids = tuple(area.area_id for area in finest)
    own = keys[keys["level"] == register.finest_level()]
    return ProfilePreview(
        levels,
        indicators,
        known=_grid(keys, "known", levels, indicators),
        shown=_grid(keys, "shown", levels, indicators),
        area_ids=ids,
        area_known=own.groupby("area_id")["known"].sum().reindex(ids, fill_value=0).to_numpy(np.int64),
        area_shown=own.groupby("area_id")["shown"].sum().reindex(ids, fill_value=0).to_numpy(np.int64),
    )


def _known_and_shown(before: pd.DataFrame, after: pd.DataFrame) -> pd.DataFrame:
    """Return one row per figure with whether it is known and whether it stays shown."""
    both = before[[*KEY, "status"]].merge(after[[*KEY, "status"]], on=KEY, how="outer", suffixes=("_before", "_after"))
    given = both["status_before"].isin(WITH_NUMBER)
    summed = both["status_before"].isna() & both["status_after"].isin(WITH_NUMBER | {ValueStatus.SUPPRESSED})
    known = given | summed
    return both[KEY].assign(known=known, shown=known & both["status_after"].isin(WITH_NUMBER))[known]


def _grid(keys: pd.DataFrame, column: str, levels: tuple[str, ...], indicators: tuple[str, ...]) -> Ints:
    counted = keys.groupby(["level", "indicator_id"])[column].sum().unstack(fill_value=0)
    return counted.reindex(index=levels, columns=indicators, fill_value=0).to_numpy(np.int64)
