"""What all replications of an index share: figures in the order of their keys, weights, and how the counts vary."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from passgenau.index.admission import Admitted
from passgenau.index.comparison_group import group_numbers
from passgenau.index.definition import IndexDefinition, IndexIndicator, Robustness
from passgenau.index.hierarchy import Hierarchy, Weights, given_weights, hierarchy_of
from passgenau.index.robustness.counting_noise import (
    CountingNoise,
    Law,
    counting_noise,
    fixed_counts,
    law_of,
    tables_pay,
)

Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Column:
    """One indicator: which of the k areas have a value (``there``), and how the counts of those vary."""

    there: Bools
    noise: CountingNoise


@dataclass(frozen=True)
class Ground:
    """What all replications share: k areas and m indicators, both in the order of their keys.

    ``area_places`` (k,) says where each area stands in the table the result is for; ``compared`` (k,) whom the
    reference is fitted on, ``anchor`` the place of the area that distances are measured against, ``groups`` (k,) the
    group of each area (-1: none; empty without groups). ``still`` keeps the standardised values of indicators that do
    not vary, by choice.
    """

    definition: IndexDefinition
    robustness: Robustness
    members: tuple[IndexIndicator, ...]
    columns: tuple[Column, ...]
    population: Floats
    compared: Bools
    anchor: int | None
    groups: npt.NDArray[np.int64]
    area_places: npt.NDArray[np.int64]
    hierarchy: Hierarchy
    weights: Weights
    seed: int
    still: dict[tuple[object, int], tuple[Floats, Bools]] = field(default_factory=dict, compare=False, repr=False)

    @property
    def sources(self) -> tuple[str, ...]:
        """Return what varies, of counts, weights and choices."""
        robustness = self.robustness
        choices = len(robustness.methods) > 1 or len(robustness.means) > 1 or len(robustness.aggregates) > 1
        varying = {
            "counts": any(column.noise.varies for column in self.columns),
            "weights": robustness.weight_spread > 0,
            "choices": choices,
        }
        return tuple(name for name, varies in varying.items() if varies)


def ground_of(
    admitted: Admitted, robustness: Robustness, noise: Mapping[str, Law], *, seed: int, replications: int
) -> Ground:
    """Put areas and indicators into the order of their keys, so that no draw depends on the order of delivery.

    Parameters
    ----------
    admitted
        Figures of the judged areas as delivered: gaps open, outliers untreated.
    robustness
        What may vary.
    noise
        Noise by indicator id; see :func:`passgenau.index.robustness.counting_noise.law_of`.
    seed
        Whole number >= 0 from which every stream of random numbers comes.
    replications
        How many there will be; decides how counts are drawn.

    Returns
    -------
    Ground
        The shared part of all replications.
    """
    keys = admitted.kept_ids
    order = np.argsort(np.array(keys), kind="stable")
    numbers = sorted(range(len(admitted.members)), key=lambda number: admitted.members[number].id)
    members = tuple(admitted.members[number] for number in numbers)
    tabulate = tables_pay(replications, len(order) * len(members))
    means = robustness.means or (admitted.definition.reference.mean,)
    columns = []
    for number, member in zip(numbers, members, strict=True):
        there = admitted.delivered[order, number]
        at = order if there.all() else order[there]
        law = law_of(member.id, robustness.counts, noise)
        value = admitted.value[at, number]
        if law == "none" and "county" not in means:
            # Millions of counts that nobody reads are not copied.
            unread = np.broadcast_to(np.nan, value.shape)
            columns.append(Column(there, fixed_counts(value, unread, unread)))
            continue
        figures = (value, admitted.numerator[at, number], admitted.denominator[at, number])
        columns.append(Column(there, counting_noise(*figures, law=law, tabulate=tabulate)))
    grouped = bool(admitted.definition.groups)
    anchor = None if admitted.anchor is None else int(np.flatnonzero(order == admitted.anchor)[0])
    return Ground(
        definition=admitted.definition,
        robustness=robustness,
        members=members,
        columns=tuple(columns),
        population=admitted.population[order],
        compared=admitted.compared[order],
        anchor=anchor,
        groups=group_numbers(admitted.definition, [keys[place] for place in order] if grouped else []),
        area_places=np.flatnonzero(admitted.kept)[order],
        hierarchy=hierarchy_of(admitted.definition, members),
        weights=given_weights(admitted.definition, members),
        seed=seed,
    )
