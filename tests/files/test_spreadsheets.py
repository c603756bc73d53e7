"""XLSX, ODS and Parquet: numbers stay exact, hidden traps are refused before they cost anything."""

from __future__ import annotations

import io
import resource
import time
from datetime import date

import pandas as pd
import pytest

from passgenau.files.limits import UPLOAD, Limits
from passgenau.files.raw_table import NumberText
from passgenau.files.tables import read_table
from tests.files.refusals import refusal_of
from tests.files.workbooks import ods, ods_row, sparse_xlsx, with_declared_size, xlsx, zipped


def test_a_sheet_is_read_with_numbers_as_they_are() -> None:
    content = xlsx({"Werte": [["area_id", "wert", "gilt"], ["01", 1234.5, True], ["02", 7, None], [3.0, 0.1, False]]})
    table = read_table(content, "werte.xlsx")
    assert table.how_read == {"Tabellenblatt": "Werte"}
    assert table.rows == (("01", "1234,5", "WAHR"), ("02", "7", None), ("3", "0,1", "FALSCH"))
    cell = table.rows[2][1]
    assert isinstance(cell, NumberText)
    assert cell.value == 0.1
    assert not isinstance(table.rows[0][0], NumberText)


def test_row_numbers_and_letters_are_those_of_the_sheet() -> None:
    content = xlsx({"A": [["id", "a"], [None, None], ["1", 2]]})
    table = read_table(content, "w.xlsx")
    assert table.place(0, 1).words() == "w.xlsx, Zeile 3, Spalte B"


def test_dates_become_iso_texts() -> None:
    out = io.BytesIO()
    pd.DataFrame({"id": ["1"], "tag": [date(2021, 12, 31)]}).to_excel(out, index=False, engine="xlsxwriter")
    assert read_table(out.getvalue(), "w.xlsx").rows == (("1", "2021-12-31"),)


def test_an_error_cell_is_a_finding_and_not_a_gap() -> None:
    table = read_table(xlsx({"A": [["id", "a"], ["1", "=1/0"]]}), "w.xlsx")
    assert [(one.level, one.code, one.place.row, one.place.column) for one in table.findings] == [
        ("error", "sheet.error_cell", 2, "B")
    ]


def test_several_filled_sheets_must_be_named_and_hidden_ones_do_not_count() -> None:
    content = xlsx({"2020": [["id", "a"]], "2021": [["id", "b"]], "alt": [["id", "c"]]}, hidden=("alt",))
    finding = refusal_of(lambda: read_table(content, "w.xlsx"))
    assert finding.code == "sheet.several"
    assert "„2020“ und „2021“" in finding.text
    assert read_table(content, "w.xlsx", sheet="2021").header == ("id", "b")
    assert refusal_of(lambda: read_table(content, "w.xlsx", sheet="2022")).code == "sheet.unknown"


def test_an_ods_file_is_read_without_its_endless_empty_cells() -> None:
    empty_end = '<table:table-row table:number-rows-repeated="1048570"><table:table-cell/></table:table-row>'
    table = read_table(ods(ods_row("id", "wert") + ods_row("01", 1.5) + empty_end), "w.ods")
    assert table.header == ("id", "wert")
    assert table.rows == (("01", "1,5"),)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("w.xlsx", sparse_xlsx(1_048_575, 16_383)),
        ("w.xlsx", sparse_xlsx(900_000, 1_000)),
        ("w.ods", ods(ods_row("id", "a") + ods_row(*[1.0] * 90, repeated=900_000))),
        ("w.ods", ods(ods_row("id", "a") + ods_row(1.0, repeated=1_048_570) * 900)),
    ],
)
def test_a_small_file_that_spans_millions_of_cells_is_refused_at_once(name: str, content: bytes) -> None:
    assert len(content) < 100_000
    start, before = time.process_time(), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert refusal_of(lambda: read_table(content, name)).code == "file.too_much"
    assert time.process_time() - start < 1
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 50 * 1024


def test_a_bomb_is_refused_by_what_it_declares() -> None:
    bomb = zipped({"xl/workbook.xml": b"<a/>", "xl/worksheets/sheet1.xml": b"0" * (UPLOAD.inflated + 1)})
    assert len(bomb) < 2**20
    start = time.process_time()
    assert refusal_of(lambda: read_table(bomb, "w.xlsx")).code == "archive.bomb"
    assert time.process_time() - start < 1


def test_a_bomb_that_lies_about_its_size_is_refused_by_what_comes_out() -> None:
    honest = zipped({"xl/workbook.xml": b"0" * 40_000_000})
    finding = refusal_of(lambda: read_table(with_declared_size(honest, 1000), "w.xlsx", limits=Limits(inflated=10**7)))
    assert finding.code == "archive.bomb"
    assert "Entpackt" in finding.text


def test_an_archive_of_too_many_files_is_refused() -> None:
    many = zipped({"xl/workbook.xml": b"", **{f"f{number}": b"" for number in range(2100)}})
    assert refusal_of(lambda: read_table(many, "w.xlsx")).code == "file.too_much"


def test_entities_in_a_sheet_are_refused() -> None:
    laughs = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><x>&b;</x>'
    finding = refusal_of(lambda: read_table(zipped({"xl/workbook.xml": laughs}), "w.xlsx"))
    assert finding.code == "sheet.entities"


def test_a_broken_archive_is_refused() -> None:
    content = xlsx({"A": [["id", "a"], ["1", 2]]})
    assert refusal_of(lambda: read_table(content[:-200], "w.xlsx")).code == "archive.broken"


def test_parquet_is_read_with_exact_numbers() -> None:
    out = io.BytesIO()
    pd.DataFrame({"area_id": ["01", "02"], "value": [0.1, None], "n": [3, 4]}).to_parquet(out, index=False)
    table = read_table(out.getvalue(), "w.parquet")
    assert table.rows == (("01", "0,1", "3"), ("02", None, "4"))
    assert table.row_numbers == (2, 3)
    assert refusal_of(lambda: read_table(out.getvalue()[:-30], "w.parquet")).code == "parquet.broken"
    assert refusal_of(lambda: read_table(out.getvalue(), "w.parquet", limits=Limits(cells=5))).code == "file.too_much"
