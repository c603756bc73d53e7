"""Random small counties with two geographies that do not fit into each other, for Hypothesis. All invented."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from hypothesis import strategies as st
from scipy.sparse import csr_array

from passgenau.indicators.disclosure.cells import Cell, CountSystem, PublicSystem


@st.composite
def public_systems(
    draw: st.DrawFn, *, hidden: int = 8, bases: Sequence[int] = (1,), whole_hidden: bool = False
) -> PublicSystem:
    """Draw a public system of one indicator: atoms, parents, areas across, the whole; at most ``hidden`` gaps."""
    counts = draw(st.lists(st.integers(0, 5), min_size=3, max_size=7))
    size = len(counts)
    groups = [draw(st.lists(st.integers(0, 2), min_size=size, max_size=size)) for _ in range(2)]
    names = [f"a{number}" for number in range(size)]
    rows: list[dict[int, int]] = []
    truth = list(counts)
    for letter, group in zip("PF", groups, strict=True):
        for value in sorted(set(group)):
            members = [number for number in range(size) if group[number] == value]
            names.append(f"{letter}{value}")
            truth.append(sum(counts[number] for number in members))
            rows.append({len(truth) - 1: 1} | dict.fromkeys(members, -1))
    parents = [number for number, name in enumerate(names) if name.startswith("P")]
    names.append("T")
    truth.append(sum(counts))
    rows.append({len(truth) - 1: 1} | dict.fromkeys(parents, -1))
    gaps = draw(st.sets(st.integers(0, len(truth) - (1 if whole_hidden else 2)), max_size=hidden))
    base = draw(st.sampled_from(bases))
    return _counted(names, rows, truth, base).public(np.isin(np.arange(len(truth)), sorted(gaps)))


def _counted(names: Sequence[str], rows: Sequence[dict[int, int]], truth: Sequence[int], base: int) -> CountSystem:
    size = len(truth)
    relations = np.zeros((len(rows), size), dtype=np.int64)
    for number, row in enumerate(rows):
        relations[number, list(row)] = list(row.values())
    nothing = np.zeros(size, dtype=bool)
    return CountSystem(
        cells=tuple(Cell(name, "numerator:faelle", "2024") for name in names),
        relations=csr_array(relations),
        truth=np.array(truth, dtype=np.int64),
        rounding=np.full(size, base, dtype=np.int64),
        width=np.full(size, 2, dtype=np.int64),
        primary=nothing,
        own=~nothing,
        known=nothing,
        follows=(),
        weight=np.ones(size),
    )
