"""What moves between two results: other figures, another definition, another yardstick."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from scipy import stats

from passgenau.common.errors import refusal
from passgenau.index.result import IndexResult

NOT_THERE = "kommt darin nicht vor"
LEAST_FOR_ORDER = 3


@dataclass(frozen=True)
class Move:
    """One area in two results; rank 0 and class ``""`` where it has none, with the reason why."""

    area_id: str
    name: str
    rank_before: int
    rank_after: int
    class_before: str
    class_after: str
    reason_before: str
    reason_after: str

    @property
    def ranks(self) -> int | None:
        """Return by how many ranks it comes forward (+, more need) or goes back (-); None without both ranks."""
        return self.rank_before - self.rank_after if self.rank_before and self.rank_after else None


@dataclass(frozen=True)
class Change:
    """All areas of two results, and how much the two orders have in common.

    ``compared`` areas have a rank in both, ``moved`` of them another one, ``other_class`` of them another class (None
    where the two results do not have the same classes). ``spearman`` is the rank correlation (-1 to 1) over the
    compared areas, NaN with fewer than three or without any order. ``only_before`` and ``only_after`` are
    indicators that only one of the two uses.
    """

    moves: tuple[Move, ...]
    compared: int
    moved: int
    other_class: int | None
    spearman: float
    only_before: tuple[str, ...]
    only_after: tuple[str, ...]


@dataclass(frozen=True)
class Causes:
    """How many areas moved only by their figures, only by the yardstick, by both, or not at all."""

    by_figures: int
    by_yardstick: int
    by_both: int
    unmoved: int

    @property
    def moved(self) -> int:
        """Return how many areas stand elsewhere at the end or passed through another place on the way."""
        return self.by_figures + self.by_yardstick + self.by_both


@dataclass(frozen=True)
class GroupMove:
    """The areas of one group: how many have both ranks, come forward, go back, and the median of their moves."""

    group: str
    areas: int
    forward: int
    back: int
    median: float


def change_between(before: IndexResult, after: IndexResult) -> Change:
    """Compare two results area by area.

    Parameters
    ----------
    before, after
        Results of the same or of different areas, definitions and periods.

    Returns
    -------
    Change
        Every area of both, those of ``before`` first; an area that only one of them knows has rank 0 in the other and
        says so. Ranks count within each result, also where one of them has fewer areas.

    Raises
    ------
    PassgenauError
        Where the two have no area in common.
    """
    here, there = _places(before), _places(after)
    if not here.keys() & there.keys():
        raise refusal("index.nothing_in_common", "Die beiden Ergebnisse haben kein Gebiet gemeinsam.")
    moves = tuple(_move(before, after, area, here, there) for area in dict.fromkeys((*here, *there)))
    both = [move for move in moves if move.ranks is not None]
    classes = before.definition.classes, after.definition.classes
    alike = classes[0] is not None and classes[1] is not None and classes[0].labels == classes[1].labels
    return Change(
        moves=moves,
        compared=len(both),
        moved=sum(move.ranks != 0 for move in both),
        other_class=sum(move.class_before != move.class_after for move in both) if alike else None,
        spearman=_spearman(both),
        only_before=tuple(one for one in before.indicator_ids if one not in after.indicator_ids),
        only_after=tuple(one for one in after.indicator_ids if one not in before.indicator_ids),
    )


def causes_of_moves(
    before: IndexResult, new_figures: IndexResult, after: IndexResult, *, classes: bool = False
) -> Causes:
    """Tell apart what moved by new figures and what only by the new yardstick.

    Parameters
    ----------
    before
        The earlier figures against their own reference.
    new_figures
        The later figures against the earlier reference (``apply_reference``): everything that differs from ``before``
        is due to the figures.
    after
        The later figures against their own reference: everything that differs from ``new_figures`` is due to the
        yardstick.
    classes
        Whether to follow classes instead of ranks. A rank also moves where only the figures of others change.

    Returns
    -------
    Causes
        Over the areas with a rank in all three. An area that the figures move and the yardstick moves back is
        counted under both.
    """
    places = [_places(one) for one in (before, new_figures, after)]
    marks = [one.klass if classes else tuple(one.rank.tolist()) for one in (before, new_figures, after)]
    counted = {(False, False): 0, (True, False): 0, (False, True): 0, (True, True): 0}
    for area in before.area_ids:
        rows = [place.get(area) for place in places]
        if any(row is None or not one.rank[row] for row, one in zip(rows, (before, new_figures, after), strict=True)):
            continue
        first, second, third = (mark[row] for mark, row in zip(marks, rows, strict=True) if row is not None)
        counted[first != second, second != third] += 1
    return Causes(counted[True, False], counted[False, True], counted[True, True], counted[False, False])


def moves_by_group(change: Change, group_of: Mapping[str, str]) -> tuple[GroupMove, ...]:
    """Sum up the moves of groups of areas, such as the municipalities they lie in.

    Parameters
    ----------
    change
        From :func:`change_between`.
    group_of
        Area id to name of its group; areas it does not know or names ``""`` are left out.

    Returns
    -------
    tuple of GroupMove
        Groups with at least one area ranked in both, largest median move first (in either direction), then by name.
    """
    found: dict[str, list[int]] = {}
    for move in change.moves:
        if move.ranks is not None and group_of.get(move.area_id):
            found.setdefault(group_of[move.area_id], []).append(move.ranks)
    groups = [
        GroupMove(
            group, len(ranks), sum(one > 0 for one in ranks), sum(one < 0 for one in ranks), float(np.median(ranks))
        )
        for group, ranks in found.items()
    ]
    return tuple(sorted(groups, key=lambda one: (-abs(one.median), one.group)))


def _places(result: IndexResult) -> dict[str, int]:
    return {area: place for place, area in enumerate(result.area_ids)}


def _move(
    before: IndexResult, after: IndexResult, area: str, here: Mapping[str, int], there: Mapping[str, int]
) -> Move:
    names = before.area_names[here[area]] if area in here else after.area_names[there[area]]
    ranks, classes, reasons = zip(
        *(_state(one, at.get(area)) for one, at in ((before, here), (after, there))), strict=True
    )
    return Move(area, names, ranks[0], ranks[1], classes[0], classes[1], reasons[0], reasons[1])


def _state(result: IndexResult, place: int | None) -> tuple[int, str, str]:
    if place is None:
        return 0, "", NOT_THERE
    return int(result.rank[place]), result.klass[place], result.reason[place]


def _spearman(both: list[Move]) -> float:
    first, second = [move.rank_before for move in both], [move.rank_after for move in both]
    if len(both) < LEAST_FOR_ORDER or len(set(first)) < 2 or len(set(second)) < 2:
        return math.nan
    # Ranks with ties share the smaller one; the correlation needs the middle one, which it takes by itself.
    return float(stats.spearmanr(first, second).statistic)
