"""What everybody may notice about the counts: which are equal, which add up, which totals hold more than parts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import numpy as np
import numpy.typing as npt

from passgenau.indicators.disclosure.counts import Counted, Counts
from passgenau.indicators.disclosure.earlier import Earlier, beside_the_rows, former_areas
from passgenau.indicators.disclosure.figures import FigureKey, Figures, Structure, denominator_of, numerator_of
from passgenau.indicators.disclosure.layout import Family, families_of, years_of

Floats = npt.NDArray[np.float64]
Columns = dict[str, dict[tuple[str, str], float]]

LEAST_COMMON = 4
"""Areas and periods in which a sum of two quantities must hold to be taken for more than chance."""


def structure_of(figures: Figures, counted_rows: Counted, earlier: Earlier) -> Structure:
    """Return what hangs together without anybody having declared it.

    Parameters
    ----------
    figures
        What goes in.
    counted_rows
        Counts as of :func:`~passgenau.indicators.disclosure.counts.counted`.
    earlier
        What has been published before.

    Returns
    -------
    Structure
        Quantities are the same where they are equal in every area and period in which both are known, in at least
        two; a quantity is the sum of two others where that holds in every one in which all three are known, in at
        least four. Sums of three and more have to be declared.
    """
    columns = _by_quantity(counted_rows.counts)
    for (area, quantity, period), value in beside_the_rows(figures, earlier).items():
        columns.setdefault(quantity, {}).setdefault((area, period), float(value))
    same = _same(columns)
    names = Structure(same).names()
    merged: Columns = {}
    for quantity, values in columns.items():
        home = merged.setdefault(names.get(quantity, quantity), {})
        home.update({key: value for key, value in values.items() if key not in home or not np.isnan(value)})
    former = former_areas(figures, earlier)
    families = families_of(figures.register, figures.memberships, former)
    return Structure(
        same=same,
        rests=_rests(merged, families),
        pooled=_pooled(merged),
        inhabitants=_inhabitants(merged, figures),
        sums=_sums(merged),
        former=former,
    )


def _by_quantity(counts: Counts) -> Columns:
    columns: Columns = {}
    for (area, indicator, period), (numerator, denominator) in counts.items():
        columns.setdefault(numerator_of(indicator), {})[area, period] = numerator
        columns.setdefault(denominator_of(indicator), {})[area, period] = denominator
    return columns


def _matrix(columns: Columns) -> tuple[list[str], Floats]:
    """Return names and values, shape (areas and periods, quantities), NaN where unknown."""
    keys = {key: row for row, key in enumerate(dict.fromkeys(key for values in columns.values() for key in values))}
    values = np.full((len(keys), len(columns)), np.nan)
    for column, counts in enumerate(columns.values()):
        values[[keys[key] for key in counts], column] = list(counts.values())
    return list(columns), values


def _same(columns: Columns) -> tuple[tuple[str, ...], ...]:
    names, values = _matrix(columns)
    groups: list[list[int]] = []
    for number in range(len(names)):
        home = next((one for one in groups if all(_equal(values[:, number], values[:, other]) for other in one)), None)
        if home is None:
            groups.append([number])
        else:
            home.append(number)
    return tuple(tuple(names[number] for number in group) for group in groups if len(group) > 1)


def _equal(one: Floats, other: Floats) -> bool:
    both = ~np.isnan(one) & ~np.isnan(other)
    return bool(both.sum() > 1 and (one[both] == other[both]).all())


def _sums(columns: Columns) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return the quantities that are the sum of two others wherever all three stand in a row, none of them unknown."""
    names, values = _matrix(columns)
    _, stands = _matrix({name: dict.fromkeys(counts, 1.0) for name, counts in columns.items()})
    positive = np.nansum(np.nan_to_num(values), axis=0) > 0
    found: list[tuple[str, tuple[str, ...]]] = []
    for first in range(len(names)):
        for second in range(first + 1, len(names)):
            if not (positive[first] and positive[second]):
                continue
            difference = values - (values[:, first] + values[:, second])[:, None]
            here = ~np.isnan(stands + (stands[:, first] + stands[:, second])[:, None])
            fits = (here.sum(axis=0) >= LEAST_COMMON) & (np.where(here, difference, 0.0) == 0).all(axis=0)
            found += [(names[total], (names[first], names[second])) for total in np.flatnonzero(fits)]
    return tuple(found)


def _rests(columns: Columns, families: Iterable[Family]) -> tuple[FigureKey, ...]:
    found: dict[FigureKey, None] = {}
    for family in families:
        for quantity, values in columns.items():
            for (area, period), total in values.items():
                parts = [values.get((child, period), np.nan) for child in family.get(area, ())]
                if parts and not np.isnan(parts).any() and total > sum(parts):
                    found[area, quantity, period] = None
    return tuple(sorted(found))


def _pooled(columns: Columns) -> tuple[tuple[str, str], ...]:
    """Return the spans that are the sum of their years; where a year is not delivered, that may be and is assumed."""
    found = []
    for quantity, values in columns.items():
        for period in sorted({key[1] for key in values if years_of(key[1])}):
            totals = {area: total for (area, when), total in values.items() if when == period and not np.isnan(total)}
            if all(_may_be_sum(total, _years(values, area, period)) for area, total in totals.items()):
                found.append((quantity, period))
    return tuple(found)


def _years(values: Mapping[tuple[str, str], float], area: str, period: str) -> list[float]:
    return [values.get((area, year), np.nan) for year in years_of(period)]


def _may_be_sum(total: float, years: list[float]) -> bool:
    known = float(np.nansum(years))
    return known <= total if np.isnan(years).any() else known == total


def _inhabitants(columns: Columns, figures: Figures) -> tuple[tuple[str, str], ...]:
    people = {area.area_id: area.population for area in figures.register.areas if area.population is not None}
    found = []
    for quantity, values in columns.items():
        for period in sorted({key[1] for key in values}):
            here = {
                area: value
                for (area, when), value in values.items()
                if when == period and area in people and not np.isnan(value)
            }
            if len(here) > 1 and all(value == people[area] for area, value in here.items()):
                found.append((quantity, period))
    return tuple(found)
