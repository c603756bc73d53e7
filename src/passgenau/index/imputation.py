"""Filling of gaps: from the other areas of the same indicator, or from the other indicators of the same area."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt

from passgenau.common.errors import refusal

Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]
Whole = npt.NDArray[np.int64]
Statistic = Literal["mean", "median"]


@dataclass(frozen=True)
class FilledColumn:
    """One indicator after filling: ``values`` (r, n); ``filled`` and ``left`` (n,) mark gaps closed and remaining."""

    values: Floats
    filled: Flags
    left: Flags


@dataclass(frozen=True)
class FilledColumns:
    """Several indicators after filling: ``columns`` m arrays (r, n); ``filled`` and ``left`` (m, n)."""

    columns: tuple[Floats, ...]
    filled: Flags
    left: Flags


def fill_by_column(
    values: Floats, gaps: Flags, *, statistic: Statistic, groups: npt.NDArray[np.integer] | None = None
) -> FilledColumn:
    """Fill the gaps of one indicator from the areas that have a value.

    Parameters
    ----------
    values
        Shape (r, n), the indicator in its own unit. What stands in a gap is not looked at.
    gaps
        Shape (n,), True where the area has no value; the same in all replications.
    statistic
        ``mean`` or ``median`` of the values present, unweighted, in every replication anew.
    groups
        Shape (n,), the number of the group of each area, -1 for none: a gap is filled from its group alone. None:
        from all areas.

    Returns
    -------
    FilledColumn
        Nothing but gaps changes; without any gap the values are the array given. A gap without group, or in a group
        without any value, stays NaN and is in ``left``: it is for the caller to refuse it.

    Raises
    ------
    PassgenauError
        A value is missing or infinite where no gap is marked.

    Notes
    -----
    ``i_mean``, ``i_median``, ``i_mean_grp`` and ``i_median_grp`` in COINr (Becker et al. 2022).
    """
    filled = _with_open_gaps(values, gaps)
    closed = np.zeros(gaps.shape, dtype=np.bool_)
    of_area = np.zeros(gaps.shape, dtype=np.int64) if groups is None else groups.astype(np.int64)
    for members in _members_of_groups_with_gaps(of_area, gaps):
        givers, takers = members[~gaps[members]], members[gaps[members]]
        if givers.size:
            typical = np.mean if statistic == "mean" else np.median
            filled[:, takers] = typical(values[:, givers], axis=-1, keepdims=True)
            closed[takers] = True
    return FilledColumn(filled, closed, gaps & ~closed)


def fill_by_row(
    columns: Sequence[Floats],
    gaps: Flags,
    *,
    directions: Sequence[int],
    statistic: Statistic,
    groups: Sequence[int] | None = None,
) -> FilledColumns:
    """Fill the gaps of an area from its own other indicators.

    Each indicator is put on 0-1 (min-max over the areas present, after multiplying by its direction); a gap takes the
    mean or median of the positions of the same area, and is put back on the scale of its indicator.

    Parameters
    ----------
    columns
        m arrays of shape (r, n), one per indicator in its own unit. What stands in a gap is not looked at.
    gaps
        Shape (m, n), True where the area has no value for the indicator; the same in all replications.
    directions
        m numbers, +1 (more means more need) or -1.
    statistic
        ``mean`` or ``median``, unweighted.
    groups
        m numbers: only indicators with the same number, such as those of one domain, fill each other; -1 for an
        indicator that stands alone. None: all fill each other.

    Returns
    -------
    FilledColumns
        A column without gaps is the array that was given. An indicator whose values are all equal has no positions to
        give, and its own gaps take that value. A gap of an area with no position at all, or in an indicator without
        any value, stays NaN and is in ``left`` if it does so in one replication.

    Raises
    ------
    PassgenauError
        A value is missing or infinite where no gap is marked.

    Notes
    -----
    ``Impute(impute_by = "row", normalise_first = TRUE)`` in COINr (Becker et al. 2022), ``groups`` its
    ``group_level``.
    """
    found = [_with_open_gaps(values, holes) for values, holes in zip(columns, gaps, strict=True)]
    of_column = np.zeros(len(found), dtype=np.int64) if groups is None else np.array(groups, dtype=np.int64)
    for group in np.unique(of_column[gaps.any(axis=1) & (of_column >= 0)]):
        _fill_together(found, np.flatnonzero(of_column == group), gaps=gaps, directions=directions, statistic=statistic)
    left = np.array([holes & np.isnan(values).any(axis=0) for values, holes in zip(found, gaps, strict=True)])
    return FilledColumns(tuple(found), gaps & ~left, left)


def _with_open_gaps(values: Floats, gaps: Flags) -> Floats:
    """Return a copy whose gaps are NaN, or without any gap the values themselves."""
    if not np.isfinite(np.where(gaps, 0.0, values)).all():
        text = "Eine Lücke muss gekennzeichnet sein; ein Wert ohne Kennzeichen ist nicht vorhanden oder unendlich."
        raise refusal("index.unmarked_gap", text)
    if not gaps.any():
        return values
    opened = values.copy()
    opened[:, gaps] = np.nan
    return opened


def _members_of_groups_with_gaps(groups: Whole, gaps: Flags) -> Iterator[Whole]:
    """Yield the areas of each group that has something to fill, in the order in which they came."""
    order = np.argsort(groups, kind="stable")
    ordered = groups[order]
    wanted = np.unique(groups[gaps & (groups >= 0)])
    starts, ends = np.searchsorted(ordered, wanted, side="left"), np.searchsorted(ordered, wanted, side="right")
    for start, end in zip(starts, ends, strict=True):
        yield order[start:end]


def _fill_together(
    found: list[Floats], members: Whole, *, gaps: Flags, directions: Sequence[int], statistic: Statistic
) -> None:
    """Fill in place the gaps of these columns from each other; the columns with gaps are copies."""
    needy = np.flatnonzero(gaps[members].any(axis=0))
    scales = [_scale(found[member][:, ~gaps[member]], directions[member]) for member in members]
    positions = np.stack(
        [
            (found[member][:, needy] * directions[member] - low) / np.where(reach > 0, reach, np.nan)
            for member, (low, reach) in zip(members, scales, strict=True)
        ]
    )
    typical = _over_known(positions, statistic)
    for member, (low, reach) in zip(members, scales, strict=True):
        takers = gaps[member][needy]
        if takers.any():
            found[member][:, needy[takers]] = directions[member] * (low + reach * typical[:, takers])


def _scale(present: Floats, direction: int) -> tuple[Floats, Floats]:
    """Return lowest directed value and range of every row, each (r, 1); NaN where nothing is present."""
    if present.shape[1] == 0:
        nothing = np.full((len(present), 1), np.nan)
        return nothing, nothing
    low, high = present.min(axis=-1, keepdims=True), present.max(axis=-1, keepdims=True)
    return (low if direction > 0 else -high), high - low


def _over_known(positions: Floats, statistic: Statistic) -> Floats:
    """Return the mean or median over the first axis, passing over NaN; NaN where nothing is known."""
    known = (~np.isnan(positions)).sum(axis=0)
    if statistic == "mean":
        mean: Floats = np.nansum(positions, axis=0) / np.where(known > 0, known, np.nan)
        return mean
    ordered = np.sort(positions, axis=0)  # NaN comes last
    middle = np.maximum(np.stack([(known - 1) // 2, known // 2]), 0)
    found: Floats = np.take_along_axis(ordered, middle, axis=0).mean(axis=0)
    return found
