"""Against whom: a named group of areas, an earlier period, one single area."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from passgenau.common.errors import PassgenauError
from passgenau.index.compute import apply_reference, fit_reference, run_index
from passgenau.index.definition import IndexDefinition
from passgenau.index.robustness import run_robustness
from passgenau.indicators.table import IndicatorTable
from tests.index.figures import counted, definition, standardisation, table_of

GROUP = [{"id": "south", "name": "Süden", "areas": ["a00", "a01", "a02", "a03"]}]
METHODS = ["zscore", "robust_z", "relative", "minmax", "rank", "percentile_rank"]


def region(seed: int = 4, areas: int = 10, period: str = "2021") -> IndicatorTable:
    """Return invented areas with counts."""
    rng = np.random.default_rng(seed)
    base = rng.integers(100, 400, (areas, 3)).astype(float)
    return counted(np.round(base * rng.uniform(0.05, 0.4, (areas, 3))), base, periods=period)


def grouped(method: str = "zscore", **changes: Any) -> IndexDefinition:
    return definition(3, standardise=standardisation(method), groups=GROUP, reference__group="south", **changes)


@pytest.mark.parametrize("method", METHODS)
def test_a_group_is_the_reference_and_everyone_is_judged_against_it(method: str) -> None:
    table = region()
    result = run_index(table, grouped(method))
    alone = definition(3, standardise=standardisation(method))
    group = table.rows(np.isin(table.area_ids, GROUP[0]["areas"]))
    expected = apply_reference(table, alone, fit_reference(group, alone))
    np.testing.assert_allclose(result.score, expected.score, rtol=1e-12, atol=1e-12)
    assert result.reference.area_count == 4
    assert (result.rank > 0).all()


def test_a_group_with_unknown_areas_says_so_and_one_without_any_is_refused() -> None:
    some = [{"id": "south", "name": "Süden", "areas": ["a00", "a01", "zz"]}]
    (finding,) = run_index(region(), definition(3, groups=some, reference__group="south")).findings
    assert "Vergleichsgruppe „Süden“" in finding.text
    assert "zz" in finding.text
    nobody = [{"id": "south", "name": "Süden", "areas": ["zz"]}]
    with pytest.raises(PassgenauError, match="braucht es Gebiete dieser Gruppe"):
        run_index(region(), definition(3, groups=nobody, reference__group="south"))
    with pytest.raises(PassgenauError, match=r"reference\.group"):
        definition(3, reference__group="south")


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("restandardise", [False, True])
def test_an_earlier_period_is_the_yardstick(method: str, restandardise: bool) -> None:
    now, then = region(5), region(6, period="2019")
    plain = definition(3, standardise=standardisation(method), combine__restandardise=restandardise)
    dated = replace(plain, reference=replace(plain.reference, period="2019"))
    result = run_index(now, dated, earlier=then)
    expected = apply_reference(now, plain, fit_reference(then, plain))
    np.testing.assert_array_equal(result.final, expected.final)
    np.testing.assert_array_equal(result.rank, expected.rank)


def test_the_earlier_period_is_demanded_and_checked() -> None:
    dated = definition(3, reference__period="2019")
    with pytest.raises(PassgenauError, match="Zeitraum 2019; seine Werte werden gebraucht und fehlen"):
        run_index(region(), dated)
    with pytest.raises(PassgenauError, match="gegeben sind Werte für 2020"):
        run_index(region(), dated, earlier=region(period="2020"))


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("yardstick", ["group", "earlier"])
def test_replications_use_the_same_yardstick(method: str, yardstick: str) -> None:
    """Where nothing varies, every replication is the index; where counts vary, ranks scatter around it."""
    now, then = region(5), region(6, period="2019")
    more: dict[str, Any] = {"robustness": {"counts": "none"}, "combine__restandardise": True}
    more["classes"] = {"cuts": [-0.5, 0.5], "labels": ["unten", "mitte", "oben"]}
    if yardstick == "group":
        chosen, earlier = grouped(method, **more), None
    else:
        chosen, earlier = definition(3, standardise=standardisation(method), reference__period="2019", **more), then
    index = run_index(now, chosen, earlier=earlier)
    still = run_robustness(now, chosen, replications=3, seed=1, top=3, noise={}, earlier=earlier)
    np.testing.assert_array_equal(still.rank_p05, index.rank)
    labels = ["unten", "mitte", "oben"]
    assert [labels[place] for place in still.p_class.argmax(axis=1)] == list(index.klass)
    assert set(np.unique(still.p_class)) <= {0.0, 1.0}
    counting = replace(chosen, robustness=replace(chosen.robustness, counts="binomial"))  # type: ignore[type-var]
    moved = run_robustness(now, counting, replications=60, seed=1, top=3, noise={}, earlier=earlier)
    assert (moved.rank_p95 > moved.rank_p05).any()
    assert moved.p_top.sum() == pytest.approx(3)


def test_a_distance_to_an_area_is_measured_against_that_area() -> None:
    table = table_of([[1.0], [3.0], [5.0], [9.0]])
    chosen = definition(1, standardise=standardisation("distance_to_reference", reference_area="a02"))
    np.testing.assert_allclose(run_index(table, chosen).score, [0.0, 0.5, 1.0, 2.0])
    capped = definition(1, standardise=standardisation("distance_to_reference", reference_area="a02", cap=True))
    np.testing.assert_allclose(run_index(table, capped).score, [0.0, 0.5, 1.0, 1.0])
    lowest = definition(1, standardise=standardisation("distance_to_reference", reference_area="a00"))
    with pytest.raises(PassgenauError, match="geringsten Bedarf"):
        run_index(table, lowest)
    absent = definition(1, standardise=standardisation("distance_to_reference", reference_area="zz"))
    with pytest.raises(PassgenauError, match="„zz“"):
        run_index(table, absent)
