"""The worked table of the sheet about the certainty of a ranking, computed anew."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from passgenau.index import IndexResult, RobustnessResult, run_index
from passgenau.index.agreement import compared
from passgenau.index.cliff_edges import cliff_edges
from tests.index.figures import definition, table_of
from tests.index.test_method_sheets import EMPTY, Rows, number, sheet, table_under

NAME = "sicherheit-der-rangfolge"
TOP = 2


@pytest.fixture(scope="module")
def given() -> tuple[list[str], Rows]:
    """Return the areas and the figures the sheet starts from."""
    return table_under(sheet(NAME), "### Werte")


@pytest.fixture(scope="module")
def shown() -> Rows:
    """Return what the sheet says comes out."""
    return table_under(sheet(NAME), "### Ergebnis")[1]


def row(rows: Rows, name: str) -> np.ndarray:
    """Return one row as numbers."""
    return np.array([number(cell) for cell in rows[name]])


def ranked(areas: list[str], scores: np.ndarray) -> IndexResult:
    """Return a result with these scores as they stand."""
    result = run_index(table_of(scores[:, None], area_ids=areas), definition(1))
    return replace(result, score=scores)


def runs(result: IndexResult, rows: Rows) -> RobustnessResult:
    """Return the runs of the sheet."""
    p_top = row(rows, "Unter den ersten 2, in %") / 100
    nothing = np.full(len(p_top), np.nan)
    return RobustnessResult(
        area_ids=result.area_ids, rank=result.rank, rank_p05=nothing, rank_p50=nothing, rank_p95=nothing, p_top=p_top,
        p_class=np.empty((len(p_top), 0)), top=TOP, replications=3000, failed=0, seed=1,
    )  # fmt: skip


def test_the_probabilities_of_the_sheet_add_up_to_the_places(given: tuple[list[str], Rows]) -> None:
    assert row(given[1], "Unter den ersten 2, in %").sum() == 100 * TOP


def test_who_is_near_the_cut_and_by_how_much_is_as_the_sheet_says(given: tuple[list[str], Rows], shown: Rows) -> None:
    areas, rows = given
    result = ranked(areas, row(rows, "Index"))
    assert result.rank.tolist() == row(rows, "Rang").tolist()
    near = {edge.area_id: edge for edge in cliff_edges(result, runs(result, rows), limits=(), threshold=0.1)}
    for area, share, distance in zip(areas, row(shown, "Auf der anderen Seite, in %"), shown["Abstand, wo knapp"],
                                     strict=True):  # fmt: skip
        assert (area in near) == (share >= 10) == (distance != EMPTY)
        if area in near:
            assert near[area].other_side == pytest.approx(share / 100)
            assert near[area].distance == pytest.approx(number(distance))


def test_the_other_way_is_as_the_sheet_says(given: tuple[list[str], Rows]) -> None:
    areas, rows = given
    first, other = ranked(areas, row(rows, "Index")), ranked(areas, -row(rows, "Rang auf einem anderen Weg"))
    found = compared(first, other, choice="method", value="rank", top=TOP)
    assert (found.same, found.entering, found.leaving) == (1, ("Colonie",), ("Bruch",))
    assert found.kendall == pytest.approx(0.8)
