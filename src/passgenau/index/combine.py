"""From standardised values to scores: contributions, what stands in for missing values, domain scores."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from passgenau.common.errors import refusal
from passgenau.common.findings import enumerate_de
from passgenau.index.admission import Admitted
from passgenau.index.aggregate import Child, aggregate
from passgenau.index.definition import IndexDefinition
from passgenau.index.hierarchy import Climbed, Weights, climb, effective_weights, given_weights, hierarchy_of
from passgenau.index.members import domain_places, has_domain_weights
from passgenau.index.methods_known import ADDITIVE, CENTRED, POSITIVE, RANKED
from passgenau.index.result import FittedReference
from passgenau.index.standardise import on_rank_scale, on_scale, places_in

Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Combined:
    """Parts of the score of k areas: ``standardised`` and ``contributions`` (k, m), ``score`` (k,), domains (k, d).

    ``standardised`` is NaN where no value was delivered or filled in; a contribution there is NaN too, except where
    the definition puts the reference value in its place.
    """

    standardised: Floats
    contributions: Floats
    score: Floats
    domain_scores: Floats


def combine(admitted: Admitted, reference: FittedReference) -> Combined:
    """Standardise the values against the reference and combine them.

    Parameters
    ----------
    admitted
        Figures of k areas and m indicators.
    reference
        Fitted on these or on other figures of the same indicators.

    Returns
    -------
    Combined
        With sums and arithmetic means ``score`` is the sum of the row's contributions. With other aggregates a
        contribution is what the value would weigh in an arithmetic mean.

    Raises
    ------
    PassgenauError
        Where an aggregate that needs values above zero meets others.
    """
    definition, members = admitted.definition, admitted.members
    standardised = np.empty(admitted.value.shape, order="F")
    entering: list[Floats] = []
    for number, member in enumerate(members):
        own = standardise_column(
            admitted.value[:, number], reference, number, definition=definition, direction=member.direction
        )
        standardised[:, number] = own
        entering.append(_with_stand_in(admitted, reference, own, number))
    imputed = definition.missing_rule == "impute_reference"
    whole = imputed or bool(admitted.valid.all())

    def layer(number: int) -> tuple[Floats, Bools | None]:
        return entering[number][None, :], None if whole else admitted.valid[:, number]

    hierarchy, weights = hierarchy_of(definition, members), given_weights(definition, members)
    climbed = climb(hierarchy, layer, weights)
    _refuse_not_positive(definition, climbed, standardised, admitted)
    factor = effective_weights(hierarchy, weights, np.ones((1, len(members)), np.bool_) if whole else admitted.valid)
    contributions = np.empty(admitted.value.shape, order="F")
    for number, values in enumerate(entering):
        np.multiply(values, factor[:, number], out=contributions[:, number])
    return Combined(
        standardised,
        contributions,
        climbed.index.values[0],
        _domain_scores(admitted, climbed, entering, contributions, weights),
    )


def _refuse_not_positive(
    definition: IndexDefinition, climbed: Climbed, standardised: Floats, admitted: Admitted
) -> None:
    if not climbed.unusable.any():
        return
    low = np.nanmin(standardised, axis=0)
    names = enumerate_de([one.id for one, value in zip(admitted.members, low, strict=True) if value <= 0], 10)
    kinds = {definition.aggregate, *(domain.aggregate for domain in definition.domains)} & POSITIVE
    words = {"geometric": "geometrisches", "harmonic": "harmonisches", "generalised": "verallgemeinertes"}
    named = " und ".join(sorted(words[kind] for kind in kinds))
    where = f"; 0 oder weniger kommt vor bei: {names}" if names else ""
    raise refusal(
        "index.not_positive",
        f"Ein {named} Mittel braucht überall Werte über 0{where}.",
        advice="Abhilfe: minmax mit lower über 0, etwa lower = 1 und upper = 100, oder ein arithmetisches Mittel.",
    )


def standardise_column(
    values: Floats, reference: FittedReference, number: int, *, definition: IndexDefinition, direction: int
) -> Floats:
    """Return one indicator on the scale of the definition.

    Parameters
    ----------
    values
        Shape (k,), NaN for missing.
    reference
        Fitted reference; ``number`` is the place of the indicator in it.
    number, direction
        Place of the indicator in the reference; +1 or -1, ignored by ``absolute``.
    definition
        Names method, parameters and whether the direction counts.

    Returns
    -------
    numpy.ndarray
        Shape (k,), more = more need (``absolute``: more = further from the reference); NaN stays NaN.
    """
    absolute = definition.direction == "absolute"
    sign = 1 if absolute else direction
    if definition.method not in RANKED:
        centre, scale = reference.centre[number], reference.scale[number]
        position = on_scale(
            values, definition.method, centre=centre, scale=scale, sign=sign, parameters=definition.parameters
        )
        return np.abs(position) if absolute else position
    position, valid = np.full(values.shape, np.nan), ~np.isnan(values)
    below, above = places_in(reference.sorted_values[number], values[valid], sign)
    position[valid] = on_rank_scale(
        below, above, len(reference.sorted_values[number]), method=definition.method, parameters=definition.parameters
    )
    return position


def _with_stand_in(admitted: Admitted, reference: FittedReference, own: Floats, number: int) -> Floats:
    definition, valid = admitted.definition, admitted.valid[:, number]
    if definition.missing_rule != "impute_reference" or valid.all():
        return own
    # A deviation of the reference from itself is 0; on other scales the reference mean has its own place.
    if definition.method in CENTRED:
        return np.where(valid, own, 0.0)
    mean, direction = reference.mean[[number]], admitted.members[number].direction
    stand_in = standardise_column(mean, reference, number, definition=definition, direction=direction)
    return np.where(valid, own, stand_in)


def _domain_scores(
    admitted: Admitted, climbed: Climbed, entering: list[Floats], contributions: Floats, weights: Weights
) -> Floats:
    definition = admitted.definition
    scores = np.full((len(admitted.value), len(definition.domains)), np.nan, order="F")
    if has_domain_weights(definition):
        for number, whole in climbed.domains.items():
            scores[:, number] = whole.values[0]
        return scores
    place = domain_places(definition, admitted.members)
    for number in range(len(definition.domains)):
        own = np.flatnonzero(place == number)
        if len(own):
            scores[:, number] = _shown_domain(admitted, own, entering, contributions, weights)
    return scores


def _shown_domain(
    admitted: Admitted,
    own: np.ndarray[tuple[int], np.dtype[np.intp]],
    entering: list[Floats],
    contributions: Floats,
    weights: Weights,
) -> Floats:
    """Return the score of a domain that is only shown: what it adds to a sum, else its own combination."""
    definition = admitted.definition
    if definition.aggregate in ADDITIVE:
        part = contributions[:, own]
        delivered = ~np.isnan(part).all(axis=1)
        share = 1.0
        if definition.aggregate == "arithmetic":
            share = float(weights.indicators[own].sum() / weights.indicators.sum())
        found = np.full(len(part), np.nan)
        found[delivered] = np.nansum(part[delivered], axis=1) / share
        return found
    imputed = definition.missing_rule == "impute_reference"
    children = [
        Child(entering[at][None, :], weights.indicators[at][:, None], None if imputed else admitted.valid[:, at])
        for at in own
    ]
    combined: Floats = aggregate(definition.aggregate, children, power=definition.power).values[0]
    return combined
