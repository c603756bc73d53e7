"""Two classifications laid over each other: an area has one group, or none where one of its classes is missing."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from passgenau.common.errors import PassgenauError
from passgenau.files.definitions import load_class_grid, load_index_definition, shipped_class_grids
from passgenau.index.class_grid import check_fits, grid_counts, grid_groups, parse_class_grid
from passgenau.index.compute import run_index
from tests.index.figures import definition
from tests.index.test_method_sheets import sheet, table_under
from tests.index.test_published_mss_classes import AREAS, STATUS, edition_of, table

# Rows: status hoch, mittel, niedrig, sehr niedrig; columns: dynamics +, +/-, -. Counted in the published tables of
# the Monitoring Soziale Stadtentwicklung (CC BY 3.0 DE, Amt für Statistik Berlin-Brandenburg).
PUBLISHED = {
    2013: [[5, 68, 7], [34, 209, 21], [10, 29, 13], [5, 24, 9]],
    2015: [[1, 69, 8], [29, 223, 18], [11, 33, 5], [7, 25, 6]],
    2017: [[2, 59, 14], [32, 218, 28], [8, 31, 2], [7, 31, 4]],
    2019: [[0, 65, 2], [14, 243, 26], [14, 30, 3], [18, 19, 2]],
}


def raw_grid(**changes: Any) -> dict[str, Any]:
    rows = {"index": "status", "name": "Status", "labels": ["hoch", "niedrig"], "codes": ["1", "2"]}
    columns = {"index": "trend", "name": "Dynamik", "labels": ["steigt", "fällt"], "codes": ["+", "-"]}
    return {"id": "probe", "name": "Probe", "rows": rows, "columns": columns} | changes


def grid(**changes: Any) -> Any:
    return parse_class_grid(raw_grid(**changes), "probe.toml")


@pytest.fixture(scope="module")
def published(shared_folder: Path) -> pd.DataFrame:
    """Return all editions as published, keys as text."""
    return pd.read_csv(shared_folder / "data" / "berlin-mss" / "mss_2013_2019_plr.csv", dtype={"id": "str"})


@pytest.mark.shared
@pytest.mark.parametrize(("year", "counts"), PUBLISHED.items())
def test_the_twelve_groups_of_berlin_are_found_from_the_indicators(
    published: pd.DataFrame, year: int, counts: list[list[int]]
) -> None:
    edition, mss = edition_of(published, year), load_class_grid("mss_berlin")
    status = run_index(table(edition, "S"), load_index_definition("mss_berlin_status"))
    dynamics = run_index(table(edition, "D"), load_index_definition("mss_berlin_dynamik"))
    found = grid_groups(mss, status.klass, dynamics.klass)
    wanted = edition["status_index"].map({number: f"{number:.0f}" for number in STATUS}) + edition["dynamic_index"]
    assert found == tuple(wanted.where(edition["valid"], ""))
    assert grid_counts(mss, status.klass, dynamics.klass).tolist() == counts
    assert sum(map(sum, counts)) == AREAS[year]


@pytest.mark.parametrize("name", shipped_class_grids())
def test_every_shipped_grid_fits_the_definitions_it_names_and_says_where_it_comes_from(name: str) -> None:
    shipped = load_class_grid(name)
    check_fits(shipped, load_index_definition(shipped.rows.index), load_index_definition(shipped.columns.index))
    assert shipped.id == name
    assert shipped.source
    assert shipped.reviewed_by
    assert shipped.note


def test_berlin_has_twelve_groups_named_as_published() -> None:
    codes = load_class_grid("mss_berlin").codes
    assert codes == ("1+", "1+/-", "1-", "2+", "2+/-", "2-", "3+", "3+/-", "3-", "4+", "4+/-", "4-")


def test_an_area_that_lacks_one_class_has_no_group_and_is_not_counted() -> None:
    rows, columns = ["hoch", "", "niedrig", ""], ["fällt", "steigt", "", ""]
    assert grid_groups(grid(), rows, columns) == ("1-", "", "", "")
    assert grid_counts(grid(), rows, columns).tolist() == [[0, 1], [0, 0]]


def test_groups_and_counts_tell_the_same() -> None:
    rng = np.random.default_rng(7)
    rows = [str(label) for label in rng.choice(["hoch", "niedrig", ""], 200)]
    columns = [str(label) for label in rng.choice(["steigt", "fällt", ""], 200)]
    counted = Counter(grid_groups(grid(), rows, columns))
    assert [counted[code] for code in grid().codes] == grid_counts(grid(), rows, columns).ravel().tolist()
    assert counted[""] == sum(not row or not column for row, column in zip(rows, columns, strict=True))


def test_it_refuses_a_class_that_the_grid_does_not_know() -> None:
    with pytest.raises(PassgenauError, match="„Status“ kennt die Klassen hoch und niedrig, nicht mittel"):
        grid_groups(grid(), ["mittel"], ["steigt"])


def test_it_refuses_two_indices_about_different_numbers_of_areas() -> None:
    with pytest.raises(PassgenauError, match="„Status“ hat 2, „Dynamik“ 1"):
        grid_counts(grid(), ["hoch", "hoch"], ["steigt"])


def test_it_refuses_a_definition_with_other_classes_than_the_grid() -> None:
    rows = replace(definition(classes={"cuts": [0.0], "labels": ["hoch", "tief"]}), id="status")
    columns = replace(definition(classes={"cuts": [0.0], "labels": ["steigt", "fällt"]}), id="trend")
    with pytest.raises(
        PassgenauError, match=r"verlangt die Klassen hoch und niedrig des Index „status“.*hoch und tief"
    ):
        check_fits(grid(), rows, columns)
    with pytest.raises(PassgenauError, match="der Index „probe“ hat keine"):
        check_fits(grid(), definition(), columns)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"colour": "rot"}, "Der Eintrag „colour“ ist nicht bekannt"),
        ({"rows": {"index": "status"}}, "Der Eintrag „rows.codes“ fehlt"),
        ({"rows": 3}, "„rows“ muss ein Abschnitt mit Einträgen sein"),
        ({"rows": raw_grid()["rows"] | {"codes": ["1"]}}, "Zu 2 Klassennamen gehören ebenso viele Kürzel"),
        ({"rows": raw_grid()["rows"] | {"labels": ["hoch", "hoch"]}}, "eine Liste ohne Wiederholung"),
        (
            {
                "rows": raw_grid()["rows"] | {"codes": ["a", "ab"]},
                "columns": raw_grid()["columns"] | {"codes": ["bc", "c"]},
            },
            "Jede Gruppe braucht ein eigenes Kürzel",
        ),
    ],
    ids=["unknown", "missing", "no_table", "codes_missing", "twice", "ambiguous"],
)
def test_it_refuses_a_grid_that_is_wrong_and_says_where(changes: dict[str, Any], words: str) -> None:
    with pytest.raises(PassgenauError) as refused:
        grid(**changes)
    assert words in str(refused.value)


def test_an_unknown_grid_is_answered_with_those_there_are(tmp_path: Path) -> None:
    with pytest.raises(PassgenauError, match=r"Eine Rasterdefinition „hamburg“ gibt es nicht.*mss_berlin"):
        load_class_grid("hamburg")
    with pytest.raises(PassgenauError, match=r"fehlt\.toml gibt es nicht"):
        load_class_grid(tmp_path / "fehlt.toml")


def test_the_sheet_on_grids_shows_the_groups_and_the_published_counts() -> None:
    """The counts of the sheet are those that the test above finds from the indicators."""
    text = sheet("klassenraster")
    codes, mss = table_under(text, "## Das Raster von Berlin")[1], load_class_grid("mss_berlin")
    assert [code for row in codes.values() for code in row] == list(mss.codes)
    following = "Zahl der Planungsräume in den veröffentlichten Tabellen, jeweils +, +/- und -:"
    years, shown = table_under(text, following)
    assert list(shown) == list(mss.rows.labels)
    for place, year in enumerate(years):
        assert [row[place] for row in shown.values()] == [", ".join(map(str, row)) for row in PUBLISHED[int(year)]]
