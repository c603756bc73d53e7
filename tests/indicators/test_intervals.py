"""Intervals: published numbers first, then what must hold for every count."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import poisson

from passgenau.indicators.build import build_table
from passgenau.indicators.intervals import garwood_interval, table_intervals, wilson_interval
from tests.indicators.region import REGISTER, figures


def one(law, k: float, n: float, level: float) -> tuple[float, float]:
    """Return the bounds of a single pair of counts."""
    lower, upper = law(np.array([float(k)]), np.array([float(n)]), level=level)
    return float(lower[0]), float(upper[0])


# Newcombe (1998), Statistics in Medicine 17, 857-872, table I, method 3 (score method without correction), 95 %.
NEWCOMBE = [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)]

# Exact 95 % limits of a Poisson count as found in common tables (method: Garwood 1936, Biometrika 28, 437-442).
GARWOOD = [(0, 0.0, 3.6889), (1, 0.0253, 5.5716), (5, 1.6235, 11.6683), (10, 4.7954, 18.3904), (20, 12.2165, 30.8884)]


@pytest.mark.parametrize(("k", "n", "low", "high"), NEWCOMBE)
def test_wilson_gives_the_published_bounds(k: int, n: int, low: float, high: float) -> None:
    assert one(wilson_interval, k, n, 0.95) == (pytest.approx(low, abs=5e-5), pytest.approx(high, abs=5e-5))


@pytest.mark.parametrize(("k", "low", "high"), GARWOOD)
def test_garwood_gives_the_published_bounds(k: int, low: float, high: float) -> None:
    assert one(garwood_interval, k, 1, 0.95) == (pytest.approx(low, abs=1e-4), pytest.approx(high, abs=1e-4))


counts = st.integers(1, 5000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))
levels = st.floats(0.5, 0.999)


@given(counts, levels)
def test_wilson_stays_between_zero_and_one_and_contains_the_rate(pair: tuple[int, int], level: float) -> None:
    k, n = pair
    low, high = one(wilson_interval, k, n, level)
    assert 0 <= low <= k / n <= high <= 1
    assert low < high


@given(counts, st.integers(2, 9), levels)
def test_wilson_shrinks_when_the_same_rate_rests_on_more_people(
    pair: tuple[int, int], times: int, level: float
) -> None:
    k, n = pair
    low, high = one(wilson_interval, k, n, level)
    narrow_low, narrow_high = one(wilson_interval, times * k, times * n, level)
    assert narrow_high - narrow_low < high - low


@given(counts, levels)
def test_wilson_of_the_others_is_the_mirror_image(pair: tuple[int, int], level: float) -> None:
    k, n = pair
    low, high = one(wilson_interval, k, n, level)
    assert one(wilson_interval, n - k, n, level) == (pytest.approx(1 - high), pytest.approx(1 - low))


@given(st.integers(0, 400), levels)
def test_garwood_bounds_leave_exactly_the_tails_outside(k: int, level: float) -> None:
    low, high = one(garwood_interval, k, 1, level)
    tail = (1 - level) / 2
    assert poisson.cdf(k, high) == pytest.approx(tail, rel=1e-6)
    assert k == 0 or poisson.sf(k - 1, low) == pytest.approx(tail, rel=1e-6)


def test_more_cases_than_people_have_a_garwood_but_no_wilson_interval() -> None:
    assert np.isnan(one(wilson_interval, 41, 40, 0.9)).all()
    low, high = one(garwood_interval, 41, 40, 0.9)
    assert low < 41 / 40 < high


@pytest.mark.parametrize("law", [wilson_interval, garwood_interval])
@pytest.mark.parametrize(("k", "n"), [(float("nan"), 10), (3, float("nan")), (0, 0), (-1, 10), (3, -2)])
def test_counts_that_are_none_give_no_interval(law, k: float, n: float) -> None:
    assert np.isnan(one(law, k, n, 0.9)).all()


@pytest.mark.parametrize("level", [0.0, 1.0, 90, float("nan")])
def test_it_refuses_a_level_that_is_no_probability(level: float) -> None:
    with pytest.raises(ValueError, match="between 0 and 1"):
        one(wilson_interval, 1, 2, level)


def test_a_table_gets_the_interval_its_noise_declares() -> None:
    rows = [("011", "value", 57, 613), ("012", "suppressed", 2, 50), ("013", "value", 0, 0)]
    table = build_table(figures(rows), REGISTER, periods={"quote": "2025"})
    for noise, law in (("binomial", wilson_interval), ("poisson", garwood_interval)):
        lower, upper = table_intervals(table, {"quote": noise}, level=0.9)
        assert (lower[0, 0], upper[0, 0]) == one(law, 57, 613, 0.9)
        assert np.isnan(lower[1:]).all()
        assert np.isnan(upper[1:]).all()


def test_a_complete_stock_has_no_interval() -> None:
    table = build_table(figures([("011", "value", 57, 613)]), REGISTER, periods={"quote": "2025"})
    lower, upper = table_intervals(table, {"quote": "none"}, level=0.9)
    assert np.isnan([lower, upper]).all()
