"""Beside every index: itself without context indicators, its implied weights, where it differs from the catalogue."""

from __future__ import annotations

import numpy as np
import pytest

from passgenau.common.errors import PassgenauError
from passgenau.files.definitions import indicator_catalogue, load_index_definition
from passgenau.index.comparison import entering_and_leaving
from passgenau.index.compute import run_index
from passgenau.index.context import direction_differences, implied_domain_weights, without_context
from tests.index.figures import definition, indicators, table_of


def test_the_rbk_index_loses_six_context_indicators_and_a_whole_domain() -> None:
    whole = load_index_definition("rbk_gesamtindex")
    rest = without_context(whole, indicator_catalogue())
    assert len(whole.indicators) - len(rest.indicators) == 6
    assert "foreign_population" not in {domain.id for domain in rest.domains}
    assert rest.id != whole.id
    assert rest.digest.startswith(whole.digest)
    assert (rest.reference, rest.method, rest.classes) == (whole.reference, whole.method, whole.classes)


def test_an_index_of_context_alone_leaves_nothing() -> None:
    entries = [{"id": "foreign_population_share", "direction": 1, "weight": 1.0}]
    with pytest.raises(PassgenauError, match="bleibt von diesem Index kein Indikator"):
        without_context(definition(indicators=entries), indicator_catalogue())


def test_an_index_without_context_stays_as_it_is() -> None:
    plain = definition()
    assert without_context(plain, indicator_catalogue()) is plain


def test_equal_weights_give_domains_the_share_of_their_indicators() -> None:
    shares = implied_domain_weights(load_index_definition("rbk_gesamtindex"))
    assert shares == pytest.approx(
        {
            "foreign_population": 4 / 30,
            "work_and_social": 10 / 30,
            "health": 6 / 30,
            "youth_welfare": 5 / 30,
            "care_and_seniors": 5 / 30,
        }
    )


def test_indicators_without_domain_are_counted_apart() -> None:
    entries = indicators(3, weight=[1.0, 2.0, 5.0])
    entries[0] |= {"domain": "d"}
    chosen = definition(domains=[{"id": "d", "name": "D"}], indicators=entries)
    assert implied_domain_weights(chosen) == pytest.approx({"d": 1 / 8, "": 7 / 8})


def test_it_warns_where_the_index_turns_the_direction_of_the_catalogue() -> None:
    entries = [
        {"id": "childcare_rate_under_3", "direction": 1, "weight": 1.0},
        {"id": "unemployment_share", "direction": 1, "weight": 1.0},
        {"id": "minor_population_share", "direction": 1, "weight": 1.0},
        {"id": "own_indicator", "direction": -1, "weight": 1.0},
    ]
    findings = direction_differences(definition(indicators=entries), indicator_catalogue())
    assert [finding.level for finding in findings] == ["warning", "warning"]
    assert findings[0].place.indicator_id == "childcare_rate_under_3"
    assert "minor_population_share" in findings[1].text


def test_it_names_who_enters_and_who_leaves_the_first_places() -> None:
    values = np.array([[9.0, 1.0], [8.0, 2.0], [1.0, 9.0], [2.0, 8.0]])
    first = run_index(table_of(values), definition(1))
    entry = {"id": "x1", "direction": 1, "weight": 1.0}
    other = run_index(table_of(values), definition(indicators=[entry]))
    exchange = entering_and_leaving(first, other, top=2)
    assert exchange.entering == ("a02", "a03")
    assert exchange.leaving == ("a00", "a01")
    assert entering_and_leaving(first, first, top=2).entering == ()


def test_an_area_without_rank_is_never_among_the_first() -> None:
    values = np.array([[9.0, np.nan], [8.0, 2.0], [1.0, 9.0]])
    chosen = definition(combine__missing={"rule": "exclude_area"})
    result = run_index(table_of(values), chosen)
    assert "a00" not in entering_and_leaving(result, run_index(table_of(values), definition(1)), top=3).leaving
    assert entering_and_leaving(result, run_index(table_of(values), definition(1)), top=3).entering == ("a00",)
