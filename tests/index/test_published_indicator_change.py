"""Berlin with and without one indicator: the order looks the same, and a whole district moves.

Data: Monitoring Soziale Stadtentwicklung 2017, CC BY 3.0 DE, Amt für Statistik Berlin-Brandenburg / SenStadt. The
first two digits of a planning area name its district. From 2019 on S2 is no longer part of the index.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

from passgenau.files.definitions import load_index_definition
from passgenau.index import run_index
from passgenau.index.change_of_method import Change, change_between, moves_by_group
from tests.index.test_published_mss_classes import AREAS, edition_of, table

pytestmark = pytest.mark.shared
MITTE = "01"


@pytest.fixture(scope="module")
def change(shared_folder: Path) -> Change:
    """Return what moves when S2 leaves the index of 2017."""
    published = pd.read_csv(shared_folder / "data" / "berlin-mss" / "mss_2013_2019_plr.csv", dtype={"id": "str"})
    figures, definition = table(edition_of(published, 2017), "S"), load_index_definition("mss_berlin_status")
    without = replace(definition, indicators=tuple(one for one in definition.indicators if one.id != "S2"))
    return change_between(run_index(figures, definition), run_index(figures, without))


def test_the_order_as_a_whole_is_almost_the_same(change: Change) -> None:
    assert (change.compared, change.only_before, change.only_after) == (AREAS[2017], ("S2",), ())
    assert change.spearman > 0.99


def test_and_yet_one_district_moves_together(change: Change) -> None:
    """The correlation alone would hide it: more than nine of ten areas in Mitte come forward, by ten ranks and more."""
    districts = moves_by_group(change, {move.area_id: move.area_id[:2] for move in change.moves})
    first = districts[0]
    assert first.group == MITTE
    assert first.forward > 0.9 * first.areas
    assert first.median >= 10
