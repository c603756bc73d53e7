"""From standardised values to scores: contributions, the treatment of missing values, domain scores."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from passgenau.index.admission import Admitted
from passgenau.index.definition import IndexDefinition
from passgenau.index.members import coefficients, domain_coefficients, domain_places
from passgenau.index.methods_known import CENTRED, RANKED
from passgenau.index.result import FittedReference
from passgenau.index.standardise import on_rank_scale, on_scale, places_in

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Combined:
    """Parts of the score of k areas: ``standardised`` and ``contributions`` (k, m), ``score`` (k,), domains (k, d).

    ``standardised`` is NaN where no value was delivered; a contribution there is NaN too, except where the
    definition puts the reference value in its place.
    """

    standardised: Floats
    contributions: Floats
    score: Floats
    domain_scores: Floats


def combine(admitted: Admitted, reference: FittedReference) -> Combined:
    """Standardise the values against the reference and add them up.

    Parameters
    ----------
    admitted
        Figures of k areas and m indicators.
    reference
        Fitted on these or on other figures of the same indicators.

    Returns
    -------
    Combined
        ``score`` is the sum of the row's contributions, in the order of the indicators.
    """
    definition = admitted.definition
    factor = coefficients(definition, admitted.members)[:, 0]
    rescaling = _rescaling(admitted, factor)
    standardised = np.empty(admitted.value.shape, order="F")
    contributions = np.empty(admitted.value.shape, order="F")
    score = np.zeros(len(admitted.value))
    for number, member in enumerate(admitted.members):
        values, valid = admitted.value[:, number], admitted.valid[:, number]
        own = standardise_column(values, reference, number, definition=definition, direction=member.direction)
        entering = _with_stand_in(
            own, valid, reference, definition=definition, number=number, direction=member.direction
        )
        standardised[:, number] = own
        contributions[:, number] = factor[number] * entering * rescaling
        score += np.nan_to_num(contributions[:, number])
    return Combined(standardised, contributions, score, _domain_scores(admitted, contributions))


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
        position = on_scale(values, definition.method, centre=centre, scale=scale, sign=sign)
        return np.abs(position) if absolute else position
    position, valid = np.full(values.shape, np.nan), ~np.isnan(values)
    below, above = places_in(reference.sorted_values[number], values[valid], sign)
    position[valid] = on_rank_scale(
        below, above, len(reference.sorted_values[number]), method=definition.method, parameters=definition.parameters
    )
    return position


def _with_stand_in(
    own: Floats,
    valid: npt.NDArray[np.bool_],
    reference: FittedReference,
    *,
    definition: IndexDefinition,
    number: int,
    direction: int,
) -> Floats:
    if definition.missing_rule != "impute_reference" or valid.all():
        return own
    # A deviation of the reference from itself is 0; on other scales the reference mean has its own place.
    if definition.method in CENTRED:
        return np.where(valid, own, 0.0)
    mean = reference.mean[[number]]
    stand_in = standardise_column(mean, reference, number, definition=definition, direction=direction)
    return np.where(valid, own, stand_in)


def _rescaling(admitted: Admitted, factor: Floats) -> Floats:
    if admitted.definition.missing_rule != "rescale" or admitted.valid.all():
        return np.ones(len(admitted.value))
    rescaling: Floats = factor.sum() / (admitted.valid * factor).sum(axis=1)
    return rescaling


def _domain_scores(admitted: Admitted, contributions: Floats) -> Floats:
    definition = admitted.definition
    place = domain_places(definition, admitted.members)
    factor = domain_coefficients(definition, admitted.members)
    scores = np.full((len(contributions), len(definition.domains)), np.nan, order="F")
    for number in range(len(definition.domains)):
        own = contributions[:, place == number]
        delivered = ~np.isnan(own).all(axis=1)
        scores[delivered, number] = np.nansum(own[delivered], axis=1) / factor[number]
    return scores
