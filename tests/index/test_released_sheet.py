"""The sheet about index and secrecy: its worked table, and what it says about the invented county, computed anew."""

from __future__ import annotations

import re
from dataclasses import replace
from time import process_time

import numpy as np
import pytest

from passgenau.demo.counts import binomial_with_memory, count_cases
from passgenau.demo.county import SEED, draw_population, draw_rates, draw_traits, invented_county, territory
from passgenau.demo.places import place_keys
from passgenau.files.definitions import load_index_definition
from passgenau.index.definition import IndexDefinition
from passgenau.index.published_alone import published_alone
from passgenau.index.released import ReleasedOutputs, outputs_of, outputs_of_each, withhold
from passgenau.index.unexplained import unexplained
from passgenau.index.verify_released import verify_outputs
from passgenau.indicators.table import IndicatorTable
from tests.index.counter_tables import hidden_below, moved, protected
from tests.index.figures import counted, definition
from tests.index.test_method_sheets import EMPTY, sheet, table_under, words

NAME = "index-und-geheimhaltung"
WITHHELD = "geheim"
TABLES = 40
LABELS = ["geringer belastet", "nahe am Mittel", "höher belastet"]
CHOSEN = definition(
    2,
    combine__restandardise=True,
    combine__missing={"rule": "rescale", "min_share": 1.0},
    classes={"cuts": [-0.5, 0.5], "labels": LABELS},
)


def table_called(heading: str) -> IndicatorTable:
    """Return the figures of the sheet under a heading; cells are cases and people."""
    areas, rows = table_under(sheet(NAME), heading)
    pairs = np.array([[[float(part) for part in cell.split("/")] for cell in row] for row in rows.values()])
    return counted(pairs[:, :, 0].T, pairs[:, :, 1].T, area_ids=areas)


def shown(outputs: ReleasedOutputs) -> dict[str, list[str]]:
    """Return outputs as the sheet shows them."""
    rows = {
        "Klasse": [word or EMPTY for word in outputs.class_words()],
        "Rang": [words(value, 0) for value in outputs.column("rank")],
        "Indexwert": [words(value, 2) for value in outputs.column("score")],
    }
    for name, column in (("Klasse", "class"), ("Rang", "rank"), ("Indexwert", "score")):
        gone = outputs.withheld(column)
        rows[name] = [WITHHELD if hidden else text for text, hidden in zip(rows[name], gone, strict=True)]
    return rows


def test_the_worked_table_is_what_is_computed() -> None:
    true = table_called("### Werte")
    tables = [table_called("### Gegentabelle 1"), table_called("### Gegentabelle 2")]
    whole = outputs_of(true, CHOSEN, show=("class", "rank", "score"), decimals=2)
    published = withhold(whole, outputs_of_each(tables, CHOSEN, like=whole))
    for table in tables:
        assert table.numerator.sum(axis=0).tolist() == true.numerator.sum(axis=0).tolist()
    assert table_under(sheet(NAME), "### Index aus allen Werten")[1] == shown(whole)
    assert table_under(sheet(NAME), "### Ergebnis")[1] == shown(published)
    assert verify_outputs(published, tables, CHOSEN) == ()


@pytest.fixture(scope="module")
def rbk() -> IndexDefinition:
    """Return the index of the invented county."""
    return load_index_definition("rbk_gesamtindex")


@pytest.fixture(scope="module")
def county(rbk: IndexDefinition) -> tuple[IndicatorTable, list[np.ndarray]]:
    """Return all counts of 2025, nothing hidden, and the places of each municipality."""
    land = territory(SEED)
    traits = draw_traits(SEED, land)
    people = draw_population(SEED, land, traits=traits)
    rates = draw_rates(SEED, traits, people=people)
    cases = count_cases(people, rates, draw=binomial_with_memory(np.random.default_rng([SEED, 5])))
    ids = [entry.id for entry in rbk.indicators]
    parts = [np.array([getattr(cases[one], part)[-1] for one in ids]).T for part in ("numerator", "denominator")]
    keys = place_keys()
    names = {area.area_id: area.name for area in invented_county().register.areas}
    table = replace(
        counted(*parts, area_ids=keys, indicator_ids=ids, periods="2025"), area_names=tuple(map(names.get, keys))
    )
    towns = np.array([key[:8] for key in keys])
    return table, [np.flatnonzero(towns == town) for town in dict.fromkeys(towns)]


def released(
    county: tuple[IndicatorTable, list[np.ndarray]], rbk: IndexDefinition, least: int
) -> tuple[ReleasedOutputs, list[IndicatorTable], np.ndarray]:
    """Return what may leave where counts below ``least`` are hidden, the counter-tables, and what is hidden."""
    table, towns = county
    hidden = hidden_below(table, least, towns)
    tables = [moved(table, hidden, towns, most=least - 1, turn=turn) for turn in range(TABLES)]
    whole = outputs_of(table, rbk, show=("class", "rank", "score"), decimals=1)
    return withhold(whole, outputs_of_each(tables, rbk, like=whole)), tables, hidden


@pytest.mark.parametrize("least", [3, 10])
def test_what_the_invented_county_keeps_is_as_the_sheet_says(
    county: tuple[IndicatorTable, list[np.ndarray]], rbk: IndexDefinition, least: int
) -> None:
    published, tables, hidden = released(county, rbk, least)
    alone = published_alone(published, protected(county[0], hidden), rbk, top=9)
    highest = alone.first[0]
    telling = unexplained(published, outputs_of_each(tables, rbk, like=published))
    kept = {name: int((~published.withheld(name)).sum()) for name in ("class", "rank", "score")}
    found = {
        "Verborgene Werte, in %": f"{hidden.mean() * 100:.0f}",
        "Klasse bleibt": f"{kept['class']}",
        "Rang bleibt": f"{kept['rank']}",
        "Indexwert bleibt": f"{kept['score']}",
        "Klasse fehlt, obwohl alle Gegentabellen gleich sind": f"{int(telling[:, 0].sum())}",
        "Indexwert aus veröffentlichten Werten allein": f"{alone.scored}",
        "In der höchsten Klasse veröffentlicht": f"{highest.official}",
        "davon aus veröffentlichten Werten allein übersehen": f"{len(highest.missed)}",
    }
    columns, rows = table_under(sheet(NAME), "### Was bleibt")
    told = {name: cells[columns.index(f"unter {least}")] for name, cells in rows.items()}
    assert told == found
    assert kept["class"] > max(kept["rank"], kept["score"])
    assert verify_outputs(published, tables, rbk) == ()
    assert re.search(rf"{TABLES} Gegentabellen", sheet(NAME))


def test_a_hundred_counter_tables_take_about_a_second(
    county: tuple[IndicatorTable, list[np.ndarray]], rbk: IndexDefinition
) -> None:
    """About a second of one core alone; five leave room for company."""
    published, tables, _ = released(county, rbk, 3)
    many = (tables * 3)[:100]
    start = process_time()
    assert verify_outputs(published, many, rbk) == ()
    assert process_time() - start < 5
