"""From indicators over domains to the index: the tree a definition describes, and how it is climbed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from passgenau.index.aggregate import Child, Whole, aggregate
from passgenau.index.definition import Aggregate, IndexDefinition, IndexIndicator
from passgenau.index.members import has_domain_weights

Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Node:
    """A domain, or the index (``domain`` is then -1): places of the indicators and domains right below it."""

    domain: int
    kind: Aggregate
    min_share: float
    indicators: tuple[int, ...]
    domains: tuple[int, ...]


@dataclass(frozen=True)
class Hierarchy:
    """The tree of m indicators and d domains; a domain that no indicator belongs to this time is not in it.

    ``rescale`` says whether values that are there count for those that are not.
    """

    root: Node
    nodes: dict[int, Node]
    power: float
    rescale: bool


@dataclass(frozen=True)
class Weights:
    """Weights of indicators (m, r) and domains (d, r); r = 1 where they do not vary."""

    indicators: Floats
    domains: Floats


@dataclass(frozen=True)
class Climbed:
    """The index and every domain on the way; ``unusable`` (r, 1) where something could not be combined."""

    index: Whole
    domains: dict[int, Whole]
    unusable: Bools


Layer = Callable[[int], tuple[Floats, Bools | None]]


def hierarchy_of(definition: IndexDefinition, members: Sequence[IndexIndicator]) -> Hierarchy:
    """Return the tree of the indicators that belong to the index.

    Parameters
    ----------
    definition
        Without domain weights the index stands right on its indicators and domains are only shown.
    members
        The m indicators that belong to the index.

    Returns
    -------
    Hierarchy
        Children in the order of their ids, so that no sum depends on the order of the definition.
    """
    kind = definition.aggregate
    rescale = definition.missing_rule == "rescale"
    order = sorted(range(len(members)), key=lambda place: members[place].id)
    if not has_domain_weights(definition):
        return Hierarchy(Node(-1, kind, 0.0, tuple(order), ()), {}, definition.power, rescale)
    domains = definition.domains
    place = {domain.id: number for number, domain in enumerate(domains)}
    nodes: dict[int, Node] = {}
    for number, domain in enumerate(domains):
        own = tuple(at for at in order if members[at].domain == domain.id)
        below = tuple(sorted((place[one.id] for one in domains if one.parent == domain.id), key=_by_id(definition)))
        nodes[number] = Node(number, domain.aggregate or kind, domain.min_share, own, below)
    _prune(nodes)
    top = tuple(sorted((number for number in nodes if not domains[number].parent), key=_by_id(definition)))
    return Hierarchy(Node(-1, kind, 0.0, (), top), nodes, definition.power, rescale)


def _by_id(definition: IndexDefinition) -> Callable[[int], str]:
    return lambda number: definition.domains[number].id


def _prune(nodes: dict[int, Node]) -> None:
    """Take out domains without any indicator below them."""
    while True:
        empty = {number for number, node in nodes.items() if not node.indicators and not node.domains}
        if not empty:
            return
        for number in empty:
            del nodes[number]
        for number, node in nodes.items():
            left = tuple(one for one in node.domains if one not in empty)
            nodes[number] = Node(node.domain, node.kind, node.min_share, node.indicators, left)


def given_weights(definition: IndexDefinition, members: Sequence[IndexIndicator]) -> Weights:
    """Return the weights as the definition gives them.

    Parameters
    ----------
    definition, members
        The definition and the m indicators that belong to the index.

    Returns
    -------
    Weights
        Shapes (m, 1) and (d, 1); a domain without weight has 1.
    """
    own = np.array([[one.weight] for one in members], dtype=np.float64)
    outer = [[1.0 if domain.weight is None else domain.weight] for domain in definition.domains]
    return Weights(own, np.array(outer, dtype=np.float64).reshape(-1, 1))


def climb(hierarchy: Hierarchy, layer: Layer, weights: Weights) -> Climbed:
    """Combine standardised indicators up to the index.

    Parameters
    ----------
    hierarchy
        The tree.
    layer
        Called once for each indicator in the order of need; returns its standardised values (r or 1, k), NaN where
        missing, and which areas have one (k,), None where all have.
    weights
        Of indicators and domains.

    Returns
    -------
    Climbed
        Index and domains; what a domain cannot say its parent treats as missing.
    """
    found: dict[int, Whole] = {}
    unusable: list[Bools] = []

    def children(node: Node) -> Iterator[Child]:
        for place in node.indicators:
            values, there = layer(place)
            yield Child(values, weights.indicators[place][:, None], there)
        for number in node.domains:
            whole = of(hierarchy.nodes[number])
            found[number] = whole
            yield Child(whole.values, weights.domains[number][:, None], whole.there)

    def of(node: Node) -> Whole:
        whole = aggregate(
            node.kind,
            children(node),
            power=hierarchy.power,
            min_share=node.min_share,
            rescale=hierarchy.rescale,
        )
        unusable.append(whole.unusable)
        return whole

    index = of(hierarchy.root)
    broken: Bools = np.zeros((1, 1), dtype=np.bool_)
    for one in unusable:
        broken = broken | one
    return Climbed(index, found, broken)


def effective_weights(hierarchy: Hierarchy, weights: Weights, there: Bools) -> Floats:
    """Return the factor with which each indicator enters the index, for additive trees (sums and arithmetic means).

    Parameters
    ----------
    hierarchy, weights
        The tree and weights that do not vary.
    there
        Shape (k, m): where an area has a value, or something stands in for it.

    Returns
    -------
    numpy.ndarray
        Shape (k, m), column by column; 0 where no value enters. Contributions are this factor times the standardised
        value, and add up to the score.
    """
    factor = np.zeros(there.shape, order="F")
    _spread(hierarchy, hierarchy.root, np.ones(len(there)), weights=weights, there=there, factor=factor)
    return factor


def present(hierarchy: Hierarchy, there: Bools) -> Bools:
    """Return which areas have an index at all.

    Parameters
    ----------
    hierarchy
        The tree with the shares it demands.
    there
        Shape (k, m): where an area has a value.

    Returns
    -------
    numpy.ndarray
        Shape (k,).
    """
    return _present(hierarchy, hierarchy.root, there)


def _present(hierarchy: Hierarchy, node: Node, there: Bools) -> Bools:
    below = [there[:, place] for place in node.indicators]
    below += [_present(hierarchy, hierarchy.nodes[number], there) for number in node.domains]
    number = np.sum(below, axis=0)
    enough: Bools = (number > 0) & (number >= node.min_share * len(below) * (1 - 1e-12))
    return enough


def _spread(hierarchy: Hierarchy, node: Node, share: Floats, *, weights: Weights, there: Bools, factor: Floats) -> None:
    """Hand the share of a node down to what stands below it."""
    own = [(weights.indicators[place, 0], there[:, place]) for place in node.indicators]
    own += [
        (weights.domains[number, 0], _present(hierarchy, hierarchy.nodes[number], there)) for number in node.domains
    ]
    if all(at.all() for _, at in own):
        held: Floats | float = sum(weight for weight, _ in own)
    else:
        held = np.sum([weight * at for weight, at in own], axis=0)
    total = sum(weight for weight, _ in own)
    if node.kind == "sum":
        scale = share * np.divide(total, held, out=np.zeros(len(share)), where=held > 0) if hierarchy.rescale else share
    else:
        scale = share * np.divide(1.0, held, out=np.zeros(len(share)), where=np.asarray(held) > 0)
    for place, (weight, at) in zip(node.indicators, own, strict=False):
        factor[:, place] += scale * weight * at
    for number, (weight, at) in zip(node.domains, own[len(node.indicators) :], strict=True):
        below = hierarchy.nodes[number]
        _spread(hierarchy, below, scale * weight * at, weights=weights, there=there, factor=factor)
