"""The tables of a delivery set: every cell by column, area and period, and what is wrong with single tables."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from passgenau.common.errors import PassgenauError
from passgenau.common.findings import Finding, Place, enumerate_de, error, warning
from passgenau.common.numbers_de import count
from passgenau.files.delivery_set import DeliverySet, Ref, column_of, table_of
from passgenau.files.figure_cells import CellReader
from passgenau.files.import_profiles import ImportProfile
from passgenau.files.limits import Limits
from passgenau.files.raw_table import Cell, NumberText, RawTable
from passgenau.files.tables import read_table

_WHOLE = re.compile(r"(\d+)[.,]0+")

Key = tuple[str, str]  # area, period


class SetCell(NamedTuple):
    """One count as delivered (None: the cell was empty) and where it stood."""

    number: float | None
    row: int
    column: str


@dataclass(frozen=True)
class SetTables:
    """Counts by column and by (area, period); a column of a table that did not come is not among them."""

    cells: Mapping[Ref, Mapping[Key, SetCell]]
    findings: tuple[Finding, ...]
    missing: tuple[str, ...]
    how_read: Mapping[str, str] = field(default_factory=dict)


def read_tables(contents: Mapping[str, bytes], wanted: DeliverySet, *, reader: CellReader, limits: Limits) -> SetTables:
    """Return the counts of all tables of the set that came, with every finding about them."""
    cells: dict[Ref, dict[Key, SetCell]] = {}
    findings: list[Finding] = list(_strangers(contents, wanted))
    respelled: list[str] = []
    for table, file in wanted.tables.items():
        if file not in contents:
            continue
        try:
            raw = read_table(contents[file], file, limits=limits)
            one = _Table(raw, wanted, table, reader)
        except PassgenauError as refused:
            findings += refused.findings
            continue
        cells |= one.cells()
        findings += [*raw.findings, *one.findings]
        respelled += [file] if one.respelled else []
    missing = tuple(file for file in wanted.tables.values() if file not in contents)
    return SetTables(cells, tuple(findings), missing, _how_read(contents, wanted, respelled))


def _strangers(contents: Iterable[str], wanted: DeliverySet) -> list[Finding]:
    known = {*wanted.tables.values(), *wanted.not_read, wanted.areas.file}
    return [
        warning("set.unknown_table", f"Die Tabelle „{name}“ kennt „{wanted.id}“ nicht; sie wird nicht gelesen.")
        for name in contents
        if name not in known
    ]


def _how_read(contents: Mapping[str, bytes], wanted: DeliverySet, respelled: Sequence[str]) -> dict[str, str]:
    how = {}
    if respelled:
        how["Schlüssel"] = f"als Dezimalzahl geschrieben und als ganze Zahl gelesen in {enumerate_de(respelled, 20)}"
    unread: dict[str, list[str]] = {}
    for name, reason in wanted.not_read.items():
        table = table_of(name)
        if wanted.tables.get(table) in contents:
            unread.setdefault(reason, []).append(f"„{column_of(name)}“ ({wanted.tables[table]})")
        elif name in contents:
            unread.setdefault(reason, []).append(name)
    for number, (reason, names) in enumerate(unread.items(), start=1):
        how[f"Nicht gelesen ({number})"] = f"{enumerate_de(names, 20)}: {reason}"
    return how


class _Table:
    """One table of the set on its way to counts."""

    def __init__(self, raw: RawTable, wanted: DeliverySet, table: str, reader: CellReader) -> None:
        self.raw, self.wanted, self.table, self.reader = raw, wanted, table, reader
        self.columns = {ref: raw.position(column_of(ref)) for ref in wanted.refs() if table_of(ref) == table}
        needed = {wanted.area: raw.position(wanted.area), wanted.period: raw.position(wanted.period)}
        self._refuse_missing({**{column_of(ref): at for ref, at in self.columns.items()}, **needed})
        self.area, self.period = needed[wanted.area] or 0, needed[wanted.period] or 0
        self.findings: list[Finding] = self._unread()
        self.respelled = False

    def _refuse_missing(self, columns: Mapping[str, int | None]) -> None:
        came = enumerate_de([f"„{name}“" for name in self.raw.header], 15)
        place = Place(file=self.raw.file, row=self.raw.header_row)
        missing = [name for name, at in columns.items() if at is None]
        if missing:
            raise PassgenauError(
                error("table.missing_column", f"Es fehlt die Spalte „{name}“; gekommen sind {came}.", place)
                for name in missing
            )

    def _unread(self) -> list[Finding]:
        names = {column_of(ref) for ref in self.columns} | {self.wanted.area, self.wanted.period, "id"}
        return [
            warning(
                "table.unread_column",
                f"Die Spalte „{name}“ kennt „{self.wanted.id}“ nicht; sie wird nicht gelesen.",
                Place(file=self.raw.file),
            )
            for name in self.raw.header
            if name not in names and f"{self.table}.{name}" not in self.wanted.not_read
        ]

    def cells(self) -> dict[Ref, dict[Key, SetCell]]:
        """Return the counts of the table by column; rows without an area, and repeated ones, become findings."""
        found: dict[Ref, dict[Key, SetCell]] = {ref: {} for ref in self.columns}
        without: list[int] = []
        rows: dict[Key, int] = {}
        for place, row in enumerate(self.raw.rows):
            number = self.raw.row_numbers[place]
            key = (self._area_key(row[self.area]), _text(row[self.period]))
            if not key[0]:
                without.append(number)
            elif key in rows:
                text = f"Gebiet {key[0]} und Zeitraum {key[1]} stehen schon in Zeile {rows[key]}."
                self.findings.append(error("set.row_twice", text, self._place(number)))
            else:
                rows[key] = number
                for ref, at in self.columns.items():
                    found[ref][key] = self._count(row[at or 0], number, at or 0)
        if without:
            self.findings.append(self._without_area(without))
        return found

    def _area_key(self, cell: Cell) -> str:
        text = _text(cell)
        match = _WHOLE.fullmatch(text) if self.wanted.whole_number_keys else None
        if match is None:
            return text
        self.respelled = True
        return match[1]

    def _count(self, cell: Cell, row: int, at: int) -> SetCell:
        reading = self.reader.read(cell)
        letter = self.raw.letter(at)
        if reading.problem:
            place = self._place(row)
            self.findings.append(error("number.unreadable", f"{reading.problem} (Spalte {letter}).", place))
        return SetCell(reading.number, row, letter)

    def _without_area(self, rows: Sequence[int]) -> Finding:
        one = len(rows) == 1
        text = (
            f"{'Eine Zeile nennt' if one else f'{count(len(rows))} Zeilen nennen'} kein Gebiet "
            f"({'Zeile' if one else 'Zeilen'} {enumerate_de([str(row) for row in rows], 8)}: "
            f"{self.wanted.without_area}); {'sie wird' if one else 'sie werden'} nicht übernommen."
        )
        advice = "Die Summe der Gebiete ist dann kleiner als die Zahl für alle zusammen."
        return warning("set.without_area", text, Place(file=self.raw.file), advice)

    def _place(self, row: int) -> Place:
        return Place(file=f"{self.raw.file}, Zeile {row}")


def _text(cell: Cell) -> str:
    if isinstance(cell, NumberText):
        return cell.replace(",", ".")
    return (cell or "").strip()


def counting_profile(wanted: DeliverySet) -> ImportProfile:
    """Return the profile under which the counts of a set are put together: one row a figure, in words of the house."""
    columns: dict[str, tuple[str, ...]] = {
        "area": ("Gebiet",), "indicator": ("Indikator",), "period": ("Zeitraum",), "numerator": ("Zähler",),
        "denominator": ("Nenner",),
    }  # fmt: skip
    where = "sagt, woher die Zahl kommt"
    return ImportProfile(
        wanted.id, wanted.name, wanted.source, "long", wanted.decimal, columns,
        licence=wanted.licence, signs={"": "missing"}, ignored={"Tabelle": where, "Zeile": where, "Spalte": where},
    )  # fmt: skip
