"""A missing value is never zero: it stops the run, sends the area away, or is made up for as the definition says."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from passgenau.common.errors import PassgenauError
from passgenau.index.compute import run_index
from passgenau.index.result import IndexResult
from tests.index.figures import definition, indicators, standardisation, table_of

NAN = float("nan")
HOLES = [[0.10, 0.375, 0.20], [0.20, NAN, 0.10], [0.30, 0.125, 0.40], [NAN, NAN, NAN], [0.40, 0.25, 0.35]]


def with_rule(rule: dict[str, Any] | None, **changes: Any) -> IndexResult:
    missing = {} if rule is None else {"combine__missing": rule}
    return run_index(table_of(HOLES), definition(3, **missing, **changes))


@pytest.mark.parametrize("rule", [None, {"rule": "refuse"}])
def test_without_a_rule_a_missing_value_stops_the_run_and_is_named(rule: dict[str, Any] | None) -> None:
    with pytest.raises(PassgenauError) as refused:
        with_rule(rule)
    sentence = str(refused.value)
    assert "x0, x1 und x2" in sentence
    assert "a01 und a03" in sentence


def test_without_holes_no_rule_is_needed() -> None:
    whole = np.array(HOLES)[[0, 2, 4]]
    assert (run_index(table_of(whole), definition(3)).rank > 0).all()


def test_an_excluded_area_may_have_holes() -> None:
    result = with_rule(None, reference__exclude={"areas": ["a01", "a03"]})
    assert result.reason[1] == result.reason[3] == "durch die Definition ausgenommen"
    assert (result.rank[[0, 2, 4]] > 0).all()


def test_exclude_area_sends_incomplete_areas_away_before_anything_is_fitted() -> None:
    result = with_rule({"rule": "exclude_area"})
    alone = run_index(table_of(np.array(HOLES)[[0, 2, 4]]), definition(3))
    np.testing.assert_array_equal(result.score[[0, 2, 4]], alone.score)
    np.testing.assert_array_equal(result.reference.mean, alone.reference.mean)
    assert result.reason[1] == "ohne Wert bei: x1"
    assert result.reason[3] == "ohne Wert bei: x0, x1 und x2"
    assert np.isnan(result.score[[1, 3]]).all()
    assert result.rank[[1, 3]].tolist() == [0, 0]


def test_rescale_counts_the_values_that_are_there_for_more() -> None:
    result = with_rule({"rule": "rescale", "min_share": 0.6}, indicators=indicators(3, weight=[1.0, 2.0, 1.0]))
    z = result.standardised[1]
    assert result.score[1] == pytest.approx((z[0] + z[2]) * 4.0 / 2.0)
    assert np.isnan(z[1])
    assert np.isnan(result.contributions[1, 1])
    assert result.valid_indicators.tolist() == [3, 2, 3, 0, 3]


def test_an_area_below_the_share_of_values_has_no_score_and_a_reason() -> None:
    result = with_rule({"rule": "rescale", "min_share": 0.8})
    assert result.reason[1] == "2 von 3 Indikatoren mit Wert; verlangt ist ein Anteil von mindestens 80 %"
    assert result.reason[3].startswith("0 von 3 Indikatoren mit Wert")
    assert np.isnan(result.score[1])
    assert result.valid_indicators[1] == 2


def test_the_share_is_of_indicators_not_of_weights_and_its_limit_is_enough() -> None:
    """24 of 30 is 80 %, and heavy weights do not change that."""
    rng = np.random.default_rng(3)
    values = rng.random((5, 30))
    values[0, :6] = NAN
    values[1, :7] = NAN
    entries = indicators(30, weight=[9.0] * 6 + [1.0] * 24)
    chosen = definition(30, combine__missing={"rule": "rescale", "min_share": 0.8}, indicators=entries)
    result = run_index(table_of(values), chosen)
    assert (result.rank > 0).tolist() == [True, False, True, True, True]


def test_an_area_without_any_value_never_has_a_score() -> None:
    for rule in ({"rule": "rescale"}, {"rule": "impute_reference", "min_share": 0.0}):
        result = with_rule(rule)
        assert result.rank[3] == 0
        assert result.reason[3] == "0 von 3 Indikatoren mit Wert; verlangt ist mindestens einer"


@pytest.mark.parametrize("method", ["zscore", "difference", "relative", "robust_z"])
def test_imputing_the_reference_adds_nothing_to_a_deviation(method: str) -> None:
    result = with_rule({"rule": "impute_reference", "min_share": 0.5}, standardise__method=method)
    assert result.contributions[1, 1] == 0
    assert np.isnan(result.standardised[1, 1])
    assert result.score[1] == pytest.approx(result.standardised[1, 0] + result.standardised[1, 2])


@pytest.mark.parametrize("method", ["minmax", "rank", "percentile_rank", "exponential_rank"])
def test_imputing_the_reference_gives_the_place_of_the_mean_on_other_scales(method: str) -> None:
    """An area that lies on the mean of x1 (0.25) gets what is imputed to the area without a value."""
    result = with_rule({"rule": "impute_reference", "min_share": 0.5}, standardise=standardisation(method))
    assert result.contributions[1, 1] == pytest.approx(result.standardised[4, 1])


def test_it_says_how_many_values_were_made_up_for() -> None:
    for rule in ({"rule": "rescale", "min_share": 0.5}, {"rule": "impute_reference", "min_share": 0.5}):
        (finding,) = with_rule(rule).findings
        assert finding.level == "warning"
        assert finding.text.startswith("Fehlende Werte: 1, betroffene beurteilte Gebiete: 1;")


def test_it_refuses_where_nobody_is_left() -> None:
    with pytest.raises(PassgenauError, match="Kein Gebiet kann beurteilt werden"):
        run_index(table_of([[NAN, 1.0], [2.0, NAN]]), definition(combine__missing={"rule": "exclude_area"}))


def test_it_refuses_an_indicator_without_values_by_name() -> None:
    values = [[1.0, NAN], [2.0, NAN], [3.0, NAN]]
    with pytest.raises(PassgenauError, match=r"Indikator x1.*vorhanden sind 0"):
        run_index(table_of(values), definition(combine__missing={"rule": "rescale"}))


def test_it_refuses_an_endless_value() -> None:
    with pytest.raises(PassgenauError, match="endliche Zahl"):
        run_index(table_of([[1.0, np.inf], [2.0, 3.0]]), definition())


def test_it_names_many_different_gaps_each_for_its_area() -> None:
    """More indicators than bits in a machine word, and still every area hears which of its own are missing."""
    rng = np.random.default_rng(8)
    values = rng.random((90, 80))
    for row in range(80):
        values[row, row] = NAN
    result = run_index(table_of(values), definition(80, combine__missing={"rule": "exclude_area"}))
    assert [result.reason[row] for row in range(80)] == [f"ohne Wert bei: x{row}" for row in range(80)]
    assert result.reason[80:] == ("",) * 10
