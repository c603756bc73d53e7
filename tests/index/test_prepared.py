"""Filled gaps and treated outliers inside an index: every touched value is logged, and replications do the same."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from passgenau.common.errors import PassgenauError
from passgenau.index.compute import apply_reference, fit_reference, run_index
from passgenau.index.robustness import run_robustness
from passgenau.indicators.table import IndicatorTable
from tests.index.figures import counted, definition, table_of

NAN = float("nan")
GROUPS = [
    {"id": "north", "name": "Norden", "areas": ["a00", "a01", "a02", "a03"]},
    {"id": "south", "name": "Süden", "areas": [f"a{number:02d}" for number in range(4, 10)]},
]
FILLING = [
    "impute_mean", "impute_median", "impute_group_mean", "impute_group_median", "impute_row_mean", "impute_row_median",
]  # fmt: skip
TREAT = {"skewness": 1.0, "kurtosis": 1.0, "winsorise": 2, "then": "log_shifted"}


def gappy() -> IndicatorTable:
    """Return ten invented areas, three indicators with counts, three gaps."""
    rng = np.random.default_rng(11)
    base = rng.integers(100, 400, (10, 3)).astype(float)
    cases = np.round(base * rng.uniform(0.05, 0.4, (10, 3)))
    for row, column in ((1, 0), (5, 1), (8, 2)):
        cases[row, column] = base[row, column] = NAN
    return counted(cases, base)


def filling(rule: str, **changes: Any) -> Any:
    return definition(3, groups=GROUPS, combine__missing={"rule": rule, "min_share": 0.5}, **changes)


@pytest.mark.parametrize("rule", FILLING)
def test_every_filled_gap_is_logged_and_enters_the_index(rule: str) -> None:
    table = gappy()
    result = run_index(table, filling(rule))
    assert {(one.area_id, one.indicator_id) for one in result.touched} == {("a01", "x0"), ("a05", "x1"), ("a08", "x2")}
    assert all(np.isnan(one.before) and one.how.startswith("Lücke gefüllt") for one in result.touched)
    filled = {(one.area_id, one.indicator_id): one.after for one in result.touched}
    values = table.value.copy()
    for (area, indicator), value in filled.items():
        values[table.area_ids.index(area), table.indicator_ids.index(indicator)] = value
    whole = run_index(table_of(values), definition(3))
    np.testing.assert_allclose(result.score, whole.score, rtol=1e-12)
    assert result.valid_indicators.min() == 2
    assert any("geschätzter Wert" in finding.text for finding in result.findings)


def test_the_fill_is_the_mean_of_the_group_or_of_all() -> None:
    table = gappy()
    by_area = {one.area_id: one.after for one in run_index(table, filling("impute_group_mean")).touched}
    assert by_area["a01"] == pytest.approx(np.nanmean(table.value[:4, 0]))
    assert by_area["a05"] == pytest.approx(np.nanmean(table.value[4:, 1]))
    everyone = {one.area_id: one.after for one in run_index(table, filling("impute_median")).touched}
    assert everyone["a08"] == pytest.approx(np.nanmedian(table.value[:, 2]))


def test_a_gap_without_anything_to_fill_it_from_is_refused_by_name() -> None:
    lonely = [{"id": "one", "name": "Eins", "areas": ["a05"]}, *GROUPS[:1]]
    chosen = definition(3, groups=lonely, combine__missing={"rule": "impute_group_mean", "min_share": 0.5})
    with pytest.raises(PassgenauError) as refused:
        run_index(gappy(), chosen)
    assert "x1" in str(refused.value)
    assert "a05" in str(refused.value)
    assert "a08" in str(refused.value)


@pytest.mark.parametrize("rule", FILLING)
@pytest.mark.parametrize("treated", [False, True])
def test_where_nothing_varies_replications_fill_and_treat_alike(rule: str, treated: bool) -> None:
    more = {"treat": TREAT} if treated else {}
    chosen = filling(rule, robustness={"counts": "none"}, combine__restandardise=True, **more)
    index = run_index(gappy(), chosen)
    result = run_robustness(gappy(), chosen, replications=3, seed=1, top=3, noise={})
    np.testing.assert_array_equal(result.rank_p05, index.rank)
    np.testing.assert_array_equal(result.rank_p95, index.rank)


@pytest.mark.parametrize("rule", FILLING)
def test_replications_with_counts_fill_every_time_anew(rule: str) -> None:
    chosen = filling(rule, robustness={"counts": "binomial", "choices": {"method": ["zscore", "rank"]}}, treat=TREAT)
    result = run_robustness(gappy(), chosen, replications=80, seed=1, top=3, noise={})
    assert result.p_top.sum() == pytest.approx(3)
    assert (result.rank_p05 < result.rank_p95).any()


def outlier() -> IndicatorTable:
    """Return twelve invented areas, one of them far out in the first indicator."""
    rng = np.random.default_rng(2)
    values = rng.uniform(1, 2, (12, 2))
    values[7, 0] = 60.0
    return table_of(values)


def test_a_winsorised_outlier_is_logged_with_what_it_was_and_became() -> None:
    chosen = definition(treat={"skewness": 2.0, "kurtosis": 3.5, "winsorise": 3})
    result = run_index(outlier(), chosen)
    (one,) = result.touched
    assert (one.area_id, one.indicator_id, one.before) == ("a07", "x0", 60.0)
    assert one.after == np.sort(outlier().value[:, 0])[-2]
    assert one.how == "Ausreißer oben auf den nächsten Wert gesetzt"
    assert result.reference.maximum[0] == one.after


def test_only_the_named_indicators_are_treated() -> None:
    chosen = definition(treat={"skewness": 2.0, "kurtosis": 3.5, "winsorise": 3, "indicators": ["x1"]})
    assert run_index(outlier(), chosen).touched == ()


def test_a_transform_touches_every_value_of_its_indicator() -> None:
    chosen = definition(treat={"skewness": 2.0, "kurtosis": 3.5, "then": "log_shifted"})
    result = run_index(outlier(), chosen)
    assert {one.how for one in result.touched} == {"umgerechnet"}
    assert {one.indicator_id for one in result.touched} == {"x0"}
    assert len(result.touched) == 12


def test_what_stays_skewed_after_all_stages_is_said() -> None:
    values = outlier().value
    values[:, 0] = [1.0, 1.1, 1.2, 1.0, 1.1, 1.2, 1.0, 1.1, 1.2, 30.0, 50.0, 90.0]
    chosen = definition(treat={"skewness": 1.0, "kurtosis": 0.5, "winsorise": 1})
    findings = run_index(table_of(values), chosen).findings
    assert any("über den Grenzen" in finding.text and finding.place.indicator_id == "x0" for finding in findings)


def test_a_treated_index_is_not_judged_against_another_year() -> None:
    chosen = definition(treat={"skewness": 2.0, "kurtosis": 3.5, "winsorise": 3})
    with pytest.raises(PassgenauError, match="kein alter Maßstab"):
        apply_reference(outlier(), chosen, fit_reference(outlier(), chosen))


def test_the_county_mean_counts_cases_and_never_filled_values() -> None:
    table = gappy()
    result = run_index(table, filling("impute_mean", reference__mean="county"))
    there = ~np.isnan(table.numerator[:, 0])
    whole = table.numerator[there, 0].sum() / table.denominator[there, 0].sum()
    assert result.reference.mean[0] == pytest.approx(whole)
