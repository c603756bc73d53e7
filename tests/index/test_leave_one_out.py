"""What a single indicator or domain decides."""

from __future__ import annotations

import numpy as np

from passgenau.index.compute import run_index
from passgenau.index.leave_one_out import leave_one_out, without_element
from tests.index.figures import definition, table_of
from tests.index.test_levels import levels


def test_every_indicator_and_domain_is_left_out_once_and_a_domain_with_all_below_it() -> None:
    values = np.random.default_rng(2).uniform(1, 9, (9, 4))
    chosen = levels("arithmetic")
    found = leave_one_out(table_of(values), chosen, top=3)
    assert [(one.element, one.id) for one in found] == [
        *(("indicator", f"x{number}") for number in range(4)), ("domain", "wide"), ("domain", "deep"),
        ("domain", "other"),
    ]  # fmt: skip
    wide = without_element(chosen, "domain", "wide")
    assert [one.id for one in wide.indicators] == ["x3"]
    assert [domain.id for domain in wide.domains] == ["other"]
    by_id = {one.id: one for one in found}
    result = by_id["wide"].result
    assert result is not None
    np.testing.assert_array_equal(result.rank, run_index(table_of(values), wide).rank)


def test_an_indicator_that_moves_nobody_has_no_shift_and_exchanges_nobody() -> None:
    values = np.arange(6.0)[:, None] * np.ones((1, 3))
    for one in leave_one_out(table_of(values), definition(3), top=2):
        assert (one.mean_shift, one.entering, one.leaving) == (0.0, (), ())


def test_who_enters_and_leaves_is_named() -> None:
    values = [[9.0, 0.0], [5.0, 5.0], [1.0, 9.0]]
    first, _ = leave_one_out(table_of(values), definition(), top=1)
    assert first.leaving + first.entering
    assert first.entering == ("a02",)


def test_what_cannot_be_left_out_says_why() -> None:
    (only,) = leave_one_out(table_of([[1.0], [2.0]]), definition(1), top=1)
    assert only.result is None
    assert "kein Indikator" in only.reason
    assert np.isnan(only.mean_shift)
