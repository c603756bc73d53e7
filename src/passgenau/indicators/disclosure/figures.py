"""What goes into protection, and the structure that everybody may know of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from passgenau.data.areas import AreaRegister
from passgenau.indicators.disclosure.breakdowns import Breakdown
from passgenau.indicators.disclosure.thresholds import Thresholds

__all__ = ["POPULATION", "Breakdown", "Demands", "FigureKey", "Figures", "Structure", "denominator_of", "numerator_of"]

FigureKey = tuple[str, str, str]
"""Area, indicator, period; or area, quantity, period."""

POPULATION = "population"
NUMERATOR, DENOMINATOR = "numerator:", "denominator:"


def numerator_of(indicator_id: str) -> str:
    """Return the name of the quantity counted in the numerator of an indicator.

    Parameters
    ----------
    indicator_id
        The indicator.

    Returns
    -------
    str
        Such as ``numerator:unemployment_share``.
    """
    return NUMERATOR + indicator_id


def denominator_of(indicator_id: str) -> str:
    """Return the name of the quantity counted in the denominator of an indicator.

    Parameters
    ----------
    indicator_id
        The indicator.

    Returns
    -------
    str
        Such as ``denominator:unemployment_share``.
    """
    return DENOMINATOR + indicator_id


@dataclass(frozen=True)
class Demands:
    """What binds the figures.

    ``thresholds`` by indicator; an indicator not named has no persons behind it and passes unchanged.
    ``part_of_whole``: indicators whose numerator is counted among the denominator. ``breakdowns``: numerators that add
    up. ``populations``: what binds the populations of the areas; None: official figures that everybody knows.
    """

    thresholds: Mapping[str, Thresholds]
    part_of_whole: frozenset[str] = frozenset()
    breakdowns: tuple[Breakdown, ...] = ()
    populations: Thresholds | None = None


@dataclass(frozen=True)
class Figures:
    """Everything that goes in: all counts as a long table, the areas, and what binds the figures.

    ``memberships``: for an area the areas of further public geographies that contain it whole, beside its parent. The
    rest as in :class:`Demands`.
    """

    long: pd.DataFrame
    register: AreaRegister
    memberships: Mapping[str, tuple[str, ...]]
    thresholds: Mapping[str, Thresholds]
    part_of_whole: frozenset[str]
    breakdowns: tuple[Breakdown, ...] = ()
    populations: Thresholds | None = None

    @property
    def demands(self) -> Demands:
        """Return what binds the figures."""
        return Demands(self.thresholds, self.part_of_whole, self.breakdowns, self.populations)


@dataclass(frozen=True)
class Structure:
    """How counts hang together beyond areas and breakdowns; found in the true counts, stated in the certificate.

    ``same``: quantities that are the same count everywhere, each group under its first name. ``rests``: totals (area,
    quantity, period) that hold more than their parts, such as people without a known address. ``pooled``: quantity
    and period of sums over years. ``inhabitants``: quantity and period that equal the populations of the areas.
    ``sums``: a quantity that is the sum of two others everywhere, though nobody has said so. ``former``: areas of
    earlier releases with their parent and the further areas they belonged to, where that is different today.
    """

    same: tuple[tuple[str, ...], ...] = ()
    rests: tuple[FigureKey, ...] = ()
    pooled: tuple[tuple[str, str], ...] = ()
    inhabitants: tuple[tuple[str, str], ...] = ()
    sums: tuple[tuple[str, tuple[str, ...]], ...] = ()
    former: tuple[tuple[str, str, tuple[str, ...]], ...] = ()

    def names(self) -> dict[str, str]:
        """Return the name under which each quantity of a group is counted."""
        return {quantity: group[0] for group in self.same for quantity in group}
