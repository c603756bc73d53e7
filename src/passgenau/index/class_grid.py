"""Two indices laid over each other: one index gives the rows, another the columns, and each crossing is a group."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from passgenau.common.entries import Entries
from passgenau.common.errors import PassgenauError, refusal
from passgenau.common.findings import Finding, enumerate_de
from passgenau.index.definition import IndexDefinition

TOP_LEVEL = ("id", "name", "source", "reviewed_by", "note", "rows", "columns")


@dataclass(frozen=True)
class GridAxis:
    """One side of a grid: the index it stands for, its class labels in the index's order, and their short codes."""

    index: str
    name: str
    labels: tuple[str, ...]
    codes: tuple[str, ...]


@dataclass(frozen=True)
class ClassGrid:
    """A reviewed grid of two classifications; a group is called by the code of its row and that of its column."""

    id: str
    name: str
    rows: GridAxis
    columns: GridAxis
    source: str = ""
    reviewed_by: str = ""
    note: str = ""

    @property
    def codes(self) -> tuple[str, ...]:
        """Return the codes of all groups, row by row."""
        return tuple(row + column for row in self.rows.codes for column in self.columns.codes)


def parse_class_grid(raw: Mapping[str, Any], file: str) -> ClassGrid:
    """Return the grid in ``raw``, refusing whatever is unknown, absent or ambiguous, all at once.

    Parameters
    ----------
    raw
        Content of one TOML file. Required: ``id``, ``name``, and ``[rows]`` and ``[columns]`` with ``index`` (id of an
        index definition with classes), ``name``, ``labels`` (as in that definition) and as many ``codes``.
        ``source``, ``reviewed_by`` and ``note`` may be absent.
    file
        Name shown in findings.

    Returns
    -------
    ClassGrid
        The checked grid.

    Raises
    ------
    PassgenauError
        With every finding.
    """
    findings: list[Finding] = []
    top = Entries(raw, "", file=file, findings=findings, topic="index_definition")
    top.only(TOP_LEVEL)
    texts = {key: top.optional_text(key) for key in ("source", "reviewed_by", "note")}
    identifier, name = top.text("id"), top.text("name")
    rows, columns = (_axis(top.table(key)) for key in ("rows", "columns"))
    if findings or not identifier or not name or rows is None or columns is None:
        raise PassgenauError(findings)
    grid = ClassGrid(identifier, name, rows, columns, **texts)
    if len(set(grid.codes)) < len(grid.codes):
        top.say("codes", "Jede Gruppe braucht ein eigenes Kürzel aus Zeile und Spalte; zwei Gruppen hätten dasselbe.")
        raise PassgenauError(findings)
    return grid


def _axis(entries: Entries | None) -> GridAxis | None:
    if entries is None:
        return None
    entries.only(("index", "name", "labels", "codes"))
    index, name = entries.text("index"), entries.text("name")
    labels, codes = entries.texts("labels"), entries.texts("codes")
    if labels is not None and codes is not None and len(labels) != len(codes):
        text = (
            f"Zu {len(labels)} Klassennamen gehören ebenso viele Kürzel; „{entries.name('codes')}“ nennt {len(codes)}."
        )
        entries.say("codes", text)
    if index is None or name is None or labels is None or codes is None:
        return None
    return GridAxis(index, name, labels, codes)


def check_fits(grid: ClassGrid, rows: IndexDefinition, columns: IndexDefinition) -> None:
    """Refuse a grid whose sides are not the classes of these two definitions.

    Parameters
    ----------
    grid
        The grid.
    rows, columns
        The definitions it is to be laid over.

    Raises
    ------
    PassgenauError
        Naming the side and what both say, for the first side that does not fit.
    """
    for axis, definition in ((grid.rows, rows), (grid.columns, columns)):
        labels = definition.classes.labels if definition.classes else ()
        if (definition.id, labels) != (axis.index, axis.labels):
            text = (
                f"„{axis.name}“ im Raster „{grid.name}“ verlangt die Klassen {enumerate_de(axis.labels, 20)} des Index "
                f"„{axis.index}“; der Index „{definition.id}“ hat {enumerate_de(labels, 20) if labels else 'keine'}."
            )
            raise refusal("class_grid.other_classes", text)


def grid_groups(grid: ClassGrid, rows: Sequence[str], columns: Sequence[str]) -> tuple[str, ...]:
    """Return the group of each area.

    Parameters
    ----------
    grid
        The grid.
    rows, columns
        Class labels of the same n areas in the same order, as in ``IndexResult.klass``; empty where an area has none.

    Returns
    -------
    tuple of str
        n codes such as ``3-``; empty where an area lacks one of its two classes, since half a group is none.

    Raises
    ------
    PassgenauError
        Where the numbers of areas differ, or a label is not one of the grid.
    """
    placed = _places(grid, rows, columns)
    return tuple(grid.rows.codes[row] + grid.columns.codes[column] if row >= 0 else "" for row, column in placed)


def grid_counts(grid: ClassGrid, rows: Sequence[str], columns: Sequence[str]) -> npt.NDArray[np.int64]:
    """Return how many areas are in each group.

    Parameters
    ----------
    grid, rows, columns
        As in :func:`grid_groups`.

    Returns
    -------
    numpy.ndarray
        Shape (r, c), in the order of the labels; areas without a group are not counted.

    Raises
    ------
    PassgenauError
        As in :func:`grid_groups`.
    """
    counts = np.zeros((len(grid.rows.labels), len(grid.columns.labels)), dtype=np.int64)
    for row, column in _places(grid, rows, columns):
        if row >= 0:
            counts[row, column] += 1
    return counts


def _places(grid: ClassGrid, rows: Sequence[str], columns: Sequence[str]) -> list[tuple[int, int]]:
    """Return row and column of each area, -1 for both where one is missing."""
    if len(rows) != len(columns):
        text = (
            f"Beide Indizes müssen dieselben Gebiete beurteilen; „{grid.rows.name}“ hat {len(rows)}, "
            f"„{grid.columns.name}“ {len(columns)}."
        )
        raise refusal("class_grid.other_areas", text)
    pairs = zip(_numbers(grid.rows, rows), _numbers(grid.columns, columns), strict=True)
    return [pair if min(pair) >= 0 else (-1, -1) for pair in pairs]


def _numbers(axis: GridAxis, labels: Sequence[str]) -> list[int]:
    number = {label: place for place, label in enumerate(axis.labels)} | {"": -1}
    strange = sorted({label for label in labels if label not in number})
    if strange:
        text = f"„{axis.name}“ kennt die Klassen {enumerate_de(axis.labels, 20)}, nicht {enumerate_de(strange, 20)}."
        raise refusal("class_grid.unknown_class", text)
    return [number[label] for label in labels]
