"""The worked tables of the sheet on explanations are computed anew."""

from __future__ import annotations

import numpy as np
import pytest

from passgenau.index.explanation import Reading, explain_change, explain_cut, explain_difference, explain_score
from tests.index.figures import counted, definition
from tests.index.test_method_sheets import EMPTY, Rows, sheet, table_under, words

SHEET = sheet("erklaerung")
CHOSEN = definition(
    indicators=[{"id": "arbeit", "direction": 1, "weight": 1.0}, {"id": "kinder", "direction": 1, "weight": 2.0}]
)
HEADINGS = ("In Worten", "Formel", "Was zugesichert ist", "Was sie nicht sagt", "Rechenbeispiel")
PARTS = ("area", "reference", "choice", "total")


def reading(year: str) -> Reading:
    """Return the index of the figures that the sheet shows for one year."""
    areas, values = table_under(SHEET, f"### Werte {year}")
    pairs = np.array([[[float(part) for part in cell.split("/")] for cell in row] for row in values.values()])
    table = counted(pairs[:, :, 0].T, pairs[:, :, 1].T, area_ids=areas, indicator_ids=list(values), periods=year)
    return Reading.of(table, CHOSEN)


def shown(heading: str) -> Rows:
    return table_under(SHEET, f"### {heading}")[1]


def test_the_figures_are_marked_as_invented() -> None:
    assert "erfundene Gebiete" in SHEET.split("## Rechenbeispiel")[1]


def test_the_contributions_are_those_of_the_engine() -> None:
    found = explain_score(reading("2023"), "Bruch")
    told = {
        part.indicator_id: [words(x) for x in (part.reference, part.standardised, part.weight, part.contribution)]
        for part in found.parts
    }
    assert shown("Beiträge von Bruch 2023") == {**told, "Indexwert": [EMPTY] * 3 + [words(found.final)]}


def test_the_difference_is_that_of_the_engine() -> None:
    found = explain_difference(reading("2023"), "Bruch", second_id="Esch")
    told = {
        part.indicator_id: [words(x) for x in (part.first_contribution, part.second_contribution, part.difference)]
        for part in found.parts
    }
    told["Indexwert"] = [words(x) for x in (found.first_final, found.second_final, found.difference)]
    assert shown("Unterschied Bruch und Esch 2023") == told


def test_the_change_is_that_of_the_engine() -> None:
    found = explain_change("Bruch", earlier=reading("2021"), later=reading("2023"))
    told = {part.indicator_id: [words(getattr(part, name)) for name in PARTS] for part in found.parts}
    told["Indexwert"] = [words(x) for x in (found.area, found.reference, found.choice, found.change)]
    assert shown("Änderung von Bruch seit 2021") == told
    sentence = f"Bruch stand 2021 auf Rang {found.earlier_rank} und steht 2023 auf Rang {found.later_rank}"
    assert sentence in SHEET
    assert f"wäre es schon Rang {found.rank_alone}." in SHEET


def test_the_smallest_changes_are_those_of_the_engine() -> None:
    cut = explain_cut(reading("2023"), "Bruch", top=2)
    told = {
        one.indicator_id: [
            words(one.value), words(one.needed), words(one.cases, 0), words(one.needed_cases, 0), str(one.rank_then)
        ]
        for one in cut.changes
    }  # fmt: skip
    assert shown("Kleinste Änderung von Bruch bei zwei ersten Plätzen") == told


@pytest.mark.parametrize(
    "heading", ["In Worten", "Formel", "Was zugesichert ist", "Was sie nicht sagt", "Rechenbeispiel"]
)
def test_the_sheet_has_all_parts(heading: str) -> None:
    assert f"\n## {heading}\n" in SHEET
