"""The example notebook is run as a reader would run it; a cell that fails or a number that moved is a red test."""

from __future__ import annotations

import warnings
from pathlib import Path
from typing import Any

import nbformat
import pytest

NOTEBOOK = Path(__file__).resolve().parents[2] / "docs" / "beispiele" / "index_in_python.ipynb"


def stored() -> Any:
    return nbformat.read(NOTEBOOK, as_version=4)


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Return everything the cells show, after running them in a kernel of their own."""
    with warnings.catch_warnings():  # nbclient and jupyter_client warn about themselves
        warnings.simplefilter("ignore")
        from nbclient import NotebookClient

        folder = tmp_path_factory.mktemp("notebook")
        ran = NotebookClient(stored(), timeout=60, resources={"metadata": {"path": str(folder)}}).execute()
    outputs = [output for cell in ran.cells if cell.cell_type == "code" for output in cell.outputs]
    return "\n".join(output.get("text") or output.get("data", {}).get("text/plain", "") for output in outputs)


def line(shown: str, start: str, *, among: str) -> list[str]:
    """Return the words of the first line that starts so below a table head with these words."""
    below = shown.split(among, 1)[1].splitlines()
    return next(row.split() for row in below if row.startswith(start))


def test_the_notebook_is_stored_without_outputs() -> None:
    cells = [cell for cell in stored().cells if cell.cell_type == "code"]
    assert cells
    assert [cell for cell in cells if cell.outputs or cell.execution_count is not None] == []


def test_every_cell_runs_and_the_first_area_has_the_score_that_plain_numpy_finds(shown: str) -> None:
    """5.22654 and 1.83032 were computed from the table of the notebook with numpy alone."""
    row = line(shown, "Colonie", among="standardisiert")
    assert row == ["Colonie", "5.227", "1.830", "1", "höher", "belastet", "3"]


def test_the_notebook_shows_how_a_definition_is_refused(shown: str) -> None:
    assert "Der Eintrag „reference.spread_ddof“ fehlt." in shown


def test_against_the_old_reference_only_the_changed_area_moves(shown: str) -> None:
    rows = [row.split() for row in shown.split("Rang heute", 1)[1].splitlines()[1:7]]
    assert len(rows) == 6
    assert {row[0] for row in rows if row[-1] != "0.000"} == {"Colonie"}
