"""The contributions of one area as a table for spreadsheets: nothing rounded, no cell a formula."""

from __future__ import annotations

import csv
import io
import math

from passgenau.files.findings_report import safe_cell
from passgenau.index.explanation import AreaContributions
from passgenau.web.pages.explanation_tables import FILLED, MISSING, Figures, state_of

HEADER = ("Indikator", "Kürzel", "Themenfeld", "Zustand", "Wert", "Mittel", "umgerechnet", "Gewicht", "Beitrag")


def explanation_csv(explained: AreaContributions, figures: Figures) -> bytes:
    """Return what every indicator adds, the shift and the sum, as German programs open them."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(HEADER)
    for part in explained.parts:
        state = "" if part.value == part.value else state_of(figures.table, explained.area_id, part.indicator_id)
        how = {"value": "", "filled": FILLED, "missing": MISSING}[part.state]
        words = (figures.labels.name(part.indicator_id), part.indicator_id, part.domain_id,
                 ", ".join(word for word in (state, how) if word))  # fmt: skip
        there = part.state != "missing"
        numbers = (part.value, part.reference, part.standardised, part.weight, part.contribution if there else math.nan)
        writer.writerow([safe_cell(cell) for cell in (*words, *(_written(value) for value in numbers))])
    for word, value in (("Verschiebung", explained.shift), ("Summe", explained.final)):
        writer.writerow([word, *[""] * (len(HEADER) - 2), _written(value)])
    return out.getvalue().encode("utf-8-sig")


def _written(value: float) -> str:
    return repr(float(value)).replace(".", ",") if math.isfinite(value) else ""
