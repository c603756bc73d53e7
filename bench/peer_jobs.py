"""What other packages do with the same county; run by an interpreter that has them, never by ours.

``python peer_jobs.py FIGURES.npz ANSWER.json``: the answer holds replications and seconds by job. ProMCDA writes its
log to stdout, so the answer goes to a file.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

WEIGHT_RUNS = 500
NOISE_RUNS = 100
MANY, FEW = 3_000_000, 1_000


def promcda_weights(rate: Any, denominator: Any, runs: int) -> None:
    """Min-max once, then a weighted sum for each set of weights from U(0, 1), as ProMCDA's own run does."""
    import pandas as pd
    from mcda.mcda_without_robustness import MCDAWithoutRobustness
    from mcda.utils import check_norm_sum_weights, randomly_sample_all_weights, rescale_minmax
    from mcda.utils_for_parallelization import estimate_runs_mean_std, parallelize_aggregation

    run = MCDAWithoutRobustness(_promcda_choices(runs, rate.shape[1], "exact"), pd.DataFrame(rate))
    normalised = run.normalize_indicators("minmax")
    weights = [check_norm_sum_weights(one) for one in randomly_sample_all_weights(rate.shape[1], runs)]
    scores = parallelize_aggregation([(one, normalised) for one in weights], "weighted_sum")
    estimate_runs_mean_std([rescale_minmax(one) for one in scores])
    estimate_runs_mean_std(scores)[0].rank(pct=True)


def promcda_noise(rate: Any, denominator: Any, runs: int) -> None:
    """Normal noise on every indicator, min-max and weighted sum anew each time; the weights stay."""
    import pandas as pd
    from mcda.mcda_with_robustness import MCDAWithRobustness
    from mcda.utils import rescale_minmax
    from mcda.utils_for_parallelization import (
        estimate_runs_mean_std,
        parallelize_aggregation,
        parallelize_normalization,
    )

    width = rate.shape[1]
    error = np.sqrt(rate * (1 - rate) / denominator)
    pairs = pd.DataFrame(np.stack([rate, error], axis=2).reshape(len(rate), 2 * width))
    run = MCDAWithRobustness(_promcda_choices(runs, width, "normal"), pairs)
    normalised = parallelize_normalization(run.create_n_randomly_sampled_matrices(), ["+"] * width, "minmax")
    scores = parallelize_aggregation([([1 / width] * width, one) for one in normalised], "weighted_sum")
    estimate_runs_mean_std([rescale_minmax(one) for one in scores])
    estimate_runs_mean_std(scores)[0].rank(pct=True)


def _promcda_choices(runs: int, width: int, law: str) -> Any:
    from mcda.configuration.config import Config

    return Config(
        {
            "input_matrix_path": "",
            "output_path": "",
            "polarity_for_each_indicator": ["+"] * width,
            "sensitivity": {"sensitivity_on": "no", "normalization": "minmax", "aggregation": "weighted_sum"},
            "robustness": {
                "robustness_on": "yes",
                "on_single_weights": "no",
                "on_all_weights": "yes" if law == "exact" else "no",
                "on_indicators": "no" if law == "exact" else "yes",
                "given_weights": [1.0] * width,
            },
            "monte_carlo_sampling": {
                "monte_carlo_runs": runs,
                "num_cores": 2,
                "marginal_distribution_for_each_indicator": [law] * width,
            },
        }
    )


def skcriteria_weights(rate: Any, denominator: Any, runs: int) -> None:
    """Min-max once, then a weighted sum and its ranking for each set of weights."""
    import skcriteria
    from skcriteria.agg.simple import WeightedSumModel
    from skcriteria.preprocessing.scalers import MinMaxScaler

    rng, width = np.random.default_rng(1), rate.shape[1]
    scaled = MinMaxScaler(target="matrix").transform(skcriteria.mkdm(rate, [max] * width)).matrix.to_numpy()
    for _ in range(runs):
        weights = rng.uniform(0.75, 1.25, width)
        WeightedSumModel().evaluate(skcriteria.mkdm(scaled, [max] * width, weights=weights)).rank_.mean()


def skcriteria_noise(rate: Any, denominator: Any, runs: int) -> None:
    """Binomial counts from numpy, weights, and three scalers in turn; z-scores it cannot sum (values below 0)."""
    import skcriteria
    from skcriteria.agg.simple import WeightedSumModel
    from skcriteria.preprocessing.scalers import MinMaxScaler, SumScaler, VectorScaler

    rng, width = np.random.default_rng(1), rate.shape[1]
    scalers = [kind(target="matrix") for kind in (MinMaxScaler, SumScaler, VectorScaler)]
    for number in range(runs):
        drawn = rng.binomial(denominator.astype(np.int64), rate) / denominator
        matrix = skcriteria.mkdm(drawn, [max] * width, weights=rng.uniform(0.75, 1.25, width))
        WeightedSumModel().evaluate(scalers[number % 3].transform(matrix)).rank_.mean()


def skcriteria_many(rate: Any, denominator: Any, runs: int) -> float:
    """Min-max, weighted sum and ranking of three million areas (a thousand to warm up); making them is not counted."""
    import skcriteria
    from skcriteria.agg.simple import WeightedSumModel
    from skcriteria.preprocessing.scalers import MinMaxScaler

    width = rate.shape[1]
    figures = np.random.default_rng(1).random((MANY if runs == 1 else FEW, width))
    start = time.perf_counter()
    matrix = skcriteria.mkdm(figures, [max] * width, weights=np.ones(width))
    WeightedSumModel().evaluate(MinMaxScaler(target="matrix").transform(matrix)).rank_.mean()
    return time.perf_counter() - start


JOBS: dict[str, tuple[Callable[[Any, Any, int], float | None], int]] = {
    "promcda_weights": (promcda_weights, WEIGHT_RUNS),
    "promcda_noise": (promcda_noise, NOISE_RUNS),
    "skcriteria_weights": (skcriteria_weights, WEIGHT_RUNS),
    "skcriteria_noise": (skcriteria_noise, NOISE_RUNS),
    "skcriteria_many": (skcriteria_many, 1),
}


def main(figures: str, answer: str) -> None:
    """Do every job once; one that fails is told with its error instead of seconds."""
    table = np.load(figures)
    found: dict[str, dict[str, Any]] = {}
    for name, (job, runs) in JOBS.items():
        try:
            job(table["rate"], table["denominator"], 2)  # imports and warm-up are not what is compared
            start = time.perf_counter()
            own = job(table["rate"], table["denominator"], runs)
            found[name] = {"runs": runs, "seconds": time.perf_counter() - start if own is None else own}
        except Exception as problem:  # a peer that breaks is a line in the table, not the end of the table
            found[name] = {"error": f"{type(problem).__name__}: {problem}"[:120]}
    Path(answer).write_text(json.dumps(found), encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
