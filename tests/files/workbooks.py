"""Workbooks and archives made for tests, the sound and the hostile ones."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence

import xlsxwriter

ODS_NAMESPACES = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
)


def xlsx(sheets: Mapping[str, Sequence[Sequence[object]]], *, hidden: Sequence[str] = ()) -> bytes:
    """Return a workbook with these sheets; a text that begins with ``=`` is a formula with an error as result."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for row, cells in enumerate(rows):
                for column, cell in enumerate(cells):
                    if isinstance(cell, str) and cell.startswith("="):
                        sheet.write_formula(row, column, cell, None, "#DIV/0!")
                    elif cell is not None:
                        sheet.write(row, column, cell)
            if name in hidden:
                sheet.hide()
    return out.getvalue()


def sparse_xlsx(row: int, column: int) -> bytes:
    """Return a workbook of a few kilobytes with a cell in each of two far corners."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        sheet = book.add_worksheet("A")
        sheet.write(0, 0, "area_id")
        sheet.write(row, column, "x")
    return out.getvalue()


def ods(rows: str) -> bytes:
    """Return an ODS file whose one table has these rows of XML."""
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {ODS_NAMESPACES} office:version="1.2">'
        f'<office:body><office:spreadsheet><table:table table:name="Blatt1">{rows}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    manifest = '<?xml version="1.0"?><m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'
    return zipped(
        {
            "mimetype": b"application/vnd.oasis.opendocument.spreadsheet",
            "content.xml": content.encode(),
            "META-INF/manifest.xml": manifest.encode(),
        },
        stored=("mimetype",),
    )


def ods_row(*cells: str | float, repeated: int = 1) -> str:
    """Return one row of an ODS table as programs write it, with empty cells to the end of the sheet."""
    written = "".join(
        f'<table:table-cell office:value-type="string"><text:p>{cell}</text:p></table:table-cell>'
        if isinstance(cell, str)
        else f'<table:table-cell office:value-type="float" office:value="{cell}"/>'
        for cell in cells
    )
    rest = f'<table:table-cell table:number-columns-repeated="{16384 - len(cells)}"/>'
    return f'<table:table-row table:number-rows-repeated="{repeated}">{written}{rest}</table:table-row>'


def zipped(files: Mapping[str, bytes], *, stored: Sequence[str] = ()) -> bytes:
    """Return an archive with these files."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            kind = zipfile.ZIP_STORED if name in stored else zipfile.ZIP_DEFLATED
            archive.writestr(name, content, compress_type=kind)
    return out.getvalue()


def with_declared_size(archive: bytes, size: int) -> bytes:
    """Return a one-file archive whose directory lies about the unpacked size of its file."""
    changed = bytearray(archive)
    directory = changed.rindex(b"PK\x01\x02")
    changed[directory + 24 : directory + 28] = size.to_bytes(4, "little")
    local = changed.index(b"PK\x03\x04")
    changed[local + 22 : local + 26] = size.to_bytes(4, "little")
    return bytes(changed)
