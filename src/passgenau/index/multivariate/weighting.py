"""What weights do: equal by domain, effective in a hierarchy of any depth, and what components would propose.

Weights that are optimised to equal correlations are deliberately not offered: they give the weight that the search
happens to end at, negative ones among them, and nobody could answer for them in a committee.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from passgenau.common.errors import refusal
from passgenau.common.findings import enumerate_de
from passgenau.index.multivariate.components import principal_components
from passgenau.index.multivariate.figure_matrix import Floats, figure_matrix, labels_for
from passgenau.index.multivariate.hierarchy import ancestors, top_of


@dataclass(frozen=True)
class ProposedWeights:
    """Loadings on the first component of the own domain.

    ``weight`` (m,), the squares adding up to 1 inside a domain; ``explained`` is the share 0-1 of a domain's variance
    that its first component holds. ``opposed`` names indicators with a loading of 0 or less: they run against their
    domain, and no weight follows for them.
    """

    indicator_ids: tuple[str, ...]
    weight: Floats
    explained: dict[str, float]
    opposed: tuple[str, ...]


def equal_weights_by_domain(indicator_ids: Sequence[str], *, domains: Sequence[str]) -> Floats:
    """Return weights with which every domain counts the same, and every indicator the same inside its domain.

    Parameters
    ----------
    indicator_ids
        The m indicators.
    domains
        The domain of each.

    Returns
    -------
    numpy.ndarray
        Shape (m,), adding up to 1: 1 / (number of domains · indicators in the own domain).

    Raises
    ------
    PassgenauError
        Where an indicator has no domain.
    """
    labels = labels_for(domains, indicator_ids)
    count = len(set(labels))
    return np.array([1 / (count * labels.count(label)) for label in labels], dtype=np.float64)


def effective_weights(parents: Mapping[str, str], weights: Mapping[str, float]) -> dict[str, float]:
    """Return the share of the index that every element of a hierarchy carries, when means are taken level by level.

    Parameters
    ----------
    parents
        Parent by element, up to one element at the top.
    weights
        Weight by element as stated, >= 0, only meaningful among siblings; the top needs none.

    Returns
    -------
    dict
        Share 0-1 by element: the shares of its weight among its siblings, multiplied up to the top. The top has 1,
        and every level that all indicators pass through adds up to 1.

    Raises
    ------
    PassgenauError
        Where a weight is missing, negative or not finite, all siblings weigh 0, or the hierarchy has no single top.
    """
    top = top_of(parents)
    _check_weights(parents, weights)
    totals: dict[str, float] = {}
    for element, parent in parents.items():
        totals[parent] = totals.get(parent, 0.0) + weights[element]
    empty = [parent for parent, total in totals.items() if total <= 0]
    if empty:
        raise refusal("multivariate.weights", f"Alle Gewichte sind 0 unter: {enumerate_de(empty)}.")
    shares = {element: weights[element] / totals[parent] for element, parent in parents.items()} | {top: 1.0}
    return {
        element: float(np.prod([shares[one] for one in (element, *ancestors(parents, element))])) for element in shares
    }


def component_weights(
    values: npt.ArrayLike, indicator_ids: Sequence[str], *, domains: Sequence[str]
) -> ProposedWeights:
    """Propose weights from the first principal component of each domain, to be judged by people.

    Parameters
    ----------
    values
        Shape (n, m): n areas, m indicators turned so that more means the same for all; without missing values.
    indicator_ids
        The m names of the columns.
    domains
        The domain of each; with one domain for all, the proposal is for all together.

    Returns
    -------
    ProposedWeights
        A proposal, nothing that is applied: a large loading means that an indicator goes with the others, not that
        it matters more.

    Raises
    ------
    PassgenauError
        As :func:`passgenau.index.multivariate.components.principal_components`; where an indicator has no domain.
    """
    matrix, labels = figure_matrix(values, indicator_ids), labels_for(domains, indicator_ids)
    weight, explained = np.full(len(labels), np.nan), {}
    for domain in dict.fromkeys(labels):
        places = [place for place, label in enumerate(labels) if label == domain]
        found = principal_components(matrix[:, places], [indicator_ids[place] for place in places])
        weight[places] = found.rotation[:, 0]
        explained[domain] = float(found.explained[0])
    opposed = tuple(name for name, loading in zip(indicator_ids, weight, strict=True) if loading <= 0)
    return ProposedWeights(tuple(indicator_ids), weight, explained, opposed)


def _check_weights(parents: Mapping[str, str], weights: Mapping[str, float]) -> None:
    missing = [element for element in parents if element not in weights]
    if missing:
        raise refusal("multivariate.weights", f"Ohne Gewicht sind: {enumerate_de(missing)}.")
    wrong = [element for element in parents if not (np.isfinite(weights[element]) and weights[element] >= 0)]
    if wrong:
        text = f"Ein Gewicht muss mindestens 0 und endlich sein; anders ist es bei: {enumerate_de(wrong)}."
        advice = "Soll ein Indikator umgekehrt zählen, ändern Sie seine Richtung."
        raise refusal("multivariate.weights", text, advice=advice)
