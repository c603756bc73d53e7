"""Which counts the rules hide, which rates give their counts away, and which of several demands is the stricter."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from passgenau.common.numbers_de import rounded
from passgenau.indicators.disclosure.primary import (
    REASONS_DE,
    numerator_is_fixed,
    possible_numerators,
    primary_reasons,
    strictest,
)
from passgenau.indicators.disclosure.profile_parse import NOTHING_DEMANDED
from passgenau.indicators.disclosure.thresholds import Dominance, Thresholds
from passgenau.indicators.table import Floats
from tests.indicators.disclosure.demands import demanding

NAN = float("nan")


def floats(values: Sequence[float]) -> Floats:
    return np.array(values, dtype=float)


def reasons(numerator: Sequence[float], denominator: Sequence[float], thresholds: Thresholds) -> list[str]:
    return primary_reasons(floats(numerator), floats(denominator), thresholds).tolist()


def test_nothing_is_hidden_where_nothing_is_demanded() -> None:
    assert reasons([0, 1, 2, 5, 9], [0, 1, 9, 5, 0], NOTHING_DEMANDED) == [""] * 5


def test_counts_below_the_minimum_are_small_but_zero_is_not() -> None:
    assert reasons([0, 1, 2, 3, 4], [99] * 5, demanding(minimum_count=3)) == ["", "small_count", "small_count", "", ""]


@pytest.mark.parametrize("nothing", [0, 1])
def test_a_minimum_of_zero_or_one_makes_nothing_small(nothing: int) -> None:
    assert reasons([0, 1], [99, 99], demanding(minimum_count=nothing, complement=True)) == ["", ""]


def test_the_published_rule_for_sgb2_rates_asks_for_a_hundred_people_and_three_cases() -> None:
    """Destatis and BA, SGB-II-Hilfequoten: denominator at least 100 and numerator at least 3."""
    rule = demanding(minimum_count=3, minimum_denominator=100)
    assert reasons([3, 2, 3, 2], [100, 100, 99, 99], rule) == ["", "small_count", "small_denominator", "small_count"]


def test_few_people_not_concerned_are_hidden_like_few_concerned() -> None:
    rule = demanding(minimum_count=3, complement=True)
    assert reasons([10, 9, 8, 7], [10] * 4, rule) == ["", "small_complement", "small_complement", ""]


def test_a_coalition_of_all_but_the_others_knows_too_much() -> None:
    """Directly disclosive cells, Handbook 5.9: |parent| - k <= |cell|."""
    assert reasons([10, 9, 8], [10] * 3, demanding(coalition=0)) == ["all_concerned", "", ""]
    assert reasons([10, 9, 8], [10] * 3, demanding(coalition=1)) == ["all_concerned", "all_concerned", ""]


def test_nobody_of_a_group_is_hidden_only_where_it_is_demanded() -> None:
    assert reasons([0, 0, 0], [7, 0, NAN], demanding(hide_none=True)) == ["none_concerned", "", "none_concerned"]


def test_a_group_of_nobody_has_nobody_to_protect() -> None:
    rule = demanding(minimum_count=3, minimum_denominator=100, complement=True, coalition=1, hide_none=True)
    assert reasons([0], [0], rule) == [""]


def test_nothing_is_said_about_counts_nobody_knows() -> None:
    rule = demanding(minimum_count=3, minimum_denominator=100, complement=True, coalition=1, hide_none=True)
    assert reasons([NAN, NAN, NAN], [7, 0, NAN], rule) == ["", "", ""]


def test_without_a_group_only_the_count_itself_is_judged() -> None:
    rule = demanding(minimum_count=3, minimum_denominator=100, complement=True, coalition=1)
    assert reasons([2, 3], [NAN, NAN], rule) == ["small_count", ""]


def test_who_is_no_part_of_the_group_has_no_remainder() -> None:
    rule = demanding(minimum_count=3, complement=True, coalition=1)
    found = primary_reasons(floats([99, 100, 130]), floats([100] * 3), rule, part_of_whole=False)
    assert found.tolist() == ["", "", ""]
    assert reasons([99, 130], [100, 100], rule) == ["all_concerned", ""]


def test_enough_people_in_too_few_units_are_hidden_where_the_units_are_delivered() -> None:
    rule = demanding(minimum_units=3)
    found = primary_reasons(floats([12, 12, 12, 0]), floats([99] * 4), rule, units=floats([2, 3, NAN, 0]))
    assert found.tolist() == ["few_units", "", "", ""]
    assert reasons([12], [99], rule) == [""]


def test_a_sum_is_hidden_where_one_contributor_dominates() -> None:
    rule = demanding(dominance=Dominance(1, 0.85))
    found = primary_reasons(
        floats([100, 100, 100, 0]), floats([NAN] * 4), rule, largest=floats([86, 85, NAN, 0]), second=floats([0] * 4)
    )
    assert found.tolist() == ["dominance", "", "", ""]


def test_two_contributors_dominate_together_and_an_unknown_second_is_as_large_as_it_can_be() -> None:
    rule = demanding(dominance=Dominance(2, 0.9))
    sums = floats([100, 100, 100, 100])
    largest, second = floats([60, 60, 60, 40]), floats([31, 30, NAN, NAN])
    found = primary_reasons(sums, floats([NAN] * 4), rule, largest=largest, second=second)
    assert found.tolist() == ["dominance", "", "dominance", ""]
    assert primary_reasons(sums, sums, rule, largest=largest).tolist() == ["dominance"] * 3 + [""]


def test_the_answer_has_the_shape_of_the_question() -> None:
    counts = np.ones((2, 3))
    assert primary_reasons(counts, counts * 50, demanding(minimum_count=3)).shape == (2, 3)


@pytest.mark.parametrize(("decimals", "largest"), [(0, 100), (1, 1_000), (2, 10_000)])
def test_a_percentage_fixes_every_numerator_up_to_the_known_size_of_the_group(decimals: int, largest: int) -> None:
    groups = floats([0, 1, largest, largest + 1, NAN])
    assert numerator_is_fixed(groups, decimals, scale=100).tolist() == [False, True, True, False, False]


@pytest.mark.parametrize(("scale", "decimals"), [(100, 0), (100, 1), (1000, 0), (1, 2)])
def test_rates_of_small_groups_are_all_different_and_one_person_more_makes_two_alike(scale: int, decimals: int) -> None:
    largest = scale * 10**decimals

    def different(people: int) -> int:
        return len({rounded(count * scale / people, decimals) for count in range(people + 1)})

    assert different(largest) == largest + 1
    assert different(largest + 1) < largest + 2


@given(people=st.integers(1, 400), decimals=st.integers(0, 2), scale=st.sampled_from([1, 100, 1000]))
@settings(max_examples=25, deadline=None)
def test_the_possible_numerators_are_those_that_round_to_the_rate(people: int, decimals: int, scale: int) -> None:
    """Compared with trying every numerator in whole numbers, halves upwards."""
    steps = scale * 10**decimals
    last_digits = [(2 * count * steps + people) // (2 * people) for count in range(people + 1)]
    rates = floats(last_digits) / 10**decimals
    low, high = possible_numerators(rates, np.full(people + 1, float(people)), decimals=decimals, scale=scale)
    for count, digits in enumerate(last_digits):
        first = last_digits.index(digits)
        last = people - last_digits[::-1].index(digits)
        assert (low[count], min(high[count], people)) == (first, last)


def test_a_fixed_numerator_is_the_only_possible_one() -> None:
    """Of 20 people 8 and 12 are concerned: 40 and 60 percent say so without a decimal."""
    low, high = possible_numerators(floats([40, 60]), floats([20, 20]), decimals=0, scale=100)
    assert low.tolist() == high.tolist() == [8, 12]


def test_a_rate_that_no_numerator_has_leaves_none_and_the_unknown_stays_unknown() -> None:
    low, high = possible_numerators(floats([41, NAN, 5, 5]), floats([20, 20, NAN, 0]), decimals=0, scale=100)
    assert low[0] > high[0]
    assert np.isnan(low[1:]).all()
    assert np.isnan(high[1:]).all()


@pytest.mark.parametrize(("decimals", "scale"), [(-1, 100), (0, 0)])
def test_decimals_and_scale_that_cannot_be_are_refused(decimals: int, scale: int) -> None:
    with pytest.raises(ValueError, match="at least"):
        numerator_is_fixed(floats([1]), decimals, scale=scale)
    with pytest.raises(ValueError, match="at least"):
        possible_numerators(floats([1]), floats([1]), decimals=decimals, scale=scale)


def test_the_stricter_parameter_wins_each_for_itself() -> None:
    one = Thresholds(3, 100, False, None, True, 0, Dominance(1, 0.8), 5)
    other = Thresholds(10, 0, True, 0, False, 3, Dominance(2, 0.9), 2)
    assert strictest([one, other]) == Thresholds(10, 100, True, 0, True, 3, Dominance(2, 0.8), 10)
    assert strictest([one]) == one


def test_the_strictest_of_nothing_is_an_error() -> None:
    with pytest.raises(ValueError, match="no thresholds"):
        strictest([])


def demands() -> st.SearchStrategy[Thresholds]:
    shares = st.sampled_from([0.5, 0.7, 0.85, 0.9])
    return st.builds(
        Thresholds,
        minimum_count=st.integers(0, 10),
        minimum_denominator=st.integers(0, 40),
        complement=st.booleans(),
        coalition=st.none() | st.integers(0, 3),
        hide_none=st.booleans(),
        minimum_units=st.integers(0, 5),
        dominance=st.none() | st.builds(Dominance, st.sampled_from([1, 2]), shares),
        rounding=st.integers(1, 10),
    )


@given(several=st.lists(demands(), min_size=1, max_size=3), seed=st.integers(0, 1000))
@settings(max_examples=40, deadline=None)
def test_what_one_of_several_hides_the_strictest_hides_too(several: list[Thresholds], seed: int) -> None:
    chance = np.random.default_rng(seed)
    people = chance.integers(0, 60, 300).astype(float)
    count = np.floor(people * chance.uniform(0, 1.02, 300)).clip(0, people)
    largest = count * chance.uniform(0.3, 1, 300)
    delivered = {"units": np.floor(count / 3), "largest": largest, "second": np.minimum(largest, count - largest) / 2}
    hidden = primary_reasons(count, people, strictest(several), **delivered) != ""
    for one in several:
        found = primary_reasons(count, people, one, **delivered)
        assert not (~hidden & (found != "")).any()
        assert set(found.tolist()) <= {"", *REASONS_DE}
        assert strictest(several).rounding % one.rounding == 0


@given(one=demands(), other=demands())
@settings(max_examples=40, deadline=None)
def test_the_order_of_several_demands_does_not_matter(one: Thresholds, other: Thresholds) -> None:
    both = strictest([one, other])
    assert both == strictest([other, one]) == strictest([both, one])
