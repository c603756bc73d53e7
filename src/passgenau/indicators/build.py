"""From the long table to areas x indicators: one period per indicator, rates from counts, a state for every cell."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt
import pandas as pd

from passgenau.common.errors import PassgenauError
from passgenau.common.findings import Finding, Place, error
from passgenau.common.periods import parse_period
from passgenau.data.areas import Area, AreaRegister
from passgenau.data.long_table import KEY
from passgenau.data.status import WITH_NUMBER, ValueStatus
from passgenau.indicators.table import Floats, IndicatorTable

Statuses = npt.NDArray[np.str_]

_STATUS_TYPE = f"<U{max(len(status) for status in ValueStatus)}"


def period_list(long: pd.DataFrame) -> tuple[str, ...]:
    """Return every period of a long table, earliest first.

    Parameters
    ----------
    long
        Long table as of :func:`passgenau.data.long_table.long_table`.

    Returns
    -------
    tuple of str
        Distinct periods in order of time; empty for an empty table. Rows without a number count too.

    Raises
    ------
    PassgenauError
        If a text names no period.
    """
    return tuple(sorted(set(long["period"]), key=parse_period))


def periods_by_indicator(long: pd.DataFrame) -> dict[str, tuple[str, ...]]:
    """Return the periods delivered for each indicator, earliest first.

    Parameters
    ----------
    long
        Long table as of :func:`passgenau.data.long_table.long_table`.

    Returns
    -------
    dict
        Indicator id to its distinct periods; indicators in order of first appearance. Rows without a number count.

    Raises
    ------
    PassgenauError
        If a text names no period.
    """
    pairs = long[["indicator_id", "period"]].drop_duplicates()
    found: dict[str, list[str]] = {}
    for indicator, period in zip(pairs["indicator_id"], pairs["period"], strict=True):
        found.setdefault(indicator, []).append(period)
    return {indicator: tuple(sorted(periods, key=parse_period)) for indicator, periods in found.items()}


def build_table(
    long: pd.DataFrame, register: AreaRegister, *, periods: Mapping[str, str], level: str = ""
) -> IndicatorTable:
    """Return the figures of one level for the period chosen per indicator.

    Parameters
    ----------
    long
        Long table as of :func:`passgenau.data.long_table.long_table`; its row order does not matter.
    register
        Areas; the table has a row for every area of the level, in register order.
    periods
        Indicator id to period, matched exactly; gives the columns and their order.
    level
        Level of the areas; empty: the finest level of the register with at least one chosen row.

    Returns
    -------
    IndicatorTable
        Shape (areas, indicators). ``value`` is numerator / denominator where both counts are given (shares 0-1), else
        the delivered value. A denominator of 0 gives ``not_applicable`` and NaN. An area without a row, or with a row
        that promises a number and has none, is ``missing``. Suppressed cells keep no number at all, neither value
        nor counts. ``estimated`` and ``provisional`` stay as delivered.

    Raises
    ------
    PassgenauError
        If the level has no areas, a chosen row names an unknown area, or a cell is delivered twice.
    """
    chosen = long[long["period"] == long["indicator_id"].map(dict(periods))]
    _refuse_what_cannot_be_placed(chosen, register)
    areas = _areas(chosen, register, level)
    ids = tuple(area.area_id for area in areas)
    numerator, denominator, value, status = _settle(*_cells(chosen, ids, tuple(periods)))
    return IndicatorTable(
        area_ids=ids,
        area_names=tuple(area.name for area in areas),
        populations=register.populations(ids),
        indicator_ids=tuple(periods),
        periods=tuple(periods.values()),
        numerator=numerator,
        denominator=denominator,
        value=value,
        status=status,
    )


def _areas(chosen: pd.DataFrame, register: AreaRegister, level: str) -> tuple[Area, ...]:
    areas = register.at_level(level or _finest_delivered_level(chosen, register))
    if not areas:
        text = f"Im Gebietsverzeichnis „{register.system}“ steht kein Gebiet der Ebene „{level}“."
        raise PassgenauError([error("indicators.level", text)])
    return areas


def _cells(
    chosen: pd.DataFrame, area_ids: tuple[str, ...], indicator_ids: tuple[str, ...]
) -> tuple[Floats, Floats, Floats, Statuses]:
    """Return numerators, denominators, values and states as delivered; rows of other levels stay outside."""
    rows = pd.Index(area_ids).get_indexer(pd.Index(chosen["area_id"]))
    columns = pd.Index(indicator_ids).get_indexer(pd.Index(chosen["indicator_id"]))
    here = chosen[rows >= 0]
    at = (rows[rows >= 0], columns[rows >= 0])
    shape = (len(area_ids), len(indicator_ids))
    numerator, denominator, value = (np.full(shape, np.nan) for _ in range(3))
    numerator[at] = here["numerator"].to_numpy(dtype="float64")
    denominator[at] = here["denominator"].to_numpy(dtype="float64")
    value[at] = here["value"].to_numpy(dtype="float64")
    status = np.full(shape, ValueStatus.MISSING.value, dtype=_STATUS_TYPE)
    status[at] = here["status"].to_numpy(dtype=_STATUS_TYPE)
    return numerator, denominator, value, status


def _settle(
    numerator: Floats, denominator: Floats, value: Floats, status: Statuses
) -> tuple[Floats, Floats, Floats, Statuses]:
    """Return counts, values and states that agree with each other."""
    hidden = status == ValueStatus.SUPPRESSED.value
    numerator, denominator = (np.where(hidden, np.nan, counts) for counts in (numerator, denominator))
    counted = ~np.isnan(numerator) & ~np.isnan(denominator)
    possible = counted & (denominator > 0)
    rate = np.divide(numerator, denominator, out=np.full(value.shape, np.nan), where=possible)
    value = np.where(counted, rate, value)
    promised = np.isin(status, sorted(WITH_NUMBER))
    value = np.where(promised, value, np.nan)
    empty = promised & np.isnan(value)
    status = np.where(empty & counted, ValueStatus.NOT_APPLICABLE.value, status)
    status = np.where(empty & ~counted, ValueStatus.MISSING.value, status)
    return numerator, denominator, value, status.astype(_STATUS_TYPE)


def _finest_delivered_level(chosen: pd.DataFrame, register: AreaRegister) -> str:
    delivered = set(chosen["area_id"])
    for level in register.levels():
        if any(area.area_id in delivered for area in register.at_level(level)):
            return level
    return register.finest_level()


def _refuse_what_cannot_be_placed(chosen: pd.DataFrame, register: AreaRegister) -> None:
    unknown = chosen[~chosen["area_id"].isin(list(register.ids))]
    twice = chosen[chosen.duplicated(KEY, keep="first")]
    findings = _findings(
        unknown, "indicators.unknown_area", f"Das Gebiet steht nicht im Verzeichnis „{register.system}“."
    )
    findings += _findings(
        twice, "indicators.twice", "Dieser Wert ist mehrfach geliefert; je Gebiet und Zeitraum gilt einer."
    )
    if findings:
        raise PassgenauError(findings)


def _findings(rows: pd.DataFrame, code: str, text: str) -> list[Finding]:
    places = zip(rows["row"], rows["area_id"], rows["indicator_id"], rows["period"], strict=True)
    return [
        error(code, text, Place(row=int(row) or None, area_id=area, indicator_id=indicator, period=period))
        for row, area, indicator, period in places
    ]
