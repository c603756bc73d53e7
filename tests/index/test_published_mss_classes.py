"""Berlin published a class for every planning area; the index must find each of them again.

Data: Monitoring Soziale Stadtentwicklung 2013 to 2019, CC BY 3.0 DE, Amt für Statistik Berlin-Brandenburg / SenStadt.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from passgenau.files.definitions import load_index_definition
from passgenau.index.compute import run_index
from passgenau.index.definition import Reference
from passgenau.indicators.table import IndicatorTable
from tests.index.figures import table_of

AREAS = {2013: 434, 2015: 435, 2017: 436, 2019: 436}
STATUS = {1.0: "hoch", 2.0: "mittel", 3.0: "niedrig", 4.0: "sehr niedrig"}
SUFFIXES = {
    1: "percentage_unemployed",
    2: "percentage_long_term_unemployed",
    3: "percentage_transfer_payments_recipients",
    4: "percentage_transfer_payments_recipients_below_15_years",
}

pytestmark = pytest.mark.shared


@pytest.fixture(scope="module")
def published(shared_folder: Path) -> pd.DataFrame:
    """Return all editions as published, keys as text."""
    return pd.read_csv(shared_folder / "data" / "berlin-mss" / "mss_2013_2019_plr.csv", dtype={"id": "str"})


def edition_of(published: pd.DataFrame, year: int) -> pd.DataFrame:
    return published[published["edition"] == year].reset_index(drop=True)


def table(edition: pd.DataFrame, letter: str) -> IndicatorTable:
    """Return the edition as delivered to the index: excluded areas stand there without a value."""
    columns = [f"{letter.lower()}{number}_{suffix}" for number, suffix in SUFFIXES.items()]
    return table_of(
        edition[columns].where(edition["valid"], np.nan).to_numpy(dtype=np.float64) / 100,
        area_ids=edition["id"].tolist(),
        indicator_ids=[f"{letter}{number}" for number in SUFFIXES],
        periods=str(edition["edition"].iloc[0]),
        populations=edition["inhabitants"],
    )


@pytest.mark.parametrize(("year", "areas"), AREAS.items())
def test_it_finds_every_published_status_class(published: pd.DataFrame, year: int, areas: int) -> None:
    edition = edition_of(published, year)
    result = run_index(table(edition, "S"), load_index_definition("mss_berlin_status"))
    wanted = edition["status_index"].map(STATUS).where(edition["valid"], "")
    assert result.klass == tuple(wanted)
    assert (result.rank > 0).sum() == areas


@pytest.mark.parametrize(("year", "areas"), AREAS.items())
def test_it_finds_every_published_dynamics_class(published: pd.DataFrame, year: int, areas: int) -> None:
    edition = edition_of(published, year)
    result = run_index(table(edition, "D"), load_index_definition("mss_berlin_dynamik"))
    assert result.klass == tuple(edition["dynamic_index"].where(edition["valid"], ""))
    assert sum(label != "" for label in result.klass) == areas


def test_it_uses_three_indicators_from_2019_on(published: pd.DataFrame) -> None:
    definition = load_index_definition("mss_berlin_status")
    assert run_index(table(edition_of(published, 2017), "S"), definition).indicator_ids == ("S1", "S2", "S3", "S4")
    assert run_index(table(edition_of(published, 2019), "S"), definition).indicator_ids == ("S1", "S3", "S4")


def test_leaving_out_or_leaving_empty_is_the_same(published: pd.DataFrame) -> None:
    edition, definition = edition_of(published, 2017), load_index_definition("mss_berlin_status")
    whole = run_index(table(edition, "S"), definition)
    valid = edition["valid"].to_numpy()
    np.testing.assert_array_equal(whole.score[valid], run_index(table(edition[valid], "S"), definition).score)
    assert {reason for reason, there in zip(whole.reason, valid, strict=True) if not there} == {
        "ohne Wert bei: S1, S2, S3 und S4"
    }


def test_the_sample_spread_would_move_areas_to_another_class(published: pd.DataFrame) -> None:
    """The negative control: the test above can fail, and the choice of the spread is not a detail."""
    definition = load_index_definition("mss_berlin_status")
    sample = replace(definition, reference=Reference("areas", 1, 0.0, ()))
    moved = 0
    for year in AREAS:
        figures = table(edition_of(published, year), "S")
        pairs = zip(run_index(figures, definition).klass, run_index(figures, sample).klass, strict=True)
        moved += sum(one != other for one, other in pairs)
    assert moved > 0
