"""Where the doubt comes from: shares of the spread of ranks by counts, weights and choices."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from passgenau.common.errors import PassgenauError
from passgenau.index.result import SourceShares
from passgenau.index.robustness import rank_shares
from tests.index.test_robustness import EVERYTHING, built, region


def shares(robustness: dict[str, Any], **changes: Any) -> SourceShares:
    options: dict[str, Any] = {"replications": 400, "seed": 3, "noise": {}, **changes}
    table = options.pop("table", region())
    return rank_shares(table, built(robustness=robustness), **options)


@pytest.mark.parametrize(
    ("robustness", "source"),
    [
        ({"counts": "binomial"}, "counts"),
        ({"weights": {"law": "uniform", "spread": 0.8}}, "weights"),
        ({"choices": {"method": ["zscore", "rank", "minmax"]}}, "choices"),
    ],
)
def test_a_single_source_explains_everything(robustness: dict[str, Any], source: str) -> None:
    found = shares(robustness)
    assert found.sources == (source,)
    moving = ~np.isnan(found.total[:, 0])
    assert moving.any()
    np.testing.assert_allclose(found.overall_total, 1.0, atol=0.1)
    np.testing.assert_allclose(found.overall_first, 1.0, atol=0.15)


def test_shares_lie_between_nothing_and_everything_and_total_is_not_less_than_first() -> None:
    found = shares(EVERYTHING)
    assert found.sources == ("counts", "weights", "choices")
    for values in (found.first, found.total, found.overall_first, found.overall_total):
        known = values[~np.isnan(values)]
        assert ((known >= 0) & (known <= 1)).all()
    assert (found.overall_total >= found.overall_first - 0.1).all()
    assert found.overall_first.sum() <= 1.15


def test_small_counts_make_chance_the_main_source() -> None:
    small = shares({**EVERYTHING, "weights": {"law": "uniform", "spread": 0.05}}, table=region(base=40))
    large = shares({**EVERYTHING, "weights": {"law": "uniform", "spread": 0.05}}, table=region(base=100_000))
    place = small.sources.index("counts")
    assert small.overall_total[place] > 0.8
    assert large.overall_total[place] < 0.5


def test_threads_and_the_order_of_areas_change_nothing() -> None:
    one, two = shares(EVERYTHING), shares(EVERYTHING, workers=2)
    np.testing.assert_array_equal(one.first, two.first)
    np.testing.assert_array_equal(one.total, two.total)


def test_where_nothing_varies_there_are_no_shares() -> None:
    found = shares({"counts": "none"})
    assert found.sources == ()
    assert found.first.shape == (12, 0)


def test_too_few_or_too_many_replications_are_refused() -> None:
    with pytest.raises(PassgenauError, match="mindestens 100"):
        shares(EVERYTHING, replications=99)
    with pytest.raises(PassgenauError, match="höchstens"):
        shares(EVERYTHING, replications=10_000_000)
