"""XLSX and ODS to a raw table; one sheet, named where there are several."""

from __future__ import annotations

import io
from datetime import date, datetime, time, timedelta

from python_calamine import CalamineError, CalamineWorkbook, SheetVisibleEnum, load_workbook

from passgenau.common.errors import refusal
from passgenau.common.findings import Place, enumerate_de
from passgenau.files.archives import guarded_archive
from passgenau.files.limits import Limits
from passgenau.files.raw_table import Cell, NumberText, RawTable
from passgenau.files.sheet_scan import scan_workbook
from passgenau.files.table_shape import shaped

SheetCell = int | float | str | bool | time | date | datetime | timedelta


def read_spreadsheet(content: bytes, file: str, *, limits: Limits, sheet: str = "", header_row: int = 1) -> RawTable:
    """Return the table of one sheet; several filled sheets without a name given are refused and listed."""
    archive = guarded_archive(content, file, limits=limits)
    errors = scan_workbook(archive, content, file, limits=limits)
    try:
        workbook = load_workbook(io.BytesIO(content))
        name = _chosen_sheet(workbook, sheet, file)
        cells = workbook.get_sheet_by_name(name).to_python(skip_empty_area=False)
    except (CalamineError, OSError, ValueError) as problem:
        text = "Die Tabelle lässt sich nicht öffnen: Sie ist beschädigt oder mit einem Kennwort geschützt."
        raise refusal("sheet.unreadable", text, Place(file=file), "Bitte neu speichern.") from problem
    if len(cells) < header_row:
        raise refusal(
            "table.no_header", f"Zeile {header_row} soll die Kopfzeile sein, ist aber nicht da.", Place(file=file)
        )
    rows = [[_text(cell) for cell in row] for row in cells[header_row - 1 :]]
    return shaped(
        file, rows[0], rows[1:], row_numbers=range(header_row + 1, len(cells) + 1),
        how_read={"Tabellenblatt": name}, findings=errors, header_row=header_row,
    )  # fmt: skip


def _chosen_sheet(workbook: CalamineWorkbook, wanted: str, file: str) -> str:
    visible = [entry.name for entry in workbook.sheets_metadata if entry.visible == SheetVisibleEnum.Visible]
    if wanted:
        if wanted in visible:
            return wanted
        names = enumerate_de([f"„{name}“" for name in visible], 12)
        raise refusal("sheet.unknown", f"Ein Blatt „{wanted}“ gibt es nicht; vorhanden: {names}.", Place(file=file))
    filled = [name for name in visible if workbook.get_sheet_by_name(name).height]
    if not filled:
        raise refusal("file.empty", "Die Tabelle enthält kein sichtbares Blatt mit Inhalt.", Place(file=file))
    if len(filled) > 1:
        names = enumerate_de([f"„{name}“" for name in filled], 12)
        raise refusal(
            "sheet.several",
            f"Die Tabelle hat {len(filled)} Blätter mit Inhalt: {names}.",
            Place(file=file),
            "Bitte eines nennen oder nur das gemeinte Blatt liefern.",
        )
    return filled[0]


def _text(cell: SheetCell) -> Cell:
    if isinstance(cell, bool):
        return "WAHR" if cell else "FALSCH"
    if isinstance(cell, int | float):
        return NumberText.of(cell)
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time() else cell.isoformat(" ")
    if isinstance(cell, date | time):
        return cell.isoformat()
    text = str(cell).strip()
    return text or None
