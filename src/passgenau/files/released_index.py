"""``index.csv`` of a protected package: what a release says of the official index, and what it withholds."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

import numpy as np

from passgenau.common.errors import PassgenauError
from passgenau.common.findings import Finding, Place, enumerate_de, error, errors_in
from passgenau.files.definitions import INDEX_DEFINITION
from passgenau.files.limits import LOCAL, Limits
from passgenau.files.machine_csv import machine_csv
from passgenau.files.raw_table import Cell, RawTable
from passgenau.files.tables import read_table
from passgenau.index.definition import IndexDefinition
from passgenau.index.released import MOST_DECIMALS, ReleasedOutputs

FILE, DEFINITION = "index.csv", INDEX_DEFINITION
AREA_COLUMNS = ("area_id", "name")
OUTPUT_COLUMNS = ("class", "rank", "score")

RowStatus = Literal["value", "suppressed", "not_applicable"]
_STATUS = ("value", "suppressed", "not_applicable")
_RANK = re.compile(r"[1-9][0-9]{0,8}")
_SCORE = re.compile(rf"-?[0-9]{{1,12}}(?:\.([0-9]{{1,{MOST_DECIMALS}}}))?")


def released_index_csv(outputs: ReleasedOutputs) -> bytes:
    """Return every area: withheld cells are empty and the row ``suppressed``, without a score ``not_applicable``."""
    names = [name for name in OUTPUT_COLUMNS if name in outputs.columns]
    words = outputs.class_words()
    rows = (
        (area, label, *(_text(outputs, row, name, words) for name in names), _status_of(outputs, row, names))
        for row, (area, label) in enumerate(zip(outputs.area_ids, outputs.area_names, strict=True))
    )
    return machine_csv((*AREA_COLUMNS, *names, "status"), rows)


def _text(outputs: ReleasedOutputs, row: int, name: str, words: Sequence[str]) -> str:
    value = outputs.column(name)[row]
    if name == "class" or np.isnan(value):
        return words[row] if name == "class" else ""
    return f"{value:.{0 if name == 'rank' else outputs.decimals}f}"


def _status_of(outputs: ReleasedOutputs, row: int, names: Sequence[str]) -> RowStatus:
    if any(outputs.withheld(name)[row] for name in names):
        return "suppressed"
    return "not_applicable" if all(np.isnan(outputs.column(name)[row]) for name in names) else "value"


def read_released_index(
    content: bytes, definition: IndexDefinition, *, file: str = FILE, limits: Limits = LOCAL
) -> ReleasedOutputs:
    """Return what a release says of the index; everything that does not fit is refused at once.

    In a ``suppressed`` row every empty cell is withheld. The number of decimals is that of the scores in the file.
    """
    raw = read_table(content, file, separator=",", encoding="utf-8", limits=limits)
    names = _output_columns(raw)
    labels = definition.classes.labels if definition.classes is not None and "class" in names else ()
    findings = list(errors_in(raw.findings))
    values = np.full((len(raw.rows), len(names)), np.nan)
    hidden = np.zeros(values.shape, dtype=bool)
    for row, cells in enumerate(raw.rows):
        for column, name in enumerate(names):
            value, some = _number(raw, row, name, labels=labels)
            values[row, column] = value
            findings += some
        hidden[row] = np.isnan(values[row]) & (cells[-1] == "suppressed")
        findings += _row_findings(raw, row, values[row])
    findings += _area_findings(raw)
    decimals, some = _decimals(raw)
    if findings := [*findings, *some]:
        raise PassgenauError(findings)
    areas, area_names = (tuple(str(cells[place] or "") for cells in raw.rows) for place in (0, 1))
    # The same labels as the definition even where the file shows no classes: that is what the outputs came from.
    own = definition.classes.labels if definition.classes is not None else ()
    return ReleasedOutputs(areas, area_names, own, names, decimals, values, hidden)


def _output_columns(raw: RawTable) -> tuple[str, ...]:
    """Return the outputs that the file is about; its columns stand in a fixed order."""
    names = tuple(name for name in OUTPUT_COLUMNS if name in raw.header)
    if not names or raw.header != (*AREA_COLUMNS, *names, "status"):
        text = (
            "Erwartet sind die Spalten area_id, name, dann mindestens eine von class, rank und score in dieser Folge, "
            f"zuletzt status; gekommen sind {enumerate_de(raw.header, 12)}."
        )
        raise PassgenauError([error("released_index.columns", text, Place(file=raw.file, row=raw.header_row))])
    return names


def _cell(raw: RawTable, row: int, name: str) -> Cell:
    return raw.rows[row][raw.header.index(name)]


def _number(raw: RawTable, row: int, name: str, *, labels: Sequence[str]) -> tuple[float, list[Finding]]:
    text = _cell(raw, row, name)
    if text is None:
        return np.nan, []
    place = raw.place(row, raw.header.index(name))
    if name == "class":
        if text in labels:
            return float(labels.index(text)), []
        known = enumerate_de([f"„{label}“" for label in labels], 12) or "keine"
        said = f"Die Klasse „{text}“ gibt es in der Definition nicht; es gibt {known}."
        return np.nan, [error("released_index.class", said, place)]
    if name == "rank":
        if _RANK.fullmatch(text) and int(text) <= len(raw.rows):
            return float(text), []
        said = f"Ein Rang ist eine ganze Zahl von 1 bis {len(raw.rows)}, hier steht „{text}“."
        return np.nan, [error("released_index.rank", said, place)]
    if _SCORE.fullmatch(text):
        return float(text) + 0.0, []
    said = f"Ein Indexwert hat den Dezimalpunkt und höchstens {MOST_DECIMALS} Nachkommastellen, hier steht „{text}“."
    return np.nan, [error("released_index.score", said, place)]


def _row_findings(raw: RawTable, row: int, values: np.ndarray[tuple[int], np.dtype[np.float64]]) -> list[Finding]:
    """Return where the status of a row and its cells contradict each other."""
    status = _cell(raw, row, "status")
    place = raw.place(row, raw.header.index("status"))
    if status not in _STATUS:
        wanted = f"Der Status muss {', '.join(_STATUS[:-1])} oder {_STATUS[-1]} sein"
        said = f"{wanted}, hier steht „{status}“." if status else f"{wanted}; er fehlt."
        return [error("released_index.status", said, place)]
    written = [_cell(raw, row, name) is not None for name in raw.header[2:-1]]
    wrong = {
        "value": "Status „value“, aber eine Zelle ist leer.",
        "suppressed": "Status „suppressed“, aber keine Zelle ist leer.",
        "not_applicable": "Status „not_applicable“, aber eine Zelle ist ausgefüllt.",
    }
    fits = {"value": all(written), "suppressed": not all(written), "not_applicable": not any(written)}
    return [] if fits[status] else [error("released_index.status", wrong[status], place)]


def _area_findings(raw: RawTable) -> list[Finding]:
    findings = []
    seen: set[Cell] = set()
    for row, cells in enumerate(raw.rows):
        area = cells[0]
        if area is None or area in seen:
            said = "Das Gebiet steht zweimal in der Datei." if area else "Der Schlüssel des Gebiets fehlt."
            findings.append(error("released_index.area", said, raw.place(row, 0)))
        seen.add(area)
    if not raw.rows:
        findings.append(error("released_index.empty", "Die Datei enthält kein Gebiet.", Place(file=raw.file)))
    return findings


def _decimals(raw: RawTable) -> tuple[int, list[Finding]]:
    if "score" not in raw.header:
        return 0, []
    matches = [_SCORE.fullmatch(_cell(raw, row, "score") or "") for row in range(len(raw.rows))]
    found = sorted({len(match[1] or "") for match in matches if match})
    if len(found) > 1:
        came = enumerate_de([str(digits) for digits in found])
        said = f"Alle Indexwerte müssen gleich viele Nachkommastellen haben; es gibt welche mit {came}."
        return 0, [error("released_index.decimals", said, Place(file=raw.file, column="score"))]
    return (found or [0])[0], []
