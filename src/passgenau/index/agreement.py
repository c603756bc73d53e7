"""Would another method have named other areas? One choice changed at a time, compared with the index as defined."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
from scipy import stats

from passgenau.common.errors import PassgenauError, refusal
from passgenau.common.findings import enumerate_de
from passgenau.common.numbers_de import count
from passgenau.index.comparison import entering_and_leaving
from passgenau.index.compute import run_index
from passgenau.index.definition import IndexDefinition, Mean, Method
from passgenau.index.methods_known import PARAMETERS
from passgenau.index.result import IndexResult
from passgenau.indicators.table import IndicatorTable

Choice = Literal["method", "mean", "aggregate", "indicators"]


@dataclass(frozen=True)
class Agreement:
    """How far a variant agrees with the index as defined, or in German why it could not be computed.

    ``choice`` and ``value`` say what was changed; ``indicators`` is for another selection of them. ``first`` is how
    many areas the definition has among the first, ``same`` how many of them stay; ``entering`` and ``leaving`` are area
    keys in table order. ``spearman`` and ``kendall`` (tau-b) compare the order of the areas that both rank, -1 to 1;
    NaN with fewer than two or without any difference. With a ``reason`` there are no figures: 0, empty, NaN.
    """

    choice: Choice
    value: str
    first: int
    same: int
    entering: tuple[str, ...]
    leaving: tuple[str, ...]
    spearman: float
    kendall: float
    reason: str = ""


def agreement(
    table: IndicatorTable,
    definition: IndexDefinition,
    *,
    methods: Sequence[Method],
    means: Sequence[Mean],
    top: int,
    earlier: IndicatorTable | None = None,
) -> tuple[Agreement, ...]:
    """Compare the index with variants that change one choice each.

    Parameters
    ----------
    table, definition, earlier
        As in :func:`passgenau.index.compute.run_index`. Missing values are handled as the definition says.
    methods, means
        Standardisations and means to try besides those that ``[robustness].choices`` of the definition names; its
        aggregates are tried too. What the definition does itself is left out, and nothing is tried twice.
    top
        How many first places, from 1 to the number of areas with a rank.

    Returns
    -------
    tuple of Agreement
        Methods, then means, then aggregates; those of the definition first. A variant that cannot be computed on
        these figures, or that needs a setting the definition does not state, is there with its reason.

    Raises
    ------
    PassgenauError
        Where ``top`` is out of range, and as in ``run_index`` for the definition itself.
    """
    defined = run_index(table, definition, earlier=earlier)
    ranked = int((defined.rank > 0).sum())
    if not 1 <= top <= ranked:
        text = f"Die Zahl der ersten Plätze muss von 1 bis {count(ranked)} reichen, ist aber {count(top)}."
        raise refusal("agreement.top", text)
    return tuple(
        _tried(table, defined, variant, choice=choice, value=value, top=top, earlier=earlier)
        for choice, value, variant in _variants(definition, methods, means)
    )


def compared(defined: IndexResult, other: IndexResult, *, choice: Choice, value: str, top: int) -> Agreement:
    """Return how far another result agrees with the index as defined.

    Parameters
    ----------
    defined, other
        Results; areas that only one of them ranks count in neither correlation.
    choice, value
        What was changed, passed on.
    top
        How many first places; areas tied across the last place all count as within.

    Returns
    -------
    Agreement
        Without a reason.
    """
    exchange = entering_and_leaving(defined, other, top=top)
    first = int(((defined.rank > 0) & (defined.rank <= top)).sum())
    spearman, kendall = _correlations(defined, other)
    return Agreement(
        choice, value, first, first - len(exchange.leaving), exchange.entering, exchange.leaving, spearman, kendall
    )


def _correlations(defined: IndexResult, other: IndexResult) -> tuple[float, float]:
    place = {area: row for row, area in enumerate(other.area_ids)}
    rows = [row for row, area in enumerate(defined.area_ids) if area in place]
    pairs = np.array([(defined.rank[row], other.rank[place[defined.area_ids[row]]]) for row in rows]).reshape(-1, 2)
    pairs = pairs[(pairs > 0).all(axis=1)]
    if len(pairs) < 2 or (pairs == pairs[0]).all(axis=0).any():
        return math.nan, math.nan
    return (
        float(stats.spearmanr(pairs[:, 0], pairs[:, 1]).statistic),
        float(stats.kendalltau(pairs[:, 0], pairs[:, 1]).statistic),
    )


def _variants(
    definition: IndexDefinition, methods: Sequence[Method], means: Sequence[Mean]
) -> Iterator[tuple[Choice, str, IndexDefinition]]:
    named = definition.robustness
    for method in dict.fromkeys((*(named.methods if named else ()), *methods)):
        if method != definition.method:
            yield "method", method, replace(definition, method=method)
    for mean in dict.fromkeys((*(named.means if named else ()), *means)):
        if mean != definition.reference.mean:
            yield "mean", mean, replace(definition, reference=replace(definition.reference, mean=mean))
    for aggregate in dict.fromkeys(named.aggregates if named else ()):
        if aggregate != definition.aggregate:
            yield "aggregate", aggregate, replace(definition, aggregate=aggregate)


def _tried(
    table: IndicatorTable,
    defined: IndexResult,
    variant: IndexDefinition,
    *,
    choice: Choice,
    value: str,
    top: int,
    earlier: IndicatorTable | None,
) -> Agreement:
    reason = _not_stated(variant)
    if not reason:
        try:
            return compared(defined, run_index(table, variant, earlier=earlier), choice=choice, value=value, top=top)
        except PassgenauError as problem:
            reason = problem.findings[0].text
    return Agreement(choice, value, 0, 0, (), (), math.nan, math.nan, reason)


def _not_stated(variant: IndexDefinition) -> str:
    """Return in German which setting the method of a variant needs and the definition does not state."""
    method, parameters = variant.method, PARAMETERS.get(variant.method, ())
    absent = [f"„{name}“" for name in parameters if name not in variant.parameters]
    if absent:
        return f"Die Definition nennt dafür {enumerate_de(absent)} nicht."
    if method == "goalposts" and any(entry.goalposts is None for entry in variant.indicators):
        return "Die Definition nennt dafür nicht zu jedem Indikator Unter- und Obergrenze."
    if method == "distance_to_target" and any(entry.target is None for entry in variant.indicators):
        return "Die Definition nennt dafür nicht zu jedem Indikator ein Ziel."
    return ""
