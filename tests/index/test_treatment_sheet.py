"""The worked tables on outliers and gaps are computed anew; a sheet whose numbers are wrong is a red test."""

from __future__ import annotations

import re
from typing import get_args

import numpy as np
import numpy.typing as npt
import pytest

from passgenau.index.definition import MissingRule, Transform, Treatment
from passgenau.index.imputation import Statistic, fill_by_column, fill_by_row
from passgenau.index.treatment import kurtosis, passes, skewness, treat
from passgenau.index.treatment.transforms import transformed
from tests.index.test_method_sheets import number, sheet, table_under, words

NAME = "ausreisser-und-luecken"
LIMITS = {"skewness": 2.0, "kurtosis": 3.5}
BOX_COX = 0.5


def numbers(cells: list[str]) -> npt.NDArray[np.float64]:
    return np.array([[number(cell) for cell in cells]])


def test_the_sheet_has_all_parts_and_says_that_its_figures_are_invented() -> None:
    text = sheet(NAME)
    wanted = ["In Worten", "Formel", "Was zugesichert ist", "Was es nicht sagt", "Rechenbeispiel"]
    assert re.findall(r"^## (.+)$", text, re.MULTILINE) == wanted
    assert "Alle Gebiete, Gruppen und Zahlen sind erfunden." in text.split("\n## Rechenbeispiel\n")[1]


def test_the_table_of_outliers_is_what_the_functions_compute() -> None:
    _, shown = table_under(sheet(NAME), "### Ausreißer")
    values = numbers(shown["unbehandelt"][:-2])
    once = treat(values, Treatment(**LIMITS, winsorise=1, then="log_shifted"))
    ways = {"unbehandelt": values, "winsorise = 1": once.values}
    ways |= {name: transformed(values, name, BOX_COX) for name in get_args(Transform) if name != "none"}
    assert shown.keys() == ways.keys()
    for name, found in ways.items():
        figures = [*found[0], skewness(found)[0], kurtosis(found)[0]]
        assert shown[name] == [words(figure) for figure in figures], name
    passing = {name: bool(passes(found, **LIMITS)[0]) for name, found in ways.items()}
    assert [name for name, passed in passing.items() if not passed] == ["unbehandelt", "box_cox"]
    assert once.stage.tolist() == [1]


@pytest.mark.parametrize("statistic", ["mean", "median"])
def test_the_filled_gaps_are_what_the_functions_compute(statistic: Statistic) -> None:
    areas, rows = table_under(sheet(NAME), "### Lücken")
    groups = numbers(rows.pop("Gruppe")[1:])[0].astype(np.int64)
    columns = [numbers(cells[1:]) for cells in rows.values()]
    gaps = np.isnan(np.concatenate(columns))
    place = areas.index("Colonie") - 1
    assert np.argwhere(gaps).tolist() == [[0, place]]
    directions = [int(number(cells[0])) for cells in rows.values()]
    found = {
        f"impute_{statistic}": fill_by_column(columns[0], gaps[0], statistic=statistic).values,
        f"impute_group_{statistic}": fill_by_column(columns[0], gaps[0], statistic=statistic, groups=groups).values,
        f"impute_row_{statistic}": fill_by_row(columns, gaps, directions=directions, statistic=statistic).columns[0],
    }
    _, shown = table_under(sheet(NAME), "### Gefüllt")
    for rule, filled in found.items():
        assert shown[rule] == [words(filled[0, place])], rule


def test_the_sheet_names_every_way_of_filling_that_a_definition_may_choose() -> None:
    _, shown = table_under(sheet(NAME), "### Gefüllt")
    rules = {rule for rule in get_args(MissingRule) if rule.startswith("impute_")} - {"impute_reference"}
    assert shown.keys() == rules
