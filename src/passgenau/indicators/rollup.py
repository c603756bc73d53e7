"""Roll-up to municipality and county: sums of counts over areas, never means of percentages.

Where parts are hidden or missing, the sums run over the areas with both counts. Such a figure is ``estimated``, and
``coverage`` says which share of the people it rests on; below the least coverage there is no figure at all, because
hidden areas differ from shown ones (small counts are hidden first). A figure delivered for the unit itself outranks
the roll-up, also when it is hidden: summing the parts must not bring back what the office withheld.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from passgenau.common.errors import PassgenauError
from passgenau.common.findings import Place, enumerate_de, error
from passgenau.data.areas import Area, AreaRegister
from passgenau.data.status import WITH_NUMBER, ValueStatus
from passgenau.indicators.table import Floats, IndicatorTable

LEAST_COVERAGE = 0.8
"""Share of the people a roll-up must rest on; the share of valid indicators that an index asks for, used for areas."""

Ints = npt.NDArray[np.intp]
Statuses = npt.NDArray[np.str_]


@dataclass(frozen=True)
class _Cover:
    """Share of the people covered (units, m), and where every single area is covered."""

    share: Floats
    complete: npt.NDArray[np.bool_]


def roll_up(
    table: IndicatorTable,
    register: AreaRegister,
    level: str,
    *,
    direct: IndicatorTable | None = None,
    least_coverage: float = LEAST_COVERAGE,
) -> IndicatorTable:
    """Return the figures of a higher level from the counts of its areas.

    Parameters
    ----------
    table
        Figures of n areas and m indicators.
    register
        Register with the areas, the units and the chain of parents between them.
    level
        Level of the units, such as municipality or county.
    direct
        Figures delivered for units of ``level``; whatever is not ``missing`` there outranks the roll-up.
    least_coverage
        Least share of people (0-1) a roll-up must rest on; below it the cell is ``missing``.

    Returns
    -------
    IndicatorTable
        One row per unit in register order, same columns. Counts are the sums over areas with both counts, ``value``
        their quotient. ``estimated`` where any area is hidden, missing or itself estimated; ``provisional`` where any
        is; ``missing`` without counts or below ``least_coverage``; ``not_applicable`` where the denominators sum to
        0. A unit's population is the delivered one, else the sum of its areas (NaN if one is unknown).

    Raises
    ------
    PassgenauError
        If the level has no areas, an area of the table belongs to none of the units, or ``direct`` names another
        period.
    """
    units, unit_of = _membership(table, register, level)
    covered = _register_cover(table, register, level)
    summed = _sums(table, unit_of, units=len(units), covered=covered, least_coverage=least_coverage)
    ids = tuple(unit.area_id for unit in units)
    parts = np.zeros(len(units))
    np.add.at(parts, unit_of, table.populations)
    delivered = register.populations(ids)
    rolled = replace(
        summed,
        area_ids=ids,
        area_names=tuple(unit.name for unit in units),
        populations=np.where(np.isnan(delivered), parts, delivered),
    )
    return rolled if direct is None else _outrank(rolled, direct)


def total(
    table: IndicatorTable,
    *,
    area_id: str,
    name: str,
    direct: IndicatorTable | None = None,
    least_coverage: float = LEAST_COVERAGE,
) -> IndicatorTable:
    """Return one row for all areas of the table together, for regions whose register names no unit above them.

    Parameters
    ----------
    table
        Figures of n areas and m indicators.
    area_id, name
        Key and name of the whole.
    direct
        Figures delivered for the whole under ``area_id``; whatever is not ``missing`` there outranks the sum.
    least_coverage
        Least share of people (0-1) the sum must rest on; below it the cell is ``missing``.

    Returns
    -------
    IndicatorTable
        One row, by the rules of :func:`roll_up`; the areas of the table are the whole.

    Raises
    ------
    PassgenauError
        If ``direct`` names another period.
    """
    everything = np.zeros(len(table.area_ids), dtype=np.intp)
    people, areas = np.array([table.populations.sum()]), np.array([float(len(table.area_ids))])
    covered = _cover(table, everything, people=people, areas=areas)
    summed = _sums(table, everything, units=1, covered=covered, least_coverage=least_coverage)
    rolled = replace(summed, area_ids=(area_id,), area_names=(name,), populations=people)
    return rolled if direct is None else _outrank(rolled, direct)


def coverage(table: IndicatorTable, register: AreaRegister, level: str) -> Floats:
    """Return which share of a unit's people lives in areas with numbers, per indicator.

    Parameters
    ----------
    table
        Figures of n areas and m indicators.
    register
        Register with the areas, the units and the chain of parents between them.
    level
        Level of the units.

    Returns
    -------
    numpy.ndarray
        Shape (units, m), 0-1, units in register order. Areas of the same level that the table does not contain count
        as not covered; a ``not_applicable`` area counts as covered, since there is nothing to count. Where a
        population is unknown anywhere in the unit, the share of areas stands in for the share of people. NaN for a
        unit without areas.

    Raises
    ------
    PassgenauError
        If the level has no areas or an area of the table belongs to none of them.
    """
    return _register_cover(table, register, level).share


def _register_cover(table: IndicatorTable, register: AreaRegister, level: str) -> _Cover:
    units, unit_of = _membership(table, register, level)
    place = {unit.area_id: position for position, unit in enumerate(units)}
    known = {register.by_id[area_id].level for area_id in table.area_ids}
    people, areas = np.zeros(len(units)), np.zeros(len(units))
    for area in register.areas:
        unit = register.ancestor(area.area_id, level) if area.level in known else None
        if unit is not None:
            people[place[unit.area_id]] += np.nan if area.population is None else area.population
            areas[place[unit.area_id]] += 1
    return _cover(table, unit_of, people=people, areas=areas)


def _cover(table: IndicatorTable, unit_of: Ints, *, people: Floats, areas: Floats) -> _Cover:
    """Return what is covered of ``people`` and ``areas``, the totals per unit."""
    used = (_counted(table) | (table.status == ValueStatus.NOT_APPLICABLE.value)).astype(float)
    covered_people, covered_areas = (np.zeros((len(areas), used.shape[1])) for _ in range(2))
    np.add.at(covered_people, unit_of, used * np.nan_to_num(table.populations)[:, None])
    np.add.at(covered_areas, unit_of, used)
    by_people = (people > 0)[:, None]
    part = np.where(by_people, covered_people, covered_areas)
    base = np.where(by_people, people[:, None], areas[:, None])
    share = np.divide(part, base, out=np.full(part.shape, np.nan), where=base > 0)
    return _Cover(share, covered_areas == areas[:, None])


def _sums(
    table: IndicatorTable, unit_of: Ints, *, units: int, covered: _Cover, least_coverage: float
) -> IndicatorTable:
    """Return the sums per unit with their states; keys, names and populations are still those of the areas."""
    counted = _counted(table)
    shape = (units, len(table.indicator_ids))
    numerator, denominator, parts = np.zeros(shape), np.zeros(shape), np.zeros(shape)
    np.add.at(numerator, unit_of, np.where(counted, table.numerator, 0.0))
    np.add.at(denominator, unit_of, np.where(counted, table.denominator, 0.0))
    np.add.at(parts, unit_of, counted)
    enough = covered.share >= least_coverage
    status = _states(table, unit_of, complete=covered.complete)
    status = np.where(enough & (parts > 0), status, ValueStatus.MISSING.value)
    nothing_to_count = enough & (denominator == 0) & (covered.share > 0)
    status = np.where(nothing_to_count, ValueStatus.NOT_APPLICABLE.value, status)
    shown = np.isin(status, sorted(WITH_NUMBER))
    value = np.divide(numerator, denominator, out=np.full(shape, np.nan), where=shown)
    return replace(
        table,
        numerator=np.where(shown, numerator, np.nan),
        denominator=np.where(shown, denominator, np.nan),
        value=value,
        status=status.astype(table.status.dtype),
    )


def _states(table: IndicatorTable, unit_of: Ints, *, complete: npt.NDArray[np.bool_]) -> Statuses:
    """Return the state a sum inherits from its parts: estimated before provisional before value."""
    estimated, provisional = np.zeros(complete.shape), np.zeros(complete.shape)
    np.add.at(estimated, unit_of, table.status == ValueStatus.ESTIMATED.value)
    np.add.at(provisional, unit_of, table.status == ValueStatus.PROVISIONAL.value)
    state = np.where(provisional > 0, ValueStatus.PROVISIONAL.value, ValueStatus.VALUE.value)
    return np.where((estimated > 0) | ~complete, ValueStatus.ESTIMATED.value, state)


def _counted(table: IndicatorTable) -> npt.NDArray[np.bool_]:
    with_number = np.isin(table.status, sorted(WITH_NUMBER))
    counts: npt.NDArray[np.bool_] = with_number & ~np.isnan(table.numerator) & ~np.isnan(table.denominator)
    return counts


def _membership(table: IndicatorTable, register: AreaRegister, level: str) -> tuple[tuple[Area, ...], Ints]:
    """Return the units and, per area of the table, the place of its unit; refuse areas that belong to none."""
    units = register.at_level(level)
    if not units:
        text = f"Im Gebietsverzeichnis „{register.system}“ steht kein Gebiet der Ebene „{level}“."
        raise PassgenauError([error("indicators.level", text)])
    place = {unit.area_id: position for position, unit in enumerate(units)}
    found = [register.ancestor(area_id, level) for area_id in table.area_ids]
    lost = [area_id for area_id, unit in zip(table.area_ids, found, strict=True) if unit is None]
    if lost:
        text = f"Jedes Gebiet muss zu einem Gebiet der Ebene „{level}“ gehören; {enumerate_de(lost)} tun das nicht."
        raise PassgenauError([error("indicators.without_unit", text, Place(area_id=lost[0]))])
    return units, np.array([place[unit.area_id] for unit in found if unit is not None], dtype=np.intp)


def _outrank(rolled: IndicatorTable, direct: IndicatorTable) -> IndicatorTable:
    """Return the roll-up with every cell replaced that was delivered for the unit itself."""
    both = [indicator for indicator in rolled.indicator_ids if indicator in direct.indicator_ids]
    to = [rolled.indicator_ids.index(indicator) for indicator in both]
    come = [direct.indicator_ids.index(indicator) for indicator in both]
    wrong = [both[at] for at in range(len(both)) if rolled.periods[to[at]] != direct.periods[come[at]]]
    if wrong:
        text = f"Direkt gelieferte Werte müssen denselben Zeitraum haben; bei {enumerate_de(wrong)} weicht er ab."
        raise PassgenauError([error("indicators.direct_period", text)])
    arrays = {name: getattr(rolled, name).copy() for name in ("numerator", "denominator", "value", "status")}
    for row, area_id in enumerate(rolled.area_ids):
        if area_id not in direct.area_ids:
            continue
        source = direct.area_ids.index(area_id)
        for target, origin in zip(to, come, strict=True):
            if direct.status[source, origin] != ValueStatus.MISSING.value:
                for name, array in arrays.items():
                    array[row, target] = getattr(direct, name)[source, origin]
    return replace(rolled, **arrays)
