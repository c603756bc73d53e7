"""One area's score as a sum: what each indicator adds, what is missing, and how the rule made up for it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from passgenau.index.explanation.reading import Reading, State, breakdown, centres


@dataclass(frozen=True)
class Contribution:
    """What one indicator adds to the final score of one area.

    ``value`` and ``reference`` are in the unit of the indicator (shares 0-1), ``standardised`` on the scale of the
    method with direction, ``weight`` the factor with which it enters the raw score (rescaled where values are
    missing), ``contribution`` in points of the final score. ``share`` is the contribution over the sum of all
    absolute contributions: signed, the absolute shares add up to 1. NaN and 0 where nothing entered.
    """

    indicator_id: str
    domain_id: str
    state: State
    value: float
    reference: float
    standardised: float
    weight: float
    contribution: float
    share: float


@dataclass(frozen=True)
class AreaContributions:
    """The score of one area taken apart: ``final`` = sum of the contributions + ``shift``.

    ``parts`` are sorted by size, largest first, missing ones last; ``shift`` is 0 unless the definition standardises
    the score again. ``missing`` and ``filled`` name the indicators without a value, by whether something was put in
    their place; ``rescaling`` is the factor with which the others count more (1: none).
    """

    area_id: str
    area_name: str
    rank: int
    ranked: int
    score: float
    final: float
    shift: float
    rescaling: float
    missing: tuple[str, ...]
    filled: tuple[str, ...]
    parts: tuple[Contribution, ...]


def explain_score(reading: Reading, area_id: str) -> AreaContributions:
    """Take the score of one area apart into contributions of the indicators.

    Parameters
    ----------
    reading
        The index and its figures; the aggregate must be ``sum`` or ``arithmetic``.
    area_id
        The area.

    Returns
    -------
    AreaContributions
        Contributions and shift add up to the final score, to the arithmetic of the machine.

    Raises
    ------
    PassgenauError
        For other aggregates, an unknown area, or one without a score (with its reason).
    """
    found = breakdown(reading, area_id)
    result, reference = reading.result, centres(reading)
    points = found.stretch * found.contribution
    total = float(np.abs(points).sum())
    parts = [
        Contribution(
            indicator_id=member.id,
            domain_id=member.domain,
            state=found.states[place],
            value=float(found.value[place]),
            reference=float(reference[place]),
            standardised=float(found.standardised[place]),
            weight=float(found.weight[place]),
            contribution=float(points[place]),
            share=float(points[place]) / total if total > 0 else 0.0,
        )
        for place, member in enumerate(reading.members)
    ]
    return AreaContributions(
        area_id=area_id,
        area_name=result.area_names[found.row],
        rank=int(result.rank[found.row]),
        ranked=reading.ranked,
        score=found.score,
        final=found.final,
        shift=found.shift,
        rescaling=found.rescaling,
        missing=tuple(part.indicator_id for part in parts if part.state == "missing"),
        filled=tuple(part.indicator_id for part in parts if part.state == "filled"),
        parts=tuple(sorted(parts, key=lambda part: (part.state == "missing", -abs(part.contribution)))),
    )


def by_domain(explained: AreaContributions) -> dict[str, float]:
    """Return what each domain adds to the final score.

    Parameters
    ----------
    explained
        Contributions of one area.

    Returns
    -------
    dict
        Domain id to the sum of its contributions, largest size first; ``""`` for indicators without domain.
    """
    sums: dict[str, float] = {}
    for part in explained.parts:
        sums[part.domain_id] = sums.get(part.domain_id, 0.0) + part.contribution
    return dict(sorted(sums.items(), key=lambda pair: -abs(pair[1])))
