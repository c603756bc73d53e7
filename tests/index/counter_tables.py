"""Invented counter-tables: other counts that agree with everything published of a table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import product

import numpy as np
import numpy.typing as npt

from passgenau.indicators.table import IndicatorTable

Bools = npt.NDArray[np.bool_]
Floats = npt.NDArray[np.float64]


def with_numerators(table: IndicatorTable, numerator: Floats) -> IndicatorTable:
    """Return the table with other counts above the line."""
    return replace(table, numerator=numerator, value=numerator / table.denominator)


def protected(table: IndicatorTable, hidden: Bools) -> IndicatorTable:
    """Return the table as published: hidden cells carry no number."""
    without = with_numerators(table, np.where(hidden, np.nan, table.numerator))
    return replace(without, status=np.where(hidden, "suppressed", table.status))


def every_table(table: IndicatorTable, hidden: Bools) -> Iterator[IndicatorTable]:
    """Yield every table of whole numbers with the published cells and the published column sums, the true one too."""
    columns = [list(_columns(table, hidden, column)) for column in range(table.numerator.shape[1])]
    for chosen in product(*columns):
        yield with_numerators(table, np.column_stack(chosen))


def _columns(table: IndicatorTable, hidden: Bools, column: int) -> Iterator[Floats]:
    true, most = table.numerator[:, column], table.denominator[:, column]
    rows = np.flatnonzero(hidden[:, column])
    left = int(true[rows].sum())
    for counts in product(*(range(min(left, int(most[row])) + 1) for row in rows)):
        if sum(counts) == left:
            filled = true.copy()
            filled[rows] = counts
            yield filled


def hidden_below(table: IndicatorTable, least: int, groups: Sequence[npt.NDArray[np.int64]]) -> Bools:
    """Hide counts below ``least`` and, within a group, further small ones until two are hidden that sum to it."""
    hidden = np.zeros(table.numerator.shape, dtype=bool)
    for column, group in product(range(hidden.shape[1]), groups):
        counts = table.numerator[group, column]
        chosen = (counts > 0) & (counts < least) & (counts % 1 == 0)
        if not chosen.any():
            continue
        for place in np.argsort(np.where(chosen, np.inf, counts), kind="stable"):
            if chosen.sum() >= 2 and counts[chosen].sum() >= least:
                break
            chosen[place] = True
        hidden[group, column] = chosen
    return hidden


def moved(
    table: IndicatorTable, hidden: Bools, groups: Sequence[npt.NDArray[np.int64]], *, most: int, turn: int
) -> IndicatorTable:
    """Return the table with up to ``most`` cases moved between neighbours of the hidden cells of a group.

    ``turn`` says who is whose neighbour and, mixed up with the column, who gives; the sums always stay.
    """
    numerator = table.numerator.copy()
    for column, group in product(range(hidden.shape[1]), groups):
        rows = np.roll(group[hidden[group, column]], turn)
        for first, second in zip(rows[::2], rows[1::2], strict=False):
            giving, taking = (first, second) if (turn + 1) * (column + 3) * 2654435761 >> 16 & 1 else (second, first)
            room = table.denominator[taking, column] - numerator[taking, column]
            cases = int(min(most, numerator[giving, column], max(room, 0)))
            numerator[giving, column] -= cases
            numerator[taking, column] += cases
    return with_numerators(table, numerator)
