"""Where every area stands: rank, interval, certainty and name in one line, in the order of the ranks."""

from __future__ import annotations

import math
from dataclasses import dataclass

from passgenau.data.areas import AreaRegister
from passgenau.index.result import IndexResult, RobustnessResult
from passgenau.profile.certainty import NOT_TESTED, Certainty, certainty


@dataclass(frozen=True)
class Standing:
    """One ranked area. ``low``/``high`` are the 5th and 95th percentile of its rank, None where not tested."""

    area_id: str
    name: str
    municipality: str
    population: float | None
    rank: int
    low: int | None
    high: int | None
    certainty: Certainty


NOTHING_TESTED = Certainty(None, NOT_TESTED, "", NOT_TESTED, "")


def standings(index: IndexResult, robustness: RobustnessResult | None, register: AreaRegister) -> tuple[Standing, ...]:
    """Return the ranked areas, highest need first, ties in the order of the index.

    Parameters
    ----------
    index
        Index run.
    robustness
        Robustness of the same run, or None where it was not computed.
    register
        Gives municipality (the parent area) and population.

    Returns
    -------
    tuple of Standing
        Areas without a rank are left out; they have no place in an order. An area the robustness run does not know
        is not tested.
    """
    found = {area_id: place for place, area_id in enumerate(robustness.area_ids)} if robustness else {}
    result = []
    for row, area_id in enumerate(index.area_ids):
        if index.rank[row] < 1:
            continue
        area = register.by_id.get(area_id)
        parent = register.by_id.get(area.parent_id) if area else None
        low, high, sure = _spread_of(robustness, found.get(area_id))
        result.append(
            Standing(
                area_id=area_id,
                name=index.area_names[row],
                municipality=parent.name if parent else "",
                population=area.population if area else None,
                rank=int(index.rank[row]),
                low=low,
                high=high,
                certainty=sure,
            )
        )
    return tuple(sorted(result, key=lambda standing: standing.rank))


def _spread_of(robustness: RobustnessResult | None, place: int | None) -> tuple[int | None, int | None, Certainty]:
    if robustness is None or place is None or math.isnan(robustness.p_top[place]):
        return None, None, NOTHING_TESTED
    done = robustness.replications - robustness.failed
    sure = certainty(float(robustness.p_top[place]), replications=done, top=robustness.top)
    if sure.rung is None:
        return None, None, sure
    return round(float(robustness.rank_p05[place])), round(float(robustness.rank_p95[place])), sure
