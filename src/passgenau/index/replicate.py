"""Replications of an index: draw counts and weights, refit every indicator, combine, re-standardise."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from passgenau.index.admission import Admitted
from passgenau.index.counting_noise import Law, draw, law_of
from passgenau.index.definition import IndexDefinition, IndexIndicator, Mean, Method, Robustness
from passgenau.index.members import coefficients
from passgenau.index.methods_known import CENTRED, RANKED
from passgenau.index.places import ARITHMETIC, places
from passgenau.index.standardise import ColumnFit, fit_column, mean_of, on_rank_scale, on_scale

Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Column:
    """One indicator of all k judged areas in the order of their keys, and how its counts vary."""

    value: Floats
    numerator: Floats
    denominator: Floats
    valid: Bools
    law: Law


@dataclass(frozen=True)
class Ground:
    """What all replications share: k areas and m indicators, both in the order of their keys.

    ``area_places`` (k,) says where each area stands in the table the result is for.
    """

    definition: IndexDefinition
    robustness: Robustness
    members: tuple[IndexIndicator, ...]
    columns: tuple[Column, ...]
    population: Floats
    area_places: npt.NDArray[np.int64]


def ground_of(admitted: Admitted, robustness: Robustness, noise: Mapping[str, Law]) -> Ground:
    """Put areas and indicators into the order of their keys, so that no draw depends on the order of delivery.

    Parameters
    ----------
    admitted
        Figures of the judged areas.
    robustness
        What may vary.
    noise
        Noise by indicator id; see :func:`passgenau.index.counting_noise.law_of`.

    Returns
    -------
    Ground
        The shared part of all replications.
    """
    order = np.argsort(np.array(admitted.kept_ids), kind="stable")
    numbers = sorted(range(len(admitted.members)), key=lambda number: admitted.members[number].id)
    members = tuple(admitted.members[number] for number in numbers)
    columns = tuple(
        Column(
            admitted.value[order, number],
            admitted.numerator[order, number],
            admitted.denominator[order, number],
            admitted.valid[order, number],
            law_of(admitted.members[number].id, robustness.counts, noise),
        )
        for number in numbers
    )
    kept_places = np.flatnonzero(admitted.kept)
    return Ground(admitted.definition, robustness, members, columns, admitted.population[order], kept_places[order])


def replicate(ground: Ground, *, method: Method, mean: Mean, replications: int, rng: np.random.Generator) -> Floats:
    """Return the final scores of replications with one choice of method and mean.

    Parameters
    ----------
    ground
        What all replications share.
    method, mean
        The choice.
    replications
        How many to try.
    rng
        Source of randomness: weights first, then counts by indicator and area.

    Returns
    -------
    numpy.ndarray
        Shape (r, k); r is smaller than ``replications`` by those in which an indicator had no spread or all
        areas had the same score.
    """
    reference = replace(ground.definition.reference, mean=mean)
    definition = replace(ground.definition, method=method, reference=reference)
    factor = _drawn_coefficients(ground, replications, rng)
    score = np.zeros((replications, len(ground.area_places)))
    counted = np.zeros_like(score)
    usable = np.ones((replications, 1), dtype=np.bool_)
    for number, column in enumerate(ground.columns):
        position, unusable = _position(ground, definition, number, replications=replications, rng=rng)
        usable &= ~unusable
        weight = factor[number][:, None]
        score += weight * position
        if definition.missing_rule == "rescale":
            counted += weight * column.valid
    if definition.missing_rule == "rescale":
        score *= factor.sum(axis=0)[:, None] / counted
    return _restandardised(score[usable[:, 0]], definition, ground.population)


def _drawn_coefficients(ground: Ground, replications: int, rng: np.random.Generator) -> Floats:
    definition, spread = ground.definition, ground.robustness.weight_spread
    weights = np.array([[member.weight] for member in ground.members])
    domains = np.array([[domain.weight or 1.0] for domain in definition.domains]).reshape(-1, 1)
    if spread > 0:
        weights = weights * rng.uniform(1 - spread, 1 + spread, (len(weights), replications))
        domains = domains * rng.uniform(1 - spread, 1 + spread, (len(domains), replications))
    return coefficients(definition, ground.members, weights, domains)


def _position(
    ground: Ground, definition: IndexDefinition, number: int, *, replications: int, rng: np.random.Generator
) -> tuple[Floats, Bools]:
    """Return standardised values (r or 1, k), 0 where nothing enters, and where they could not be computed."""
    column, rule = ground.columns[number], definition.reference.mean
    at = column.valid
    figures = draw(
        column.value[at],
        column.numerator[at],
        column.denominator[at],
        law=column.law,
        replications=replications,
        rng=rng,
    )
    centre = mean_of(
        figures.value,
        rule,
        population=ground.population[at],
        numerator=figures.numerator,
        denominator=figures.denominator,
    )
    fit = fit_column(figures.value, centre, definition.method, definition.reference.spread_ddof)
    own, stand_in = _standardised(figures.value, fit, definition, ground.members[number].direction)
    if at.all():
        return own, fit.unusable
    full = np.zeros((len(own), len(at)))
    full[:, at] = own
    if definition.missing_rule == "impute_reference":
        full[:, ~at] = stand_in
    return full, fit.unusable


def _standardised(values: Floats, fit: ColumnFit, definition: IndexDefinition, direction: int) -> tuple[Floats, Floats]:
    """Return standardised values (r, n) and what stands in for a missing one (r, 1)."""
    absolute = definition.direction == "absolute"
    sign, method = (1 if absolute else direction), definition.method
    if method not in RANKED:
        scale = np.where(fit.unusable, 1.0, fit.scale)
        own = on_scale(values, method, centre=fit.centre, scale=scale, sign=sign)
        middle = np.zeros_like(fit.mean)
        if method not in CENTRED:
            middle = on_scale(fit.mean, method, centre=fit.centre, scale=scale, sign=sign)
        return (np.abs(own), np.abs(middle)) if absolute else (own, middle)
    count = values.shape[1]
    below, above = places(sign * values)
    own = on_rank_scale(below, above, count, method=method, parameters=definition.parameters)
    middle = np.zeros_like(fit.mean)
    if definition.missing_rule == "impute_reference":
        lower = np.sum(values < fit.mean, axis=1, keepdims=True)
        higher = np.sum(values > fit.mean, axis=1, keepdims=True)
        lower, higher = (lower, higher) if sign > 0 else (higher, lower)
        middle = on_rank_scale(lower, higher, count, method=method, parameters=definition.parameters)
    return own, middle


def _restandardised(score: Floats, definition: IndexDefinition, population: Floats) -> Floats:
    if not definition.restandardise or not len(score):
        return score
    weights = population if definition.reference.mean == "population" else np.ones_like(population)
    mean = (score * weights).sum(axis=1, keepdims=True) / weights.sum()
    deviation = score - mean
    variance = (deviation * deviation).sum(axis=1) / (score.shape[1] - definition.reference.spread_ddof)
    differing = np.ptp(score, axis=1) > ARITHMETIC * np.abs(score).max(axis=1)
    final: Floats = deviation[differing] / np.sqrt(variance[differing])[:, None]
    return final
