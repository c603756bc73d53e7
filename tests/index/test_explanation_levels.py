"""Explanations of an index of several levels, of filled gaps, and of an earlier period as yardstick."""

from __future__ import annotations

import numpy as np
import pytest

from passgenau.common.errors import PassgenauError
from passgenau.index.compute import run_index
from passgenau.index.explanation import Reading, explain_change, explain_cut, explain_difference, explain_score
from tests.index.figures import definition, table_of
from tests.index.test_levels import levels

NAN = float("nan")


def values(seed: int) -> np.ndarray:
    found = np.random.default_rng(seed).uniform(1, 9, (9, 4))
    found[[2, 5], [0, 3]] = NAN
    return found


@pytest.mark.parametrize("kind", ["sum", "arithmetic"])
def test_contributions_distances_and_changes_add_up_over_all_levels(kind: str) -> None:
    chosen = levels(kind)
    now, then = Reading.of(table_of(values(1)), chosen), Reading.of(table_of(values(2), periods="2019"), chosen)
    for area in now.result.area_ids:
        found = explain_score(now, area)
        assert sum(part.contribution for part in found.parts) + found.shift == pytest.approx(found.final, rel=1e-12)
        change = explain_change(area, earlier=then, later=now)
        assert change.area + change.reference + change.choice == pytest.approx(change.change, abs=1e-9)
    distance = explain_difference(now, "a00", second_id="a01")
    assert sum(part.difference for part in distance.parts) == pytest.approx(distance.difference, abs=1e-9)


def test_the_smallest_change_holds_in_an_index_of_levels() -> None:
    chosen = levels("arithmetic")
    table = table_of(values(1))
    first = table.area_ids[int(np.argmax(run_index(table, chosen).rank == 1))]
    found = explain_cut(Reading.of(table, chosen), first, top=2)
    able = [part for part in found.changes if not np.isnan(part.needed)]
    assert able
    for part in able:
        moved = table.value.copy()
        row, column = table.area_ids.index(first), table.indicator_ids.index(part.indicator_id)
        moved[row, column] = part.needed
        assert run_index(table_of(moved), chosen).rank[row] > 2


def test_a_filled_gap_is_named_as_filled() -> None:
    chosen = definition(4, combine__missing={"rule": "impute_mean", "min_share": 0.5})
    found = explain_score(Reading.of(table_of(values(1)), chosen), "a02")
    assert found.filled == ("x0",)
    assert found.missing == ()
    assert sum(part.contribution for part in found.parts) == pytest.approx(found.final)


def test_an_index_with_an_earlier_yardstick_is_explained_against_it() -> None:
    whole = np.random.default_rng(4).uniform(1, 9, (8, 2))
    chosen = definition(reference__period="2019", combine__restandardise=True)
    earlier = table_of(whole * 0.5, periods="2019")
    reading = Reading.of(table_of(whole), chosen, earlier=earlier)
    found = explain_score(reading, "a03")
    assert sum(part.contribution for part in found.parts) + found.shift == pytest.approx(found.final)
    with pytest.raises(PassgenauError, match="nicht nachrechnen"):
        explain_cut(reading, "a03", top=3)


def test_an_index_that_does_not_add_up_is_not_explained() -> None:
    chosen = levels("arithmetic", inner="geometric")
    with pytest.raises(PassgenauError, match="sich die Beiträge zu ihm addieren"):
        explain_score(Reading.of(table_of(values(1)), chosen), "a00")
