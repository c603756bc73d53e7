"""Why an area moved between two years: its own values, the reference, or the set of indicators and their weights."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import numpy as np

from passgenau.common.errors import PassgenauError, refusal
from passgenau.index.combine import standardise_column
from passgenau.index.compute import run_index
from passgenau.index.explanation.reading import Breakdown, Reading, breakdown, without_score
from passgenau.indicators.table import IndicatorTable

ALIKE = ("method", "parameters", "direction", "aggregate", "restandardise")
NOT_ALIKE_DE = {
    "method": "die Standardisierung",
    "parameters": "deren Parameter",
    "direction": "die Richtung der Zusammenfassung",
    "aggregate": "die Zusammenfassung",
    "restandardise": "das erneute Standardisieren",
}


@dataclass(frozen=True)
class ChangePart:
    """What one indicator adds to the change of the final score, in its points: ``area`` + ``reference`` + ``choice``.

    ``area``: the area's own value moved. ``reference``: what it is compared with moved. ``choice``: the indicator came
    or went, changed direction or weight, or a value was missing in one of the years. Values are NaN where there is
    none; contributions are in points of the raw score, 0 where nothing entered.
    """

    indicator_id: str
    earlier_value: float
    later_value: float
    earlier_contribution: float
    later_contribution: float
    area: float
    reference: float
    choice: float

    @property
    def total(self) -> float:
        """Return the whole change that goes with this indicator."""
        return self.area + self.reference + self.choice


@dataclass(frozen=True)
class AreaChange:
    """The change of one area's final score: ``change`` = ``area`` + ``reference`` + ``choice``.

    ``reference`` contains ``restandardised``, the part that goes back to mean and spread of the scores and belongs to
    no indicator (0 where the definition does not standardise again). ``rank_alone`` is the rank the area would have had
    in the earlier year with its later values, everyone else unchanged; None where that cannot be computed.
    ``earlier_ranked`` and ``later_ranked`` count the areas with a rank.
    """

    area_id: str
    area_name: str
    earlier_final: float
    later_final: float
    earlier_rank: int
    later_rank: int
    earlier_ranked: int
    later_ranked: int
    rank_alone: int | None
    change: float
    area: float
    reference: float
    choice: float
    restandardised: float
    parts: tuple[ChangePart, ...]


def explain_change(area_id: str, *, earlier: Reading, later: Reading) -> AreaChange:
    """Take the change of one area's final score between two years apart.

    Parameters
    ----------
    area_id
        The area; it needs a score in both years.
    earlier, later
        The two years, usually of the same definition; indicators, weights and the reference rule may differ.

    Returns
    -------
    AreaChange
        With contribution c = g z (weight g, standardised z) each indicator changes by mean(g) dz + mean(z) dg; dz is
        split into the area's value and the reference by the mean over both orders (Shapley). With a final score
        F = q S + p: dF = mean(q) dS + mean(S) dq + dp, the last two belonging to the reference. All parts add up to
        the change; swapping the years reverses every sign. Parts are sorted by size.

    Raises
    ------
    PassgenauError
        For two years that were not measured alike, an index whose contributions do not add up, an area that is
        unknown or has no score in one of the years (with its name and reason).
    """
    _check_alike(earlier, later)
    before, after = _found(earlier, area_id), _found(later, area_id)
    stretch = (before.stretch + after.stretch) / 2
    parts = _parts(earlier, later, before=before, after=after, stretch=stretch)
    level = (before.score + after.score) / 2
    restandardised = level * (after.stretch - before.stretch) + after.shift - before.shift
    return AreaChange(
        area_id=area_id,
        area_name=later.result.area_names[after.row],
        earlier_final=before.final,
        later_final=after.final,
        earlier_rank=int(earlier.result.rank[before.row]),
        later_rank=int(later.result.rank[after.row]),
        earlier_ranked=earlier.ranked,
        later_ranked=later.ranked,
        rank_alone=_rank_alone(earlier, later, before=before, after=after),
        change=after.final - before.final,
        area=math.fsum(part.area for part in parts),
        reference=math.fsum([*(part.reference for part in parts), restandardised]),
        choice=math.fsum(part.choice for part in parts),
        restandardised=restandardised,
        parts=tuple(sorted(parts, key=lambda part: -abs(part.total))),
    )


def _check_alike(earlier: Reading, later: Reading) -> None:
    one, other = earlier.result.definition, later.result.definition
    unlike = [NOT_ALIKE_DE[name] for name in ALIKE if getattr(one, name) != getattr(other, name)]
    if unlike:
        raise refusal(
            "explanation.not_alike",
            f"Beide Jahre müssen gleich gemessen sein; verschieden ist {', '.join(unlike)}.",
            advice="Beide Jahre mit derselben Definition rechnen.",
        )
    if one.treatment is not None or other.treatment is not None:
        raise refusal(
            "explanation.treated",
            "Eine Definition, die Ausreißer verändert, misst in jedem Jahr veränderte Werte; welcher Teil der "
            "Änderung auf das Gebiet zurückgeht, lässt sich dann nicht sagen.",
        )


def _found(reading: Reading, area_id: str) -> Breakdown:
    result = reading.result
    if area_id in result.area_ids and not result.rank[result.area_ids.index(area_id)]:
        periods = sorted(set(reading.table.periods))
        raise without_score(result, result.area_ids.index(area_id), ", ".join(periods))
    return breakdown(reading, area_id)


@dataclass(frozen=True)
class _Side:
    """One indicator of one year: where it stands, what entered, and its weight."""

    reading: Reading
    place: int
    value: float
    standardised: float
    weight: float
    contribution: float
    state: str
    direction: int

    def measured(self, value: float) -> float:
        """Return a value on the scale of this year."""
        result = self.reading.result
        on_scale = standardise_column(
            np.array([value]), result.reference, self.place, definition=result.definition, direction=self.direction
        )
        return float(on_scale[0])


def _parts(
    earlier: Reading, later: Reading, *, before: Breakdown, after: Breakdown, stretch: float
) -> list[ChangePart]:
    first, second = _sides(earlier, before), _sides(later, after)
    everyone = dict.fromkeys([*second, *first])
    return [_part(name, first.get(name), second.get(name), stretch=stretch) for name in everyone]


def _sides(reading: Reading, found: Breakdown) -> dict[str, _Side]:
    return {
        member.id: _Side(
            reading=reading,
            place=place,
            value=float(found.value[place]),
            standardised=float(found.standardised[place]),
            weight=float(found.weight[place]),
            contribution=float(found.contribution[place]),
            state=found.states[place],
            direction=member.direction,
        )
        for place, member in enumerate(reading.members)
    }


def _part(name: str, earlier: _Side | None, later: _Side | None, *, stretch: float) -> ChangePart:
    before, after = (side.contribution if side else 0.0 for side in (earlier, later))
    area, reference, choice = 0.0, 0.0, after - before
    if earlier and later and _comparable(earlier, later):
        area, reference = _moves(earlier, later)
        weight, level = (earlier.weight + later.weight) / 2, (earlier.standardised + later.standardised) / 2
        area, reference, choice = weight * area, weight * reference, level * (later.weight - earlier.weight)
    return ChangePart(
        indicator_id=name,
        earlier_value=earlier.value if earlier else math.nan,
        later_value=later.value if later else math.nan,
        earlier_contribution=before,
        later_contribution=after,
        area=stretch * area + 0.0,  # never -0.0
        reference=stretch * reference + 0.0,
        choice=stretch * choice + 0.0,
    )


def _comparable(earlier: _Side, later: _Side) -> bool:
    """Return whether something of the same kind entered in both years, read in the same direction."""
    return earlier.state == later.state != "missing" and earlier.direction == later.direction


def _moves(earlier: _Side, later: _Side) -> tuple[float, float]:
    """Return by how much the standardised value moved with the area's value and with the reference."""
    whole = later.standardised - earlier.standardised
    if earlier.state == "filled":
        return 0.0, whole
    new_by_old, old_by_new = earlier.measured(later.value), later.measured(earlier.value)
    area = ((new_by_old - earlier.standardised) + (later.standardised - old_by_new)) / 2
    reference = ((old_by_new - earlier.standardised) + (later.standardised - new_by_old)) / 2
    return area, reference


def _rank_alone(earlier: Reading, later: Reading, *, before: Breakdown, after: Breakdown) -> int | None:
    table = _with_later_values(earlier, later, before=before, after=after)
    try:
        return int(run_index(table, earlier.result.definition).rank[before.row]) or None
    except PassgenauError:
        return None


def _with_later_values(earlier: Reading, later: Reading, *, before: Breakdown, after: Breakdown) -> IndicatorTable:
    """Return the earlier table with the later figures of this area, where it has some in both years."""
    figures = {name: getattr(earlier.table, name).copy() for name in ("value", "numerator", "denominator")}
    old, new = earlier.table.indicator_ids, later.table.indicator_ids
    for name in earlier.result.indicator_ids:
        column = new.index(name) if name in new else -1
        place = old.index(name)
        known = column >= 0 and not np.isnan(later.table.value[after.row, column])
        if known and not np.isnan(earlier.table.value[before.row, place]):
            for kind, matrix in figures.items():
                matrix[before.row, place] = getattr(later.table, kind)[after.row, column]
    return replace(earlier.table, **figures)
