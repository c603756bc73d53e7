"""What holds for every table: statistics, correlations, alpha, components, availability, and what they refuse."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from passgenau.common.errors import PassgenauError
from passgenau.index.multivariate import (
    StatisticsLimits,
    availability_by_area,
    availability_by_domain,
    correlated_pairs,
    correlations,
    cronbach_alpha,
    cross_correlations,
    domain_alphas,
    family_correlations,
    indicator_statistics,
    principal_components,
    statistics_flags,
)

GAP = np.nan
NAMES = ["x0", "x1", "x2"]
Table = npt.NDArray[np.float64]
TABLES = arrays(np.float64, (8, 3), elements=st.integers(-30, 30).map(float))
HOLED = arrays(np.float64, (8, 3), elements=st.one_of(st.just(GAP), st.integers(-30, 30).map(float)))
FEW = settings(max_examples=15, deadline=None)
METHODS = ["pearson", "spearman", "kendall"]


def limits(**changes: float) -> StatisticsLimits:
    given_ = {"least_available": 0.65, "most_zero": 0.5, "least_distinct": 0.5, "skewness": 2.0, "kurtosis": 3.5}
    return StatisticsLimits(**given_ | changes)


def varied(table: Table) -> bool:
    return bool((np.ptp(table, axis=0) > 0).all())


def test_shares_refer_to_the_values_that_are_there() -> None:
    found = indicator_statistics([[0.0], [0.0], [3.0], [4.0], [GAP]], ["x"])
    assert found.share_available == pytest.approx([4 / 5])
    assert found.share_zero == pytest.approx([2 / 4])
    assert found.share_distinct == pytest.approx([3 / 4])
    assert found.share_same == pytest.approx([2 / 4])


def test_a_gap_is_neither_a_zero_nor_a_repetition_to_the_flags() -> None:
    """COINr shows shares of the values that are there but sets flags by shares of all areas, so gaps count against."""
    found = indicator_statistics([[1.0, 1.0], [2.0, 1.0], [0.0, 0.0], [GAP, 0.0], [GAP, GAP]], ["x", "y"])
    flags = statistics_flags(found, limits(least_available=0.5, most_zero=0.4, least_distinct=0.7))
    assert flags.many_zero.tolist() == [False, True]
    assert flags.few_distinct.tolist() == [False, True]
    of_all_areas = 1 - (found.available - found.zero) / found.areas, found.distinct / found.areas
    assert (of_all_areas[0] > 0.4).tolist() == (of_all_areas[1] < 0.7).tolist() == [True, True]
    assert flags.few_available.tolist() == [False, False]
    assert statistics_flags(found, limits(least_available=0.7)).few_available.tolist() == [True, False]


def test_a_long_tail_alone_is_no_outlier_but_a_long_tail_with_a_peak_is() -> None:
    values = np.array([[1, 1], [2, 2], [3, 3], [4, 4], [5, 5], [6, 6], [7, 7], [8, 8], [9, 9], [10, 90]], dtype=float)
    found = indicator_statistics(values, ["even", "outlier"])
    assert statistics_flags(found, limits()).outlying.tolist() == [False, True]
    assert statistics_flags(found, limits(kurtosis=30.0)).outlying.tolist() == [False, False]


@pytest.mark.parametrize(
    ("column", "unknown"),
    [
        ([GAP] * 5, {"minimum", "mean", "median", "sd", "skewness", "kurtosis", "share_zero", "share_same"}),
        ([3, GAP, GAP, GAP, GAP], {"sd", "skewness", "kurtosis"}),
        ([3, 4, GAP, GAP, GAP], {"skewness", "kurtosis"}),
        ([3, 4, 9, GAP, GAP], {"kurtosis"}),
        ([3, 3, 3, 3, 3], {"skewness", "kurtosis"}),
        ([0.1 + 0.2, 0.3, 0.3, 0.3, 0.3], {"skewness", "kurtosis"}),
    ],
)
def test_what_too_few_values_cannot_tell_is_nan(column: list[float], unknown: set[str]) -> None:
    found = indicator_statistics(np.array([column]).T, ["x"], probabilities=[0.5])
    told = ("minimum", "mean", "median", "sd", "skewness", "kurtosis", "share_zero", "share_same", "quantiles")
    missing = {name for name in told if np.isnan(getattr(found, name)).any()}
    assert missing - {"quantiles"} == unknown
    assert ("quantiles" in missing) == ("median" in unknown)


@FEW
@given(TABLES, st.floats(0.5, 20), st.floats(-50, 50))
def test_shape_does_not_depend_on_the_unit(table: Table, unit: float, shift: float) -> None:
    assume(varied(table))
    found, other = (indicator_statistics(one, NAMES) for one in (table, table * unit + shift))
    np.testing.assert_allclose([found.skewness, found.kurtosis], [other.skewness, other.kurtosis], atol=1e-6)
    np.testing.assert_allclose(found.sd * unit, other.sd, rtol=1e-9)


@pytest.mark.parametrize("method", METHODS)
@FEW
@given(table=HOLED)
def test_correlations_are_symmetric_bounded_and_count_their_pairs(method: Any, table: Table) -> None:
    found = correlations(table, NAMES, method=method)
    there = ~np.isnan(table)
    np.testing.assert_array_equal(found.pairs, there.T.astype(int) @ there)
    np.testing.assert_array_equal(found.coefficient, found.coefficient.T)
    known = ~np.isnan(found.coefficient)
    assert (np.abs(found.coefficient[known]) <= 1 + 1e-12).all()
    assert ((found.p_value[known] >= 0) & (found.p_value[known] <= 1)).all()
    assert not known[found.pairs < 3].any()


@pytest.mark.parametrize("method", ["spearman", "kendall"])
@FEW
@given(table=TABLES)
def test_rank_correlations_only_see_the_order(method: Any, table: Table) -> None:
    found, other = (correlations(one, NAMES, method=method).coefficient for one in (table, table**3))
    np.testing.assert_allclose(found, other, atol=1e-12)


def test_a_constant_column_has_no_correlation() -> None:
    found = correlations([[1, 5], [2, 5], [4, 5], [8, 5.0]], ["x", "y"], method="pearson")
    assert np.isnan(found.coefficient).tolist() == [[False, True], [True, True]]


def test_pairs_are_listed_once_with_what_they_mean() -> None:
    values = np.array([[1, 2, 9, 1], [2, 4, 7, 5], [3, 5, 6, 2], [4, 9, 1, 4]], dtype=float)
    found = correlations(values, [*NAMES, "x3"], method="spearman")
    pairs = correlated_pairs(found, above=0.9, below=-0.9)
    assert [(one.first, one.second, one.reading) for one in pairs] == [
        ("x0", "x1", "redundant"),
        ("x0", "x2", "contradicting"),
        ("x1", "x2", "contradicting"),
    ]
    inside = correlated_pairs(found, above=0.9, below=-0.9, domains=["A", "B", "A", "B"])
    assert [(one.first, one.second, one.domain) for one in inside] == [("x0", "x2", "A")]


def test_families_reach_from_the_indicator_up_to_the_index() -> None:
    values = np.array([[1, 4, 2, 2], [2, 1, 3, 3], [3, 3, 4, 4], [5, 2, 1, 6]], dtype=float)
    parents = {"a": "X", "b": "X", "X": "Index"}
    found = family_correlations(values, ["a", "b", "X", "Index"], parents=parents, method="pearson")
    assert [(one.element, one.ancestor) for one in found] == [
        ("a", "X"), ("a", "Index"), ("b", "X"), ("b", "Index"), ("X", "Index")
    ]  # fmt: skip
    assert found[1].coefficient == pytest.approx(np.corrcoef(values[:, 0], values[:, 3])[0, 1])


@FEW
@given(TABLES, st.floats(0.1, 9))
def test_alpha_is_at_most_one_and_knows_no_common_unit(table: Table, unit: float) -> None:
    assume(np.ptp(table.sum(axis=1)) > 0)
    alpha = cronbach_alpha(table, NAMES)
    assert alpha <= 1 + 1e-12
    assert cronbach_alpha(table * unit + 3, NAMES) == pytest.approx(alpha, abs=1e-9)


def test_alpha_of_one_thing_measured_twice_is_one() -> None:
    values = np.array([[1, 1], [2, 2], [5, 5.0]])
    assert cronbach_alpha(values, ["x", "y"]) == pytest.approx(1)
    alphas = domain_alphas(np.hstack([values, values]), ["a", "b", "c", "d"], domains=["X", "X", "X", "Y"])
    assert alphas == pytest.approx({"X": 1, "Y": GAP}, nan_ok=True)


@FEW
@given(TABLES)
def test_components_share_out_the_variance_and_stand_upright_on_each_other(table: Table) -> None:
    assume(varied(table))
    found = principal_components(table, NAMES)
    assert found.explained.sum() == pytest.approx(1)
    assert (np.diff(found.standard_deviations) <= 1e-12).all()
    np.testing.assert_allclose(found.rotation.T @ found.rotation, np.eye(3), atol=1e-9)
    correlated = found.rotation @ np.diag(found.standard_deviations**2) @ found.rotation.T
    np.testing.assert_allclose(correlated, np.corrcoef(table.T), atol=1e-9)


@FEW
@given(TABLES)
def test_the_loadings_of_a_component_add_up_to_more_than_zero(table: Table) -> None:
    assume(varied(table))
    rotation = principal_components(table, NAMES).rotation
    for column in rotation.T:
        assert column.sum() > 0 or (abs(column.sum()) < 1e-8 and column[np.abs(column).argmax()] > 0)


def test_with_few_areas_there_are_fewer_components_than_indicators() -> None:
    found = principal_components([[1, 2, 4], [2, 1, 9.0]], NAMES)
    assert found.rotation.shape == (3, 1)
    assert found.explained == pytest.approx([1])


@FEW
@given(HOLED)
def test_availability_of_the_domains_adds_up_to_that_of_the_area(table: Table) -> None:
    found = availability_by_domain(table, NAMES, domains=["A", "B", "A"])
    whole = availability_by_area(table, NAMES)
    assert found.domain_ids == ("A", "B")
    np.testing.assert_allclose(found.share_available @ [2 / 3, 1 / 3], whole.share_available, atol=1e-12)
    np.testing.assert_array_equal(np.isnan(whole.share_nonzero), whole.missing == 3)


def test_a_zero_is_a_value() -> None:
    found = availability_by_area([[0, 1, GAP], [GAP, GAP, GAP]], NAMES)
    assert (found.missing.tolist(), found.zero.tolist()) == ([1, 3], [1, 0])
    np.testing.assert_allclose(found.share_available, [2 / 3, 0])
    np.testing.assert_allclose(found.share_nonzero, [1 / 2, GAP])


GOOD = [[1.0, 2.0, 3.0], [2.0, 1.0, 5.0], [4.0, 4.0, 4.0]]
REFUSALS: list[tuple[Callable[[], Any], str]] = [
    (lambda: indicator_statistics([1.0, 2.0], ["x"]), "Tabelle mit mindestens einem Gebiet und 1 Spalten"),
    (lambda: indicator_statistics(GOOD, ["x", "x", "y"]), r"einmal vorkommen \(Indikatoren\), mehrfach: x"),
    (lambda: indicator_statistics([[1, np.inf]], ["x", "y"]), "endlich sein oder fehlen .* unendlich in: y"),
    (lambda: indicator_statistics(GOOD, NAMES, probabilities=[1.2]), "Quantilen müssen von 0 bis 1 reichen"),
    (lambda: limits(most_zero=50), "Anteile müssen von 0 bis 1 reichen"),
    (lambda: limits(skewness=-2), "Schiefe muss mindestens 0 sein"),
    (
        lambda: correlated_pairs(correlations(GOOD, NAMES, method="pearson"), above=-0.5, below=0.5),
        "die untere zuerst; es kamen 0,5 und −0,5",
    ),
    (
        lambda: correlated_pairs(correlations(GOOD, NAMES, method="pearson"), above=GAP, below=0.5),
        "es kamen 0,5 und keine Zahl",
    ),
    (
        lambda: cross_correlations(GOOD, [[1.0]], first_ids=NAMES, second_ids=["n"], method="pearson"),
        "dieselben Gebiete haben; es kamen 3 und 1",
    ),
    (lambda: family_correlations(GOOD, NAMES, parents={"x0": "X"}, method="pearson"), "fehlt die Spalte X"),
    (lambda: cronbach_alpha([[1.0], [2.0]], ["x"]), "mindestens zwei Indikatoren, es kam 1"),
    (lambda: cronbach_alpha([[1, GAP], [2, 1], [GAP, 2]], ["x", "y"]), "Für x und y haben weniger als zwei Gebiete"),
    (lambda: cronbach_alpha([[1, -1], [2, -2], [4, -4]], ["x", "y"]), "heben einander auf oder schwanken nicht"),
    (lambda: domain_alphas(GOOD, NAMES, domains=["A"]), "Jeder der 3 Indikatoren braucht einen Bereich, es kamen 1"),
    (
        lambda: principal_components([[1, GAP], [2, 1], [GAP, 2]], ["x", "y"]),
        "es fehlen 2 Werte in 2 Gebieten, und zwar bei: x und y. Lassen Sie",
    ),
    (lambda: principal_components([[1, 5], [2, 5]], ["x", "y"]), "in allen Gebieten gleich sind: y"),
    (lambda: principal_components([[1.0, 5.0]], ["x", "y"]), "mindestens zwei Gebiete, es kam eines"),
]


@pytest.mark.parametrize(("ask", "said"), REFUSALS, ids=[said[:40] for _, said in REFUSALS])
def test_it_refuses_with_a_sentence_that_helps(ask: Callable[[], Any], said: str) -> None:
    with pytest.raises(PassgenauError, match=said):
        ask()
