"""What a single indicator or domain decides: the index again without it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from passgenau.common.errors import PassgenauError
from passgenau.index.comparison import entering_and_leaving
from passgenau.index.compute import run_index
from passgenau.index.definition import IndexDefinition
from passgenau.index.result import IndexResult
from passgenau.indicators.table import IndicatorTable

Element = Literal["indicator", "domain"]


@dataclass(frozen=True)
class LeftOut:
    """The index without one element, or in German why it could not be computed.

    ``mean_shift`` is the mean absolute change of rank over the areas that both rank; ``entering`` and ``leaving`` are
    area keys. With a ``reason``, ``result`` is None and there are no figures.
    """

    element: Element
    id: str
    mean_shift: float
    entering: tuple[str, ...]
    leaving: tuple[str, ...]
    result: IndexResult | None
    reason: str = ""


def leave_one_out(
    table: IndicatorTable, definition: IndexDefinition, *, top: int, earlier: IndicatorTable | None = None
) -> tuple[LeftOut, ...]:
    """Compute the index without each indicator and without each domain.

    Parameters
    ----------
    table, definition, earlier
        As in :func:`passgenau.index.compute.run_index`.
    top
        Number of first places that areas enter and leave.

    Returns
    -------
    tuple of LeftOut
        Indicators in the order of the definition, then domains; a domain goes with everything below it. What is left
        keeps its weights.

    Raises
    ------
    PassgenauError
        As in ``run_index`` for the whole index.

    Notes
    -----
    Parity: ``remove_elements`` of COINr, which sets a weight to 0; leaving out is the same for means.
    """
    whole = run_index(table, definition, earlier=earlier)
    return tuple(
        _left_out(table, whole, element=element, identifier=identifier, reduced=reduced, top=top, earlier=earlier)
        for element, identifier, reduced in _reductions(definition)
    )


def without_element(definition: IndexDefinition, element: Element, identifier: str) -> IndexDefinition:
    """Return the definition without an indicator, or without a domain and everything below it.

    Parameters
    ----------
    definition
        Stays as it is.
    element, identifier
        What leaves; an unknown id changes nothing.

    Returns
    -------
    IndexDefinition
        Possibly without any indicator; domains that lost all theirs are gone too.
    """
    gone = _below(definition, identifier) if element == "domain" else set()
    staying = tuple(
        one
        for one in definition.indicators
        if one.domain not in gone and not (element == "indicator" and one.id == identifier)
    )
    return replace(
        definition,
        id=f"{definition.id}_ohne_{identifier}",
        indicators=staying,
        domains=tuple(domain for domain in definition.domains if domain.id not in gone),
        digest=f"{definition.digest}-ohne-{identifier}",
    )


def _below(definition: IndexDefinition, identifier: str) -> set[str]:
    found = {identifier}
    while True:
        more = {domain.id for domain in definition.domains if domain.parent in found} - found
        if not more:
            return found
        found |= more


def _reductions(definition: IndexDefinition) -> Iterator[tuple[Element, str, IndexDefinition]]:
    for one in definition.indicators:
        yield "indicator", one.id, without_element(definition, "indicator", one.id)
    for domain in definition.domains:
        yield "domain", domain.id, without_element(definition, "domain", domain.id)


def _left_out(
    table: IndicatorTable,
    whole: IndexResult,
    *,
    element: Element,
    identifier: str,
    reduced: IndexDefinition,
    top: int,
    earlier: IndicatorTable | None,
) -> LeftOut:
    try:
        result = run_index(table, reduced, earlier=earlier)
    except PassgenauError as refused:
        return LeftOut(element, identifier, np.nan, (), (), None, refused.findings[0].text)
    both = (whole.rank > 0) & (result.rank > 0)
    shift = float(np.abs(whole.rank[both] - result.rank[both]).mean()) if both.any() else np.nan
    exchange = entering_and_leaving(whole, result, top=top)
    return LeftOut(element, identifier, shift, exchange.entering, exchange.leaving, result)
