"""COINr's aggregations over four levels, its gaps, its leave-one-out and its thousand weight sets, to 1e-11."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from passgenau.common.errors import PassgenauError
from passgenau.index.aggregate import Child, copeland, outranking
from passgenau.index.leave_one_out import leave_one_out
from passgenau.index.parse import parse_index_definition
from tests.index.coinr import computed, directions, figures, frame, hierarchy, lineage, run, weights_in
from tests.index.figures import raw_definition

pytestmark = pytest.mark.shared

PLAIN = [
    ("a_amean", "arithmetic", {}),
    ("a_gmean", "geometric", {}),
    ("a_hmean", "harmonic", {}),
    ("a_copeland", "copeland", {}),
    *[(f"a_genmean_p{power:g}", "generalised", {"combine__power": power}) for power in (-2.0, -1.0, 0.5, 2.0, 3.0)],
]


@pytest.fixture
def folder(shared_folder: Path) -> Path:
    return shared_folder / "oracle" / "coinr"


def same(found: pd.DataFrame, wanted: pd.DataFrame, **near: float) -> None:
    chosen = wanted[found.columns].loc[found.index].astype("float64")
    pd.testing.assert_frame_equal(found, chosen, **{"rtol": 1e-11, "atol": 1e-11, **near})


def weights_for(folder: Path, name: str) -> dict[str, float]:
    if name.endswith("_w"):
        return weights_in(folder / "5_aggregate" / "weights_random.csv")
    return weights_in(folder / "0_input" / "weights_original.csv")


CASES = [(f"{name}{end}", kind, more) for name, kind, more in PLAIN for end in ("", "_w")]


@pytest.mark.parametrize(("name", "kind", "more"), CASES, ids=[name for name, *_ in CASES])
def test_every_aggregate_over_every_level_is_that_of_coinr(
    folder: Path, name: str, kind: str, more: dict[str, Any]
) -> None:
    path = folder / "5_aggregate" / f"{name}.csv"
    if "genmean" in name and not name.endswith("_w"):
        assert not path.exists(), "a new file of the oracle wants its test"
        return
    values = frame(folder / "4_normalise" / "n_minmax_1_100.csv")
    raw = hierarchy(folder, weights_for(folder, name), kinds=(kind, kind, kind), **more)
    same(computed(values, raw), frame(path))


def test_each_level_may_have_its_own_aggregate(folder: Path) -> None:
    raw = hierarchy(folder, weights_for(folder, "_w"), kinds=("arithmetic", "geometric", "harmonic"))
    values = frame(folder / "4_normalise" / "n_minmax_1_100.csv")
    same(computed(values, raw), frame(folder / "5_aggregate" / "mixed_amean_gmean_hmean_w.csv"))


@pytest.mark.parametrize("method", ["zscore", "rank", "borda", "prank", "fracmax", "dist2max"])
def test_means_of_every_scale_are_those_of_coinr(folder: Path, method: str) -> None:
    """COINr's fraction of the largest value divides by zero where that is 0; those indicators are left out here."""
    raw = hierarchy(folder, weights_for(folder, ""))
    values = frame(folder / "5_aggregate" / f"amean_of_n_{method}.csv")
    tree = lineage(folder)
    endless = [name for name in tree.iloc[:, 0] if np.isinf(values[name]).any()]
    assert bool(endless) == (method == "fracmax")
    for name in endless:
        raw = without(raw, name)
    found = computed(values[[one["id"] for one in raw["indicators"]]], raw)
    touched = set(tree[tree.iloc[:, 0].isin(endless)].iloc[:, 1:].to_numpy().ravel())
    same(found[[name for name in found.columns if name not in touched]], values)


@pytest.mark.parametrize(
    ("name", "kind", "shares"),
    [
        ("na_a_amean_w", "arithmetic", (0.0, 0.0, 0.0)),
        ("na_a_gmean_w", "geometric", (0.0, 0.0, 0.0)),
        ("na_a_hmean_w", "harmonic", (0.0, 0.0, 0.0)),
        ("na_a_amean_w_thresh0.7", "arithmetic", (0.7, 0.7, 0.7)),
        ("na_a_amean_w_thresh_0.8_0.5_1", "arithmetic", (0.8, 0.5, 1.0)),
    ],
)
def test_gaps_are_made_up_for_level_by_level_like_coinr(
    folder: Path, name: str, kind: str, shares: tuple[float, float, float]
) -> None:
    wanted = frame(folder / "5_aggregate" / f"{name}.csv")
    raw = hierarchy(folder, weights_for(folder, "_w"), kinds=(kind, kind, kind), shares=shares)
    found = computed(frame(folder / "5_aggregate" / "na_input.csv"), raw)
    # An area without an index is judged in no domain either; COINr still shows its pillars.
    ranked = wanted["Index"].notna()
    same(found[ranked.to_numpy()], wanted)
    assert found[~ranked.to_numpy()].isna().all().all()


def test_a_generalised_mean_with_gaps_counts_what_is_there(folder: Path) -> None:
    """A defect of COINr that is not copied: there, one gap makes the whole mean missing."""
    values = frame(folder / "5_aggregate" / "na_input.csv")
    theirs = frame(folder / "5_aggregate" / "na_a_genmean_p2_w_NAS_PROPAGATE.csv")
    raw = hierarchy(folder, weights_for(folder, "_w"), kinds=("generalised",) * 3, combine__power=2.0)
    found = computed(values, raw)
    whole = theirs["Index"].notna()
    assert not whole.any()
    assert found["Index"].notna().all()
    pillars = [column for column in found.columns if theirs[column].notna().any()]
    for pillar in pillars:
        at = theirs[pillar].notna()
        np.testing.assert_allclose(found.loc[at, pillar], theirs.loc[at, pillar], rtol=1e-11)


def test_the_outranking_matrix_is_that_of_coinr(folder: Path) -> None:
    wanted = frame(folder / "5_aggregate" / "outrank_matrix_49_w.csv")
    values = frame(folder / "4_normalise" / "n_minmax_1_100.csv").loc[wanted.index]
    weights = weights_for(folder, "_w")
    children = [
        Child(values[name].to_numpy()[None, :], np.array([[weights[name]]])) for name in lineage(folder).iloc[:, 0]
    ]
    preferred, there = outranking(children)
    assert there is None
    np.testing.assert_allclose(preferred[0], wanted[list(wanted.index)], rtol=0, atol=1e-11)
    flat = frame(folder / "5_aggregate" / "copeland_flat_49_w.csv").loc[wanted.index, "Copeland"]
    np.testing.assert_array_equal(copeland(children).values[0], flat)


def test_a_geometric_mean_of_values_not_above_zero_is_refused_with_what_helps(folder: Path) -> None:
    values = frame(folder / "4_normalise" / "n_minmax_0_100.csv")
    raw = hierarchy(folder, weights_for(folder, ""), kinds=("geometric",) * 3)
    with pytest.raises(PassgenauError, match=r"geometrisches Mittel braucht überall Werte über 0.*lower"):
        run(values, raw)


def test_leaving_out_one_element_moves_ranks_as_in_coinr(folder: Path) -> None:
    values = frame(folder / "1_pipeline" / "6_normalised.csv")[list(lineage(folder).iloc[:, 0])]
    definition = parse_index_definition(hierarchy(folder, weights_for(folder, "")), "coinr")
    found = {one.id: one for one in leave_one_out(figures(values), definition, top=9)}
    for level in (1, 2, 3):
        scores, ranks, shifts = (
            pd.read_csv(folder / "7_analysis" / f"remove_L{level}_{what}.csv").set_index(key)
            for what, key in (("scores", "uCode"), ("ranks", "uCode"), ("mad", "element"))
        )
        for element in [name for name in scores.columns if name != "Nominal"]:
            result = found[element].result
            assert result is not None
            np.testing.assert_allclose(result.score, scores.loc[list(result.area_ids), element], rtol=1e-11)
            np.testing.assert_array_equal(result.rank, ranks.loc[list(result.area_ids), element])
            assert found[element].mean_shift == pytest.approx(shifts.loc[element, "MeanAbsDiff"], abs=1e-12)


def without(raw: dict[str, Any], element: str) -> dict[str, Any]:
    """Return the definition without an indicator."""
    indicators = [one for one in raw["indicators"] if one["id"] != element]
    used = {one["domain"] for one in indicators}
    for _ in range(3):
        used |= {one.get("parent") for one in raw["domains"] if one["id"] in used}
    return {**raw, "indicators": indicators, "domains": [one for one in raw["domains"] if one["id"] in used]}


def test_normalised_and_aggregated_are_those_of_the_whole_pipeline(folder: Path) -> None:
    treated = frame(folder / "1_pipeline" / "5_treated.csv")
    raw = hierarchy(folder, weights_for(folder, ""))
    raw["standardise"] = {"method": "minmax", "lower": 0.0, "upper": 100.0}
    signs = dict(zip(lineage(folder).iloc[:, 0], directions(folder, list(lineage(folder).iloc[:, 0])), strict=True))
    raw["indicators"] = [{**one, "direction": signs[one["id"]]} for one in raw["indicators"]]
    result = run(treated[list(signs)], raw)
    found = pd.DataFrame(result.standardised, index=treated.index, columns=list(result.indicator_ids))
    same(found, frame(folder / "1_pipeline" / "6_normalised.csv"))
    aggregated = frame(folder / "1_pipeline" / "7_aggregated.csv")
    np.testing.assert_allclose(result.score, aggregated.loc[list(result.area_ids), "Index"], rtol=1e-11)
    ranks = frame(folder / "1_pipeline" / "results_full_ranks.csv")
    np.testing.assert_array_equal(result.rank, ranks.loc[list(result.area_ids), "Index"])


def test_replayed_weights_of_the_uncertainty_analysis_give_the_same_scores_and_ranks(folder: Path) -> None:
    values = frame(folder / "1_pipeline" / "6_normalised.csv")[list(lineage(folder).iloc[:, 0])]
    sets = pd.read_csv(folder / "8_uasa" / "noisy_weights.csv").set_index("iCode")
    used = pd.read_csv(folder / "8_uasa" / "ua_weights_used.csv").set_index("rep")["weight_set"]
    scores, ranks = (frame(folder / "8_uasa" / f"ua_weights_{what}.csv") for what in ("scores", "ranks"))
    for replicate in used.index[::4]:
        result = run(values, hierarchy(folder, sets[f"w{used[replicate]}"].to_dict()))
        column = f"r_{replicate}"
        np.testing.assert_allclose(result.score, scores.loc[list(result.area_ids), column], rtol=1e-11)
        np.testing.assert_array_equal(result.rank, ranks.loc[list(result.area_ids), column])


def thirty(folder: Path, weights: dict[str, float]) -> dict[str, Any]:
    """Return means of 30 indicators inside five domains, then the mean of the domains."""
    meta = pd.read_csv(folder / "iMeta.csv")
    raw = raw_definition(
        reference__spread_ddof=1,
        combine__aggregate="arithmetic",
        domains=[
            {"id": code, "name": code, "weight": weights.get(code, 1.0)} for code in ("D1", "D2", "D3", "D4", "D5")
        ],
    )
    raw["indicators"] = [
        {"id": row.iCode, "direction": row.Direction, "weight": weights.get(row.iCode, 1.0), "domain": row.Parent}
        for row in meta[meta["Type"] == "Indicator"].itertuples()
    ]
    return raw


def test_it_combines_domains_like_coinr(shared_folder: Path) -> None:
    folder = shared_folder / "oracle" / "coinr-81x30"
    wanted = frame(folder / "aggregated_zscore_amean.csv")
    result = run(frame(folder / "iData.csv"), thirty(folder, {}))
    wanted = wanted.loc[list(result.area_ids)]
    np.testing.assert_allclose(result.score, wanted["Index"], rtol=0, atol=1e-11)
    np.testing.assert_allclose(result.domain_scores, wanted[list(result.domain_ids)], rtol=0, atol=1e-11)
    np.testing.assert_allclose(result.standardised, wanted[list(result.indicator_ids)], rtol=0, atol=1e-11)
