"""A file that is not what its name says is refused with a German sentence, whatever it pretends to be."""

from __future__ import annotations

import pytest

from passgenau.files.tables import read_table
from tests.files.refusals import refusal_of
from tests.files.workbooks import xlsx, zipped

SHEET = xlsx({"A": [["id", "a"], ["1", 2]]})


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("werte.csv", b"<!DOCTYPE html><html><body>Anmeldung</body></html>", "Internetseite"),
        ("werte.csv", b"\xef\xbb\xbf  <HTML><table>", "Internetseite"),
        ("werte.csv", b'<?xml version="1.0"?><svg onload="x"/>', "Bild (SVG)"),
        ("werte.csv", b'<?xml version="1.0"?><daten/>', "XML"),
        ("werte.csv", SHEET, "Excel-Datei (XLSX)"),
        ("werte.csv", b"%PDF-1.7", "PDF"),
        ("werte.csv", b"\x89PNG\r\n\x1a\n", "Bild"),
        ("werte.csv", b"\x1f\x8b\x08", "GZIP"),
        ("werte.csv", b"MZ\x90\x00", "Programm"),
        ("werte.csv", b'{"a": 1}', "JSON"),
        ("werte.csv", b"\x01\x02\x03\x04" * 100, "keine lesbare Textdatei"),
        ("werte.xlsx", b"id;a\n1;2\n", "Textdatei"),
        ("werte.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "alten Format"),
        ("werte.xlsx", zipped({"word/document.xml": b"<w/>"}), "Textdokument"),
        ("werte.ods", SHEET, "XLSX"),
        ("werte.parquet", b"id;a\n1;2\n", "Textdatei"),
    ],
)
def test_a_disguise_is_named(name: str, content: bytes, says: str) -> None:
    finding = refusal_of(lambda: read_table(content, name))
    assert (finding.code, finding.place.file) == ("file.disguise", name)
    assert says in finding.text


@pytest.mark.parametrize("content", [b"", b"\r\n \n", b"\xef\xbb\xbf"])
def test_an_empty_file_is_refused(content: bytes) -> None:
    assert refusal_of(lambda: read_table(content, "werte.csv")).code == "file.empty"


@pytest.mark.parametrize("name", ["werte.exe", "werte", "werte.csv.exe"])
def test_other_names_are_refused_with_what_is_read(name: str) -> None:
    finding = refusal_of(lambda: read_table(b"id;a\n1;2\n", name))
    assert finding.code == "file.suffix"
    assert "CSV" in finding.text


def test_only_the_name_of_a_file_is_shown_never_its_folder() -> None:
    assert refusal_of(lambda: read_table(b"", "/home/jemand/werte.csv")).place.file == "werte.csv"
