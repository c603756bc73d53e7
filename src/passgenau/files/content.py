"""What a file really is, judged by its bytes: a file that is not what its name says is refused."""

from __future__ import annotations

from pathlib import PurePath

from passgenau.common.errors import refusal
from passgenau.common.findings import Place

KIND_DE = {
    "empty": "leer",
    "html": "eine Internetseite (HTML)",
    "xml": "eine XML-Datei",
    "svg": "ein Bild (SVG)",
    "pdf": "ein PDF",
    "image": "ein Bild",
    "zip": "ein gepacktes Archiv (ZIP)",
    "xlsx": "eine Excel-Datei (XLSX)",
    "ods": "eine Tabelle im OpenDocument-Format (ODS)",
    "office": "ein Textdokument oder eine Präsentation",
    "shapefile": "ein gezipptes Shapefile",
    "xls": "eine Excel-Datei im alten Format (XLS) oder eine mit Kennwort geschützte",
    "parquet": "eine Parquet-Datei",
    "gpkg": "ein GeoPackage (SQLite)",
    "gzip": "ein gepacktes Archiv (GZIP)",
    "program": "ein Programm",
    "json": "eine JSON-Datei",
    "text": "eine Textdatei",
    "binary": "keine lesbare Textdatei",
}

BY_SUFFIX = {
    ".csv": "text", ".txt": "text", ".tsv": "text", ".tab": "text", ".xlsx": "xlsx", ".xlsm": "xlsx", ".ods": "ods",
    ".parquet": "parquet", ".geojson": "json", ".json": "json", ".gpkg": "gpkg", ".zip": "shapefile",
}  # fmt: skip

_MAGIC = (
    (b"PAR1", "parquet"), (b"SQLite format 3\x00", "gpkg"), (b"%PDF", "pdf"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "xls"),
    (b"\x89PNG", "image"), (b"\xff\xd8\xff", "image"), (b"GIF8", "image"), (b"\x1f\x8b", "gzip"), (b"MZ", "program"),
    (b"\x7fELF", "program"),
)  # fmt: skip
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_ARCHIVES = ((b"xl/workbook", "xlsx"), (b"mimetypeapplication/vnd.oasis.opendocument.spreadsheet", "ods"),
             (b"word/document", "office"), (b"ppt/presentation", "office"),
             (b"mimetypeapplication/vnd.oasis.opendocument.", "office"))  # fmt: skip


def suffix_of(file_name: str) -> str:
    """Return the lower-case suffix of a file name, with its point."""
    return PurePath(file_name).suffix.lower()


def kind_of(content: bytes) -> str:
    """Return what the bytes are, one of ``KIND_DE``; text is whatever carries no sign of anything else."""
    if not content.strip(b" \t\r\n\xef\xbb\xbf\x00"):
        return "empty"
    for magic, kind in _MAGIC:
        if content.startswith(magic):
            return kind
    if content.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _archive_kind(content)
    return _text_kind(content)


def _archive_kind(content: bytes) -> str:
    lowered = content.lower()
    if b".shp" in lowered and b".dbf" in lowered:
        return "shapefile"
    return next((kind for sign, kind in _ARCHIVES if sign in content), "zip")


def _text_kind(content: bytes) -> str:
    if content.startswith(_UTF16):
        return "text"
    head = content[:4096].removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if head.startswith((b"<!doctype html", b"<html", b"<head", b"<body", b"<table", b"<script")):
        return "html"
    if head.startswith(b"<"):
        return "html" if b"<html" in head else "svg" if b"<svg" in head else "xml"
    if head.startswith(b"{"):
        return "json"
    strange = sum(byte < 32 and byte not in b"\t\r\n\f" for byte in head)
    return "binary" if strange > max(2, len(head) // 10) else "text"


def refuse_disguise(content: bytes, file_name: str, *, allowed: dict[str, str]) -> str:
    """Return the kind of the file; refuse one whose name or content is not among ``allowed`` (suffix: kind)."""
    suffix, kind = suffix_of(file_name), kind_of(content)
    place = Place(file=PurePath(file_name).name)
    wanted = allowed.get(suffix)
    if kind == "empty":
        raise refusal("file.empty", "Die Datei ist leer.", place, "Bitte die Lieferung noch einmal abrufen.")
    if wanted is None:
        names = ", ".join(sorted({name.lstrip(".").upper() for name in allowed}))
        came = f"endet auf „{suffix}“" if suffix else "hat keine Endung"
        raise refusal("file.suffix", f"Der Dateiname {came}; gelesen werden {names}.", place)
    if kind != wanted:
        text = f"Dem Namen nach ist das {KIND_DE[wanted]}, dem Inhalt nach {KIND_DE[kind]}."
        raise refusal("file.disguise", text, place, "Bitte die Datei im richtigen Format neu speichern oder abrufen.")
    return kind
