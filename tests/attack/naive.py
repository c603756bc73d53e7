"""Packages as they would be published by people who protect by eye: what the attack has to break."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

import pandas as pd

from tests.attack.reading import AREA_COLUMNS, HIDDEN, VALUE_COLUMNS, Published, read_published

Counts = Mapping[str, int]
Tree = Mapping[str, Sequence[str]]
"""Every area with the areas that add up to it."""


def published(
    folder: Path,
    areas: Iterable[Sequence[object]],
    rows: Iterable[Sequence[object]],
    part_of: Iterable[Sequence[str]] = (),
) -> Published:
    """Write a package and read it back; columns in the order of ``AREA_COLUMNS`` and ``VALUE_COLUMNS``."""
    folder.mkdir(parents=True, exist_ok=True)
    pd.DataFrame(list(areas), columns=AREA_COLUMNS).to_csv(folder / "areas.csv", index=False)
    pd.DataFrame(list(rows), columns=VALUE_COLUMNS).to_csv(folder / "values.csv", index=False)
    if part_of:
        pd.DataFrame(list(part_of), columns=["area_id", "part_of"]).to_csv(folder / "crosswalk.csv", index=False)
    return read_published(folder)


def counts_published(
    folder: Path,
    tree: Tree,
    counts: Counts,
    hidden: Iterable[str],
    *,
    further: Tree | None = None,
    sign: Callable[[int], int] = int,
    period: str = "2024",
) -> Published:
    """Publish one indicator without denominators: all counts but the hidden ones, each as ``sign`` shows it."""
    hidden, further = set(hidden), further or {}
    parent = {child: area for area, children in tree.items() for child in children}
    areas = [(area, "", parent.get(area, ""), "") for area in {**dict.fromkeys(counts), **dict.fromkeys(further)}]
    rows = [
        (area, "faelle", period, "", "", "", HIDDEN)
        if area in hidden
        else (area, "faelle", period, sign(count), "", "", "value")
        for area, count in counts.items()
    ]
    part_of = [(area, whole) for whole, members in further.items() for area in members]
    return published(folder, areas, rows, part_of)


def with_sums(tree: Tree, counts: Counts) -> dict[str, int]:
    """Return the counts with those of every sum added; the tree names smaller sums before larger ones."""
    result = dict(counts)
    for area, parts in tree.items():
        result[area] = sum(result[part] for part in parts)
    return result
