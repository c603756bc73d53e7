"""Count the cells of a workbook before anything allocates them, and find error cells that readers leave empty.

A sheet of a few kilobytes may name one cell in its last corner; a reader that spans a grid over it would ask for
hundreds of gigabytes and take the process down. Therefore the sheets are scanned as a stream first.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, field
from xml.parsers import expat

from passgenau.common.errors import refusal
from passgenau.common.findings import Finding, Place, error
from passgenau.files.archives import inflated
from passgenau.files.limits import Limits, refuse_too_many
from passgenau.files.raw_table import column_letter

_REFERENCE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
_ERROR_CELLS_SHOWN = 200
_OFFICE, _TABLE = "urn:oasis:names:tc:opendocument:xmlns:office:1.0", "urn:oasis:names:tc:opendocument:xmlns:table:1.0"


@dataclass
class Extent:
    """How far a sheet reaches (rows, columns with content) and which cells hold a spreadsheet error."""

    rows: int = 0
    columns: int = 0
    errors: list[str] = field(default_factory=list)


class XlsxSheet:
    """Follow the cells of one XLSX sheet."""

    def __init__(self, watch: Callable[[Extent], None]) -> None:
        self.extent, self.watch = Extent(), watch
        self.row = self.column = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Take note of a row or cell element."""
        local = name.rpartition("|")[2]
        if local == "row":
            self.row = int(attributes["r"]) if attributes.get("r", "").isdigit() else self.row + 1
            self.column = 0
        elif local == "c":
            self._cell(attributes)

    def _cell(self, attributes: dict[str, str]) -> None:
        match = _REFERENCE.fullmatch(attributes.get("r", ""))
        self.column = _number_of(match[1]) if match else self.column + 1
        self.row = int(match[2]) if match else self.row
        self.extent.rows, self.extent.columns = max(self.extent.rows, self.row), max(self.extent.columns, self.column)
        if attributes.get("t") == "e" and len(self.extent.errors) < _ERROR_CELLS_SHOWN:
            self.extent.errors.append(f"{self.column}:{self.row}")
        self.watch(self.extent)


class OdsSheets:
    """Follow the cells of all sheets of an ODS file; repeated empty cells at the end do not count."""

    def __init__(self, watch: Callable[[Extent], None]) -> None:
        self.extent, self.watch = Extent(), watch
        self.row = self.column = self.repeat = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Take note of a table, row or cell element."""
        if name == f"{_TABLE}|table":
            self.row = 0
        elif name == f"{_TABLE}|table-row":
            self.row += self.repeat
            self.column, self.repeat = 0, _repeated(attributes, "number-rows-repeated")
        elif name in {f"{_TABLE}|table-cell", f"{_TABLE}|covered-table-cell"}:
            self.column += _repeated(attributes, "number-columns-repeated")
            if f"{_OFFICE}|value-type" in attributes or f"{_TABLE}|formula" in attributes:
                self.extent.rows = max(self.extent.rows, self.row + self.repeat)
                self.extent.columns = max(self.extent.columns, self.column)
                self.watch(self.extent)


def scan_workbook(archive: zipfile.ZipFile, content: bytes, file: str, *, limits: Limits) -> list[Finding]:
    """Refuse a workbook that spans too many cells or carries entities; return findings about error cells."""

    def watch(extent: Extent) -> None:
        refuse_too_many(extent.columns, limits.columns, "Spalten", file=file)
        refuse_too_many(extent.rows, limits.rows, "Zeilen", file=file)
        refuse_too_many(extent.rows * extent.columns, limits.cells, "Zellen", file=file)

    findings: list[Finding] = []
    for info in archive.infolist():
        name = info.filename.lower().replace("\\", "/").lstrip("/")
        if not name.endswith((".xml", ".rels")):
            continue
        sheet: XlsxSheet | OdsSheets | None = None
        if name.startswith("xl/worksheets/"):
            sheet = XlsxSheet(watch)
        elif name == "content.xml":
            sheet = OdsSheets(watch)
        _parse(content, info, sheet, file=file)
        if sheet is not None:
            findings += [_error_cell(cell, file) for cell in sheet.extent.errors]
    return findings


def _parse(content: bytes, info: zipfile.ZipInfo, sheet: XlsxSheet | OdsSheets | None, *, file: str) -> None:
    parser = expat.ParserCreate(namespace_separator="|")
    if sheet is not None:
        parser.StartElementHandler = sheet.start

    def refuse_document_type(*_: object) -> None:
        text = "Die Datei bringt eigene XML-Ersetzungen (DOCTYPE) mit; so etwas enthält keine ehrliche Tabelle."
        raise refusal("sheet.entities", text, Place(file=file))

    parser.StartDoctypeDeclHandler = refuse_document_type
    try:
        for step in inflated(content, info, file=file):
            parser.Parse(step, False)
        parser.Parse(b"", True)
    except expat.ExpatError as problem:
        text = f"Der Teil „{info.filename}“ der Datei ist beschädigt."
        raise refusal("sheet.broken", text, Place(file=file), "Bitte die Tabelle neu speichern.") from problem


def _repeated(attributes: dict[str, str], name: str) -> int:
    text = attributes.get(f"{_TABLE}|{name}", "1")
    return int(text) if text.isdigit() and len(text) < 9 else 1


def _number_of(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def _error_cell(cell: str, file: str) -> Finding:
    column, row = (int(part) for part in cell.split(":"))
    place = Place(file=file, row=row, column=column_letter(column - 1))
    return error("sheet.error_cell", "Die Zelle enthält einen Rechenfehler der Tabelle (etwa #DIV/0!).", place)
