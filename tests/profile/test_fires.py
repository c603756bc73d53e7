"""Hidden fires: quiet in the index, far out in one indicator."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from passgenau.index.result import IndexResult
from passgenau.profile.fires import FireRule, hidden_fires
from tests.profile.county import COUNT, CURRENT, IDS, index_of, inputs, robustness_of, with_cell


def ranked_in_order() -> IndexResult:
    """Return an index in which area 001 is first and area 012 last."""
    return replace(index_of(CURRENT), rank=np.arange(1, COUNT + 1))


def test_an_area_far_down_with_one_extreme_value_is_found() -> None:
    (fire,) = hidden_fires(inputs(index=ranked_in_order(), robustness=None))
    assert (fire.area_id, fire.indicator_id, fire.position, fire.municipality) == ("012", "kita", 1, "Bruch")
    assert fire.deviation < -2


def test_the_sentence_gives_rank_with_its_interval_and_the_indicator() -> None:
    index = ranked_in_order()
    (fire,) = hidden_fires(inputs(index=index, robustness=robustness_of(index)))
    assert fire.sentence == "Rang 12 im Index (zwischen Rang 11 und 12), aber niedrigster Wert im Kreis: Kita."


def test_an_area_the_index_already_shows_is_not_hidden() -> None:
    index = ranked_in_order()
    turned = replace(index, rank=index.rank[::-1])
    assert [fire.area_id for fire in hidden_fires(inputs(index=turned))] == ["001"]


def test_context_is_never_a_fire() -> None:
    index = replace(ranked_in_order(), rank=np.arange(COUNT, 0, -1))
    assert {fire.indicator_id for fire in hidden_fires(inputs(index=index))} == {"hilfen"}


def test_a_hidden_value_is_never_a_fire() -> None:
    figures = with_cell(CURRENT, "012", "kita", "suppressed")
    assert hidden_fires(inputs(figures, index=ranked_in_order())) == ()


def test_only_values_beyond_their_uncertainty_count() -> None:
    few = replace(CURRENT, numerator=CURRENT.numerator / 100, denominator=CURRENT.denominator / 100)
    assert hidden_fires(inputs(few, index=ranked_in_order())) == ()


def test_the_rule_can_be_narrowed() -> None:
    complete = inputs(index=ranked_in_order())
    assert hidden_fires(complete, rule=FireRule(spreads=9.0)) == ()
    assert hidden_fires(complete, rule=FireRule(most=0)) == ()
    assert hidden_fires(complete, rule=FireRule(quiet_from=1.0)) == ()
    everyone = hidden_fires(complete, rule=FireRule(quiet_from=0.0))
    assert {fire.area_id for fire in everyone} == {IDS[0], IDS[-1]}


def test_without_an_index_nothing_is_hidden() -> None:
    assert hidden_fires(inputs(index=None, robustness=None)) == ()
