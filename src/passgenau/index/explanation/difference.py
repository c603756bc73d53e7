"""Why one area is before another: the distance of their scores, indicator by indicator."""

from __future__ import annotations

from dataclasses import dataclass

from passgenau.common.errors import refusal
from passgenau.index.explanation.reading import Breakdown, Reading, State, breakdown


@dataclass(frozen=True)
class DifferencePart:
    """What one indicator adds to the distance of two areas, first minus second, in points of the final score.

    ``by_value`` comes from the standardised values, ``by_weight`` from weights that differ because one of the areas
    misses values (then its others count more); both add up to ``difference``. An indicator that entered for only
    one of them goes wholly to ``by_weight``.
    """

    indicator_id: str
    first_state: State
    second_state: State
    first_value: float
    second_value: float
    first_contribution: float
    second_contribution: float
    difference: float
    by_value: float
    by_weight: float


@dataclass(frozen=True)
class AreaDifference:
    """Two areas of one index: ``difference`` = final score of the first - of the second = sum of the parts."""

    first_id: str
    second_id: str
    first_name: str
    second_name: str
    first_rank: int
    second_rank: int
    first_final: float
    second_final: float
    difference: float
    parts: tuple[DifferencePart, ...]


def explain_difference(reading: Reading, first_id: str, *, second_id: str) -> AreaDifference:
    """Take the distance of two areas apart.

    Parameters
    ----------
    reading
        The index and its figures; the aggregate must be ``sum`` or ``arithmetic``.
    first_id, second_id
        The areas.

    Returns
    -------
    AreaDifference
        Parts sorted by size, largest first; exactly additive, and reversed in sign when the areas are swapped.

    Raises
    ------
    PassgenauError
        As :func:`passgenau.index.explanation.contributions.explain_score`, for either area, and where both are the
        same.
    """
    if first_id == second_id:
        text = f"Vergleichen lassen sich zwei verschiedene Gebiete; genannt ist zweimal „{first_id}“."
        raise refusal("explanation.same_area", text)
    result = reading.result
    first, second = breakdown(reading, first_id), breakdown(reading, second_id)
    parts = [_part(reading, place, first=first, second=second) for place in range(len(result.indicator_ids))]
    return AreaDifference(
        first_id=first_id,
        second_id=second_id,
        first_name=result.area_names[first.row],
        second_name=result.area_names[second.row],
        first_rank=int(result.rank[first.row]),
        second_rank=int(result.rank[second.row]),
        first_final=first.final,
        second_final=second.final,
        difference=first.final - second.final,
        parts=tuple(sorted(parts, key=lambda part: -abs(part.difference))),
    )


def _part(reading: Reading, place: int, *, first: Breakdown, second: Breakdown) -> DifferencePart:
    one, other = first.stretch * first.contribution[place], second.stretch * second.contribution[place]
    by_value = 0.0
    if "missing" not in (first.states[place], second.states[place]):
        mean_weight = (first.weight[place] + second.weight[place]) / 2
        by_value = first.stretch * mean_weight * (first.standardised[place] - second.standardised[place])
    return DifferencePart(
        indicator_id=reading.result.indicator_ids[place],
        first_state=first.states[place],
        second_state=second.states[place],
        first_value=float(first.value[place]),
        second_value=float(second.value[place]),
        first_contribution=float(one),
        second_contribution=float(other),
        difference=float(one - other),
        by_value=float(by_value),
        by_weight=float(one - other - by_value),
    )
