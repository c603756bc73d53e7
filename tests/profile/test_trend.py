"""Trend: named only when the change is larger than its own uncertainty."""

from __future__ import annotations

import numpy as np
import pytest

from passgenau.indicators.definition import Noise
from passgenau.profile.trend import Series, Trend, trend

YEARS = tuple(str(year) for year in range(2020, 2026))


def of(counts: list[float], people: float, *, noise: Noise = "binomial", cohorts: int = 1, periods=YEARS) -> Trend:
    """Return the trend of counts out of the same number of people."""
    numerators = np.array(counts, dtype=float)
    denominators = np.where(np.isnan(numerators), np.nan, people)
    series = Series(periods[: len(counts)], numerators / people, numerators, denominators)
    return trend(series, noise=noise, cohorts=cohorts)


def test_a_large_change_in_many_people_rises() -> None:
    assert of([200, 220, 240, 260, 280, 300], 2000).word == "steigt"
    assert of([300, 280, 260, 240, 220, 200], 2000).word == "sinkt"


def test_the_same_rates_in_few_people_are_stable() -> None:
    assert of([10, 11, 12, 13, 14, 15], 100).word == "stabil"


def test_fewer_than_four_periods_with_a_number_are_too_short() -> None:
    assert of([1, 500, 999], 1000).word == "zu kurz"
    gaps = of([100, float("nan"), 200, float("nan"), 300, float("nan")], 1000)
    assert gaps.word == "zu kurz"
    assert gaps.values == (0.1, None, 0.2, None, 0.3, None)


def test_a_gap_does_not_shorten_time() -> None:
    periods = ("2005", "2010", "2020", "2025")
    assert of([100, 150, 250, 300], 1000, periods=periods).word == "steigt"


def test_values_that_jump_more_than_counting_explains_have_no_trend() -> None:
    assert of([200, 900, 250, 950, 300, 1000], 5000).word == "stabil"


def test_a_complete_stock_needs_a_consistent_direction() -> None:
    assert of([10, 11, 12, 13], 100, noise="none").word == "steigt"
    assert of([13, 12, 11, 10, 9, 8], 100, noise="none").word == "sinkt"
    assert of([10, 13, 11, 14], 100, noise="none").word == "stabil"
    assert of([10, 10, 10, 10], 100, noise="none").word == "stabil"


def test_values_without_counts_are_judged_by_their_direction() -> None:
    none = np.full(5, np.nan)
    series = Series(YEARS[:5], np.array([0.1, 0.2, 0.3, 0.4, 0.5]), none, none)
    assert trend(series, noise="binomial", cohorts=1).word == "steigt"


def test_rates_above_one_are_judged_by_their_direction_and_zeros_are_stable() -> None:
    assert of([99, 102, 101, 103], 100).word == "stabil"
    assert of([99, 101, 102, 103], 100).word == "steigt"
    assert of([0, 0, 0, 0], 100).word == "stabil"


def test_pooled_cohorts_that_share_children_need_more_to_rise() -> None:
    counts = [235.0, 245.0, 255.0, 266.0]
    assert of(counts, 1000).word == "steigt"
    assert of(counts, 1000, cohorts=3).word == "stabil"
    spans = ("2018..2020", "2019..2021", "2020..2022", "2021..2023")
    assert of(counts, 1000, periods=spans).word == "stabil"


@pytest.mark.parametrize(("noise", "cohorts"), [("binomial", 1), ("poisson", 1), ("binomial", 3)])
def test_pure_chance_is_called_a_trend_in_at_most_about_ten_of_a_hundred_series(noise: Noise, cohorts: int) -> None:
    draw = np.random.default_rng(20260307)
    named, series = 0, 400
    for _ in range(series):
        single = draw.binomial(40, 0.2, 6 + cohorts - 1) if noise == "binomial" else draw.poisson(12, 6)
        pooled = np.convolve(single, np.ones(cohorts), "valid")
        named += of(pooled.tolist(), 40 * cohorts, noise=noise, cohorts=cohorts).word != "stabil"
    assert named / series < 0.14
