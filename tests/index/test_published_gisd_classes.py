"""The Robert Koch-Institut published fifths, tenths and three groups of all counties; each class must be found again.

Data: German Index of Socioeconomic Deprivation 2025, CC BY 4.0, Robert Koch-Institut.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import numpy.typing as npt
import pandas as pd
import pytest

from passgenau.files.definitions import load_index_definition
from passgenau.index.compute import run_index
from tests.index.figures import table_of

COLUMNS = {"gisd_quintile": "gisd_5", "gisd_dezile": "gisd_10", "gisd_dreiteilung": "gisd_k"}
SHARES = {
    "gisd_quintile": [0.2, 0.4, 0.6, 0.8],
    "gisd_dezile": [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9],
    "gisd_dreiteilung": [0.2, 0.8],
}

pytestmark = pytest.mark.shared


@pytest.fixture(scope="module")
def published(shared_folder: Path) -> pd.DataFrame:
    """Return 400 counties in 24 years as published, keys as text."""
    return pd.read_csv(shared_folder / "data" / "rbk" / "gisd_kreis.csv", dtype={"kreis_id": "str"})


def scores(year: pd.DataFrame) -> npt.NDArray[np.float64]:
    return year["gisd_score"].to_numpy(dtype=np.float64)


def differences(published: pd.DataFrame, name: str, *, quantiles: str, on_a_cut: str) -> int:
    """Return how many of all published classes plain numpy does not find with these quantiles."""
    wrong = 0
    for _, year in published.groupby("year"):
        cuts = np.quantile(scores(year), SHARES[name], method=quantiles)
        side = "left" if on_a_cut == "lower class" else "right"
        found = np.searchsorted(cuts, scores(year), side=side) + 1
        wrong += int((found != year[COLUMNS[name]].to_numpy()).sum())
    return wrong


@pytest.mark.parametrize("name", COLUMNS)
def test_it_finds_every_published_class_of_every_county_and_year(published: pd.DataFrame, name: str) -> None:
    definition = load_index_definition(name)
    assert definition.classes is not None
    found: list[int] = []
    wanted: list[int] = []
    for year, counties in published.groupby("year"):
        table = table_of(
            scores(counties)[:, None],
            area_ids=counties["kreis_id"].tolist(),
            indicator_ids=["gisd_score"],
            periods=str(year),
        )
        result = run_index(table, definition)
        np.testing.assert_array_equal(result.score, scores(counties))
        found += [definition.classes.labels.index(label) + 1 for label in result.klass]
        wanted += counties[COLUMNS[name]].tolist()
    assert len(found) == 9600
    assert found == wanted


@pytest.mark.parametrize("name", COLUMNS)
def test_plain_numpy_finds_the_same_classes_with_quantiles_of_type_nine(published: pd.DataFrame, name: str) -> None:
    """Independent of the engine: what the definition asks for is what the institute did."""
    assert len(published) == 9600
    assert differences(published, name, quantiles="normal_unbiased", on_a_cut="lower class") == 0


def test_quantiles_that_are_scores_themselves_show_that_a_cut_belongs_to_the_lower_class(
    published: pd.DataFrame,
) -> None:
    """With type 1 nine counties a year lie on a cut: 216 would change their tenth if it belonged to the upper class."""
    assert differences(published, "gisd_dezile", quantiles="inverted_cdf", on_a_cut="lower class") == 0
    assert differences(published, "gisd_dezile", quantiles="inverted_cdf", on_a_cut="upper class") == 216


def test_fixed_cuts_would_move_counties_to_another_class(published: pd.DataFrame) -> None:
    """The negative control: the cuts of one year do not find the classes of the others."""
    first = published[published["year"] == 1998]
    cuts = np.quantile(scores(first), SHARES["gisd_quintile"], method="normal_unbiased")
    found = np.searchsorted(cuts, published["gisd_score"].to_numpy(dtype=np.float64), side="left") + 1
    assert (found != published["gisd_5"].to_numpy()).sum() > 1000


def test_the_three_groups_are_the_outer_fifths_and_what_lies_between(published: pd.DataFrame) -> None:
    assert published["gisd_k"].tolist() == published["gisd_5"].map({1: 1, 2: 2, 3: 2, 4: 2, 5: 3}).tolist()
