"""The Monte Carlo: what must hold whatever is drawn, and what chance does to small areas."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import binom

from passgenau.common.errors import PassgenauError
from passgenau.files.definitions import indicator_catalogue, load_index_definition
from passgenau.index.compute import run_index
from passgenau.index.definition import IndexDefinition
from passgenau.index.places import places, top_shares
from passgenau.index.result import RobustnessResult
from passgenau.index.robustness import run_robustness, tally
from passgenau.index.robustness.counting_noise import Drawn, counting_noise
from passgenau.index.robustness.tally import check_memory
from passgenau.indicators.table import IndicatorTable
from tests.index.figures import counted, definition, indicators, standardisation, table_of

CLASSES = {"cuts": [-0.5, 0.5], "labels": ["unten", "mitte", "oben"]}
EVERYTHING: dict[str, Any] = {
    "counts": "binomial",
    "weights": {"law": "uniform", "spread": 0.25},
    "choices": {"method": ["zscore", "rank"], "mean": ["areas", "county"]},
}


def region(areas: int = 12, width: int = 4, seed: int = 5, base: int = 200) -> IndicatorTable:
    """Return invented areas with clearly different rates."""
    rng = np.random.default_rng(seed)
    denominator = rng.integers(base // 2, base * 2, (areas, width)).astype(float)
    rate = np.clip(np.linspace(0.05, 0.4, areas)[:, None] + rng.normal(0, 0.03, (areas, width)), 0.01, 0.9)
    return counted(np.round(rate * denominator), denominator, populations=rng.integers(1000, 5000, areas))


def built(width: int = 4, **changes: Any) -> IndexDefinition:
    return definition(
        width, **{"robustness": EVERYTHING, "classes": CLASSES, "combine__restandardise": True, **changes}
    )


def repeated(table: IndicatorTable, chosen: IndexDefinition, **changes: Any) -> RobustnessResult:
    options: dict[str, Any] = {"replications": 200, "seed": 1, "top": 3, "noise": {}}
    return run_robustness(table, chosen, **{**options, **changes})


def same(one: RobustnessResult, other: RobustnessResult, rows: Any = slice(None)) -> None:
    """Check that two results agree; ``rows`` is the order of the second one."""
    for name in ("rank", "rank_p05", "rank_p50", "rank_p95", "p_top", "p_class", "p_ahead"):
        np.testing.assert_array_equal(getattr(one, name)[rows], getattr(other, name))


@settings(max_examples=20, deadline=None)
@given(seed=st.integers(0, 2**32), top=st.integers(1, 12))
def test_probabilities_of_the_first_places_add_up_to_their_number(seed: int, top: int) -> None:
    result = repeated(region(), built(), seed=seed, top=top, replications=50)
    assert result.p_top.sum() == pytest.approx(top)
    np.testing.assert_allclose(result.p_class.sum(axis=1), 1.0)
    assert ((result.p_top >= 0) & (result.p_top <= 1 + 1e-12)).all()
    assert (result.rank_p05 <= result.rank_p50).all()
    assert (result.rank_p50 <= result.rank_p95).all()


def test_ties_across_the_last_place_share_what_is_left() -> None:
    values = [[3.0], [2.0], [2.0], [2.0], [1.0]]
    chosen = definition(1, robustness={"counts": "none"})
    result = repeated(table_of(values), chosen, top=2, replications=7)
    np.testing.assert_allclose(result.p_top, [1.0, 1 / 3, 1 / 3, 1 / 3, 0.0])
    assert result.rank_p95.tolist() == [1, 2, 2, 2, 5]


def test_the_same_seed_says_the_same_and_another_seed_something_else() -> None:
    table, chosen = region(), built()
    same(repeated(table, chosen, seed=9), repeated(table, chosen, seed=9))
    assert (repeated(table, chosen, seed=9).p_top != repeated(table, chosen, seed=10).p_top).any()


def test_it_does_not_touch_the_global_source_of_randomness() -> None:
    before = np.random.get_state()[1].copy()
    repeated(region(), built(), replications=5)
    np.testing.assert_array_equal(before, np.random.get_state()[1])


@pytest.mark.parametrize("holes", [False, True])
def test_the_order_of_areas_and_indicators_does_not_matter(holes: bool) -> None:
    table, rng = region(), np.random.default_rng(0)
    if holes:
        for figures in (table.value, table.numerator, table.denominator):
            figures[[1, 5, 8], [0, 2, 3]] = np.nan
    chosen = built(combine__missing={"rule": "rescale", "min_share": 0.5})
    rows, columns = rng.permutation(12), rng.permutation(4)
    turned = counted(
        table.numerator[np.ix_(rows, columns)],
        table.denominator[np.ix_(rows, columns)],
        area_ids=[table.area_ids[row] for row in rows],
        indicator_ids=[table.indicator_ids[column] for column in columns],
        populations=table.populations[rows],
    )
    same(repeated(table, chosen), repeated(turned, chosen), rows)


@pytest.mark.parametrize("method", ["zscore", "robust_z", "minmax", "rank", "borda", "exponential_rank", "relative"])
@pytest.mark.parametrize("mean", ["areas", "population", "county"])
@pytest.mark.parametrize("rule", ["rescale", "impute_reference"])
def test_where_nothing_varies_every_replication_is_the_index(method: str, mean: str, rule: str) -> None:
    """The replications have a faster arithmetic of their own; it must be the same arithmetic."""
    table = region()
    for figures in (table.value, table.numerator, table.denominator):
        figures[[1, 5, 8], [0, 2, 3]] = np.nan
    chosen = built(
        standardise=standardisation(method),
        reference__mean=mean,
        combine__missing={"rule": rule, "min_share": 0.5},
        combine__aggregate="arithmetic",
        robustness={"counts": "none"},
        indicators=indicators(4, direction=[1, -1, 1, 1], weight=[1.0, 0.5, 2.0, 1.0]),
    )
    index, result = run_index(table, chosen), repeated(table, chosen, replications=3)
    for ranks in (result.rank, result.rank_p05, result.rank_p50, result.rank_p95):
        np.testing.assert_array_equal(ranks, index.rank)
    found = [CLASSES["labels"][place] for place in result.p_class.argmax(axis=1)]
    assert found == list(index.klass)
    assert set(np.unique(result.p_class)) <= {0.0, 1.0}


def test_domain_weights_enter_the_replications_too() -> None:
    domains = [{"id": "d", "name": "D", "weight": 50.0}, {"id": "e", "name": "E", "weight": 1.0}]
    entries = indicators(4, domain=["d", "d", "e", "e"])
    chosen = built(domains=domains, indicators=entries, robustness={"counts": "none"})
    np.testing.assert_array_equal(repeated(region(), chosen).rank_p50, run_index(region(), chosen).rank)


def test_counts_make_small_areas_less_sure_than_large_ones() -> None:
    only_counts = built(robustness={"counts": "binomial"})
    small, large = (repeated(region(base=base), only_counts) for base in (60, 60_000))
    assert (small.rank_p95 - small.rank_p05).mean() > 3 * (large.rank_p95 - large.rank_p05).mean()


def drawn_counts(
    numerator: list[float], denominator: list[float], *, law: Any, draws: int, rng: np.random.Generator, tabulate: bool
) -> Drawn:
    cases, base = np.array(numerator), np.array(denominator)
    return counting_noise(cases / base, cases, base, law=law, tabulate=tabulate).draw(draws, rng)


@pytest.mark.parametrize("tabulate", [False, True])
@pytest.mark.parametrize("law", ["binomial", "poisson"])
def test_a_zero_varies_too(law: str, tabulate: bool) -> None:
    rng = np.random.default_rng(1)
    drawn = drawn_counts([0.0], [20.0], law=law, draws=40_000, rng=rng, tabulate=tabulate)
    chance = 0.5 / 21 if law == "binomial" else 0.5 / 20
    assert drawn.value.mean() == pytest.approx(chance, rel=0.05)
    assert drawn.denominator.tolist() == [20.0]


@pytest.mark.parametrize("tabulate", [False, True])
def test_binomial_draws_have_the_mean_and_spread_of_their_law(tabulate: bool) -> None:
    rng = np.random.default_rng(2)
    drawn = drawn_counts([30.0], [100.0], law="binomial", draws=40_000, rng=rng, tabulate=tabulate)
    chance = 30.5 / 101
    assert drawn.numerator.mean() == pytest.approx(100 * chance, rel=0.01)
    assert drawn.numerator.std() == pytest.approx(np.sqrt(100 * chance * (1 - chance)), rel=0.02)
    assert drawn.numerator.max() <= 100


@pytest.mark.parametrize("tabulate", [False, True])
def test_rates_above_one_hundred_percent_vary_as_poisson_counts(tabulate: bool) -> None:
    rng = np.random.default_rng(3)
    drawn = drawn_counts([60.0], [50.0], law="binomial", draws=20_000, rng=rng, tabulate=tabulate)
    assert drawn.value.mean() == pytest.approx(60.5 / 50, rel=0.01)
    assert drawn.value.max() > 1.2


def test_values_without_counts_do_not_vary() -> None:
    table = region()
    bare = replace(table, numerator=np.full_like(table.value, np.nan), denominator=np.full_like(table.value, np.nan))
    result = repeated(bare, built(robustness={"counts": "binomial"}))
    np.testing.assert_array_equal(result.rank_p05, result.rank_p95)


@pytest.mark.parametrize("tabulate", [False, True])
def test_a_value_without_counts_stays_while_its_neighbours_vary(tabulate: bool) -> None:
    rng = np.random.default_rng(4)
    value, numerator = np.array([0.25, 0.5]), np.array([np.nan, 10.0])
    noise = counting_noise(value, numerator, np.array([np.nan, 20.0]), law="binomial", tabulate=tabulate)
    drawn = noise.draw(500, rng)
    assert set(drawn.value[:, 0]) == {0.25}
    assert drawn.value[:, 1].std() > 0


def test_a_complete_stock_does_not_vary_whatever_the_index_says() -> None:
    only_counts = built(robustness={"counts": "binomial"})
    stocks = repeated(region(), only_counts, noise={f"x{number}": "none" for number in range(4)})
    np.testing.assert_array_equal(stocks.rank_p05, stocks.rank_p95)
    mixed = repeated(region(base=40), only_counts, noise={"x0": "none", "x1": "poisson"})
    assert (mixed.rank_p95 > mixed.rank_p05).any()


def test_an_index_that_lets_no_counts_vary_is_not_overruled() -> None:
    result = repeated(region(base=40), built(robustness={"counts": "none"}), noise={"x0": "binomial"})
    np.testing.assert_array_equal(result.rank_p05, result.rank_p95)


def test_method_choices_alone_move_ranks() -> None:
    values = [[0.0, 5.0], [1.0, 4.0], [2.0, 3.0], [50.0, 0.0], [3.0, 1.0]]
    chosen = definition(robustness={"choices": {"method": ["zscore", "rank"]}})
    result = repeated(table_of(values), chosen, top=1)
    assert 0 < result.p_top[3] < 1


def test_areas_without_a_rank_have_no_probabilities() -> None:
    table = region()
    for figures in (table.value, table.numerator, table.denominator):
        figures[4] = np.nan
    result = repeated(table, built(combine__missing={"rule": "exclude_area"}))
    assert result.rank[4] == 0
    assert np.isnan([result.rank_p05[4], result.rank_p50[4], result.rank_p95[4], result.p_top[4]]).all()
    assert np.isnan(result.p_class[4]).all()
    assert np.nansum(result.p_top) == pytest.approx(3)


def test_replications_that_cannot_be_computed_are_counted_and_left_out() -> None:
    """Half of the areas have no case: the median deviation is 0 whatever a value without counts does."""
    values = [[0.0, 1.0], [0.0, 2.0], [0.0, 3.0], [0.4, 4.0]]
    chosen = definition(robustness={"choices": {"method": ["zscore", "robust_z"]}})
    result = repeated(table_of(values), chosen, top=2)
    assert 50 < result.failed < 150
    assert result.p_top.sum() == pytest.approx(2)
    with pytest.raises(PassgenauError, match="In keiner Wiederholung"):
        repeated(table_of(values), definition(robustness={"choices": {"method": ["robust_z"]}}), top=2)


def test_it_refuses_where_the_definition_lets_nothing_vary() -> None:
    with pytest.raises(PassgenauError, match=r"\[robustness\]"):
        repeated(region(), definition(4))


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"top": 0}, "von 1 bis 12"),
        ({"top": 13}, "von 1 bis 12"),
        ({"replications": 0}, "mindestens 1"),
        ({"seed": -1}, "Startwert"),
    ],
)
def test_it_refuses_impossible_numbers(changes: dict[str, int], words: str) -> None:
    with pytest.raises(PassgenauError, match=words):
        repeated(region(), built(), **changes)


def test_the_county_as_a_choice_needs_counts() -> None:
    table = region()
    table.numerator[3, 2] = np.nan
    with pytest.raises(PassgenauError, match=r"Indikator x2.*Zähler und Nenner"):
        repeated(table, built())


def test_the_rbk_index_can_be_repeated_with_the_noise_of_the_catalogue() -> None:
    chosen, catalogue = load_index_definition("rbk_gesamtindex"), indicator_catalogue()
    table = replace(region(20, 30), indicator_ids=tuple(one.id for one in chosen.indicators))
    noise = {key: entry.noise for key, entry in catalogue.items()}
    result = repeated(table, chosen, noise=noise, top=chosen.proposed_cut)
    assert result.p_class.shape == (20, 5)
    assert result.p_top.sum() == pytest.approx(9)


@settings(max_examples=50, deadline=None)
@given(st.lists(st.lists(st.integers(0, 4), min_size=5, max_size=5), min_size=1, max_size=4), st.integers(1, 5))
def test_places_count_who_is_below_and_above(rows: list[list[int]], top: int) -> None:
    values = np.array(rows, dtype=float)
    below, above = places(values)
    np.testing.assert_array_equal(below, (values[:, None, :] < values[:, :, None]).sum(axis=2))
    np.testing.assert_array_equal(above, (values[:, None, :] > values[:, :, None]).sum(axis=2))
    np.testing.assert_allclose(top_shares(below, above, top).sum(axis=1), top)


@pytest.mark.parametrize("workers", [2, 5])
def test_the_number_of_threads_changes_nothing(workers: int) -> None:
    table, chosen = region(60, 5), built(5)
    same(repeated(table, chosen, replications=3000), repeated(table, chosen, replications=3000, workers=workers))


@pytest.mark.parametrize(
    "variants",
    [
        [(base, {"counts": "binomial"}) for base in (20_000, 2_000, 200)],
        [(200, {"weights": {"law": "uniform", "spread": spread}}) for spread in (0.1, 0.4, 0.9)],
        [(200, EVERYTHING | {"choices": {}, "weights": {"law": "uniform", "spread": 0.0}}), (200, EVERYTHING)],
    ],
    ids=["smaller areas", "looser weights", "more sources"],
)
def test_more_noise_never_narrows_the_intervals_on_average(variants: list[tuple[int, dict[str, Any]]]) -> None:
    """Each variant doubts more than the one before; the average is over the areas of several invented regions."""
    widths = []
    for base, robustness in variants:
        runs = [
            repeated(region(30, seed=seed, base=base), built(robustness=robustness), seed=seed, replications=400)
            for seed in range(5)
        ]
        widths.append(np.mean([run.rank_p95 - run.rank_p05 for run in runs]))
    assert widths == sorted(widths)


def test_tabulated_counts_have_the_distribution_of_their_law() -> None:
    """Kolmogorov's distance between drawn counts and the binomial law, for small and large areas."""
    rng = np.random.default_rng(7)
    for cases, base in ((0.0, 9.0), (3.0, 25.0), (40.0, 400.0), (2_000.0, 9_000.0)):
        drawn = drawn_counts([cases], [base], law="binomial", draws=50_000, rng=rng, tabulate=True).numerator[:, 0]
        law = binom(int(base), (cases + 0.5) / (base + 1))
        counts = np.arange(int(base) + 1)
        reached = np.searchsorted(np.sort(drawn), counts, side="right") / len(drawn)
        assert np.abs(reached - law.cdf(counts)).max() < 0.01


def test_so_many_ranks_that_memory_would_not_hold_them_are_refused() -> None:
    with pytest.raises(PassgenauError, match="höchstens 200 Wiederholungen"):
        check_memory(3_000_000, 201)
    check_memory(3_000_000, 200)
    check_memory(1_000, 10**9)


def test_kept_ranks_and_counted_ranks_say_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    table, chosen = region(40, 4), built()
    counted_ranks = repeated(table, chosen)
    monkeypatch.setattr(tally, "COUNTED_AREAS", 10)
    same(counted_ranks, repeated(table, chosen))


def test_it_says_how_sure_it_is_that_one_area_has_more_need_than_the_next() -> None:
    table, chosen = region(), built()
    result = repeated(table, chosen, replications=500)
    order = np.argsort(result.rank)
    assert np.isnan(result.p_ahead[order[-1]])
    ahead = result.p_ahead[order[:-1]]
    assert ((ahead >= 0) & (ahead <= 1)).all()
    scores = run_index(table, chosen).score[order]
    close, far = np.argmin(-np.diff(scores)), np.argmax(-np.diff(scores))
    assert ahead[far] > ahead[close]
    still = repeated(table, built(robustness={"counts": "none"}))
    np.testing.assert_array_equal(still.p_ahead[order[:-1]], 1.0)


def test_equal_areas_are_ahead_of_each_other_half_of_the_time() -> None:
    chosen = definition(1, robustness={"counts": "none"})
    result = repeated(table_of([[3.0], [2.0], [2.0], [1.0]]), chosen, top=2, replications=5)
    assert result.p_ahead[:3].tolist() == [1.0, 0.5, 1.0]
