"""A thousand weight sets of COINr's uncertainty analysis, replayed: the same scores and ranks, every one."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from passgenau.index.admission import admit
from passgenau.index.compute import run_index
from passgenau.index.hierarchy import Weights, climb, hierarchy_of
from passgenau.index.parse import parse_index_definition
from passgenau.index.places import places, score_tolerance
from tests.index.coinr import figures, frame, run
from tests.index.test_coinr_hierarchy import thirty

pytestmark = pytest.mark.shared


def test_all_thousand_sets_at_once_give_the_scores_and_ranks_of_coinr(shared_folder: Path) -> None:
    """The way the Monte Carlo takes: standardised once, combined with a thousand weight sets in one go."""
    folder = shared_folder / "oracle" / "coinr-81x30"
    definition = parse_index_definition(thirty(folder, {}), "coinr")
    table = figures(frame(folder / "iData.csv"))
    result, members = run_index(table, definition), admit(table, definition).members
    sets = pd.read_csv(folder / "noisy_weights.csv").set_index("iCode").drop(columns="Level")
    assert sets.shape[1] == 1000
    weights = Weights(
        sets.loc[[member.id for member in members]].to_numpy(),
        sets.loc[[domain.id for domain in definition.domains]].to_numpy(),
    )
    climbed = climb(
        hierarchy_of(definition, members), lambda place: (result.standardised[:, place][None, :], None), weights
    )
    scores = climbed.index.values
    wanted = frame(folder / "index_by_weight_set.csv").loc[list(table.area_ids), list(sets.columns)].to_numpy().T
    np.testing.assert_allclose(scores, wanted, rtol=0, atol=1e-11)
    ranks = frame(folder / "rank_by_weight_set.csv").loc[list(table.area_ids), list(sets.columns)].to_numpy().T
    np.testing.assert_array_equal(places(scores, score_tolerance(scores))[1] + 1, ranks)
    used = pd.read_csv(folder / "ua_weight_set_used.csv").set_index("rep")["weight_set"]
    replayed = frame(folder / "ua_scores.csv").loc[list(table.area_ids)]
    picked = [f"r_{number}" for number in used.index]
    np.testing.assert_allclose(scores[used.to_numpy() - 1].T, replayed[picked], rtol=0, atol=1e-11)


def test_a_run_with_each_of_some_sets_says_the_same(shared_folder: Path) -> None:
    folder = shared_folder / "oracle" / "coinr-81x30"
    weights = pd.read_csv(folder / "noisy_weights.csv").set_index("iCode")
    scores, ranks = frame(folder / "index_by_weight_set.csv"), frame(folder / "rank_by_weight_set.csv")
    values = frame(folder / "iData.csv")
    for number in range(1, 1001, 50):
        result = run(values, thirty(folder, weights[f"w{number}"].to_dict()))
        np.testing.assert_allclose(result.score, scores.loc[list(result.area_ids), f"w{number}"], rtol=0, atol=1e-11)
        np.testing.assert_array_equal(result.rank, ranks.loc[list(result.area_ids), f"w{number}"])
