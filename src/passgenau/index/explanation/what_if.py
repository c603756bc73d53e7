"""What if one value were another: all scores anew, with the reference refitted, for many candidates at once."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from passgenau.common.errors import refusal
from passgenau.common.findings import Place
from passgenau.index.definition import IndexDefinition, IndexIndicator
from passgenau.index.explanation.reading import AGREEMENT, Reading
from passgenau.index.methods_known import CENTRED, RANKED
from passgenau.index.places import ARITHMETIC
from passgenau.index.standardise import ColumnFit, fit_column, mean_of, on_rank_scale, on_scale

Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]
Counts = npt.NDArray[np.int64]

# So many numbers are held at a time, whatever the number of areas.
BLOCK = 2_000_000


@dataclass(frozen=True)
class OneValue:
    """One value of one area and everything that stays as it is while the value moves, for k judged areas.

    ``row`` is the area among them; ``values``, ``numerator``, ``denominator``, ``population`` (k,) are the indicator's
    figures, ``rest`` (k,) the scores without this indicator, ``weight`` (k,) its factor with rescaling; ``place`` is
    that of the indicator in the index, ``member`` its entry in the definition.
    """

    definition: IndexDefinition
    place: int
    member: IndexIndicator
    row: int
    values: Floats
    numerator: Floats
    denominator: Floats
    population: Floats
    rest: Floats
    weight: Floats

    @property
    def at(self) -> Bools:
        """Return which areas have a value."""
        return ~np.isnan(self.values)

    @property
    def now(self) -> float:
        """Return the value itself."""
        return float(self.values[self.row])


def one_value(reading: Reading, row: int, place: int) -> OneValue:
    """Return one value of the index, ready to be moved.

    Parameters
    ----------
    reading
        The index and its figures.
    row, place
        Row of the area in the table, place of the indicator in the result. The area has a rank and a value.

    Returns
    -------
    OneValue
        Of the areas with a rank.

    Raises
    ------
    PassgenauError
        Where the definition does something to values that this arithmetic does not repeat.
    """
    result, table = reading.result, reading.table
    kept = np.flatnonzero(result.rank > 0)
    column = reading.columns[place]
    contribution = result.contributions[kept, place]
    found = OneValue(
        definition=result.definition,
        place=place,
        member=reading.members[place],
        row=int(np.searchsorted(kept, row)),
        values=table.value[kept, column],
        numerator=table.numerator[kept, column],
        denominator=table.denominator[kept, column],
        population=table.populations[kept],
        rest=result.score[kept] - np.nan_to_num(contribution),
        weight=reading.weights(reading.entering[kept])[:, place],
    )
    _check_repeats(found, result.score[kept], result.indicator_ids[place])
    return found


def _check_repeats(one: OneValue, score: Floats, indicator_id: str) -> None:
    again = scores_if(one, np.array([one.now]))[0]
    size = AGREEMENT * max(float(np.abs(score).max()), 1e-300)
    if not np.allclose(again, score, rtol=0.0, atol=size, equal_nan=False):
        raise refusal(
            "explanation.not_repeated",
            "Was geschähe, wenn sich ein Wert änderte, lässt sich für diese Definition nicht nachrechnen.",
            Place(indicator_id=indicator_id),
        )


def scores_if(one: OneValue, candidates: Floats) -> Floats:
    """Return the raw scores of all judged areas if the value were another one.

    Parameters
    ----------
    one
        The value that moves; with counts its numerator moves with it (whole or not), the denominator stays.
    candidates
        Shape (r,), in the unit of the indicator, no NaN.

    Returns
    -------
    numpy.ndarray
        Shape (r, k), mean and spread fitted anew in each row; NaN in rows where the index could not be computed.
    """
    at, where = one.at, int(one.at[: one.row].sum())
    values = np.tile(one.values[at], (len(candidates), 1))
    values[:, where] = candidates
    fit = fit_column(
        values,
        _mean(one, values, where),
        one.definition.method,
        ddof=one.definition.reference.spread_ddof,
        sign=_sign(one),
        member=one.member,
        parameters=one.definition.parameters,
    )
    own = _standardised(one, values, fit, where=where)
    entering = np.zeros((len(candidates), len(at)))
    entering[:, at] = own
    if one.definition.missing_rule == "impute_reference" and not at.all():
        entering[:, ~at] = _stand_in(one, values, fit)
    scores: Floats = one.rest + one.weight * entering
    return np.where(fit.unusable, np.nan, scores)


def _mean(one: OneValue, values: Floats, where: int) -> Floats:
    rule, at = one.definition.reference.mean, one.at
    numerator = values
    if rule == "county":
        numerator = np.tile(one.numerator[at], (len(values), 1))
        numerator[:, where] = values[:, where] * one.denominator[one.row]
    population, denominator = one.population[at], one.denominator[at]
    return mean_of(values, rule, population=population, numerator=numerator, denominator=denominator)


def _sign(one: OneValue) -> int:
    return 1 if one.definition.direction == "absolute" else one.member.direction


def _standardised(one: OneValue, values: Floats, fit: ColumnFit, *, where: int) -> Floats:
    method = one.definition.method
    if method in RANKED:
        below, above = _counts(values, where)
        if _sign(one) < 0:
            below, above = above, below
        return on_rank_scale(below, above, values.shape[1], method=method, parameters=one.definition.parameters)
    scale = np.where(fit.unusable, 1.0, fit.scale)
    parameters = one.definition.parameters
    position = on_scale(values, method, centre=fit.centre, scale=scale, sign=_sign(one), parameters=parameters)
    return np.abs(position) if one.definition.direction == "absolute" else position


def _counts(values: Floats, where: int) -> tuple[Counts, Counts]:
    """Return how many values of each row lie below and above each of them; only the column ``where`` differs."""
    others = np.delete(values[0], where)
    ordered = np.sort(others)
    moving = values[:, [where]]
    below = np.searchsorted(ordered, values[0], side="left") + (moving < values[0])
    above = len(others) - np.searchsorted(ordered, values[0], side="right") + (moving > values[0])
    below[:, [where]] = np.searchsorted(ordered, moving, side="left")
    above[:, [where]] = len(others) - np.searchsorted(ordered, moving, side="right")
    return below, above


def _stand_in(one: OneValue, values: Floats, fit: ColumnFit) -> Floats:
    """Return what stands for a missing value in each row, shape (r, 1)."""
    method, parameters = one.definition.method, one.definition.parameters
    if method in CENTRED:
        return np.zeros_like(fit.mean)
    if method not in RANKED:
        return on_scale(fit.mean, method, centre=fit.centre, scale=fit.scale, sign=_sign(one), parameters=parameters)
    lower = (values < fit.mean).sum(axis=1, keepdims=True)
    higher = (values > fit.mean).sum(axis=1, keepdims=True)
    if _sign(one) < 0:
        lower, higher = higher, lower
    return on_rank_scale(lower, higher, values.shape[1], method=method, parameters=parameters)


def ranks_if(one: OneValue, candidates: Floats) -> Counts:
    """Return the rank of the area if its value were another one.

    Parameters
    ----------
    one, candidates
        As in :func:`scores_if`.

    Returns
    -------
    numpy.ndarray
        Shape (r,): 1 = highest need, ties share the smaller rank; 0 where the index could not be computed.
    """
    step = max(1, BLOCK // len(one.values))
    found = [_ranks(one, candidates[start : start + step]) for start in range(0, len(candidates), step)]
    return np.concatenate(found) if found else np.empty(0, dtype=np.int64)


def _ranks(one: OneValue, candidates: Floats) -> Counts:
    scores = scores_if(one, candidates)
    if one.definition.restandardise:
        weights = one.population if one.definition.reference.mean == "population" else np.ones(scores.shape[1])
        scores = scores - (scores * weights).sum(axis=1, keepdims=True) / weights.sum()
    tolerance = ARITHMETIC * np.abs(scores).max(axis=1, keepdims=True)
    above = (scores - scores[:, [one.row]] > tolerance).sum(axis=1)
    return np.where(np.isnan(tolerance[:, 0]), 0, above + 1)
