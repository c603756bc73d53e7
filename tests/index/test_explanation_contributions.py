"""A score and a distance are taken apart without a rest, whatever the method, weights, domains and gaps."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from passgenau.common.errors import PassgenauError
from passgenau.index.explanation import Reading, by_domain, explain_difference, explain_score
from tests.index.figures import definition, indicators, table_of
from tests.index.readings import definitions, invented, read, some_ranked

FEW = settings(max_examples=20, deadline=None)
VALUES = [[10.0, 4.0], [20.0, 9.0], [60.0, 5.0], [30.0, np.nan]]
RESCALED = definition(combine__missing={"rule": "rescale", "min_share": 0.5})


def near(one: float, other: float, *sizes: float) -> bool:
    """Return whether two numbers agree to 1e-12 of the largest number they were made from."""
    return abs(one - other) <= 1e-12 * max(1.0, abs(one), *(abs(size) for size in sizes))


@FEW
@given(data=st.data(), seed=st.integers(0, 999))
def test_contributions_add_up_to_the_score(data: st.DataObject, seed: int) -> None:
    reading = read(invented(seed), data.draw(definitions()))
    found = explain_score(reading, some_ranked(reading, seed))
    sizes = [part.contribution for part in found.parts]
    assert near(sum(sizes) + found.shift, found.final, found.shift, *sizes)
    assert near(sum(by_domain(found).values()) + found.shift, found.final, found.shift, *sizes)
    assert sum(abs(part.share) for part in found.parts) == pytest.approx(1.0 if any(sizes) else 0.0)
    assert len(found.parts) == len(reading.result.indicator_ids)


@FEW
@given(data=st.data(), seed=st.integers(0, 999))
def test_a_contribution_is_weight_times_standardised_value(data: st.DataObject, seed: int) -> None:
    reading = read(invented(seed), data.draw(definitions()))
    found = explain_score(reading, some_ranked(reading, seed))
    score = sum(part.weight * part.standardised for part in found.parts if part.state != "missing")
    assert score == pytest.approx(found.score, rel=1e-9, abs=1e-9)


@FEW
@given(data=st.data(), seed=st.integers(0, 999))
def test_differences_add_up_and_turn_round_when_the_areas_are_swapped(data: st.DataObject, seed: int) -> None:
    reading = read(invented(seed), data.draw(definitions()))
    first, second = some_ranked(reading, seed), some_ranked(reading, seed // 7)
    assume(first != second)
    found = explain_difference(reading, first, second_id=second)
    back = {part.indicator_id: part for part in explain_difference(reading, second, second_id=first).parts}
    sizes = [abs(part.first_contribution) + abs(part.second_contribution) for part in found.parts]
    assert near(sum(part.difference for part in found.parts), found.difference, found.first_final, *sizes)
    for part in found.parts:
        assert near(part.by_value + part.by_weight, part.difference, *sizes)
        assert near(part.difference, -back[part.indicator_id].difference, *sizes)
        assert near(part.by_value, -back[part.indicator_id].by_value, *sizes)


def test_parts_come_by_size_with_the_missing_ones_last() -> None:
    reading = Reading.of(table_of(VALUES), RESCALED)
    found = explain_score(reading, "a00")
    assert [abs(part.contribution) for part in found.parts] == sorted(
        (abs(part.contribution) for part in found.parts), reverse=True
    )
    assert [part.state for part in explain_score(reading, "a03").parts] == ["value", "missing"]


def test_a_missing_value_is_named_with_the_factor_that_made_up_for_it() -> None:
    chosen = definition(
        indicators=indicators(2, weight=[1.0, 3.0]), combine__missing={"rule": "rescale", "min_share": 0.5}
    )
    found = explain_score(Reading.of(table_of(VALUES), chosen), "a03")
    assert found.missing == ("x1",)
    assert found.filled == ()
    assert found.rescaling == pytest.approx(4.0)
    gone = found.parts[-1]
    assert np.isnan(gone.value)
    assert np.isnan(gone.standardised)
    assert (gone.weight, gone.contribution, gone.share) == (0.0, 0.0, 0.0)


def test_a_filled_value_is_named_and_enters_at_the_reference() -> None:
    filled = definition(combine__missing={"rule": "impute_reference", "min_share": 0.5}, standardise__method="minmax")
    found = explain_score(Reading.of(table_of(VALUES), filled), "a03")
    assert (found.missing, found.filled, found.rescaling) == ((), ("x1",), 1.0)
    part = next(part for part in found.parts if part.indicator_id == "x1")
    assert np.isnan(part.value)
    assert part.contribution == pytest.approx((6.0 - 4.0) / (9.0 - 4.0))


def test_a_robust_deviation_is_shown_against_the_median() -> None:
    values = [[1.0], [2.0], [3.0], [4.0], [90.0]]
    reading = Reading.of(table_of(values), definition(1, standardise__method="robust_z"))
    assert explain_score(reading, "a00").parts[0].reference == 3.0


def test_a_value_absent_from_one_area_only_differs_by_weight() -> None:
    found = explain_difference(Reading.of(table_of(VALUES), RESCALED), "a02", second_id="a03")
    part = next(part for part in found.parts if part.indicator_id == "x1")
    assert (part.first_state, part.second_state, part.by_value) == ("value", "missing", 0.0)
    assert part.by_weight == part.difference == part.first_contribution


def test_it_refuses_to_compare_an_area_with_itself() -> None:
    with pytest.raises(PassgenauError, match="zwei verschiedene Gebiete"):
        explain_difference(Reading.of(table_of(VALUES), RESCALED), "a00", second_id="a00")


def test_it_refuses_an_index_whose_contributions_do_not_add_up_and_says_which_do() -> None:
    reading = Reading.of(table_of(VALUES), RESCALED)
    product = replace(reading.result.definition, aggregate="geometric")
    other = replace(reading, result=replace(reading.result, definition=product, contributions_add_up=False))
    with pytest.raises(PassgenauError, match=r"„geometric“ zusammen.*„sum“ und „arithmetic“"):
        explain_score(other, "a00")


def test_it_refuses_contributions_that_are_not_weight_times_value() -> None:
    reading = Reading.of(table_of(VALUES), RESCALED)
    bent = replace(reading, result=replace(reading.result, contributions=reading.result.contributions * 1.1))
    with pytest.raises(PassgenauError, match="Gewicht mal standardisierter Wert"):
        explain_score(bent, "a00")


def test_it_refuses_an_unknown_area_and_one_without_a_score_with_its_reason() -> None:
    reading = Reading.of(table_of(VALUES), definition(combine__missing={"rule": "exclude_area"}))
    with pytest.raises(PassgenauError, match="„a99“ gibt es nicht"):
        explain_score(reading, "a99")
    with pytest.raises(PassgenauError, match=r"Gebiet a03 \(a03\) hat keinen Indexwert: ohne Wert bei: x1"):
        explain_score(reading, "a03")
