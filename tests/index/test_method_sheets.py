"""The worked tables in docs/methoden are computed anew; a sheet whose numbers are wrong is a red test."""

from __future__ import annotations

import re
import tomllib
from itertools import takewhile
from pathlib import Path

import numpy as np
import pytest

from passgenau.files.definitions import load_index_definition, shipped_index_definitions
from passgenau.index.compute import run_index
from passgenau.index.methods_known import METHODS
from passgenau.index.parse import parse_index_definition
from passgenau.index.result import IndexResult
from passgenau.index.robustness import run_robustness
from tests.index.figures import counted, definition, indicators, standardisation, table_of

SHEETS = Path(__file__).resolve().parents[2] / "docs" / "methoden"
HEADINGS = ["In Worten", "Formel", "Was zugesichert ist", "Was nicht dokumentiert ist", "Rechenbeispiel"]
EMPTY = "–"

Rows = dict[str, list[str]]


def sheet(name: str) -> str:
    return (SHEETS / f"{name}.md").read_text(encoding="utf-8")


def table_under(text: str, heading: str) -> tuple[list[str], Rows]:
    """Return the head and the rows by their first cell of the first Markdown table below a heading."""
    lines = text.split(f"\n{heading}\n", 1)[1].strip().splitlines()
    rows = takewhile(lambda line: line.startswith("|"), lines)
    cells = [[cell.strip().strip("`") for cell in line.strip("|").split("|")] for line in rows]
    return cells[0][1:], {row[0]: row[1:] for row in cells[2:]}


def number(text: str) -> float:
    return float("nan") if text == EMPTY else float(text.replace("−", "-").replace(",", "."))


def words(value: float, digits: int = 3) -> str:
    return EMPTY if np.isnan(value) else f"{value:.{digits}f}".replace(".", ",").replace("-", "−")


def computed(name: str) -> tuple[Rows, IndexResult]:
    """Return the result that the sheet shows and the one that the engine finds."""
    text = sheet(name)
    areas, values = table_under(text, "### Werte")
    period = re.search(r"^Zeitraum: (\S+)$", text, re.MULTILINE)
    assert period
    figures = np.array([[number(cell) for cell in row] for row in values.values()]).T
    people = table_under(text, "### Bevölkerung")[1].values() if "### Bevölkerung" in text else ()
    populations = next(([number(cell) for cell in row] for row in people), None)
    table = table_of(figures, area_ids=areas, indicator_ids=list(values), periods=period[1], populations=populations)
    shown_areas, shown = table_under(text, "### Ergebnis")
    assert shown_areas == areas
    return shown, run_index(table, load_index_definition(name))


@pytest.mark.parametrize("name", shipped_index_definitions())
def test_every_shipped_definition_has_a_sheet_with_all_parts(name: str) -> None:
    text = sheet(name)
    assert f"Definition: `{name}`" in text
    assert re.findall(r"^## (.+)$", text, re.MULTILINE) == HEADINGS
    assert "erfunden" in text.split("## Rechenbeispiel")[1]


@pytest.mark.parametrize("name", shipped_index_definitions())
def test_the_worked_table_is_what_the_engine_computes(name: str) -> None:
    shown, result = computed(name)
    assert shown.pop("Indexwert") == [words(value) for value in result.score]
    if result.definition.restandardise:
        assert shown.pop("Standardisierter Indexwert") == [words(value) for value in result.score_standardised]
    assert shown.pop("Rang") == [str(rank) if rank else EMPTY for rank in result.rank]
    if result.definition.classes:
        assert shown.pop("Klasse") == [label or EMPTY for label in result.klass]
    assert shown.pop("Häufigkeit") == [words(value, 0) for value in result.frequency]
    assert shown.pop("Stärke") == [words(value) for value in result.intensity]
    assert shown == {}


def test_the_sheet_on_standardisation_shows_every_method_as_computed() -> None:
    text = sheet("standardisierung")
    areas, values = table_under(text, "### Werte")
    _, shown = table_under(text, "### Ergebnis")
    table = table_of([[number(cell)] for cell in values["x0"]], area_ids=areas)
    assert set(shown) == set(METHODS)
    special = {"goalposts": {"goalposts": [2.0, 8.0]}, "distance_to_target": {"target": 6.0}}
    for method, cells in shown.items():
        chosen = standardisation(method)
        chosen |= {"reference_area": "Esch"} if "reference_area" in chosen else {}
        entry = {**indicators(1)[0], **special.get(method, {})}
        result = run_index(table, definition(1, standardise=chosen, indicators=[entry]))
        assert cells == [words(value) for value in result.score], method


def test_the_sheet_on_robustness_shows_what_a_seeded_run_finds() -> None:
    """Random streams may differ between versions of numpy; three percentage points leave room for that."""
    text = sheet("robustheit")
    areas, values = table_under(text, "### Werte")
    raw = re.search(r"```toml\n(.*?)```", text, re.DOTALL)
    assert raw
    pairs = np.array([[[float(part) for part in cell.split("/")] for cell in row] for row in values.values()])
    table = counted(pairs[:, :, 0].T, pairs[:, :, 1].T, area_ids=areas, indicator_ids=list(values))
    chosen = parse_index_definition(tomllib.loads(raw[1]), "robustheit.md")
    result = run_robustness(table, chosen, replications=4000, seed=1, top=2, noise={})
    _, shown = table_under(text, "### Ergebnis")
    assert [int(cell) for cell in shown["Rang"]] == result.rank.tolist()
    assert [int(cell) for cell in shown["Rang, 5 %"]] == result.rank_p05.tolist()
    assert [int(cell) for cell in shown["Rang, 95 %"]] == result.rank_p95.tolist()
    percent = [number(cell) for cell in shown["Unter den ersten 2, in %"]]
    np.testing.assert_allclose(result.p_top * 100, percent, atol=3)
