"""The change of a score between two years is split into area, reference and choice without a rest."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from passgenau.common.errors import PassgenauError
from passgenau.index.compute import run_index
from passgenau.index.definition import Treatment
from passgenau.index.explanation import AreaChange, Reading, explain_change
from tests.index.figures import definition, indicators, table_of
from tests.index.readings import definitions, invented, read, some_ranked
from tests.index.test_explanation_contributions import near

FEW = settings(max_examples=20, deadline=None)
BEFORE = [[10.0, 4.0], [20.0, 9.0], [60.0, 5.0], [30.0, 7.0]]
PARTS = ("area", "reference", "choice")


def changed(before: object, after: object, area: str = "a00", **choices: object) -> AreaChange:
    """Return the change between two small tables under the plain definition."""
    chosen = definition(**choices)
    readings = [Reading.of(table_of(values), chosen) for values in (before, after)]  # type: ignore[arg-type]
    return explain_change(area, earlier=readings[0], later=readings[1])


def sizes(found: AreaChange) -> list[float]:
    """Return the numbers that the parts were made from."""
    return [
        found.earlier_final,
        found.later_final,
        found.restandardised,
        *(abs(getattr(part, name)) for part in found.parts for name in PARTS),
    ]


@FEW
@given(data=st.data(), seed=st.integers(0, 999))
def test_the_parts_add_up_to_the_change_and_turn_round_when_the_years_are_swapped(
    data: st.DataObject, seed: int
) -> None:
    chosen = data.draw(definitions())
    earlier, later = read(invented(seed), chosen), read(invented(seed + 1000), chosen)
    area = some_ranked(earlier, seed, later)
    found, back = (
        explain_change(area, earlier=earlier, later=later),
        explain_change(area, earlier=later, later=earlier),
    )
    size = sizes(found)
    assert near(found.area + found.reference + found.choice, found.change, *size)
    assert near(sum(part.total for part in found.parts) + found.restandardised, found.change, *size)
    reverse = {part.indicator_id: part for part in back.parts}
    for name in PARTS:
        assert near(getattr(found, name), -getattr(back, name), *size)
        for part in found.parts:
            assert near(getattr(part, name), -getattr(reverse[part.indicator_id], name), *size)


@FEW
@given(data=st.data(), seed=st.integers(0, 999))
def test_other_indicators_and_weights_leave_no_rest_either(data: st.DataObject, seed: int) -> None:
    first = data.draw(definitions())
    other = data.draw(definitions(first.method))
    second = replace(
        other, direction=first.direction, aggregate=first.aggregate, restandardise=first.restandardise,
        indicators=other.indicators[:-1],
    )  # fmt: skip
    earlier, later = read(invented(seed), first), read(invented(seed + 1000), second)
    found = explain_change(some_ranked(earlier, seed, later), earlier=earlier, later=later)
    assert near(found.area + found.reference + found.choice, found.change, *sizes(found))
    gone = next(part for part in found.parts if part.indicator_id == "x3")
    assert (gone.area, gone.reference) == (0.0, 0.0)
    assert np.isnan(gone.later_value)


@FEW
@given(data=st.data(), seed=st.integers(0, 999))
def test_nothing_changed_means_that_every_part_is_zero(data: st.DataObject, seed: int) -> None:
    reading = read(invented(seed), data.draw(definitions()))
    found = explain_change(some_ranked(reading, seed), earlier=reading, later=reading)
    everything = [found.change, found.restandardised, *(getattr(found, name) for name in PARTS)]
    everything += [getattr(part, name) for part in found.parts for name in PARTS]
    assert not np.any(everything)
    assert found.rank_alone == found.earlier_rank


@pytest.mark.parametrize("method", ["zscore", "difference", "minmax"])
def test_an_area_that_stays_as_it_was_is_moved_by_the_reference_alone(method: str) -> None:
    after = [[5.0, 4.0], [20.0, 9.5], [40.0, 3.0], BEFORE[3]]
    found = changed(BEFORE, after, "a03", standardise__method=method)
    assert (found.area, found.choice) == (0.0, 0.0)
    assert found.reference == pytest.approx(found.change)
    assert found.change != 0


def test_against_a_reference_that_stands_still_the_area_alone_has_moved() -> None:
    """Two areas trade places around the same mean and spread."""
    after = [BEFORE[1], BEFORE[0], BEFORE[2], BEFORE[3]]
    found = changed(BEFORE, after)
    assert found.area == pytest.approx(found.change)
    assert found.reference == pytest.approx(0.0, abs=1e-12)


def test_the_split_is_the_mean_over_both_orders() -> None:
    """By hand: differences from the mean; the area rises by 12, the mean by 5."""
    found = changed([[10.0, 1.0], [20.0, 2.0]], [[22.0, 1.0], [18.0, 2.0]], standardise__method="difference")
    part = next(part for part in found.parts if part.indicator_id == "x0")
    assert (part.area, part.reference, part.choice) == pytest.approx((12.0, -5.0, 0.0))


def test_a_weight_that_changed_belongs_to_the_choice() -> None:
    first, second = (definition(indicators=indicators(2, weight=weight)) for weight in ([1.0, 1.0], [3.0, 1.0]))
    table = table_of(BEFORE)
    found = explain_change("a00", earlier=Reading.of(table, first), later=Reading.of(table, second))
    assert (found.area, found.reference) == (0.0, 0.0)
    assert found.choice == pytest.approx(2 * run_index(table, first).standardised[0, 0])


def test_a_value_missing_in_one_year_belongs_to_the_choice() -> None:
    after = [[10.0, np.nan], *BEFORE[1:]]
    found = changed(BEFORE, after, combine__missing={"rule": "rescale", "min_share": 0.5})
    gone = next(part for part in found.parts if part.indicator_id == "x1")
    assert (gone.area, gone.reference) == (0.0, 0.0)
    assert gone.choice == -gone.earlier_contribution
    assert np.isnan(gone.later_value)


def test_an_indicator_read_the_other_way_round_belongs_to_the_choice() -> None:
    first, second = (definition(indicators=indicators(2, direction=signs)) for signs in ([1, 1], [-1, 1]))
    table = table_of(BEFORE)
    found = explain_change("a00", earlier=Reading.of(table, first), later=Reading.of(table, second))
    turned = next(part for part in found.parts if part.indicator_id == "x0")
    assert turned.choice == pytest.approx(-2 * turned.earlier_contribution)
    assert found.choice == pytest.approx(found.change)


def test_an_indicator_that_ended_belongs_to_the_choice() -> None:
    entries = indicators(2)
    entries[1]["last_period"] = "2017"
    chosen = definition(indicators=entries)
    earlier = Reading.of(table_of(BEFORE, periods="2017"), chosen)
    later = Reading.of(table_of([row[:1] for row in BEFORE], periods="2019"), chosen)
    found = explain_change("a01", earlier=earlier, later=later)
    assert [part.indicator_id for part in found.parts if part.choice] == ["x1"]
    assert found.choice == pytest.approx(found.change)


def test_the_rank_alone_is_the_one_with_only_its_own_values_changed() -> None:
    after = [[70.0, 9.0], [90.0, 30.0], [60.0, 5.0], [30.0, 7.0]]
    found = changed(BEFORE, after)
    alone = run_index(table_of([after[0], *BEFORE[1:]]), definition())
    assert (found.earlier_rank, found.later_rank, found.rank_alone) == (4, 2, int(alone.rank[0]))
    assert found.rank_alone == 1


def test_a_rank_alone_that_cannot_be_computed_is_not_invented() -> None:
    found = changed([[1.0, 4.0], [2.0, 9.0]], [[2.0, 4.0], [3.0, 9.0]])
    assert found.rank_alone is None


@pytest.mark.parametrize(
    ("choices", "word"),
    [
        ({"standardise__method": "minmax"}, "die Standardisierung"),
        ({"combine__direction": "absolute"}, "die Richtung der Zusammenfassung"),
        ({"combine__aggregate": "arithmetic"}, "die Zusammenfassung"),
        ({"combine__restandardise": True}, "das erneute Standardisieren"),
    ],
)
def test_it_refuses_years_that_were_not_measured_alike(choices: dict[str, object], word: str) -> None:
    table = table_of(BEFORE)
    earlier, later = Reading.of(table, definition()), Reading.of(table, definition(**choices))
    with pytest.raises(PassgenauError, match=f"gleich gemessen sein; verschieden ist {word}"):
        explain_change("a00", earlier=earlier, later=later)


def test_it_refuses_a_definition_that_changes_outliers() -> None:
    treated = replace(definition(), treatment=Treatment(2.0, 3.5, winsorise=2, then="none"))
    plain = Reading.of(table_of(BEFORE), definition())
    reading = replace(plain, result=replace(plain.result, definition=treated))
    with pytest.raises(PassgenauError, match="Ausreißer verändert"):
        explain_change("a00", earlier=reading, later=reading)


def test_it_refuses_an_area_without_a_score_in_one_of_the_years_with_year_and_reason() -> None:
    chosen = definition(combine__missing={"rule": "exclude_area"})
    earlier = Reading.of(table_of([[10.0, np.nan], *BEFORE[1:]], periods="2019"), chosen)
    later = Reading.of(table_of(BEFORE), chosen)
    with pytest.raises(PassgenauError, match=r"Zeitraum 2019.*a00.*keinen Indexwert: ohne Wert bei: x1"):
        explain_change("a00", earlier=earlier, later=later)
