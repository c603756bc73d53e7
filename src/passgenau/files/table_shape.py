"""The last step of every table reader: a clean header, no empty rests, and findings about both."""

from __future__ import annotations

from collections.abc import Sequence

from passgenau.common.errors import PassgenauError
from passgenau.common.findings import Finding, Place, error
from passgenau.files.raw_table import Cell, RawTable, column_letter


def shaped(
    file: str,
    header: Sequence[Cell],
    rows: Sequence[Sequence[Cell]],
    *,
    row_numbers: Sequence[int],
    how_read: dict[str, str],
    findings: Sequence[Finding] = (),
    header_row: int = 1,
) -> RawTable:
    """Return the raw table; empty columns at the right drop out, every other fault of the head is refused."""
    width = len(header)
    while width and not _name(header[width - 1]) and all(row[width - 1] is None for row in rows):
        width -= 1
    names = [_name(cell) for cell in header[:width]]
    faults = _header_faults(names, file, header_row)
    if not any(names):
        faults = [error("table.no_header", "Die Kopfzeile ist leer.", Place(file=file, row=header_row))]
    if faults:
        raise PassgenauError(faults)
    cut = [(tuple(row[:width]), number) for row, number in zip(rows, row_numbers, strict=True)]
    kept = [(row, number) for row, number in cut if any(cell is not None for cell in row)]
    return RawTable(
        file, tuple(names), tuple(row for row, _ in kept), tuple(number for _, number in kept),
        how_read, tuple(findings), header_row,
    )  # fmt: skip


def _name(cell: Cell) -> str:
    return "" if cell is None else " ".join(cell.split())


def _header_faults(names: Sequence[str], file: str, header_row: int) -> list[Finding]:
    findings = []
    first: dict[str, int] = {}
    for position, name in enumerate(names):
        place = Place(file=file, row=header_row, column=column_letter(position))
        if not name:
            findings.append(error("table.unnamed_column", "Die Spalte hat Inhalt, aber keinen Namen.", place))
        elif name in first:
            text = f"Die Spalte „{name}“ gibt es schon (Spalte {column_letter(first[name])})."
            findings.append(
                error("table.column_twice", text, place, "Bitte eine von beiden umbenennen oder entfernen.")
            )
        else:
            first[name] = position
    return findings
