"""Which indicators of a definition an index has for the figures at hand, and how much each of them counts."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from passgenau.common.errors import PassgenauError
from passgenau.common.findings import Finding, Place, enumerate_de, error
from passgenau.common.periods import Period, parse_period
from passgenau.index.definition import IndexDefinition, IndexIndicator
from passgenau.indicators.table import IndicatorTable


def members_of(table: IndicatorTable, definition: IndexDefinition) -> tuple[IndexIndicator, ...]:
    """Return the indicators that belong to the index for the periods of this table.

    Parameters
    ----------
    table
        The figures. A bounded indicator (``first_period``/``last_period``) is judged by the period of its own
        column, or by the latest period of the other indicators where it was not delivered; what counts is the
        last day of the period.
    definition
        The index definition.

    Returns
    -------
    tuple of IndexIndicator
        In the order of the definition.

    Raises
    ------
    PassgenauError
        Naming every indicator that belongs to the index but is unknown to the table, and every indicator whose
        period is not the one the definition asks for; also where no indicator is left.
    """
    periods = dict(zip(table.indicator_ids, table.periods, strict=True))
    belonging = [one for one in definition.indicators if _belongs(one, periods, definition.indicators)]
    findings = _unknown(belonging, periods) + _other_periods(belonging, periods)
    if not belonging:
        findings.append(error("index.no_indicators", "Für diesen Zeitraum gehört kein Indikator zum Index."))
    if findings:
        raise PassgenauError(findings)
    return tuple(belonging)


def periods_wanted(definition: IndexDefinition, period: str) -> dict[str, str]:
    """Return which period of which indicator an index of one period needs.

    Parameters
    ----------
    definition
        The index definition. An indicator with a ``period`` of its own keeps it.
    period
        Period of all other indicators.

    Returns
    -------
    dict
        Indicator id to period, in the order of the definition, without indicators that do not belong to the index
        in that period.
    """
    periods = {one.id: one.period or period for one in definition.indicators}
    belonging = [one for one in definition.indicators if _belongs(one, periods, definition.indicators)]
    return {one.id: periods[one.id] for one in belonging}


def _belongs(one: IndexIndicator, periods: dict[str, str], everyone: Sequence[IndexIndicator]) -> bool:
    if not (one.first_period or one.last_period):
        return True
    text = periods.get(one.id, "")
    period = parse_period(text) if text else _latest(periods, everyone)
    if period is None:
        return True
    after_first = not one.first_period or period.last_day >= parse_period(one.first_period).first_day
    return after_first and (not one.last_period or period.last_day <= parse_period(one.last_period).last_day)


def _latest(periods: dict[str, str], everyone: Sequence[IndexIndicator]) -> Period | None:
    delivered = {periods.get(one.id, "") for one in everyone if not one.period}
    return max((parse_period(text) for text in delivered if text), default=None)


def _unknown(belonging: Sequence[IndexIndicator], periods: dict[str, str]) -> list[Finding]:
    unknown = [one.id for one in belonging if one.id not in periods]
    if not unknown:
        return []
    verb = "kommt" if len(unknown) == 1 else "kommen"
    text = f"In den Werten {verb} nicht vor, was die Definition verlangt: {enumerate_de(unknown, len(unknown))}."
    return [error("index.unknown_indicator", text, advice="Groß- und Kleinschreibung zählen.")]


def _other_periods(belonging: Sequence[IndexIndicator], periods: dict[str, str]) -> list[Finding]:
    return [
        error(
            "index.other_period",
            f"Die Definition verlangt den Zeitraum {one.period}, geliefert ist {periods[one.id] or 'keiner'}.",
            Place(indicator_id=one.id),
        )
        for one in belonging
        if one.period and one.id in periods and periods[one.id] != one.period
    ]


def domain_places(definition: IndexDefinition, members: Sequence[IndexIndicator]) -> npt.NDArray[np.int64]:
    """Return for each member the place of its domain in the definition.

    Parameters
    ----------
    definition, members
        The definition and the m indicators that belong to the index.

    Returns
    -------
    numpy.ndarray
        Shape (m,); -1 for an indicator without domain.
    """
    place = {domain.id: number for number, domain in enumerate(definition.domains)}
    return np.array([place.get(one.domain, -1) for one in members], dtype=np.int64)


def has_domain_weights(definition: IndexDefinition) -> bool:
    """Return whether the domains carry weights of their own (then all of them do).

    Parameters
    ----------
    definition
        The index definition.

    Returns
    -------
    bool
        True where the index is combined from domains and not directly from indicators.
    """
    return any(domain.weight is not None for domain in definition.domains)
