"""Sobol' indices: COINr's figures, the truth of a model that is known, and one run for many outputs."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest

from passgenau.common.errors import PassgenauError
from passgenau.index.multivariate import column_ranks
from passgenau.index.variance_shares import rank_statistics, variance_shares
from tests.index.coinr_oracle import COMPARED, NEAR, Oracle

Floats = npt.NDArray[np.float64]

# y = x1 + 2·x2 + 3·x3 with equal, independent inputs: the shares are the squares of the factors over their sum.
FACTORS = np.array([1.0, 2.0, 3.0])
TRUTH = FACTORS**2 / (FACTORS**2).sum()


def design(count: int, *, seed: int, offset: float = 0.0) -> tuple[Floats, Floats, Floats]:
    """Return the outputs of the linear model for A, B and the mixtures."""
    rng = np.random.default_rng(seed)
    first, second = rng.random((count, 3)), rng.random((count, 3))
    mixed = np.repeat(first[None], 3, axis=0)
    for number in range(3):
        mixed[number, :, number] = second[:, number]
    return first @ FACTORS + offset, second @ FACTORS + offset, mixed @ FACTORS + offset


def test_it_finds_the_shares_of_a_model_that_is_known() -> None:
    found = variance_shares(*design(20_000, seed=4), centred=True)
    np.testing.assert_allclose(found.first_order, TRUTH, atol=0.02)
    np.testing.assert_allclose(found.total, TRUTH, atol=0.02)
    assert found.variance == pytest.approx((FACTORS**2).sum() / 12, rel=0.02)


def test_inputs_that_only_act_together_have_a_total_and_nothing_alone() -> None:
    rng = np.random.default_rng(7)
    first, second = rng.choice([-1.0, 1.0], (2, 8000, 2))
    mixed = np.array([second[:, 0] * first[:, 1], first[:, 0] * second[:, 1]])
    found = variance_shares(first.prod(axis=1), second.prod(axis=1), mixed, centred=True)
    np.testing.assert_allclose(found.first_order, [0, 0], atol=0.05)
    np.testing.assert_allclose(found.total, [1, 1], atol=0.05)


def test_centred_shares_do_not_depend_on_where_zero_lies() -> None:
    near, far = (variance_shares(*design(500, seed=1, offset=offset), centred=True) for offset in (0.0, 1000.0))
    np.testing.assert_allclose(near.first_order, far.first_order, rtol=1e-8)
    uncentred = variance_shares(*design(500, seed=1, offset=1000.0), centred=False)
    assert np.abs(uncentred.first_order - TRUTH).max() > 10 * np.abs(far.first_order - TRUTH).max()


def test_many_outputs_at_once_are_what_each_is_alone() -> None:
    one, other = design(200, seed=2), design(200, seed=3)
    both = [np.stack(pair, axis=-1) for pair in zip(one, other, strict=True)]
    together = variance_shares(*both, centred=True)
    assert together.first_order.shape == (3, 2)
    for place, alone in enumerate((one, other)):
        found = variance_shares(*alone, centred=True)
        np.testing.assert_allclose(together.first_order[:, place], found.first_order, rtol=1e-13)
        np.testing.assert_allclose(together.total[:, place], found.total, rtol=1e-13)


def test_an_output_that_does_not_vary_or_has_gaps_has_no_shares() -> None:
    base, resampled, mixed = (np.stack([part, part * 0, part], axis=-1) for part in design(50, seed=5))
    resampled[3, 2] = np.nan
    found = variance_shares(base, resampled, mixed, centred=True)
    assert np.isnan(found.first_order).tolist() == [[False, True, True]] * 3
    assert np.isnan(found.total).tolist() == [[False, True, True]] * 3


def test_a_gap_in_a_mixture_leaves_only_that_input_open() -> None:
    base, resampled, mixed = design(50, seed=5)
    mixed[1, 0] = np.nan
    assert np.isnan(variance_shares(base, resampled, mixed, centred=True).total).tolist() == [False, True, False]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"base": np.ones(4)}, "gleich viele Ergebnisse haben, .* es kamen 4, 3, 2 × 3"),
        ({"mixed": np.ones((2, 4))}, "es kamen 3, 3, 2 × 4"),
        ({"base": np.ones(1), "resampled": np.ones(1), "mixed": np.ones((2, 1))}, "mindestens zwei Läufe, es kamen 1"),
        ({"base": np.array([1, np.inf, 2])}, "endlich sein oder fehlen"),
    ],
)
def test_it_refuses_samples_that_do_not_fit(change: dict[str, Any], said: str) -> None:
    given: dict[str, Any] = {"base": np.ones(3), "resampled": np.ones(3), "mixed": np.ones((2, 3))}
    with pytest.raises(PassgenauError, match=said):
        variance_shares(**given | change, centred=True)


def test_ranks_are_summed_up_area_by_area() -> None:
    found = rank_statistics([[1, 2, np.nan], [1, 2, 3], [2, 1, 3], [2, 1, 3], [1, 2, 3]])
    np.testing.assert_allclose(found.mean, [1.4, 1.6, np.nan])
    np.testing.assert_allclose(found.median, [1, 2, np.nan])
    np.testing.assert_allclose([found.q5[0], found.q95[0]], [1, 2])
    with pytest.raises(PassgenauError, match="mindestens eine"):
        rank_statistics(np.empty((0, 3)))


def split(outputs: Floats, inputs: int) -> tuple[Floats, Floats, Floats]:
    """Return A, B and the mixtures, which follow each other in COINr's files."""
    parts = outputs.reshape(inputs + 2, -1)
    return parts[0], parts[1], parts[2:]


@pytest.mark.shared
def test_its_estimates_are_those_of_coinr(shared_folder: Path) -> None:
    oracle = Oracle(shared_folder)
    sample, indices = COMPARED["estimators"]
    found = variance_shares(*split(oracle.file(sample)["y"].to_numpy(), 3), centred=False)
    wanted = oracle.file(indices)
    np.testing.assert_allclose(found.first_order, wanted["Si"], rtol=NEAR)
    np.testing.assert_allclose(found.total, wanted["STi"], rtol=NEAR)
    assert found.variance == pytest.approx(1.148457938715169, rel=NEAR)  # from the manifest of the oracle


@pytest.mark.shared
def test_centred_estimates_lie_nearer_to_the_truth_than_those_of_coinr(shared_folder: Path) -> None:
    """Uncentred, the first-order shares of this purely additive model add up to 1.26; they must to 1."""
    outputs = split(Oracle(shared_folder).file(COMPARED["estimators"][0])["y"].to_numpy(), 3)
    plain, centred = (variance_shares(*outputs, centred=way).first_order for way in (False, True))
    assert np.abs(centred - TRUTH).max() < 0.04 < 0.17 < np.abs(plain - TRUTH).max()
    assert (plain.sum(), centred.sum()) == pytest.approx((1.26, 0.97), abs=0.01)


@pytest.mark.shared
def test_its_shares_of_method_choices_are_those_of_coinr(shared_folder: Path) -> None:
    """The bootstrap quantiles in the file are random and not compared."""
    oracle = Oracle(shared_folder)
    outputs, indices = COMPARED["sensitivity"]
    wanted = oracle.file(indices)
    found = variance_shares(*split(oracle.file(outputs)["y"].to_numpy(), 4), centred=False)
    np.testing.assert_allclose(found.first_order, wanted["Si"], rtol=NEAR)
    np.testing.assert_allclose(found.total, wanted["STi"], rtol=NEAR)


@pytest.mark.shared
def test_its_summaries_of_ranks_are_those_of_coinr(shared_folder: Path) -> None:
    """Of the sensitivity runs only A and B count, 2 · 50: the mixtures repeat what they hold."""
    oracle = Oracle(shared_folder)
    uncertainty, sensitivity = COMPARED["rank_statistics"]
    given = oracle.areas("8_uasa/ua_weights_ranks.csv").drop(columns="Nominal")
    scores = oracle.areas("8_uasa/sa_scores.csv").drop(columns="Nominal").iloc[:, :100]
    ranked = column_ranks(scores, list(scores.columns))
    for file, areas, ranks in ((uncertainty, given.index, given.to_numpy()), (sensitivity, scores.index, ranked)):
        found, wanted = rank_statistics(ranks.T), oracle.areas(file).loc[areas]
        np.testing.assert_allclose(
            [found.mean, found.median, found.q5, found.q95], wanted[["Mean", "Median", "Q5", "Q95"]].T, rtol=NEAR
        )
