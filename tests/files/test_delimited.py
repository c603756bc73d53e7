"""CSV and TXT: encoding and separator are found or refused, every crooked row is named with its line."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from passgenau.common.errors import PassgenauError
from passgenau.files.limits import Limits
from passgenau.files.tables import read_table
from tests.files.refusals import refusal_of, refusals

TEXT = "area_id;name;wert\r\n01;Köln-Süd;1,5\r\n02;Mühlenhöhe;\r\n"


@pytest.mark.parametrize(
    ("encoding", "words"),
    [
        ("utf-8", "UTF-8"),
        ("utf-8-sig", "UTF-8 mit Kennung (BOM)"),
        ("windows-1252", "Windows-1252 (Latin-1)"),
        ("latin-1", "Windows-1252 (Latin-1)"),
        ("utf-16", "UTF-16"),
    ],
)
def test_it_finds_the_encoding_and_says_which(encoding: str, words: str) -> None:
    table = read_table(TEXT.encode(encoding), "werte.csv")
    assert table.header == ("area_id", "name", "wert")
    assert table.rows == (("01", "Köln-Süd", "1,5"), ("02", "Mühlenhöhe", None))
    assert table.row_numbers == (2, 3)
    assert table.how_read == {"Kodierung": words, "Trennzeichen": "Semikolon"}


def test_a_demanded_encoding_is_not_replaced_by_another() -> None:
    finding = refusal_of(lambda: read_table(TEXT.encode("latin-1"), "werte.csv", encoding="utf-8"))
    assert (finding.code, finding.place.file, finding.place.row) == ("encoding.unreadable", "werte.csv", 2)
    assert "UTF-8" in finding.text
    assert "0xF6" in finding.text


def test_a_byte_that_exists_in_no_known_encoding_is_refused_with_its_row() -> None:
    finding = refusal_of(lambda: read_table(b"a;b\n1;\x81\xff\n", "werte.csv"))
    assert (finding.code, finding.place.row) == ("encoding.unreadable", 2)


def test_utf16_without_mark_and_other_nul_bytes_are_refused() -> None:
    assert refusal_of(lambda: read_table(TEXT.encode("utf-16-le"), "werte.csv")).code == "file.disguise"
    late = b"a;b\n" + b"1;2\n" * 2000 + b"1;\x00\n"
    finding = refusal_of(lambda: read_table(late, "werte.csv"))
    assert (finding.code, finding.place.row) == ("encoding.control", 2002)
    assert "NUL" in finding.text


def test_umlauts_that_were_misread_before_are_a_warning() -> None:
    content = TEXT.encode().decode("windows-1252").encode()
    (finding,) = read_table(content, "werte.csv").findings
    assert (finding.level, finding.code, finding.place.row) == ("warning", "encoding.twice", 2)
    assert "KÃ¶ln" in finding.text


@pytest.mark.parametrize(("sign", "word"), [(";", "Semikolon"), (",", "Komma"), ("\t", "Tabulator")])
def test_it_finds_the_separator(sign: str, word: str) -> None:
    content = f"area_id{sign}wert\n01{sign}15\n".encode()
    table = read_table(content, "werte.csv")
    assert table.rows == (("01", "15"),)
    assert table.how_read["Trennzeichen"] == word


def test_commas_in_numbers_do_not_make_a_separator() -> None:
    assert read_table(b"id;a;b\n1;2,5;3,5\n2;1,5;0,5\n", "w.csv").rows[0] == ("1", "2,5", "3,5")


def test_two_signs_in_the_head_are_decided_by_the_rows_or_refused() -> None:
    assert read_table(b"id;Anteil, in Prozent\n1;2\n", "w.csv").header == ("id", "Anteil, in Prozent")
    finding = refusal_of(lambda: read_table(b"id;a,b\n1;2,3\n4;5,6\n", "w.csv"))
    assert finding.code == "table.separator"
    assert "Semikolon und Komma" in finding.text


def test_a_head_without_separator_is_refused() -> None:
    assert refusal_of(lambda: read_table(b"id\n1\n", "w.csv")).code == "table.separator"


def test_rows_of_other_width_are_all_named() -> None:
    table = read_table(b"id;a\n1;2\n3\n4;5;6\n7;8;;\nQuelle: Amt\n9,1\n", "w.csv")
    assert table.rows == (("1", "2"), ("7", "8"))
    assert [(finding.place.row, finding.level) for finding in table.findings] == [
        (3, "error"), (4, "error"), (6, "error"), (7, "error"),
    ]  # fmt: skip
    assert "Fußnote" in table.findings[2].advice
    assert "Komma" in table.findings[3].advice


def test_a_quote_that_does_not_close_is_named_where_it_opens() -> None:
    finding = refusal_of(lambda: read_table(b'id;a\n1;2\n3;"offen\n4;5\n', "w.csv"))
    assert (finding.code, finding.place.row) == ("table.quotes", 3)


def test_row_numbers_are_those_of_the_file_even_with_breaks_and_blank_lines() -> None:
    table = read_table(b'id;a\n\n1;"zwei\nZeilen"\n\n2;x\n', "w.csv")
    assert table.row_numbers == (3, 6)
    assert table.place(1, 1).words() == "w.csv, Zeile 6, Spalte B"


def test_left_over_empty_columns_and_rows_drop_out() -> None:
    table = read_table(b"id;a;;\n1;2;;\n;;;\n", "w.csv")
    assert table.header == ("id", "a")
    assert table.rows == (("1", "2"),)


def test_a_nameless_column_with_content_and_a_repeated_name_are_refused_together() -> None:
    findings = refusals(lambda: read_table(b"id;;id\n1;2;3\n", "w.csv"))
    assert [(finding.code, finding.place.column) for finding in findings] == [
        ("table.unnamed_column", "B"), ("table.column_twice", "C"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("content", "limits", "code"),
    [
        (b"a;b\n" + b"x" * 5000 + b";1\n", Limits(line=1024), "table.line_too_long"),
        (b";".join(b"c%d" % place for place in range(50)) + b"\n", Limits(columns=20), "file.too_much"),
        (b"a;b\n" + b"1;2\n" * 50, Limits(rows=20), "file.too_much"),
        (b"a;b\n" + b"1;2\n" * 50, Limits(size=100), "file.too_large"),
        (b'a;b\n1;"' + b"x" * 200_000 + b'"\n', Limits(), "table.cell_too_long"),
    ],
)
def test_it_refuses_more_than_can_be_meant(content: bytes, limits: Limits, code: str) -> None:
    assert refusal_of(lambda: read_table(content, "w.csv", limits=limits)).code == code


def test_the_limit_of_an_upload_names_both_sizes() -> None:
    finding = refusal_of(lambda: read_table(b"x" * 3 * 2**20, "w.csv", limits=Limits(size=2 * 2**20)))
    assert "3,0 MB" in finding.text
    assert "2,0 MB" in finding.text


@settings(deadline=None)
@given(st.binary(max_size=200))
def test_no_bytes_bring_the_reader_down(content: bytes) -> None:
    try:
        table = read_table(content, "w.csv")
    except PassgenauError as refused:
        assert refused.findings[0].text.endswith(".")  # noqa: PT017
    else:
        assert all(len(row) == len(table.header) for row in table.rows)


@settings(deadline=None)
@given(st.lists(st.lists(st.text(st.characters(codec="utf-8", exclude_categories=("C", "Z"))), min_size=3, max_size=3)))
def test_what_the_csv_module_writes_is_read_back(rows: list[list[str]]) -> None:
    import csv
    import io

    out = io.StringIO(newline="")
    csv.writer(out, delimiter=";").writerows([["a", "b", "c"], *rows])
    table = read_table(out.getvalue().encode(), "w.csv", separator=";")
    kept = [tuple(cell or None for cell in row) for row in rows if any(row)]
    assert list(table.rows) == kept
