"""The report of findings opens in a spreadsheet as text, and only as text."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from passgenau.common.findings import Place, error, warning
from passgenau.files.findings_report import findings_csv, safe_cell, unsafe_cell


def test_every_finding_is_a_row_errors_first() -> None:
    content = findings_csv([warning("a", "Hinweis; mit Strichpunkt"), error("b", "Fehler", Place("w.csv", 9, "D"))])
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig")), delimiter=";"))
    assert [row[:5] for row in rows[1:]] == [["F1", "Fehler", "w.csv", "9", "D"], ["F2", "Hinweis", "", "", ""]]
    assert rows[2][8] == "Hinweis; mit Strichpunkt"


@pytest.mark.parametrize("text", ["=HYPERLINK(1)", "+cmd", "@SUM(A1)", "-x", "\t=1", "\r=1", "＝1+1"])
def test_a_formula_becomes_text(text: str) -> None:
    assert safe_cell(text) == f"'{text}"


@pytest.mark.parametrize("text", ["-0,3", "+4,2", "−0,3", "1.234,5", "", "Höhe", "a=b"])
def test_numbers_and_words_stay(text: str) -> None:
    assert safe_cell(text) == text


@settings(deadline=None)
@given(st.text())
def test_the_prefix_can_be_undone(text: str) -> None:
    assert unsafe_cell(safe_cell(text)) == text or text.startswith("'")
