"""Replications of an index: draw counts and weights, refit every indicator, combine, re-standardise."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

import numpy as np
import numpy.typing as npt

from passgenau.index.definition import IndexDefinition
from passgenau.index.hierarchy import Weights, climb, hierarchy_of
from passgenau.index.methods_known import CENTRED, FILLING, RANKED
from passgenau.index.places import ARITHMETIC, places
from passgenau.index.prepare import concerns, fill
from passgenau.index.result import FittedReference
from passgenau.index.robustness.counting_noise import Drawn
from passgenau.index.robustness.draws import Block, Choice, choices_of
from passgenau.index.robustness.ground import Ground
from passgenau.index.standardise import ColumnFit, fit_column, mean_of, on_rank_scale, on_scale, places_in
from passgenau.index.treatment import treat

Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]
Frozen = Mapping[Choice, FittedReference]


@dataclass(frozen=True)
class Replicated:
    """Final scores of a block (r, k), and where (r,) they could be computed; rows in the order of replications."""

    scores: Floats
    usable: Bools


@dataclass(frozen=True)
class _Part:
    """The replications of a block that drew the same choice: ``rows`` of the block, None where it is all of it."""

    ground: Ground
    choice: Choice
    definition: IndexDefinition
    rows: npt.NDArray[np.intp] | None
    size: int
    frozen: FittedReference | None
    filled_rows: dict[int, Floats] = field(default_factory=dict)

    @property
    def by_row(self) -> bool:
        """Return whether gaps are filled from other indicators, so that no indicator stands for itself."""
        return self.definition.missing_rule.startswith("impute_row")


def replicate(block: Block, frozen: Frozen) -> Replicated:
    """Compute the replications of a block.

    Parameters
    ----------
    block
        Which replications, and where their randomness comes from.
    frozen
        For a definition that is judged against an earlier period: its reference for every choice; else empty.

    Returns
    -------
    Replicated
        Not usable are replications in which an indicator had no spread, a mean met a value that is not above zero,
        or all areas had the same score.
    """
    ground, choices = block.ground, choices_of(block.ground)
    present = np.unique(block.chosen)
    figures = _Kept(block.figures) if len(present) > 1 else block.figures
    scores = np.zeros((block.size, len(ground.area_places)))
    usable = np.zeros(block.size, dtype=np.bool_)
    for place in present:
        method, mean, aggregate = choices[place]
        reference = replace(ground.definition.reference, mean=mean)
        definition = replace(ground.definition, method=method, aggregate=aggregate, reference=reference)
        rows = None if len(present) == 1 else np.flatnonzero(block.chosen == place)
        size = block.size if rows is None else len(rows)
        part = _Part(ground, choices[place], definition, rows, size, frozen.get(choices[place]))
        found, good = _scores(part, figures, _rows_of_weights(block.weights, rows))
        scores[slice(None) if rows is None else rows] = found
        usable[slice(None) if rows is None else rows] = good
    return Replicated(scores, usable)


class _Kept:
    """Figures drawn once for all choices of a block."""

    def __init__(self, draw: Callable[[int], Drawn]) -> None:
        self._draw = draw
        self._drawn: dict[int, Drawn] = {}

    def __call__(self, number: int) -> Drawn:
        if number not in self._drawn:
            self._drawn[number] = self._draw(number)
        return self._drawn[number]


def _rows_of_weights(weights: Weights, rows: npt.NDArray[np.intp] | None) -> Weights:
    if rows is None or weights.indicators.shape[1] == 1:
        return weights
    return Weights(weights.indicators[:, rows], weights.domains[:, rows])


def _rows_of_figures(drawn: Drawn, rows: npt.NDArray[np.intp] | None) -> Drawn:
    if rows is None or len(drawn.value) == 1:
        return drawn
    return Drawn(drawn.value[rows], drawn.numerator[rows], drawn.denominator)


def _scores(part: _Part, figures: Callable[[int], Drawn], weights: Weights) -> tuple[Floats, Bools]:
    """Return final scores (r, k) and where they can be used (r,)."""
    usable = np.ones((part.size, 1), dtype=np.bool_)

    def layer(number: int) -> tuple[Floats, Bools | None]:
        drawn = _rows_of_figures(figures(number), part.rows)
        if part.by_row and not part.filled_rows:
            part.filled_rows.update(_filled_by_row(part, figures))
        values, unusable = _position(part, number, drawn)
        usable.__iand__(~unusable)
        there = part.ground.columns[number].there
        filled = part.definition.missing_rule != "rescale" or bool(there.all())
        return values, None if filled else there

    hierarchy = hierarchy_of(part.definition, part.ground.members)
    climbed = climb(hierarchy, layer, weights)
    raw = np.broadcast_to(climbed.index.values, (part.size, climbed.index.values.shape[1]))
    final, differing = _restandardised(part, raw)
    return final, usable[:, 0] & ~np.broadcast_to(climbed.unusable[:, 0], part.size) & differing


def _position(part: _Part, number: int, drawn: Drawn) -> tuple[Floats, Bools]:
    """Return standardised values (r or 1, k), NaN where nothing enters, and where they could not be computed."""
    if len(drawn.value) > 1 or part.by_row:
        return _new_position(part, number, drawn)
    kept, key = part.ground.still, (part.choice, number)
    if key not in kept:
        kept[key] = _new_position(part, number, drawn)
    return kept[key]


def _new_position(part: _Part, number: int, drawn: Drawn) -> tuple[Floats, Bools]:
    definition = part.definition
    values, at = _prepared(part, number, drawn.value)
    if part.frozen is not None:
        own, unusable, stand_in = _frozen_position(part, number, values)
    else:
        own, unusable, stand_in = _fitted_position(part, number, drawn, values, at)
    if at.all():
        return own, unusable
    full = np.full((len(own), len(at)), np.nan)
    full[:, at] = own
    if definition.missing_rule == "impute_reference":
        full[:, ~at] = stand_in
    return full, unusable


def _prepared(part: _Part, number: int, values: Floats) -> tuple[Floats, Bools]:
    """Return the values after filling and treatment, and of which areas (k,) they are."""
    definition, member, at = part.definition, part.ground.members[number], part.ground.columns[number].there
    if definition.missing_rule in FILLING and not at.all():
        values = part.filled_rows[number] if part.by_row else _filled_by_column(part, values, at)
        at = np.ones_like(at)
    if definition.treatment is not None and concerns(definition.treatment, member):
        values = treat(values, definition.treatment).values
    return values, at


def _opened(values: Floats, at: Bools) -> Floats:
    """Return the values of all k areas, NaN in the gaps."""
    full = np.full((len(values), len(at)), np.nan)
    full[:, at] = values
    return full


def _filled_by_column(part: _Part, values: Floats, at: Bools) -> Floats:
    found = fill([_opened(values, at)], ~at[None, :], definition=part.definition, members=(), groups=part.ground.groups)
    return found.columns[0]


def _filled_by_row(part: _Part, figures: Callable[[int], Drawn]) -> dict[int, Floats]:
    """Return every indicator of the part with its gaps filled from the other indicators of the area."""
    ground = part.ground
    gaps = np.array([~column.there for column in ground.columns])
    drawn = [_rows_of_figures(figures(number), part.rows).value for number in range(len(ground.columns))]
    rows = max(len(values) for values in drawn)
    full = [
        np.broadcast_to(_opened(values, column.there), (rows, len(column.there)))
        for values, column in zip(drawn, ground.columns, strict=True)
    ]
    found = fill(full, gaps, definition=part.definition, members=ground.members, groups=ground.groups)
    return dict(enumerate(found.columns))


def _fitted_position(part: _Part, number: int, drawn: Drawn, values: Floats, at: Bools) -> tuple[Floats, Bools, Floats]:
    ground, definition, member = part.ground, part.definition, part.ground.members[number]
    compared = ground.compared[at]
    within = values if compared.all() else values[:, compared]
    counted = ground.compared[ground.columns[number].there]
    rule = definition.reference.mean
    centre = mean_of(
        within,
        rule,
        population=ground.population[at][compared],
        numerator=drawn.numerator[:, counted] if rule == "county" else within,
        denominator=drawn.denominator[counted],
    )
    anchor = None
    if ground.anchor is not None:
        place = int(at[: ground.anchor].sum())
        anchor = values[:, place : place + 1]
    fit = fit_column(
        within,
        centre,
        definition.method,
        ddof=definition.reference.spread_ddof,
        sign=1 if definition.direction == "absolute" else member.direction,
        member=member,
        parameters=definition.parameters,
        anchor=anchor,
    )
    own, stand_in = _standardised(values, within, fit, definition, member.direction)
    return own, fit.unusable, stand_in


def _standardised(
    values: Floats, within: Floats, fit: ColumnFit, definition: IndexDefinition, direction: int
) -> tuple[Floats, Floats]:
    """Return standardised values (r, n) and what stands in for a missing one (r, 1)."""
    absolute = definition.direction == "absolute"
    sign, method, parameters = (1 if absolute else direction), definition.method, definition.parameters
    stands_in = definition.missing_rule == "impute_reference"
    middle = np.zeros_like(fit.mean)
    if method not in RANKED:
        scale = np.where(fit.unusable, 1.0, fit.scale)
        own = on_scale(values, method, centre=fit.centre, scale=scale, sign=sign, parameters=parameters)
        if stands_in and method not in CENTRED:
            middle = on_scale(fit.mean, method, centre=fit.centre, scale=scale, sign=sign, parameters=parameters)
        return (np.abs(own), np.abs(middle)) if absolute else (own, middle)
    below, above = places(sign * values) if within is values else _places_among(within, values, sign)
    own = on_rank_scale(below, above, within.shape[1], method=method, parameters=parameters)
    if stands_in:
        lower, higher = _places_among(within, fit.mean, sign)
        middle = on_rank_scale(lower, higher, within.shape[1], method=method, parameters=parameters)
    return own, middle


def _places_among(within: Floats, values: Floats, sign: int) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """Return how many values of each row of the reference have less and more need than each value of that row."""
    lower, higher = np.zeros(values.shape, dtype=np.int64), np.zeros(values.shape, dtype=np.int64)
    for place in range(within.shape[1]):
        other = within[:, place : place + 1]
        lower += values > other
        higher += values < other
    return (lower, higher) if sign > 0 else (higher, lower)


def _frozen_position(part: _Part, number: int, values: Floats) -> tuple[Floats, Bools, Floats]:
    """Return values on the scale of an earlier reference, which nothing here moves."""
    definition, reference = part.definition, part.frozen
    assert reference is not None  # noqa: S101 - for the type checker; only called with a frozen reference
    place = reference.indicator_ids.index(part.ground.members[number].id)
    absolute = definition.direction == "absolute"
    sign = 1 if absolute else part.ground.members[number].direction
    method, parameters = definition.method, definition.parameters

    def on(figures: Floats) -> Floats:
        if method not in RANKED:
            centre, scale = reference.centre[place], reference.scale[place]
            found = on_scale(figures, method, centre=centre, scale=scale, sign=sign, parameters=parameters)
            return np.abs(found) if absolute else found
        ordered = reference.sorted_values[place]
        below, above = places_in(ordered, figures, sign)
        return on_rank_scale(below, above, len(ordered), method=method, parameters=parameters)

    middle = np.zeros((1, 1)) if method in CENTRED else on(reference.mean[place].reshape(1, 1))
    return on(values), np.zeros((1, 1), dtype=np.bool_), middle


def _restandardised(part: _Part, score: Floats) -> tuple[Floats, Bools]:
    """Return final scores and where (r,) the areas differ at all."""
    definition, compared = part.definition, part.ground.compared
    if not definition.restandardise:
        return score, np.ones(len(score), dtype=np.bool_)
    if part.frozen is not None:
        moved: Floats = (score - part.frozen.score_mean) / part.frozen.score_spread
        return moved, np.ones(len(score), dtype=np.bool_)
    within = score if compared.all() else score[:, compared]
    weights = part.ground.population[compared]
    if definition.reference.mean != "population":
        weights = np.ones_like(weights)
    mean = (within @ weights)[:, None] / weights.sum()
    deviation = within - mean
    variance = np.einsum("rk,rk->r", deviation, deviation) / (within.shape[1] - definition.reference.spread_ddof)
    differing = np.ptp(within, axis=1) > ARITHMETIC * np.abs(within).max(axis=1)
    final: Floats = (score - mean) / np.sqrt(np.where(differing, variance, 1.0))[:, None]
    return final, differing
