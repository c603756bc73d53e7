"""Areas a hair from a cut: the runs put them on the other side too often to build a decision on it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from passgenau.common.errors import refusal
from passgenau.common.numbers_de import count, number
from passgenau.index.result import IndexResult, RobustnessResult

# A probability is a count divided by the runs; 1 - 0.9 must still reach 0.1.
ARITHMETIC = 1e-9


@dataclass(frozen=True)
class CliffEdge:
    """One area near one cut.

    ``cut`` is ``places`` for the cut after the first places, else ``class``; ``number`` is the place it lies behind, or
    the number of the class just below it (0 for the lowest). ``above`` says whether the area lies on the side of more
    need. ``distance`` >= 0 in points of the final score: to the nearest area on the other side for places, to the limit
    itself for classes; NaN where the limits of the classes are not known. ``other_side`` 0-1 is how often the runs put
    the area on the other side.
    """

    area_id: str
    cut: Literal["places", "class"]
    number: int
    above: bool
    distance: float
    other_side: float


def cliff_edges(
    result: IndexResult, robustness: RobustnessResult, *, limits: Sequence[float], threshold: float
) -> tuple[CliffEdge, ...]:
    """Return the areas that the runs often put on the other side of a cut.

    Parameters
    ----------
    result
        Index run; areas without a rank are never on an edge.
    robustness
        Robustness of the same run. Its ``top`` is the cut after the first places, its ``p_class`` says how many
        classes there are. NaN probabilities are no edge.
    limits
        Limits of the classes in points of the final score, ascending, one less than classes; empty where they are not
        known (then distances to them are NaN) or where there are no classes.
    threshold
        Share 0-1 of the runs, above 0 and at most 0.5, from which on an area is on an edge.

    Returns
    -------
    tuple of CliffEdge
        First the cut after the first places, then the limits of the classes from the highest down; within a cut by
        rank. A class limit counts every class beyond it, not only the next one.

    Raises
    ------
    PassgenauError
        Where the threshold is out of range, the limits do not fit the classes, or the two results are about different
        areas.
    """
    _check(result, robustness, limits, threshold)
    found = [*_at_places(result, robustness), *_at_classes(result, robustness, limits)]
    return tuple(edge for edge in found if edge.other_side >= threshold - ARITHMETIC)


def _check(result: IndexResult, robustness: RobustnessResult, limits: Sequence[float], threshold: float) -> None:
    if not 0 < threshold <= 0.5:
        text = f"Die Schwelle muss über 0 und höchstens 0,5 sein, ist aber {number(threshold, decimals=2)}."
        raise refusal("cliff_edges.threshold", text)
    if result.area_ids != robustness.area_ids:
        text = "Rangfolge und Prüfung müssen dieselben Gebiete in derselben Reihenfolge haben."
        raise refusal("cliff_edges.other_areas", text)
    classes = robustness.p_class.shape[1]
    if limits and len(limits) != classes - 1:
        text = f"Zu {count(classes)} Klassen gehören {count(max(classes - 1, 0))} Grenzen, nicht {count(len(limits))}."
        raise refusal("cliff_edges.limits", text)


def _at_places(result: IndexResult, robustness: RobustnessResult) -> Iterator[CliffEdge]:
    ranked = result.rank > 0
    first = ranked & (result.rank <= robustness.top)
    if first.all() or not (ranked & ~first).any():
        return
    lowest_first = result.final[first].min()
    highest_other = result.final[ranked & ~first].max()
    distance = np.where(first, result.final - highest_other, lowest_first - result.final)
    other_side = np.where(first, 1 - robustness.p_top, robustness.p_top)
    for row in _by_rank(result):
        side, away, moved = bool(first[row]), float(distance[row]), float(other_side[row])
        yield CliffEdge(result.area_ids[row], "places", robustness.top, side, away, moved)


def _at_classes(result: IndexResult, robustness: RobustnessResult, limits: Sequence[float]) -> Iterator[CliffEdge]:
    classes = result.definition.classes
    if classes is None or not robustness.p_class.shape[1]:
        return
    numbers = np.array([classes.labels.index(label) if label else -1 for label in result.klass])
    for below in reversed(range(robustness.p_class.shape[1] - 1)):
        p_above = robustness.p_class[:, below + 1 :].sum(axis=1)
        above = numbers > below
        other_side = np.where(above, 1 - p_above, p_above)
        distance = np.abs(result.final - limits[below]) if limits else np.full(len(numbers), np.nan)
        for row in _by_rank(result):
            side, away, moved = bool(above[row]), float(distance[row]), float(other_side[row])
            yield CliffEdge(result.area_ids[row], "class", below, side, away, moved)


def _by_rank(result: IndexResult) -> list[int]:
    ranked = np.flatnonzero(result.rank > 0)
    order: list[int] = ranked[np.argsort(result.rank[ranked], kind="stable")].tolist()
    return order
