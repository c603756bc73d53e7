"""Small systems to protect, written down as tables: rows times columns with totals, and trees of areas."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from scipy.sparse import csr_array

from passgenau.indicators.disclosure.cells import Cell, CountSystem


def system_of(
    counts: Mapping[str, int],
    sums: Sequence[tuple[str, Sequence[str]]],
    *,
    primary: Sequence[str] = (),
    width: int = 2,
    weights: Mapping[str, float] | None = None,
    known: Sequence[str] = (),
) -> CountSystem:
    """Return the system of named counts in which each total is the sum of its parts; totals are added up here."""
    truth = dict(counts)
    for total, parts in sums:
        truth[total] = sum(truth[part] for part in parts)
    names = list(truth)
    place = {name: number for number, name in enumerate(names)}
    matrix = np.zeros((len(sums), len(names)), dtype=np.int64)
    for row, (total, parts) in enumerate(sums):
        matrix[row, place[total]] -= 1
        for part in parts:
            matrix[row, place[part]] += 1
    n = len(names)
    given = weights or {}
    return CountSystem(
        cells=tuple(Cell(name, "count", "2025") for name in names),
        relations=csr_array(matrix),
        truth=np.array([truth[name] for name in names], dtype=np.int64),
        rounding=np.ones(n, dtype=np.int64),
        width=np.full(n, width, dtype=np.int64),
        primary=np.array([name in primary for name in names]),
        own=np.ones(n, dtype=np.bool_),
        known=np.array([name in known for name in names]),
        follows=(),
        weight=np.array([given.get(name, float(truth[name] + 1)) for name in names]),
    )


def names_of(system: CountSystem, flags: np.ndarray) -> set[str]:
    """Return the names of the counts that are flagged."""
    return {system.cells[number].area_id for number in np.flatnonzero(flags)}


def cross(
    rows: Mapping[str, Sequence[int]], columns: Sequence[str]
) -> tuple[dict[str, int], list[tuple[str, list[str]]]]:
    """Return the counts of a table rows x columns by names such as ``wb``, and its totals ``w+``, ``+b``, ``++``."""
    counts = {f"{row}{column}": values[place] for row, values in rows.items() for place, column in enumerate(columns)}
    sums = [(f"{row}+", [f"{row}{column}" for column in columns]) for row in rows]
    sums += [(f"+{column}", [f"{row}{column}" for row in rows]) for column in columns]
    sums += [("++", [f"{row}+" for row in rows]), ("++", [f"+{column}" for column in columns])]
    return counts, sums
