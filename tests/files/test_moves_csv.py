"""Who moved, as a file: every area, and nothing that a spreadsheet takes for a formula."""

from __future__ import annotations

import csv
import io

from passgenau.files.moves_csv import HEADER, moves_csv
from passgenau.index.change_of_method import Change, Move

MOVES = (
    Move("0101", "=1+1", 4, 2, "mittel", "hoch", "", ""),
    Move("0102", "Süd; am Teich", 2, 0, "hoch", "", "", "kommt darin nicht vor"),
    Move("0103", "Nord", 3, 5, "mittel", "mittel", "", ""),
)


def rows() -> list[list[str]]:
    content = moves_csv(Change(MOVES, 2, 2, 1, 0.5, (), ()), {"0101": "@West"})
    assert content.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig")), delimiter=";"))


def test_every_area_has_a_row_and_an_absent_rank_an_empty_cell() -> None:
    found = rows()
    assert tuple(found[0]) == HEADER
    assert found[2] == ["0102", "Süd; am Teich", "", "2", "", "", "hoch", "", "", "kommt darin nicht vor"]
    assert [row[5] for row in found[1:]] == ["2", "", "-2"]


def test_texts_that_look_like_formulas_are_texts() -> None:
    assert rows()[1][1:3] == ["'=1+1", "'@West"]
