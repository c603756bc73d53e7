"""What everybody may notice about counts, and what follows from what is known."""

from __future__ import annotations

import numpy as np
from scipy.sparse import csr_array

from passgenau.data.areas import Area, AreaRegister
from passgenau.indicators.disclosure.counts import counted
from passgenau.indicators.disclosure.earlier import NOTHING_EARLIER, Earlier, beside_the_rows, earlier_of
from passgenau.indicators.disclosure.figures import Figures, Structure
from passgenau.indicators.disclosure.follow import followed
from passgenau.indicators.disclosure.layout import families_of
from passgenau.indicators.disclosure.notice import structure_of
from tests.indicators.disclosure.invented import figures_of, register_of, rows_of

PEOPLE = [100, 200, 300, 400]


def noticed(figures: Figures, earlier: Earlier = NOTHING_EARLIER) -> Structure:
    return structure_of(figures, counted(figures), earlier)


def test_equal_denominators_and_a_numerator_that_is_a_denominator_are_one_count() -> None:
    register, memberships = register_of(4)
    rows = rows_of("poor", [10, 20, 30, 40], PEOPLE) + rows_of("young", [50, 70, 90, 110], PEOPLE)
    rows += rows_of("poor_young", [5, 7, 9, 11], [50, 70, 90, 110])
    same = noticed(figures_of(rows, register, memberships)).same
    assert {"denominator:poor", "denominator:young"} in [set(group) for group in same]
    assert {"numerator:young", "denominator:poor_young"} in [set(group) for group in same]


def test_a_sum_of_two_that_nobody_declared_is_found_and_a_chance_one_is_not() -> None:
    register, memberships = register_of(4)
    rows = rows_of("all", [30, 50, 70, 90], PEOPLE) + rows_of("women", [10, 30, 30, 50], PEOPLE)
    rows += rows_of("men", [20, 20, 40, 40], PEOPLE) + rows_of("other", [20, 20, 40, 41], PEOPLE)
    sums = noticed(figures_of(rows, register, memberships)).sums
    assert ("numerator:all", ("numerator:men", "numerator:women")) in [(one, tuple(sorted(two))) for one, two in sums]
    assert not any("numerator:other" in parts for _, parts in sums)


def test_a_span_is_the_sum_of_its_years_also_where_a_year_was_not_delivered() -> None:
    register, memberships = register_of(4)
    rows = rows_of("births", [8, 5, 6, 7], PEOPLE, "2019") + rows_of("births", [1, 6, 6, 6], PEOPLE, "2021")
    span = rows_of("births", [12, 14, 15, 16], [3 * one for one in PEOPLE], "2019..2021")
    assert ("numerator:births", "2019..2021") in noticed(figures_of(rows + span, register, memberships)).pooled
    too_small = rows_of("births", [8, 14, 15, 16], [3 * one for one in PEOPLE], "2019..2021")
    pooled = noticed(figures_of(rows + too_small, register, memberships)).pooled
    assert ("numerator:births", "2019..2021") not in pooled


def test_a_total_may_hold_more_than_its_parts() -> None:
    register, memberships = register_of(4, towns=1, quarters=1)
    rows = rows_of("cases", [8, 5, 6, 7], PEOPLE)
    rows.append({"area_id": "t0", "indicator_id": "cases", "period": "2024", "numerator": 30, "denominator": 1000})
    assert noticed(figures_of(rows, register, memberships)).rests == (("t0", "numerator:cases", "2024"),)


def test_areas_of_an_earlier_release_that_are_cut_otherwise_today_are_remembered() -> None:
    register, memberships = register_of(4, towns=1, quarters=1)
    figures = figures_of(rows_of("cases", [8, 5, 6, 7], PEOPLE), register, memberships)
    assert noticed(figures, earlier_of(figures.long, register, memberships)).former == ()
    before = AreaRegister("before", (Area("old", "Alter Ort", "Gemeinde"), Area("p0", "Platz 0", "Wohnplatz", "old")))
    former = noticed(figures, earlier_of(figures.long, before, {})).former
    assert ("p0", "old", ()) in former
    assert {"old": ("p0",)} in families_of(register, memberships, former)


def test_of_earlier_counts_only_those_of_related_periods_matter() -> None:
    register, memberships = register_of(4)
    figures = figures_of(rows_of("cases", [8, 5, 6, 7], PEOPLE, "2021"), register, memberships)
    kept = ("2021", "2019..2021", "2020")
    earlier = Earlier({("p0", "numerator:cases", period): 3 for period in (*kept, "2015")})
    assert {key[2] for key in beside_the_rows(figures, earlier)} == set(kept)


def test_a_relation_with_one_unknown_tells_it_and_the_next_one_follows() -> None:
    relations = csr_array(np.array([[-1, 1, 1, 0], [0, 0, -2, 1]], dtype=np.int64))
    known = np.array([True, True, False, False])
    value, found = followed(relations, np.array([9, 4, 77, 77]), known, may=np.ones(4, dtype=np.bool_))
    assert value.tolist() == [9, 4, 5, 10]
    assert found.all()
    value, found = followed(relations, np.array([9, 4, 77, 77]), known, may=np.array([True, True, False, True]))
    assert value.tolist() == [9, 4, 0, 0]
    assert found.tolist() == [True, True, False, False]
