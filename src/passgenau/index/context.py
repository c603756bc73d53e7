"""What stands beside every index: itself without context indicators, implied weights, differences to the catalogue."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from passgenau.common.errors import refusal
from passgenau.common.findings import Finding, Place, enumerate_de, warning
from passgenau.index.definition import IndexDefinition
from passgenau.index.hierarchy import effective_weights, given_weights, hierarchy_of
from passgenau.indicators.definition import IndicatorDefinition

DIRECTION_DE = {1: "mehr heißt mehr Bedarf", -1: "mehr heißt weniger Bedarf"}


def without_context(definition: IndexDefinition, catalogue: Mapping[str, IndicatorDefinition]) -> IndexDefinition:
    """Return the same index without indicators that say who lives somewhere, not what is lacking.

    Parameters
    ----------
    definition
        The index definition; it stays as it is.
    catalogue
        Indicator definitions by id; an indicator it does not know counts as need and stays.

    Returns
    -------
    IndexDefinition
        With another id and name, without the indicators of kind ``context`` and without domains that lost all
        theirs; its ``digest`` names the original.

    Raises
    ------
    PassgenauError
        Where no indicator would be left.
    """
    context = {one.id for one in definition.indicators if one.id in catalogue and catalogue[one.id].kind == "context"}
    staying = tuple(one for one in definition.indicators if one.id not in context)
    if not staying:
        raise refusal("index.only_context", "Ohne Kontextindikatoren bleibt von diesem Index kein Indikator übrig.")
    if not context:
        return definition
    used = {one.domain for one in staying}
    return replace(
        definition,
        id=f"{definition.id}_ohne_kontext",
        name=f"{definition.name} ohne Kontextindikatoren",
        indicators=staying,
        domains=tuple(domain for domain in definition.domains if domain.id in used),
        digest=f"{definition.digest}-ohne-kontext",
    )


def implied_domain_weights(definition: IndexDefinition) -> dict[str, float]:
    """Return the share of the total weight that each domain carries by the weights of its indicators.

    Parameters
    ----------
    definition
        The index definition.

    Returns
    -------
    dict
        Domain id to share 0-1, adding up to 1 over domains and, under the key ``""``, indicators without domain
        (absent where there are none). With equal weights this is the share of the number of indicators. A domain
        below another one stands for its own indicators; aggregates other than sums are read as weighted means.
    """
    members = definition.indicators
    weights, everything = given_weights(definition, members), np.ones((1, len(members)), dtype=np.bool_)
    factor = effective_weights(hierarchy_of(definition, members), weights, everything)[0]
    shares = {domain.id: 0.0 for domain in definition.domains}
    for one, weight in zip(definition.indicators, factor / factor.sum(), strict=True):
        shares[one.domain] = shares.get(one.domain, 0.0) + float(weight)
    return shares


def direction_differences(definition: IndexDefinition, catalogue: Mapping[str, IndicatorDefinition]) -> list[Finding]:
    """Return warnings where the index reads an indicator in another direction than the catalogue.

    Parameters
    ----------
    definition
        The index definition; it outranks the catalogue.
    catalogue
        Indicator definitions by id; indicators it does not know are passed over.

    Returns
    -------
    list of Finding
        One for each opposite direction, and one for all indicators to which the catalogue gives no direction.
    """
    known = [one for one in definition.indicators if one.id in catalogue]
    findings = [
        warning(
            "index.direction",
            f"Der Index liest „{DIRECTION_DE[one.direction]}“, der Katalog umgekehrt; es gilt der Index.",
            Place(indicator_id=one.id),
        )
        for one in known
        if catalogue[one.id].direction == -one.direction
    ]
    undirected = [one.id for one in known if catalogue[one.id].direction == 0]
    if undirected:
        text = (
            "Der Katalog beschreibt diese Indikatoren ohne Wertung, der Index gibt ihnen eine Richtung: "
            f"{enumerate_de(undirected, 10)}; es gilt der Index."
        )
        findings.append(warning("index.direction_given", text))
    return findings
