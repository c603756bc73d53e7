"""The tables below the sentences of ``passgenau explain``, as aligned columns."""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Sequence

from passgenau.cli.speaking import one_line
from passgenau.common.numbers_de import count, number, share, signed
from passgenau.index.explanation import AreaChange, AreaContributions, AreaCut, AreaDifference
from passgenau.profile.indicator_labels import NOTHING, Labels, decimals_of

Rows = Sequence[Sequence[str]]

STATE_DE = {"missing": "ohne Wert", "filled": "ersetzt"}


def aligned(header: Sequence[str], rows: Rows) -> str:
    """Return columns under their heads: the first to the left, the others, being numbers, to the right."""
    clean = [[one_line(cell) for cell in row] for row in (header, *rows)]
    widths = [max(map(_width, column)) for column in zip(*clean, strict=True)]
    ruled = [clean[0], ["─" * width for width in widths], *clean[1:]]
    return "\n".join(_line(row, widths) for row in ruled)


def _line(row: Sequence[str], widths: Sequence[int]) -> str:
    first, *others = zip(row, widths, strict=True)
    cells = [first[0] + " " * (first[1] - _width(first[0]))]
    cells += [" " * (width - _width(cell)) + cell for cell, width in others]
    return "  ".join(cells).rstrip()


def _width(text: str) -> int:
    """Return how many places a text takes on a terminal."""
    return sum(0 if unicodedata.combining(sign) else 1 for sign in text)


def score_table(explained: AreaContributions, labels: Labels) -> str:
    """Return every indicator with value, reference and what it adds."""
    digits = decimals_of([part.contribution for part in explained.parts])
    rows = [
        [
            labels.name(part.indicator_id),
            STATE_DE.get(part.state) or labels.value(part.indicator_id, part.value, like=part.reference),
            labels.value(part.indicator_id, part.reference),
            _figure(part.standardised, 2),
            _figure(part.weight, 3),
            NOTHING if part.state == "missing" else signed(part.contribution, decimals=digits),
            NOTHING if part.state == "missing" else share(abs(part.share), decimals=0),
        ]
        for part in explained.parts
    ]
    head = ("Indikator", "Wert", "Bezug", "standardisiert", "Gewicht", "Beitrag", "Anteil")
    empty = [""] * 4
    if explained.shift:
        rows.append(
            ["Abstand des Mittels aller Indexwerte von 0", *empty, signed(explained.shift, decimals=digits), ""]
        )
    return aligned(head, [*rows, ["Indexwert", *empty, signed(explained.final, decimals=digits), ""]])


def difference_table(explained: AreaDifference, labels: Labels) -> str:
    """Return every indicator with both values and what it adds to the distance."""
    digits = decimals_of([part.difference for part in explained.parts])
    rows = [
        [
            labels.name(part.indicator_id),
            STATE_DE.get(part.first_state) or one,
            STATE_DE.get(part.second_state) or other,
            NOTHING if part.first_state == "missing" else signed(part.first_contribution, decimals=digits),
            NOTHING if part.second_state == "missing" else signed(part.second_contribution, decimals=digits),
            signed(part.difference, decimals=digits),
        ]
        for part in explained.parts
        for one, other in [labels.values(part.indicator_id, part.first_value, part.second_value)]
    ]
    finals = (explained.first_final, explained.second_final, explained.difference)
    total = ["Indexwert", "", "", *(signed(value, decimals=digits) for value in finals)]
    head = ("Indikator", "Wert hier", "Wert dort", "Beitrag hier", "Beitrag dort", "Unterschied")
    return aligned(head, [*rows, total])


def change_table(explained: AreaChange, labels: Labels, *, since: str, until: str) -> str:
    """Return every indicator with the values of both years and the three parts of its change."""
    digits = decimals_of([part.total for part in explained.parts])
    rows = [
        [
            labels.name(part.indicator_id),
            *labels.values(part.indicator_id, part.earlier_value, part.later_value),
            *(signed(value, decimals=digits) for value in (part.area, part.reference, part.choice, part.total)),
        ]
        for part in explained.parts
    ]
    if explained.restandardised:
        again = signed(explained.restandardised, decimals=digits)
        rows.append(["Mittel und Streuung der Indexwerte", "", "", "", again, "", again])
    sums = (explained.area, explained.reference, explained.choice, explained.change)
    total = ["Indexwert", "", "", *(signed(value, decimals=digits) for value in sums)]
    head = ("Indikator", f"Wert {since}", f"Wert {until}", "eigene Werte", "Bezug", "Auswahl", "zusammen")
    return aligned(head, [*rows, total])


def cut_table(explained: AreaCut, labels: Labels) -> str:
    """Return for every indicator of which a value alone would do that value, and how many others there are."""
    possible = [change for change in explained.changes if change.possible]
    rows = [
        [
            labels.name(change.indicator_id),
            *labels.values(change.indicator_id, change.value, change.needed),
            _cases(change.cases),
            _cases(change.needed_cases),
            str(change.rank_then),
        ]
        for change in possible
    ]
    head = ("Indikator", "Wert jetzt", "nötig", "Fälle jetzt", "nötig", "Rang dann")
    unknown = sum(math.isnan(change.value) for change in explained.changes)
    others = len(explained.changes) - len(possible) - unknown
    rest = f"Indikatoren, von denen kein möglicher Wert genügte: {others}; ohne Wert: {unknown}."
    return f"{aligned(head, rows)}\n{rest}" if possible else rest


def _cases(value: float) -> str:
    return NOTHING if math.isnan(value) else count(value)


def _figure(value: float, digits: int) -> str:
    return NOTHING if math.isnan(value) else number(value, decimals=digits)
