"""Findings as a table for people: every single one, safe to open in a spreadsheet."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable

from passgenau.common.findings import LEVEL_DE, Finding

HEADER = ("Nummer", "Art", "Datei", "Zeile", "Spalte", "Gebiet", "Indikator", "Zeitraum", "Befund", "Rat")
_FORMULA = re.compile("^[=+\\-@\t\r\uff1d\uff0b\uff0d\uff20]")
_NUMBER = re.compile(r"^[+\-\u2212]?\d+([.,]\d+)*$")


def findings_csv(findings: Iterable[Finding]) -> bytes:
    """Return all findings, errors first, as German programs open them: UTF-8 with BOM, semicolon."""
    ordered = sorted(findings, key=lambda finding: finding.level != "error")
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(HEADER)
    for number, finding in enumerate(ordered, start=1):
        place = finding.place
        cells = (f"F{number}", LEVEL_DE[finding.level], place.file, place.row or "", place.column, place.area_id,
                 place.indicator_id, place.period, finding.text, finding.advice)  # fmt: skip
        writer.writerow([safe_cell(str(cell)) for cell in cells])
    return out.getvalue().encode("utf-8-sig")


def safe_cell(text: str) -> str:
    """Return the text so that no spreadsheet takes it for a formula; numbers, also negative ones, stay numbers."""
    return f"'{text}" if _FORMULA.match(text) and not _NUMBER.match(text) else text


def unsafe_cell(text: str) -> str:
    """Return what :func:`safe_cell` was given."""
    return text[1:] if text.startswith("'") and _FORMULA.match(text[1:]) else text
