"""Against whom an area is judged: the mean, the spread, who is left out, and a reference kept from an earlier year."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from passgenau.common.errors import PassgenauError
from passgenau.index.compute import apply_reference, fit_reference, run_index
from tests.index.figures import counted, definition, indicators, standardisation, table_of

CASES = [[10, 5], [40, 2], [30, 9], [0, 4]]
BASE = [[100, 50], [100, 80], [600, 60], [200, 50]]


def test_the_three_means_are_three_different_numbers() -> None:
    table = counted(CASES, BASE, populations=[1000, 2000, 6000, 1000])
    rules = ("areas", "population", "county")
    means = {rule: fit_reference(table, definition(reference__mean=rule)).mean[0] for rule in rules}
    assert means["areas"] == pytest.approx((0.10 + 0.40 + 0.05 + 0.00) / 4)
    assert means["population"] == pytest.approx((100 + 800 + 300 + 0) / 10_000)
    assert means["county"] == pytest.approx(80 / 1000)


@pytest.mark.parametrize("ddof", [0, 1])
def test_the_spread_is_taken_about_the_chosen_mean_and_never_weighted(ddof: int) -> None:
    table = counted(CASES, BASE)
    reference = fit_reference(table, definition(reference={"mean": "county", "spread_ddof": ddof}))
    rates = np.array([0.10, 0.40, 0.05, 0.00])
    assert reference.spread[0] == pytest.approx(np.sqrt(((rates - 0.08) ** 2).sum() / (4 - ddof)))


def test_the_county_mean_is_refused_without_counts_and_names_the_areas() -> None:
    table = counted(CASES, BASE)
    table.numerator[2, 1] = np.nan
    with pytest.raises(PassgenauError, match=r"Indikator x1.*Zähler und Nenner.*a02"):
        run_index(table, definition(reference__mean="county"))


def test_an_area_without_value_needs_no_counts_for_the_county_mean() -> None:
    table = counted(CASES, BASE)
    for figures in (table.value, table.numerator, table.denominator):
        figures[2, 1] = np.nan
    chosen = definition(reference__mean="county", combine__missing={"rule": "rescale", "min_share": 0.5})
    assert fit_reference(table, chosen).mean[1] == pytest.approx(11 / 180)


def test_the_population_mean_is_refused_without_population_and_names_the_areas() -> None:
    table = counted(CASES, BASE, populations=[1000, np.nan, 6000, np.nan])
    with pytest.raises(PassgenauError, match="a01 und a03"):
        run_index(table, definition(reference__mean="population"))


def test_a_missing_population_is_no_error_where_nobody_asks_for_it() -> None:
    assert (run_index(counted(CASES, BASE), definition()).rank > 0).all()


def test_excluded_areas_leave_before_anything_is_fitted() -> None:
    table = counted(CASES, BASE, populations=[1000, 299, 6000, 300])
    chosen = definition(reference__exclude={"population_below": 300, "areas": ["a02"]}, combine__restandardise=True)
    result = run_index(table, chosen)
    assert result.reason == (
        "",
        "Bevölkerung 299, verlangt sind mindestens 300",
        "durch die Definition ausgenommen",
        "",
    )
    assert result.reference.area_count == 2
    assert result.reference.mean[0] == pytest.approx(0.05)
    assert result.rank.tolist() == [1, 0, 0, 2]
    assert np.isnan(result.score_standardised[[1, 2]]).all()


def test_the_population_of_a_named_area_is_not_asked_for() -> None:
    table = counted(CASES, BASE, populations=[1000, np.nan, 6000, 3000])
    result = run_index(table, definition(reference__exclude={"population_below": 300, "areas": ["a01"]}))
    assert result.reason[1] == "durch die Definition ausgenommen"
    with pytest.raises(PassgenauError, match="kleine Gebiete auszunehmen; sie fehlt bei: a01"):
        run_index(table, definition(reference__exclude={"population_below": 300}))


def test_an_excluded_area_that_does_not_exist_is_worth_a_word() -> None:
    (finding,) = run_index(counted(CASES, BASE), definition(reference__exclude={"areas": ["b77"]})).findings
    assert finding.level == "warning"
    assert "b77" in finding.text


@pytest.mark.parametrize("method", ["zscore", "robust_z", "minmax", "rank", "exponential_rank"])
def test_it_refuses_a_constant_indicator_by_name(method: str) -> None:
    values = [[1.0, 0.1], [2.0, 0.1], [3.0, 0.1]]
    with pytest.raises(PassgenauError, match=r"Indikator x1.*denselben Wert 0,1"):
        run_index(table_of(values), definition(standardise=standardisation(method)))


@pytest.mark.parametrize("method", ["difference", "relative"])
def test_a_constant_indicator_adds_nothing_to_deviations_that_need_no_spread(method: str) -> None:
    values = [[1.0, 0.25], [2.0, 0.25], [3.0, 0.25]]
    result = run_index(table_of(values), definition(standardise__method=method))
    assert result.contributions[:, 1].tolist() == [0, 0, 0]
    assert result.frequency.max() == 1


def test_robust_z_says_when_half_of_the_areas_are_equal() -> None:
    values = [[1.0, 0.0], [2.0, 0.0], [3.0, 0.0], [4.0, 0.3]]
    with pytest.raises(PassgenauError, match=r"Indikator x1.*mittlere absolute Abweichung"):
        run_index(table_of(values), definition(standardise__method="robust_z"))


def test_relative_deviation_needs_a_mean_above_zero() -> None:
    with pytest.raises(PassgenauError, match=r"Indikator x0.*Mittelwert größer als 0"):
        run_index(table_of([[-3.0, 1.0], [1.0, 2.0]]), definition(standardise__method="relative"))


@pytest.mark.parametrize(("areas", "ddof"), [(1, 0), (2, 2), (1, 1)])
def test_it_refuses_to_compare_too_few_areas(areas: int, ddof: int) -> None:
    values = [[float(number), 2.0 * number] for number in range(areas)]
    with pytest.raises(PassgenauError, match="mindestens"):
        run_index(table_of(values), definition(reference__spread_ddof=ddof))


def test_it_refuses_to_standardise_equal_scores_again() -> None:
    values = [[1.0, 2.0], [2.0, 1.0]]
    with pytest.raises(PassgenauError, match="denselben Indexwert"):
        run_index(table_of(values), definition(combine__restandardise=True))


@pytest.mark.parametrize("method", ["zscore", "relative", "robust_z", "minmax", "rank", "exponential_rank"])
@pytest.mark.parametrize("again", [True, False])
def test_fitting_and_applying_to_the_same_areas_is_a_run(method: str, again: bool) -> None:
    table = counted(CASES, BASE)
    chosen = definition(standardise=standardisation(method), combine__restandardise=again)
    run, applied = run_index(table, chosen), apply_reference(table, chosen, fit_reference(table, chosen))
    np.testing.assert_array_equal(run.final, applied.final)
    assert run.rank.tolist() == applied.rank.tolist()


def test_a_later_year_is_judged_against_the_old_mean_and_spread() -> None:
    first, later = table_of([[1.0], [3.0]]), table_of([[3.0], [5.0]])
    chosen = definition(1, combine__restandardise=True)
    result = apply_reference(later, chosen, fit_reference(first, chosen))
    assert result.score.tolist() == [1.0, 3.0]
    assert result.score_standardised.tolist() == [1.0, 3.0]


@pytest.mark.parametrize(("method", "wanted"), [("rank", [1.0, 4.0]), ("percentile_rank", [0.0, 1.0])])
def test_values_beyond_an_old_reference_get_the_outermost_place(method: str, wanted: list[float]) -> None:
    chosen = definition(1, standardise__method=method)
    reference = fit_reference(table_of([[1.0], [2.0], [3.0], [4.0]]), chosen)
    assert apply_reference(table_of([[-9.0], [99.0]]), chosen, reference).standardised[:, 0].tolist() == wanted


def test_a_reference_of_another_index_is_refused() -> None:
    table = counted(CASES, BASE)
    reference = fit_reference(table, definition())
    for other in (
        definition(1),
        definition(standardise__method="rank"),
        definition(combine__restandardise=True),
        definition(indicators=indicators(2)[::-1]),
    ):
        with pytest.raises(PassgenauError, match="Bezugsgröße"):
            apply_reference(table, other, reference)


def test_standardising_again_follows_the_reference_rule() -> None:
    table = counted(CASES, BASE, populations=[1000, 2000, 6000, 1000])
    chosen: dict[str, Any] = {"combine__restandardise": True}
    weighted = run_index(table, definition(reference__mean="population", **chosen))
    weights = table.populations / table.populations.sum()
    assert (weighted.final * weights).sum() == pytest.approx(0.0, abs=1e-12)
    county = run_index(table, definition(reference__mean="county", **chosen))
    assert county.final.mean() == pytest.approx(0.0, abs=1e-12)


def test_a_run_with_another_mean_uses_the_same_definition_otherwise() -> None:
    chosen = definition()
    county = replace(chosen, reference=replace(chosen.reference, mean="county"))
    table = counted(CASES, BASE)
    assert run_index(table, chosen).reference.mean[0] != run_index(table, county).reference.mean[0]
