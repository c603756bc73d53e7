"""COINr's whole chain as one definition of ours: gaps filled by group, outliers treated, scaled, four levels."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from passgenau.index.definition import Treatment
from passgenau.index.parse import parse_index_definition
from passgenau.index.result import IndexResult
from passgenau.index.robustness import run_robustness
from passgenau.index.treatment import treat
from tests.index.coinr import directions, figures, frame, hierarchy, lineage, run, weights_in

pytestmark = pytest.mark.shared


@pytest.fixture
def folder(shared_folder: Path) -> Path:
    return shared_folder / "oracle" / "coinr"


def chain(folder: Path, weights: dict[str, float], *, winmax: int = 5, **changes: Any) -> dict[str, Any]:
    """Return the definition of the whole chain: winsorise or take logs, 0 to 100, means of means."""
    groups = frame(folder / "0_input" / "iData.csv")["EurAsia_group"]
    raw = hierarchy(folder, weights, **changes)
    signs = dict(zip(lineage(folder).iloc[:, 0], directions(folder, list(lineage(folder).iloc[:, 0])), strict=True))
    raw["indicators"] = [{**one, "direction": signs[one["id"]]} for one in raw["indicators"]]
    raw["standardise"] = {"method": "minmax", "lower": 0.0, "upper": 100.0}
    raw["treat"] = {"skewness": 2.0, "kurtosis": 3.5, "winsorise": winmax, "then": "log_shifted"}
    raw["combine"]["missing"] = {"rule": "impute_group_mean"}
    raw["groups"] = [
        {"id": name, "name": name, "areas": list(groups.index[groups == name])} for name in groups.unique()
    ]
    return raw


def delivered(folder: Path) -> pd.DataFrame:
    return frame(folder / "1_pipeline" / "2_denominated.csv")[list(lineage(folder).iloc[:, 0])]


def test_one_definition_goes_from_figures_with_gaps_to_the_index_of_coinr(folder: Path) -> None:
    result = run(delivered(folder), chain(folder, weights_in(folder / "0_input" / "weights_original.csv")))
    wanted = frame(folder / "1_pipeline" / "7_aggregated.csv").loc[list(result.area_ids)]
    np.testing.assert_allclose(result.standardised, wanted[list(result.indicator_ids)], rtol=1e-11, atol=1e-11)
    np.testing.assert_allclose(result.domain_scores, wanted[list(result.domain_ids)], rtol=1e-11, atol=1e-11)
    np.testing.assert_allclose(result.score, wanted["Index"], rtol=1e-11)
    scores = frame(folder / "1_pipeline" / "results_aggs_scores.csv")["Index"]
    assert list(scores.index) == [result.area_ids[place] for place in np.argsort(-result.score)]


def test_every_touched_value_is_in_the_log_and_no_other(folder: Path) -> None:
    result = run(delivered(folder), chain(folder, weights_in(folder / "0_input" / "weights_original.csv")))
    filled, treated = logged(result)
    gaps = delivered(folder).isna().stack()
    assert filled == set(gaps[gaps].index)
    points = frame(folder / "1_pipeline" / "treat_points.csv")[list(result.indicator_ids)].stack()
    assert treated == set(points[points.notna() & (points != "")].index)


def logged(result: IndexResult) -> tuple[set[tuple[str, str]], set[tuple[str, str]]]:
    """Return which area and indicator was filled, and which treated."""
    filled = {(one.area_id, one.indicator_id) for one in result.touched if np.isnan(one.before)}
    treated = {(one.area_id, one.indicator_id) for one in result.touched if not np.isnan(one.before)}
    return filled, treated


def test_ranks_inside_groups_follow_from_the_scores(folder: Path) -> None:
    """COINr ranks inside groups too; ours are the same order read group by group."""
    weights = weights_in(folder / "0_input" / "weights_original.csv")
    result = run(delivered(folder), chain(folder, weights))
    groups = frame(folder / "0_input" / "iData.csv")["EurAsia_group"]
    wanted = frame(folder / "1_pipeline" / "results_groupranks.csv")["Index"]
    ranks = pd.Series(result.rank, index=list(result.area_ids))
    found = ranks.groupby(groups.loc[ranks.index]).rank(method="min")
    pd.testing.assert_series_equal(found, wanted.loc[found.index].astype(float), check_names=False)


def test_replicates_of_the_sensitivity_analysis_are_reproduced(folder: Path) -> None:
    """Each replicate has its own treatment, scale, weights and aggregate; its z-scores are 10 + 2 z."""
    design = pd.read_csv(folder / "8_uasa" / "sa_design.csv").set_index("rep")
    sets = pd.read_csv(folder / "8_uasa" / "noisy_weights.csv").set_index("iCode")
    scores = frame(folder / "8_uasa" / "sa_scores.csv")
    for number, row in design.iloc[::12].iterrows():
        weights = sets[f"w{row.Weights}"].to_dict()
        kind = {"a_amean": "arithmetic", "a_gmean": "geometric"}[row.Aggregation]
        raw = chain(folder, weights, winmax=int(row.Winmax), kinds=(kind,) * 3)
        raw["standardise"] = {"method": "minmax", "lower": 1.0, "upper": 100.0}
        if row.Normalisation == "n_zscore":
            raw = rescaled(folder, raw, weights, kind)
            found = run(raw.pop("values"), raw)
        else:
            found = run(delivered(folder), raw)
        np.testing.assert_allclose(found.score, scores.loc[list(found.area_ids), f"r_{number}"], rtol=1e-11)


def rescaled(folder: Path, raw: dict[str, Any], weights: dict[str, float], kind: str) -> dict[str, Any]:
    """Return the definition that takes 10 + 2 z as it is, with these values; a mean of z-scores needs no geometry."""
    plain = {**raw, "standardise": {"method": "zscore"}, "domains": [], "combine": {**raw["combine"]}}
    plain["indicators"] = [{key: one[key] for key in ("id", "direction", "weight")} for one in raw["indicators"]]
    result = run(delivered(folder), plain)
    values = pd.DataFrame(10 + 2 * result.standardised, index=list(result.area_ids), columns=list(result.indicator_ids))
    return {**hierarchy(folder, weights, kinds=(kind,) * 3), "values": values}


@pytest.mark.parametrize("year", [2018, 2020, 2022])
def test_every_year_of_the_panel_is_judged_against_itself_like_coinr(folder: Path, year: int) -> None:
    wanted = panel(folder, "local", year)
    raw = chain(folder, weights_in(folder / "0_input" / "weights_original.csv"))
    raw["combine"]["missing"] = {"rule": "rescale"}
    result = run(figures_of(folder, year).loc[wanted.index], raw)
    np.testing.assert_allclose(result.standardised, wanted[list(result.indicator_ids)], rtol=1e-11, atol=1e-11)
    np.testing.assert_allclose(result.score, wanted["Index"], rtol=1e-11)


def test_a_scale_over_all_years_is_the_global_one_of_coinr(folder: Path) -> None:
    """Areas of five years judged together, each year treated for itself; COINr cannot vary such a purse, ours can."""
    treatment = Treatment(2.0, 3.5, 5, "log_shifted")
    raw = hierarchy(folder, weights_in(folder / "0_input" / "weights_original.csv"))
    signs = dict(zip(lineage(folder).iloc[:, 0], directions(folder, list(lineage(folder).iloc[:, 0])), strict=True))
    raw["indicators"] = [{**one, "direction": signs[one["id"]]} for one in raw["indicators"]]
    raw["standardise"] = {"method": "minmax", "lower": 0.0, "upper": 100.0}
    years, wanted = [], []
    for year in range(2018, 2023):
        then = panel(folder, "global", year)
        values = figures_of(folder, year).loc[then.index].apply(lambda column: treated(column, treatment))
        for found, into in ((values, years), (then, wanted)):
            into.append(found.set_axis([f"{area}@{year}" for area in found.index]))
    together, expected = pd.concat(years), pd.concat(wanted)
    result = run(together, raw)
    np.testing.assert_allclose(result.score, expected.loc[list(result.area_ids), "Index"], rtol=1e-11)
    varied = parse_index_definition({**raw, "robustness": {"weights": {"law": "uniform", "spread": 0.25}}}, "coinr")
    again = run_robustness(figures(together), varied, replications=20, seed=1, top=9, noise={})
    assert again.p_top.sum() == pytest.approx(9)


def treated(column: pd.Series, treatment: Treatment) -> pd.Series:
    known = column.dropna()
    values = treat(known.to_numpy(dtype=np.float64)[None, :], treatment).values[0]
    return pd.Series(values, index=known.index).reindex(column.index)


def panel(folder: Path, kind: str, year: int) -> pd.DataFrame:
    every = pd.read_csv(folder / "9_panel" / f"purse_aggregated_{kind}.csv")
    return every[every["Time"] == year].set_index("uCode")


def figures_of(folder: Path, year: int) -> pd.DataFrame:
    """Return the figures of a year by the denominators of the same year."""
    every = pd.read_csv(folder / "0_input" / "iData_panel.csv")
    return every[every["Time"] == year].set_index("uCode")[list(lineage(folder).iloc[:, 0])]


def test_filled_gaps_are_those_of_coinr(folder: Path) -> None:
    wanted = frame(folder / "1_pipeline" / "3_imputed.csv")
    result = run(delivered(folder), chain(folder, weights_in(folder / "0_input" / "weights_original.csv")))
    filled = [one for one in result.touched if np.isnan(one.before)]
    assert len(filled) > 50
    for one in filled:
        assert one.after == pytest.approx(wanted.loc[one.area_id, one.indicator_id], rel=1e-11)
