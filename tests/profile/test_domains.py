"""The domain profile: mean standardised values as the index uses them, only where enough is valid."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from passgenau.index.definition import Domain, IndexIndicator
from passgenau.profile.build import build_profile
from tests.profile.county import CURRENT, INDICATORS, index_of, inputs, with_cell


def test_a_domain_is_the_mean_of_its_standardised_values() -> None:
    found = {one.domain_id: one for one in build_profile(inputs(), "001").domains}
    standardised = index_of(CURRENT).standardised
    assert found["youth_welfare"].score == pytest.approx(standardised[0, [1, 2, 4]].mean())
    assert found["work_and_social"].score == pytest.approx(standardised[0, 0])
    assert (found["youth_welfare"].name, found["youth_welfare"].total) == ("Jugendhilfe", 3)


def test_all_areas_are_ticks_and_the_highest_is_first() -> None:
    domain = build_profile(inputs(), "001").domains[0]
    assert (domain.rank, domain.ranked, len(domain.scores)) == (1, 12, 12)
    assert domain.scores == tuple(sorted(domain.scores))
    assert domain.score == domain.scores[-1]


def test_a_domain_of_context_describes_without_judging() -> None:
    found = {one.domain_id: one for one in build_profile(inputs(), "001").domains}
    assert found["foreign_population"].words == "weit höher, ohne Wertung"
    assert found["foreign_population"].kind == "context"
    assert found["work_and_social"].words == "weit höher belastet"


def test_a_domain_with_too_few_values_has_neither_score_nor_rank() -> None:
    figures = with_cell(with_cell(CURRENT, "001", "kita", "missing"), "001", "hilfen", "suppressed")
    found = {one.domain_id: one for one in build_profile(inputs(figures), "001").domains}["youth_welfare"]
    assert (found.score, found.rank, found.words, found.valid) == (None, None, "zu wenige Werte", 1)
    assert found.ranked == 11


def test_a_hidden_value_does_not_enter_even_if_the_index_filled_it() -> None:
    figures = with_cell(CURRENT, "001", "leistung", "suppressed")
    filled = index_of(CURRENT)
    found = {one.domain_id: one for one in build_profile(inputs(figures, index=filled), "001").domains}
    assert found["work_and_social"].score is None


def test_other_methods_are_shown_as_distances_from_the_mean_of_the_areas() -> None:
    ranks = index_of(CURRENT, method="rank")
    found = {one.domain_id: one for one in build_profile(inputs(index=ranks), "001").domains}
    column = CURRENT.value[:, 0]
    assert found["work_and_social"].score == pytest.approx((column[0] - column.mean()) / column.std())


def test_domains_of_the_definition_outrank_those_of_the_indicators() -> None:
    members = tuple(IndexIndicator(one, 1, 1.0, domain="alles") for one in INDICATORS)
    index = index_of(CURRENT, indicators=members, domains=(Domain("alles", "Alles zusammen"),))
    domains = build_profile(inputs(index=index), "001").domains
    assert [(one.name, one.total) for one in domains] == [("Alles zusammen", 5)]


def test_the_order_of_the_index_areas_does_not_matter() -> None:
    straight = index_of(CURRENT)
    order = np.arange(12)[::-1]
    turned = replace(
        straight,
        area_ids=straight.area_ids[::-1],
        area_names=straight.area_names[::-1],
        rank=straight.rank[order],
        standardised=straight.standardised[order],
    )
    assert build_profile(inputs(index=turned), "003") == build_profile(inputs(index=straight), "003")
