"""Domains below domains, an aggregate and a demanded share at each, and classes that are shares of the areas."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from passgenau.common.errors import PassgenauError
from passgenau.index.compute import apply_reference, fit_reference, run_index
from passgenau.index.context import implied_domain_weights
from passgenau.index.definition import IndexDefinition
from passgenau.index.robustness import run_robustness
from tests.index.figures import definition, indicators, table_of

NAN = float("nan")
FEW = settings(max_examples=12, deadline=None)
VALUES = arrays(np.float64, st.tuples(st.integers(5, 9), st.just(4)), elements=st.integers(1, 999).map(float))
KINDS = ["sum", "arithmetic", "geometric", "harmonic", "generalised", "copeland"]
RANGE = {"method": "minmax", "lower": 1.0, "upper": 100.0}


def levels(kind: str, inner: str = "", **changes: Any) -> IndexDefinition:
    """Return two domains, one of them below the other: x0, x1 in „deep“ below „wide“, x2 in „wide“, x3 in „other“."""
    domains = [
        {"id": "wide", "name": "Weit", "weight": 2.0},
        {"id": "deep", "name": "Tief", "weight": 3.0, "parent": "wide"} | ({"aggregate": inner} if inner else {}),
        {"id": "other", "name": "Anders", "weight": 1.0},
    ]
    power = {"combine__power": 2.0} if "generalised" in (kind, inner) else {}
    plain: dict[str, Any] = {
        "standardise": RANGE,
        "combine__aggregate": kind,
        "combine__missing": {"rule": "rescale"},
        "domains": domains,
        "indicators": indicators(4, domain=["deep", "deep", "wide", "other"], weight=[1.0, 2.0, 1.0, 1.0]),
    }
    return definition(4, **{**plain, **power, **changes})


def spread(values: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Return values of which no column is constant."""
    apart = values.copy()
    apart[0] += 1000.0
    return apart


def test_an_index_of_levels_is_what_a_pencil_finds() -> None:
    table = table_of([[1.0, 1.0, 1.0, 5.0], [3.0, 2.0, 5.0, 1.0], [5.0, 5.0, 3.0, 3.0]])
    chosen = levels("arithmetic", standardise={"method": "scaled", "low": 0.0, "high": 1.0, "factor": 1.0})
    result = run_index(table, chosen)
    deep = np.array([1.0, (3 + 2 * 2) / 3, 5.0])
    wide = (3 * deep + np.array([1.0, 5.0, 3.0])) / 4
    np.testing.assert_allclose(result.domain_scores[:, 1], deep)
    np.testing.assert_allclose(result.domain_scores[:, 0], wide)
    np.testing.assert_allclose(result.score, (2 * wide + np.array([5.0, 1.0, 3.0])) / 3)
    assert implied_domain_weights(chosen) == pytest.approx({"deep": 0.5, "wide": 1 / 6, "other": 1 / 3})


@pytest.mark.parametrize("kind", ["sum", "arithmetic"])
@FEW
@given(values=VALUES, seed=st.integers(0, 99))
def test_contributions_add_up_over_all_levels_also_with_gaps(
    kind: str, values: npt.NDArray[np.float64], seed: int
) -> None:
    values = spread(values)
    gaps = np.random.default_rng(seed).random(values.shape) < 0.25
    gaps[0] = gaps[1] = False
    result = run_index(table_of(np.where(gaps, NAN, values)), levels(kind))
    ranked = result.rank > 0
    np.testing.assert_allclose(np.nansum(result.contributions, axis=1)[ranked], result.score[ranked], rtol=1e-12)
    assert result.contributions_add_up


@pytest.mark.parametrize("kind", KINDS)
@FEW
@given(values=VALUES, seed=st.integers(0, 9))
def test_no_order_changes_any_aggregate(kind: str, values: npt.NDArray[np.float64], seed: int) -> None:
    values = spread(values)
    rows = np.random.default_rng(seed).permutation(len(values))
    one = run_index(table_of(values), levels(kind))
    areas = [f"a{row:02d}" for row in rows]
    turned = table_of(values[rows][:, ::-1], area_ids=areas, indicator_ids=["x3", "x2", "x1", "x0"])
    other = run_index(turned, levels(kind))
    np.testing.assert_allclose(one.score[rows], other.score, rtol=1e-9)
    np.testing.assert_array_equal(one.rank[rows], other.rank)


@pytest.mark.parametrize("kind", KINDS)
@FEW
@given(values=VALUES, more=st.integers(1, 500))
def test_more_need_never_lowers_an_area_against_the_same_reference(
    kind: str, values: npt.NDArray[np.float64], more: int
) -> None:
    values, chosen = spread(values), levels(kind)
    before = run_index(table_of(values), chosen)
    worse = values.copy()
    worse[1] += more
    after = apply_reference(table_of(worse), chosen, fit_reference(table_of(values), chosen))
    assert after.score[1] >= before.score[1]
    assert after.rank[1] <= before.rank[1]


@FEW
@given(values=VALUES)
def test_means_lie_between_the_smallest_and_the_largest_value_and_in_their_order(
    values: npt.NDArray[np.float64],
) -> None:
    """Harmonic, geometric, arithmetic, quadratic: the old inequality of means."""
    flat = {"standardise": RANGE, "indicators": indicators(4, weight=[1.0, 2.0, 0.5, 1.0])}
    scores = []
    for kind in ("harmonic", "geometric", "arithmetic", "generalised"):
        power = {"combine__power": 2.0} if kind == "generalised" else {}
        result = run_index(table_of(spread(values)), definition(4, combine__aggregate=kind, **flat, **power))
        scores.append(result.score)
        assert (result.score >= result.standardised.min(axis=1) - 1e-9).all()
        assert (result.score <= result.standardised.max(axis=1) + 1e-9).all()
        assert result.contributions_add_up == (kind == "arithmetic")
    assert (np.diff(scores, axis=0) >= -1e-9).all()


@pytest.mark.parametrize("kind", KINDS)
def test_where_nothing_varies_every_replication_is_the_index_of_levels(kind: str) -> None:
    values = np.random.default_rng(3).uniform(1, 9, (9, 4))
    values[[2, 5], [0, 3]] = NAN
    chosen = levels(kind, robustness={"counts": "none"})
    index = run_index(table_of(values), chosen)
    result = run_robustness(table_of(values), chosen, replications=3, seed=1, top=2, noise={})
    np.testing.assert_array_equal(result.rank_p50, index.rank)


def test_an_aggregate_may_be_a_choice_of_the_monte_carlo() -> None:
    values = [[1.0, 9.0, 5.0, 5.0], [5.0, 5.0, 5.0, 5.0], [9.0, 2.0, 6.0, 1.0], [3.0, 4.0, 8.0, 2.0]]
    flat = definition(
        4, standardise=RANGE, combine__aggregate="arithmetic",
        robustness={"choices": {"aggregate": ["arithmetic", "geometric"]}},
    )  # fmt: skip
    result = run_robustness(table_of(values), flat, replications=200, seed=1, top=1, noise={})
    assert (result.rank_p05 < result.rank_p95).any()


def test_a_domain_with_too_few_values_says_nothing_and_an_area_without_domains_has_a_reason() -> None:
    values = np.random.default_rng(1).uniform(1, 9, (6, 4))
    values[1, 0] = NAN
    values[2, [0, 2, 3]] = NAN
    domains = [
        {"id": "one", "name": "Eins", "weight": 1.0, "min_share": 1.0},
        {"id": "two", "name": "Zwei", "weight": 1.0, "min_share": 1.0},
    ]
    chosen = definition(
        4,
        combine__aggregate="arithmetic",
        combine__missing={"rule": "rescale"},
        domains=domains,
        indicators=indicators(4, domain=["one", "one", "two", "two"]),
    )
    result = run_index(table_of(values), chosen)
    assert np.isnan(result.domain_scores[1, 0])
    assert result.score[1] == pytest.approx(result.domain_scores[1, 1])
    assert result.rank[2] == 0
    assert result.reason[2].startswith("in keinem Bereich sind so viele Indikatoren mit Wert")


BROKEN: dict[str, tuple[dict[str, Any], str]] = {
    "a circle": (
        {"domains": [{"id": one, "name": one, "weight": 1.0, "parent": other} for one, other in ("de", "ed")]},
        "unter sich selbst",
    ),
    "an unknown parent": ({"domains": [{"id": "d", "name": "D", "weight": 1.0, "parent": "z"}]}, "„z“"),
    "levels without weights": (
        {"domains": [{"id": "d", "name": "D", "aggregate": "geometric"}], "indicators": indicators(2, domain="d")},
        "braucht jeder ein Gewicht",
    ),
    "a mean of powers without power": ({"combine__aggregate": "generalised"}, "combine.power"),
    "a power without its mean": ({"combine__power": 2.0}, "generalised"),
    "the power zero": ({"combine__aggregate": "generalised", "combine__power": 0}, "geometric"),
    "shares that fall": (
        {"classes": {"shares": [0.8, 0.2], "quantile_type": 9, "labels": ["a", "b", "c"]}}, "aufsteigend",
    ),
    "a share of one": ({"classes": {"shares": [1.0], "quantile_type": 9, "labels": ["a", "b"]}}, "zwischen 0 und 1"),
    "a tenth type": ({"classes": {"shares": [0.5], "quantile_type": 10, "labels": ["a", "b"]}}, "von 1 bis 9"),
    "no type": ({"classes": {"shares": [0.5], "labels": ["a", "b"]}}, "classes.quantile_type"),
    "cuts and shares": (
        {"classes": {"shares": [0.5], "cuts": [1.0], "quantile_type": 7, "labels": ["a", "b"]}}, "classes.cuts",
    ),
    "goalposts of nobody": ({"standardise": {"method": "goalposts", "factor": 1.0, "truncate": True}}, "„goalposts“"),
    "goalposts turned round": ({"indicators": indicators(1, goalposts=[[9.0, 1.0]])}, "kleinerem und größerem"),
    "a target without its method": ({"indicators": indicators(1, target=3.0)}, "„target“"),
    "half a range": ({"standardise": {"method": "minmax", "lower": 1.0}}, "standardise.upper"),
    "a range turned round": ({"standardise": {"method": "minmax", "lower": 2.0, "upper": 1.0}}, "größer als lower"),
    "groups without members": ({"groups": [{"id": "g", "name": "G"}]}, "groups[1].areas"),
    "a group twice": ({"groups": [{"id": "g", "name": "G", "areas": ["a"]}] * 2}, "„g“ steht 2-mal"),
    "a rule that needs groups": ({"combine__missing": {"rule": "impute_group_mean"}}, "[[groups]]"),
    "a treatment that does nothing": ({"treat": {"skewness": 2.0, "kurtosis": 3.5}}, "würde nichts behandelt"),
    "a treatment of unknown indicators": (
        {"treat": {"skewness": 2.0, "kurtosis": 3.5, "winsorise": 3, "indicators": ["x9"]}}, "„x9“",
    ),
    "treated counts": (
        {"treat": {"skewness": 2.0, "kurtosis": 3.5, "winsorise": 3}, "reference__mean": "county"}, "county",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("changes", "words"), BROKEN.values(), ids=BROKEN.keys())
def test_it_refuses_levels_classes_and_rules_that_cannot_be(changes: dict[str, Any], words: str) -> None:
    with pytest.raises(PassgenauError) as refused:
        definition(**changes)
    assert words in str(refused.value)


@pytest.mark.parametrize("restandardise", [False, True])
def test_classes_by_shares_hold_these_shares_and_stay_with_the_reference(restandardise: bool) -> None:
    values = np.random.default_rng(5).uniform(0, 1, (100, 2))
    chosen = definition(
        classes={"shares": [0.2, 0.4, 0.6, 0.8], "quantile_type": 9, "labels": ["1", "2", "3", "4", "5"]},
        combine__restandardise=restandardise,
    )
    result = run_index(table_of(values), chosen)
    assert [result.klass.count(label) for label in "12345"] == [20] * 5
    assert len(result.reference.cuts) == 4
    later = apply_reference(table_of(values * 0.5), chosen, fit_reference(table_of(values), chosen))
    assert later.reference.cuts == result.reference.cuts
    assert later.klass.count("1") > 20


def test_a_value_on_a_quantile_is_in_the_lower_class() -> None:
    chosen = definition(1, classes={"shares": [0.5], "quantile_type": 7, "labels": ["unten", "oben"]})
    assert run_index(table_of([[1.0], [2.0], [3.0]]), chosen).klass == ("unten", "unten", "oben")


def test_classes_by_shares_vary_with_every_replication() -> None:
    """However much the weights shake, one half of the areas is always in the upper half."""
    values = np.random.default_rng(6).uniform(0, 1, (20, 4))
    chosen = definition(
        4,
        classes={"shares": [0.5], "quantile_type": 7, "labels": ["unten", "oben"]},
        robustness={"weights": {"law": "uniform", "spread": 0.9}},
    )
    result = run_robustness(table_of(values), chosen, replications=200, seed=1, top=3, noise={})
    assert result.p_class[:, 1].sum() == pytest.approx(10)
    assert ((result.p_class[:, 1] > 0.05) & (result.p_class[:, 1] < 0.95)).any()
