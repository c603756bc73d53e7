"""What leaves of the official index tells nothing about a hidden count: by enumeration, and by what it must refuse."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from passgenau.common.errors import PassgenauError
from passgenau.common.numbers_de import rounded
from passgenau.index.compute import run_index
from passgenau.index.definition import IndexDefinition
from passgenau.index.released import (
    ReleasedOutputs,
    agree,
    outputs_of,
    outputs_of_each,
    rounded_outputs,
    withhold,
)
from passgenau.index.unexplained import unexplained
from passgenau.index.verify_released import verify_outputs
from passgenau.indicators.table import IndicatorTable
from tests.index.counter_tables import every_table, protected, with_numerators
from tests.index.figures import counted, definition

LABELS = ["niedrig", "mittel", "hoch"]
CHOSEN = definition(
    2,
    combine__restandardise=True,
    combine__missing={"rule": "rescale", "min_share": 1.0},
    classes={"cuts": [-0.5, 0.9], "labels": LABELS},
)
TRUE = counted([[2, 40], [4, 30], [1, 20], [60, 80]], [[100, 200]] * 4)
HIDDEN = np.array([[True, False], [True, False], [True, False], [False, False]])
EVERY = list(every_table(TRUE, HIDDEN))


def official(**changes: object) -> ReleasedOutputs:
    """Return the outputs of the true table."""
    wanted = {"show": ("class", "rank", "score"), "decimals": 1, **changes}
    return outputs_of(TRUE, CHOSEN, **wanted)  # type: ignore[arg-type]


def widths(tables: list[IndicatorTable]) -> np.ndarray:
    """Return by how much each count differs between these tables."""
    counts = np.array([table.numerator for table in tables])
    return np.asarray(counts.max(axis=0) - counts.min(axis=0))


def says(published: ReleasedOutputs, other: ReleasedOutputs) -> bool:
    """Tell whether a table gives everything that is published."""
    return bool((agree(published, other) | published.hidden).all())


def left_over(published: ReleasedOutputs, tables: list[IndicatorTable]) -> list[IndicatorTable]:
    """Return the tables that a reader of the published outputs cannot exclude."""
    found = outputs_of_each(tables, CHOSEN, like=published)
    return [table for table, outputs in zip(tables, found, strict=True) if says(published, outputs)]


def extremes() -> list[IndicatorTable]:
    """Return two tables for every hidden count: one where it is smallest, one where it is largest."""
    by_cell = [sorted(EVERY, key=lambda table, row=row: table.numerator[row, 0]) for row in range(3)]  # type: ignore[misc]
    return [table for ordered in by_cell for table in (ordered[0], ordered[-1])]


def test_published_without_a_check_the_scores_would_give_the_hidden_counts_away() -> None:
    assert widths(EVERY)[:3, 0].tolist() == [7, 7, 7]
    assert len(left_over(official(decimals=3), EVERY)) == 1


def test_what_is_left_after_withholding_keeps_every_width_the_counter_tables_prove() -> None:
    tables = extremes()
    published = withhold(official(), outputs_of_each(tables, CHOSEN, like=official()))
    assert published.hidden.any()
    assert not published.hidden.all()
    left = left_over(published, EVERY)
    assert (widths(left) >= widths(tables)).all()
    assert verify_outputs(published, tables, CHOSEN) == ()


@settings(max_examples=15, deadline=None)
@given(st.lists(st.integers(0, len(EVERY) - 1), min_size=1, max_size=5), st.sampled_from(EVERY))
def test_any_choice_of_counter_tables_stays_possible_whatever_is_true(chosen: list[int], true: IndicatorTable) -> None:
    tables = [EVERY[place] for place in chosen]
    whole = outputs_of(true, CHOSEN, show=("class", "rank", "score", "contributions"), decimals=1)
    published = withhold(whole, outputs_of_each(tables, CHOSEN, like=whole))
    assert left_over(published, tables) == tables
    assert says(published, whole)
    assert verify_outputs(published, tables, CHOSEN) == ()


def test_where_the_counter_tables_differ_withholding_tells_nothing_about_which_of_them_is_true() -> None:
    tables = extremes()
    for true in tables:
        whole = outputs_of(true, CHOSEN, show=("class", "rank"), decimals=0)
        published = withhold(whole, outputs_of_each(tables, CHOSEN, like=whole))
        assert not unexplained(published, outputs_of_each(tables, CHOSEN, like=whole)).any()
        assert published.hidden.tolist() == withheld_of_first(tables).tolist()


def withheld_of_first(tables: list[IndicatorTable]) -> np.ndarray:
    """Return what is withheld where the first counter-table is the true one."""
    whole = outputs_of(tables[0], CHOSEN, show=("class", "rank"), decimals=0)
    return withhold(whole, outputs_of_each(tables, CHOSEN, like=whole)).hidden


def test_it_says_where_withholding_itself_would_tell_something() -> None:
    whole = official(show=("score",))
    other = next(table for table in EVERY if not says(whole, next(outputs_of_each([table], CHOSEN, like=whole))))
    outputs = list(outputs_of_each([other], CHOSEN, like=whole))
    published = withhold(whole, outputs)
    assert unexplained(published, outputs).tolist() == published.hidden.tolist()


def test_the_outputs_are_those_of_the_index_itself() -> None:
    shown = official(show=("contributions", "score", "class", "rank"), decimals=2)
    result = run_index(TRUE, CHOSEN)
    assert shown.columns == ("class", "rank", "score", "contribution:x0", "contribution:x1")
    assert shown.class_words() == result.klass
    assert shown.column("rank").tolist() == result.rank.tolist()
    np.testing.assert_allclose(shown.column("score"), result.score_standardised, atol=0.005 + 1e-9)
    np.testing.assert_allclose(shown.values[:, 3:], result.contributions, atol=0.005 + 1e-9)


def test_an_area_without_a_score_has_no_output_and_is_not_called_withheld() -> None:
    table = protected(TRUE, np.array([[False, False]] * 3 + [[True, False]]))
    shown = outputs_of(table, CHOSEN, show=("class", "rank", "score"), decimals=1)
    assert np.isnan(shown.values[3]).all()
    assert not shown.hidden.any()
    assert agree(shown, shown).all()


def test_having_a_score_only_in_a_counter_table_counts_as_a_difference() -> None:
    small = definition(2, reference__exclude={"population_below": 50})
    table = replace(TRUE, populations=np.array([500.0, 40.0, 500.0, 500.0]))
    other = replace(table, populations=np.array([500.0, 60.0, 500.0, 500.0]))
    whole = outputs_of(table, small, show=("rank",), decimals=0)
    published = withhold(whole, outputs_of_each([other], small, like=whole))
    assert published.hidden[1, 0]


def test_equal_scores_share_a_rank_and_a_table_that_parts_them_withholds_it() -> None:
    tied = counted([[10, 5], [10, 5], [20, 9]], [[100, 100]] * 3)
    parted = with_numerators(tied, np.array([[9.0, 5], [11, 5], [20, 9]]))
    whole = outputs_of(tied, definition(2), show=("rank",), decimals=0)
    assert whole.column("rank").tolist() == [2, 2, 1]
    published = withhold(whole, outputs_of_each([parted], definition(2), like=whole))
    assert published.withheld("rank").tolist() == [True, False, False]


def test_a_counter_table_from_which_no_index_can_be_computed_agrees_with_nothing() -> None:
    constant = with_numerators(TRUE, np.array([[2.0, 40], [2, 40], [2, 40], [2, 40]]))
    published = withhold(official(), outputs_of_each([constant], CHOSEN, like=official()))
    assert published.hidden.all()
    assert np.isnan(published.values).all()
    (first, *_) = verify_outputs(official(), [constant], CHOSEN)
    assert "gar keinen Index" in first.text


def test_what_is_withheld_carries_no_value() -> None:
    published = withhold(official(), outputs_of_each(extremes(), CHOSEN, like=official()))
    assert np.isnan(published.values[published.hidden]).all()
    assert all(
        not word for word, gone in zip(published.class_words(), published.withheld("class"), strict=True) if gone
    )


def test_it_refuses_to_withhold_without_any_counter_table() -> None:
    with pytest.raises(PassgenauError, match="Ohne Gegentabelle"):
        withhold(official(), [])
    with pytest.raises(PassgenauError, match="Ohne Gegentabelle"):
        unexplained(official(), [])


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"show": ()}, "jedes einmal"),
        ({"show": ("rank", "rank")}, "jedes einmal"),
        ({"show": ("place",)}, "jedes einmal"),
        ({"decimals": 7}, "von 0 bis 6"),
        ({"decimals": -1}, "von 0 bis 6"),
    ],
)
def test_it_refuses_outputs_nobody_can_give(changes: dict[str, object], said: str) -> None:
    with pytest.raises(PassgenauError, match=said):
        official(**changes)


def test_it_refuses_classes_of_a_definition_without_any() -> None:
    with pytest.raises(PassgenauError, match="bildet keine Klassen"):
        outputs_of(TRUE, definition(2), show=("class",), decimals=0)


def test_it_compares_only_the_same_areas_outputs_and_decimals() -> None:
    with pytest.raises(PassgenauError, match="Nachkommastellen verschieden"):
        agree(official(), official(decimals=2))
    with pytest.raises(PassgenauError, match="Ergebnisse verschieden"):
        agree(official(), official(show=("class",)))
    with pytest.raises(PassgenauError, match="dieselben Gebiete"):
        list(outputs_of_each([TRUE.rows(np.array([True, True, True, False]))], CHOSEN, like=official()))


@given(st.decimals(-500, 500, places=4), st.integers(0, 3))
def test_it_rounds_as_numbers_are_rounded_for_people(value: Decimal, decimals: int) -> None:
    found = rounded_outputs(np.array([float(value)]), decimals)
    assert found[0] == float(rounded(float(value), decimals))
    assert not np.signbit(found[0]) or found[0] < 0


def test_the_arithmetic_of_the_machine_does_not_decide_a_rounding() -> None:
    assert rounded_outputs(np.array([0.15 - 1e-12, 0.15 + 1e-12, -0.01, np.nan]), 1)[:3].tolist() == [0.2, 0.2, 0.0]


class TestVerifying:
    """The check refuses what no counter-table bears out."""

    def test_it_names_area_output_and_table_of_every_contradiction(self) -> None:
        whole = official()
        found = verify_outputs(whole, extremes(), CHOSEN)
        differing = withhold(whole, outputs_of_each(extremes(), CHOSEN, like=whole)).hidden
        assert len(found) == differing.sum()
        assert {finding.place.area_id for finding in found} == {
            area for area, gone in zip(TRUE.area_ids, differing.any(axis=1), strict=True) if gone
        }
        assert "Gegentabelle" in found[0].text

    def test_one_withheld_output_put_back_is_found(self) -> None:
        whole = official()
        published = withhold(whole, outputs_of_each(extremes(), CHOSEN, like=whole))
        for row, column in np.argwhere(published.hidden):
            values, hidden = published.values.copy(), published.hidden.copy()
            values[row, column], hidden[row, column] = whole.values[row, column], False
            found = verify_outputs(replace(published, values=values, hidden=hidden), extremes(), CHOSEN)
            assert [finding.place.area_id for finding in found] == [TRUE.area_ids[row]]

    def test_it_refuses_a_hidden_cell_with_a_value(self) -> None:
        leaking = replace(official(), hidden=np.ones((4, 3), dtype=bool))
        assert [finding.code for finding in verify_outputs(leaking, [TRUE], CHOSEN)] == ["released.not_hidden"]

    def test_it_refuses_to_accept_without_any_counter_table(self) -> None:
        assert [finding.code for finding in verify_outputs(official(), [], CHOSEN)] == ["released.no_tables"]

    @pytest.mark.parametrize(
        ("changes", "code"),
        [
            ({"class_labels": ("a", "b", "c")}, "released.labels"),
            ({"columns": ("class", "rank", "place")}, "released.show"),
            ({"columns": ("class", "rank")}, "released.shape"),
            ({"area_ids": ("a", "b", "c", "d")}, "released.other_areas"),
            ({"columns": ("rank", "class", "score")}, "released.columns"),
        ],
    )
    def test_it_refuses_what_does_not_fit_together(self, changes: dict[str, object], code: str) -> None:
        wrong = replace(official(), **changes)  # type: ignore[arg-type]
        assert code in [finding.code for finding in verify_outputs(wrong, [TRUE], CHOSEN)]

    def test_it_wants_the_earlier_figures_of_every_counter_table(self) -> None:
        found = verify_outputs(official(), [TRUE, TRUE], CHOSEN, earlier=[TRUE])
        assert [finding.code for finding in found] == ["released.earlier"]


def test_a_reference_of_an_earlier_period_is_read_from_each_counter_table() -> None:
    then: IndexDefinition = definition(2, reference__period="2020")
    before = replace(TRUE, periods=("2020", "2020"))
    shown = outputs_of(TRUE, then, show=("score",), decimals=1, earlier=before)
    assert verify_outputs(shown, [TRUE], then, earlier=[before]) == ()
    moved = with_numerators(before, np.array([[9.0, 40], [4, 30], [1, 20], [53, 80]]))
    assert verify_outputs(shown, [TRUE], then, earlier=[moved]) != ()
    assert verify_outputs(shown, [TRUE], then) != ()
