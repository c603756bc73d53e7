"""Everything published before, as a value: it stays known, whatever a later release hides."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from passgenau.common.findings import Finding, Place, warning
from passgenau.data.areas import AreaRegister
from passgenau.data.long_table import KEY
from passgenau.indicators.disclosure.figures import FigureKey, Figures, denominator_of, numerator_of
from passgenau.indicators.disclosure.layout import Memberships, years_of


@dataclass(frozen=True)
class Earlier:
    """Counts by (area, quantity, period), and what their areas belonged to: parent and further areas."""

    counts: Mapping[FigureKey, int] = field(default_factory=dict)
    areas: Mapping[str, tuple[str, tuple[str, ...]]] = field(default_factory=dict)

    def beside(self, other: Earlier) -> Earlier:
        """Return both together; of two values of a count the first stays."""
        return Earlier({**other.counts, **self.counts}, {**other.areas, **self.areas})


NOTHING_EARLIER = Earlier()


def earlier_of(
    long: pd.DataFrame, register: AreaRegister | None = None, memberships: Memberships | None = None
) -> Earlier:
    """Return what a published package has shown.

    Parameters
    ----------
    long
        Figures of an earlier release; hidden and missing rows show nothing but a denominator they state.
    register, memberships
        Its areas; needed where some of them are no longer listed today.

    Returns
    -------
    Earlier
        Numerators and denominators in whole numbers by area, quantity and period.
    """
    areas = {} if register is None else register.by_id
    belongs = {key: (area.parent_id, (memberships or {}).get(key, ())) for key, area in areas.items()}
    return Earlier(stated_counts(long), belongs)


def stated_counts(long: pd.DataFrame) -> dict[FigureKey, int]:
    """Return every whole count that the rows of a long table state.

    Parameters
    ----------
    long
        Long table; NaN and fractions state no count.

    Returns
    -------
    dict
        By area, quantity and period.
    """
    counts: dict[FigureKey, int] = {}
    columns = (long[name].tolist() for name in (*KEY, "numerator", "denominator"))
    for area, indicator, period, numerator, denominator in zip(*columns, strict=True):
        for quantity, value in ((numerator_of(indicator), numerator), (denominator_of(indicator), denominator)):
            if not np.isnan(value) and float(value).is_integer():
                counts[area, quantity, period] = int(value)
    return counts


def beside_the_rows(figures: Figures, earlier: Earlier) -> dict[FigureKey, int]:
    """Return what is public beside the rows of bound indicators and may tell about them.

    Parameters
    ----------
    figures
        What goes in; its indicators without thresholds are shown whatever they count.
    earlier
        What has been published before.

    Returns
    -------
    dict
        Counts by area, quantity and period: of indicators without persons, and of earlier releases for the periods
        of the figures and the spans of years that share one with them. What the figures show today outranks it.
    """
    bound = figures.long["indicator_id"].isin(list(figures.thresholds))
    periods = _related(figures.long["period"].unique().tolist(), {key[2] for key in earlier.counts})
    before = {key: value for key, value in earlier.counts.items() if key[2] in periods}
    return {**before, **stated_counts(figures.long[~bound])}


def _related(now: Iterable[str], then: Iterable[str]) -> frozenset[str]:
    """Return the periods of today, spans that share a year with one of them, and the years of those spans."""
    related = set(now)
    for period in sorted({*related, *then}):
        years = set(years_of(period))
        if years and (period in related or years & related):
            related |= {period, *years}
    return frozenset(related)


def former_areas(figures: Figures, earlier: Earlier) -> tuple[tuple[str, str, tuple[str, ...]], ...]:
    """Return the areas of earlier releases with what they belonged to, where any of that is different today.

    Parameters
    ----------
    figures
        What goes in.
    earlier
        What has been published before.

    Returns
    -------
    tuple
        Area, parent and further areas, in alphabetical order; empty where the areas are the same as today.
    """
    today = {
        area.area_id: (area.parent_id, figures.memberships.get(area.area_id, ())) for area in figures.register.areas
    }
    if all(today.get(area) == belonged for area, belonged in earlier.areas.items()):
        return ()
    return tuple((area, parent, others) for area, (parent, others) in sorted(earlier.areas.items()))


def corrected_since(figures: Figures, earlier: Earlier) -> tuple[Finding, ...]:
    """Return a hint for every count that was published with another value than it has now.

    Parameters
    ----------
    figures
        What goes in.
    earlier
        What has been published before.

    Returns
    -------
    tuple of Finding
        Warnings. The old value stays known and says roughly how large the new one is; no rule can undo that.
    """
    now = stated_counts(figures.long)
    text = "Diese Zahl wurde früher anders veröffentlicht; die alte bleibt bekannt, auch wenn die neue verborgen wird."
    places = (
        Place(area_id=area, indicator_id=quantity.rpartition(":")[2], period=period)
        for (area, quantity, period), count in sorted(earlier.counts.items())
        if now.get((area, quantity, period), count) != count
    )
    return tuple(warning("disclosure.corrected", text, place) for place in dict.fromkeys(places))
