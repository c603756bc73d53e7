"""Who moved between two readings, as a table that German programs open."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping

from passgenau.files.findings_report import safe_cell
from passgenau.index.change_of_method import Change, Move

HEADER = (
    "Schlüssel", "Gebiet", "Gehört zu", "Rang vorher", "Rang nachher", "Ränge nach vorn", "Klasse vorher",
    "Klasse nachher", "Grund vorher", "Grund nachher",
)  # fmt: skip


def moves_csv(change: Change, parents: Mapping[str, str]) -> bytes:
    """Return every area of both readings: UTF-8 with BOM, semicolon, an empty cell where there is no rank."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(HEADER)
    writer.writerows([safe_cell(cell) for cell in _row(move, parents)] for move in change.moves)
    return out.getvalue().encode("utf-8-sig")


def _row(move: Move, parents: Mapping[str, str]) -> tuple[str, ...]:
    ranks = "" if move.ranks is None else str(move.ranks)
    return (
        move.area_id, move.name, parents.get(move.area_id, ""), str(move.rank_before or ""), str(move.rank_after or ""),
        ranks, move.class_before, move.class_after, move.reason_before, move.reason_after,
    )  # fmt: skip
