"""Where one area stands among all, indicator by indicator, and how two variants order the areas."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt

from passgenau.common.errors import refusal
from passgenau.common.findings import enumerate_de
from passgenau.index.multivariate.figure_matrix import Floats, figure_matrix, has_spread
from passgenau.index.places import places, score_tolerance

Order = Literal["rank", "deviation"]


@dataclass(frozen=True)
class Standing:
    """One area in one column: rank 1 = furthest in the given direction, ties share the smaller rank.

    ``ranked`` areas have a value; ``tied`` of them share this one's. ``deviation`` is in sample standard deviations
    from the mean of the areas, positive in the given direction; NaN where nothing varies.
    """

    element: str
    value: float
    rank: int
    ranked: int
    tied: int
    deviation: float

    @property
    def share_ahead(self) -> float:
        """Areas ahead, of all others that have a value; 0 for the first place."""
        return (self.rank - 1) / max(self.ranked - 1, 1)

    @property
    def share_behind(self) -> float:
        """Areas behind, of all others that have a value; 0 for the last place."""
        return (self.ranked - self.rank + 1 - self.tied) / max(self.ranked - 1, 1)


def column_ranks(values: npt.ArrayLike, ids: Sequence[str]) -> Floats:
    """Rank the areas in every column.

    Parameters
    ----------
    values
        Shape (n, m): n areas, m columns, any unit; NaN is a missing value.
    ids
        The m names of the columns.

    Returns
    -------
    numpy.ndarray
        Shape (n, m): 1 = highest, ties share the smaller rank, differences below 1e-12 of the largest amount are
        ties; NaN where the value is missing. Areas without a value take no place.

    Raises
    ------
    PassgenauError
        Where the shape does not fit or a value is infinite.
    """
    matrix = figure_matrix(values, ids)
    ranks = np.full(matrix.shape, np.nan)
    for place, column in enumerate(matrix.T):
        there = ~np.isnan(column)
        if there.any():
            row = column[there][None]
            ranks[there, place] = places(row, score_tolerance(row))[1][0] + 1
    return ranks


def standings(
    values: npt.ArrayLike,
    ids: Sequence[str],
    *,
    directions: Sequence[int],
    area_ids: Sequence[str],
    area_id: str,
) -> tuple[Standing, ...]:
    """Say where one area stands in every column.

    Parameters
    ----------
    values
        Shape (n, m): n areas, m indicators (or scores), any unit; NaN is a missing value.
    ids
        The m names of the columns.
    directions
        The m directions, 1 or −1: which end rank 1 is.
    area_ids
        The n areas.
    area_id
        The area asked for.

    Returns
    -------
    tuple of Standing
        In order of the columns, without those in which the area has no value.

    Raises
    ------
    PassgenauError
        Where shapes do not fit, a direction is neither 1 nor −1, or the area is unknown.
    """
    matrix = figure_matrix(values, ids)
    _check_directions(directions, ids)
    if len(area_ids) != len(matrix) or area_id not in area_ids:
        raise refusal("multivariate.area", f"Das Gebiet {area_id} kommt unter den {len(matrix)} Zeilen nicht vor.")
    turned = matrix * np.array(directions, dtype=np.float64)
    ranks, row = column_ranks(turned, ids), list(area_ids).index(area_id)
    return tuple(
        Standing(
            name,
            float(matrix[row, place]),
            int(ranks[row, place]),
            int((~np.isnan(ranks[:, place])).sum()),
            int((ranks[:, place] == ranks[row, place]).sum()),
            _deviation(turned[:, place], row),
        )
        for place, name in enumerate(ids)
        if not np.isnan(matrix[row, place])
    )


def foremost(found: Sequence[Standing], count: int, *, by: Order, most_tied: int) -> tuple[Standing, ...]:
    """Pick the columns in which the area lies furthest in the given direction.

    Parameters
    ----------
    found
        From :func:`standings`.
    count
        How many, at least 1.
    by
        ``rank``: the smallest share of areas ahead, since the tenth of 44 is not the tenth of 51; or ``deviation``,
        which also sees how far the others are.
    most_tied
        By how many areas, the area itself included, a value may be shared at most: a first place that half of all
        areas hold says little. At least 1.

    Returns
    -------
    tuple of Standing
        Furthest first, columns of equal standing in their order. Columns in which no area lies behind (by rank), or
        the area does not lie beyond the mean (by deviation), are passed over, so fewer than ``count`` may come.

    Raises
    ------
    PassgenauError
        Where ``count`` or ``most_tied`` is below 1.
    """
    _check_count(count, most_tied)
    telling = [one for one in found if one.tied <= most_tied]
    if by == "deviation":
        return tuple(sorted((one for one in telling if one.deviation > 0), key=lambda one: -one.deviation)[:count])
    return tuple(sorted((one for one in telling if one.share_behind), key=lambda one: one.share_ahead)[:count])


def hindmost(found: Sequence[Standing], count: int, *, by: Order, most_tied: int) -> tuple[Standing, ...]:
    """Pick the columns in which the area lies furthest against the given direction.

    Parameters
    ----------
    found
        From :func:`standings`.
    count
        How many, at least 1.
    by
        ``rank``: the smallest share of areas behind; or ``deviation``.
    most_tied
        As in :func:`foremost`.

    Returns
    -------
    tuple of Standing
        As :func:`foremost` would pick with all directions turned round.

    Raises
    ------
    PassgenauError
        Where ``count`` or ``most_tied`` is below 1.
    """
    _check_count(count, most_tied)
    telling = [one for one in found if one.tied <= most_tied]
    if by == "deviation":
        return tuple(sorted((one for one in telling if one.deviation < 0), key=lambda one: one.deviation)[:count])
    return tuple(sorted((one for one in telling if one.share_ahead), key=lambda one: one.share_behind)[:count])


def rank_differences(first: npt.ArrayLike, other: npt.ArrayLike) -> Floats:
    """Return by how many ranks each area differs between two variants of an index.

    Parameters
    ----------
    first, other
        Scores of shape (n,) of the same areas; higher is nearer to rank 1. NaN is an area without score.

    Returns
    -------
    numpy.ndarray
        Shape (n,): rank in ``first`` minus rank in ``other``, so positive where the area moves towards rank 1 in
        ``other``; NaN where one of the ranks is missing.

    Raises
    ------
    PassgenauError
        Where the numbers of areas differ or a score is infinite.
    """
    one, two = np.array(first, dtype=np.float64), np.array(other, dtype=np.float64)
    if one.ndim != 1 or one.shape != two.shape:
        raise refusal("multivariate.areas", f"Es kamen {one.size} und {two.size} Indexwerte; nötig sind gleich viele.")
    ranks = column_ranks(np.stack([one, two], axis=1), ["first", "other"])
    difference: Floats = ranks[:, 0] - ranks[:, 1]
    return difference


def _deviation(column: Floats, row: int) -> float:
    there = column[~np.isnan(column)]
    return float((column[row] - there.mean()) / there.std(ddof=1)) if has_spread(column) else float("nan")


def _check_count(count: int, most_tied: int) -> None:
    if min(count, most_tied) < 1:
        what = "Die Zahl der Indikatoren und die der Gebiete mit gleichem Wert"
        text = f"{what} müssen mindestens 1 sein, es kamen {count} und {most_tied}."
        raise refusal("multivariate.count", text)


def _check_directions(directions: Sequence[int], ids: Sequence[str]) -> None:
    if len(directions) != len(ids):
        text = f"Jeder der {len(ids)} Indikatoren braucht eine Richtung, es kamen {len(directions)}."
        raise refusal("multivariate.direction", text)
    wrong = [name for name, direction in zip(ids, directions, strict=True) if direction not in (1, -1)]
    if wrong:
        text = f"Eine Richtung muss 1 oder −1 sein; anders ist sie bei: {enumerate_de(wrong)}."
        raise refusal("multivariate.direction", text)
