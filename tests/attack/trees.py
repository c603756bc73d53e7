"""Random small counties with two geographies that do not fit into each other, for Hypothesis. All invented."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from hypothesis import strategies as st
from scipy.sparse import csr_array

from passgenau.indicators.disclosure.cells import Cell, CountSystem, PublicSystem


@st.composite
def count_systems(draw: st.DrawFn, *, places: int = 7, largest: int = 5, threshold: int = 3) -> CountSystem:
    """Draw the counts of one indicator: places, parents, areas across them, and the whole as the last one."""
    counts = draw(st.lists(st.integers(0, largest), min_size=3, max_size=places))
    size = len(counts)
    names = [f"a{number}" for number in range(size)]
    truth = list(counts)
    rows: list[dict[int, int]] = []
    for letter in "PF":
        group = draw(st.lists(st.integers(0, 2), min_size=size, max_size=size))
        for value in sorted(set(group)):
            members = [number for number in range(size) if group[number] == value]
            names.append(f"{letter}{value}")
            truth.append(sum(counts[number] for number in members))
            rows.append({len(truth) - 1: 1} | dict.fromkeys(members, -1))
    names.append("T")
    truth.append(sum(counts))
    parents = [number for number, name in enumerate(names) if name.startswith("P")]
    rows.append({len(truth) - 1: 1} | dict.fromkeys(parents, -1))
    return counted(names, rows, truth, base=draw(st.sampled_from((1, 3))), threshold=threshold)


@st.composite
def public_systems(draw: st.DrawFn, *, hidden: int = 8, whole_hidden: bool = False) -> PublicSystem:
    """Draw what is published of such a county: any gaps, at most ``hidden``; the whole is shown unless told."""
    system = draw(count_systems(places=6, largest=4))
    size = len(system.truth)
    gaps = draw(st.sets(st.integers(0, size - (1 if whole_hidden else 2)), max_size=hidden))
    return system.public(np.isin(np.arange(size), sorted(gaps)))


def counted(
    names: Sequence[str], rows: Sequence[dict[int, int]], truth: Sequence[int], *, base: int, threshold: int
) -> CountSystem:
    """Return a system of counts of which those below the threshold are primary."""
    size = len(truth)
    relations = np.zeros((len(rows), size), dtype=np.int64)
    for number, row in enumerate(rows):
        relations[number, list(row)] = list(row.values())
    counts = np.array(truth, dtype=np.int64)
    return CountSystem(
        cells=tuple(Cell(name, "numerator:faelle", "2024") for name in names),
        relations=csr_array(relations),
        truth=counts,
        rounding=np.full(size, base, dtype=np.int64),
        width=np.full(size, threshold - 1, dtype=np.int64),
        primary=(counts > 0) & (counts < threshold),
        own=np.ones(size, dtype=bool),
        known=np.zeros(size, dtype=bool),
        follows=(),
        weight=counts + 1.0,
    )
