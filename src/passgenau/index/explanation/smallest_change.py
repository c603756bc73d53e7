"""What would have to be different: the smallest change of one value that takes an area out of the first, or in."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from passgenau.common.errors import refusal
from passgenau.index.explanation.reading import Reading, row_of
from passgenau.index.explanation.search import Bracket, Test, nearest_true
from passgenau.index.explanation.what_if import OneValue, one_value, ranks_if

Floats = npt.NDArray[np.float64]

# Whole cases are tried so many at a time, outward from where the value crosses.
CASES_AT_ONCE = 256
# A numerator that is whole but for the arithmetic of the machine counts as whole.
WHOLE = 1e-9


@dataclass(frozen=True)
class SmallestChange:
    """What one indicator alone would have to be for an area to change sides, everything else unchanged.

    ``value`` is the value now (NaN: none delivered, nothing to change), ``lowest`` and ``highest`` bound what was
    looked at, ``needed`` is the nearest value that suffices, NaN where none within the bounds does; ``spreads`` is the
    change in spreads of the reference. With counts, ``cases`` and ``needed_cases`` are the numerator now and the
    nearest whole one that suffices over the same denominator (NaN without counts, or where none does). ``rank_then``
    is the rank with ``needed`` (0 without).
    """

    indicator_id: str
    value: float
    lowest: float
    highest: float
    needed: float
    spreads: float
    rank_then: int
    cases: float
    denominator: float
    needed_cases: float

    @property
    def possible(self) -> bool:
        """Return whether some value of this indicator alone suffices."""
        return not math.isnan(self.needed)

    @property
    def change(self) -> float:
        """Return the smallest sufficient change in the unit of the indicator; NaN where none suffices."""
        return self.needed - self.value


@dataclass(frozen=True)
class AreaCut:
    """Where one area stands to the cut after rank ``top``, and what would take it to the other side.

    ``inside``: its rank is at most ``top`` (areas tied across the cut are all inside). ``neighbours`` are the nearest
    areas on the other side and ``gap`` the distance of the final scores, > 0. ``changes`` hold one entry per
    indicator: possible ones first, by size in spreads of the reference.
    """

    area_id: str
    area_name: str
    rank: int
    ranked: int
    top: int
    inside: bool
    gap: float
    neighbours: tuple[str, ...]
    changes: tuple[SmallestChange, ...]


def explain_cut(reading: Reading, area_id: str, *, top: int) -> AreaCut:
    """Return what each indicator alone would have to be for the area to leave or enter the first ``top``.

    Parameters
    ----------
    reading
        The index and its figures; the aggregate must be ``sum`` or ``arithmetic``.
    area_id
        The area; it needs a score.
    top
        After which place the cut lies, at least 1; some ranked area must stand on either side.

    Returns
    -------
    AreaCut
        Values are looked for from 0 (or the smallest delivered, if negative) to the largest delivered, with counts at
        least to 1. Reference and scores are fitted anew for every candidate, since the area moves the mean it is
        judged by. An indicator that was not delivered for the area gets no number.

    Raises
    ------
    PassgenauError
        Where nobody stands on the other side, as
        :func:`passgenau.index.explanation.contributions.explain_score`, or where the definition changes values in a
        way this arithmetic does not repeat.
    """
    row, result = row_of(reading, area_id), reading.result
    _check_top(reading, top)
    inside = bool(result.rank[row] <= top)
    gap, neighbours = _gap(reading, row, top=top, inside=inside)
    changes = [_smallest(reading, row, place, top=top, inside=inside) for place in range(len(result.indicator_ids))]
    return AreaCut(
        area_id=area_id,
        area_name=result.area_names[row],
        rank=int(result.rank[row]),
        ranked=reading.ranked,
        top=top,
        inside=inside,
        gap=gap,
        neighbours=neighbours,
        changes=tuple(sorted(changes, key=_order)),
    )


def _check_top(reading: Reading, top: int) -> None:
    inside = int(((reading.result.rank > 0) & (reading.result.rank <= top)).sum())
    if top < 1 or inside == reading.ranked:
        raise refusal(
            "explanation.top",
            f"Der Schnitt muss Gebiete mit Rang auf beiden Seiten haben; nach Platz {top} sind es "
            f"{inside if top > 0 else 0} von {reading.ranked} innerhalb.",
        )


def _gap(reading: Reading, row: int, *, top: int, inside: bool) -> tuple[float, tuple[str, ...]]:
    result = reading.result
    ranked, within = result.rank > 0, (result.rank > 0) & (result.rank <= top)
    across = np.flatnonzero(ranked & ~within if inside else within)
    nearest = result.rank[across].min() if inside else result.rank[across].max()
    places = across[result.rank[across] == nearest]
    gap = abs(float(result.final[row]) - float(result.final[places[0]]))
    return gap, tuple(result.area_ids[place] for place in places)


def _order(change: SmallestChange) -> tuple[bool, float]:
    return not change.possible, abs(change.spreads) if change.possible else 0.0


def _smallest(reading: Reading, row: int, place: int, *, top: int, inside: bool) -> SmallestChange:
    column = reading.columns[place]
    cases, base = reading.table.numerator[row, column], reading.table.denominator[row, column]
    if np.isnan(reading.table.value[row, column]):
        nothing = (math.nan,) * 5
        return SmallestChange(reading.result.indicator_ids[place], *nothing, 0, float(cases), float(base), math.nan)
    one = one_value(reading, row, place)
    lowest, highest = _bounds(one)

    def suffices(candidates: Floats) -> npt.NDArray[np.bool_]:
        ranks = ranks_if(one, candidates)
        return (ranks > top) if inside else (ranks > 0) & (ranks <= top)

    crossings = _crossings(one, suffices, lowest=lowest, highest=highest)
    needed = min((way.found for way in crossings), key=lambda found: abs(found - one.now), default=math.nan)
    spread = float(reading.result.reference.spread[place])
    return SmallestChange(
        indicator_id=reading.result.indicator_ids[place],
        value=one.now,
        lowest=lowest,
        highest=highest,
        needed=needed,
        spreads=(needed - one.now) / spread if spread > 0 else math.nan,
        rank_then=0 if math.isnan(needed) else int(ranks_if(one, np.array([needed]))[0]),
        cases=float(cases),
        denominator=float(base),
        needed_cases=_whole_cases(crossings, suffices, cases=cases, base=base, bounds=(lowest, highest)),
    )


def _bounds(one: OneValue) -> tuple[float, float]:
    """Return the range in which a value is thought possible."""
    lowest, highest = min(0.0, float(np.nanmin(one.values))), float(np.nanmax(one.values))
    counted = one.denominator[one.row] > 0
    return lowest, max(1.0, highest) if counted else highest


def _crossings(one: OneValue, suffices: Test, *, lowest: float, highest: float) -> list[Bracket]:
    """Return where the nearest sufficient value below and above lies, as far as there is one."""
    marks = one.values[one.at]
    ways = [nearest_true(suffices, one.now, end=end, marks=marks) for end in (lowest, highest)]
    return [way for way in ways if way is not None]


def _whole_cases(
    crossings: list[Bracket], suffices: Test, *, cases: float, base: float, bounds: tuple[float, float]
) -> float:
    """Return the whole numerator nearest to the present one that suffices; NaN without counts or where none does."""
    if not (base > 0 and not np.isnan(cases)):
        return math.nan
    found = [_outward(suffices, way, cases=cases, base=base, bounds=bounds) for way in crossings]
    return min((one for one in found if one is not None), key=lambda one: abs(one - cases), default=math.nan)


def _outward(suffices: Test, way: Bracket, *, cases: float, base: float, bounds: tuple[float, float]) -> float | None:
    """Return the first sufficient whole numerator at or beyond a crossing, away from the present one."""
    edge, low, high = way.before * base, bounds[0] * base, bounds[1] * base
    if way.found < way.before:
        numbers = np.arange(math.floor(edge + WHOLE), math.ceil(low - WHOLE) - 1, -1)
    else:
        numbers = np.arange(math.ceil(edge - WHOLE), math.floor(high + WHOLE) + 1)
    for start in range(0, len(numbers), CASES_AT_ONCE):
        some = numbers[start : start + CASES_AT_ONCE]
        holds = suffices(some / base)
        if holds.any():
            return float(some[int(np.argmax(holds))])
    return None
