"""COINr 1.1.14 (R) describes, correlates and decomposes its ASEM example; ours finds the same to 1e-11 (PCA 1e-9)."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import numpy.typing as npt
import pandas as pd
import pytest

from passgenau.index.multivariate import (
    Correlations,
    StatisticsLimits,
    availability_by_area,
    availability_by_domain,
    component_weights,
    correlated_pairs,
    correlations,
    cronbach_alpha,
    cross_correlations,
    domain_alphas,
    family_correlations,
    indicator_statistics,
    principal_components,
    statistics_flags,
)
from tests.index.coinr_oracle import COMPARED, NEAR, PCA, Oracle

LIMITS = StatisticsLimits(least_available=0.65, most_zero=0.5, least_distinct=0.5, skewness=2, kurtosis=3.5)
DENOMINATORS = ["Area", "Energy", "GDP", "Population"]
DATA = {
    "raw": "1_pipeline/1_raw.csv",
    "treated": "1_pipeline/5_treated.csv",
    "denominated": "1_pipeline/2_denominated.csv",
    "normalised": "1_pipeline/6_normalised.csv",
}
AGGREGATED = "1_pipeline/7_aggregated.csv"

pytestmark = pytest.mark.shared


@pytest.fixture(scope="module")
def oracle(shared_folder: Path) -> Oracle:
    return Oracle(shared_folder)


@pytest.fixture(scope="module")
def of_normalised(oracle: Oracle) -> Correlations:
    data = oracle.areas(DATA["normalised"])
    return correlations(data, list(data.columns), method="pearson")


def near(found: npt.ArrayLike, wanted: npt.ArrayLike, tolerance: float = NEAR) -> None:
    np.testing.assert_allclose(np.asarray(found, dtype=float), np.asarray(wanted, dtype=float), tolerance, tolerance)


def data_of(oracle: Oracle, name: str) -> pd.DataFrame:
    """Return the data set that stands at the end of a file's name."""
    return oracle.areas(DATA[name.removesuffix(".csv").rpartition("_")[2]])


def square(oracle: Oracle, name: str) -> pd.DataFrame:
    """Return a long file of correlations as a matrix."""
    matrix = oracle.file(name).pivot(index="Var1", columns="Var2", values="Correlation")
    return matrix[list(matrix.index)]


@pytest.mark.parametrize("name", COMPARED["statistics"])
def test_it_describes_indicators_like_coinr(oracle: Oracle, name: str) -> None:
    wanted = oracle.file(name).set_index("iCode")
    found = indicator_statistics(data_of(oracle, name)[wanted.index], list(wanted.index), probabilities=[0, 0.5, 1])
    near([found.minimum, found.maximum, found.mean], wanted[["Min", "Max", "Mean"]].T)
    near([found.median, found.sd], wanted[["Median", "Std"]].T)
    near([found.skewness, found.kurtosis], wanted[["Skew", "Kurt"]].T)
    near(found.quantiles, wanted[["Min", "Median", "Max"]].T)
    near([found.available, found.available - found.zero], wanted[["N.Avail", "N.NonZero"]].T)
    near([found.distinct, found.same], wanted[["N.Unique", "N.Same"]].T)
    near([found.share_available, 1 - found.share_zero], wanted[["Frc.Avail", "Frc.NonZero"]].T)
    near([found.share_distinct, found.share_same], wanted[["Frc.Unique", "Frc.Same"]].T)


@pytest.mark.parametrize("name", COMPARED["statistics"])
def test_it_flags_indicators_like_coinr_where_so_few_values_are_missing(oracle: Oracle, name: str) -> None:
    wanted = oracle.file(name).set_index("iCode")
    found = statistics_flags(indicator_statistics(data_of(oracle, name)[wanted.index], list(wanted.index)), LIMITS)
    flags = [found.few_available, found.many_zero, found.few_distinct, found.outlying]
    columns = ["Flag.Avail", "Flag.NonZero", "Flag.Unique", "Flag.SkewKurt"]
    np.testing.assert_array_equal(flags, (wanted[columns] != "ok").T)
    assert np.any(found.few_distinct)


@pytest.mark.parametrize("name", COMPARED["correlations"])
def test_it_correlates_pairwise_complete_and_sees_chance_like_coinr(oracle: Oracle, name: str) -> None:
    wanted = square(oracle, name)
    method = name.removesuffix(".csv").rpartition("_")[2]
    found = correlations(oracle.areas(DATA["raw"])[wanted.index], list(wanted.index), method=method)
    near(found.coefficient, wanted)
    if method == "pearson":
        significant = square(oracle, COMPARED["significant"][0]).loc[wanted.index, wanted.index]
        near(np.where(found.p_value > 0.05, np.nan, found.coefficient), significant)
        assert significant.isna().to_numpy().any()


@pytest.mark.parametrize("name", COMPARED["p_values"])
def test_its_p_values_are_those_of_the_t_test(oracle: Oracle, name: str) -> None:
    wanted = oracle.file(name)
    found = correlations(oracle.areas(DATA["normalised"])[wanted.columns], list(wanted.columns), method="pearson")
    near(found.p_value, wanted)


@pytest.mark.parametrize("name", COMPARED["flagged_pairs"])
def test_it_flags_the_same_pairs_inside_pillars(oracle: Oracle, of_normalised: Correlations, name: str) -> None:
    domains = oracle.domains()
    limits = {"above": 0.75, "below": -1.0} if name.endswith("high.csv") else {"above": 1.0, "below": -0.5}
    labels = [domains[one] for one in of_normalised.first_ids]
    found = correlated_pairs(of_normalised, **limits, domains=labels)
    wanted = {(row.Group, frozenset((row.Ind1, row.Ind2))): row.Corr for row in oracle.file(name).itertuples()}
    pairs = {(one.domain, frozenset((one.first, one.second))): one.coefficient for one in found}
    assert pairs == pytest.approx(wanted, rel=NEAR)
    assert {one.reading for one in found} == {"redundant" if name.endswith("high.csv") else "contradicting"}


@pytest.mark.parametrize("name", COMPARED["denominators"])
def test_it_finds_the_indicators_that_measure_size(oracle: Oracle, name: str) -> None:
    data = oracle.areas(DATA["raw"])
    sizes = oracle.areas("0_input/iData.csv").loc[data.index, DENOMINATORS]
    names = list(data.columns)
    found = cross_correlations(data, sizes, first_ids=names, second_ids=DENOMINATORS, method="pearson")
    wanted = {(row.Ind, row.Denom): row.Corr for row in oracle.file(name).itertuples()}
    pairs = {(one.first, one.second): one.coefficient for one in correlated_pairs(found, above=0.7, below=-0.7)}
    assert pairs == pytest.approx(wanted, rel=NEAR)


@pytest.mark.parametrize("name", COMPARED["families"])
def test_it_correlates_elements_with_what_they_belong_to(oracle: Oracle, name: str) -> None:
    data, parents = oracle.areas(AGGREGATED), oracle.parents()
    found = {
        (one.element, one.ancestor): one.coefficient
        for one in family_correlations(data, list(data.columns), parents=parents, method="pearson")
    }
    wanted = oracle.file(name)
    for row in wanted.itertuples():
        ancestor = "Index" if row.Var1 == "Index" else parents[row.Var2]
        assert found[row.Var2, ancestor] == pytest.approx(row.Correlation, rel=NEAR)
    assert len(wanted) == 16


@pytest.mark.parametrize("name", COMPARED["alphas"])
def test_its_alphas_are_those_of_coinr(oracle: Oracle, name: str) -> None:
    data, domains = data_of(oracle, name), oracle.domains()
    names = list(data.columns)
    found = domain_alphas(data, names, domains=[domains[one] for one in names])
    wanted = dict(oracle.file(name).itertuples(index=False, name=None))
    if "ALL" in wanted:
        found["ALL"] = cronbach_alpha(data, names)
    assert found == pytest.approx(wanted, rel=NEAR)


def level_data(oracle: Oracle, name: str) -> pd.DataFrame:
    return oracle.areas(DATA["normalised"] if name.startswith("L1") else AGGREGATED)


@pytest.mark.parametrize(
    ("name", "rotation", "deviations"),
    list(zip(PCA, COMPARED["rotations"], COMPARED["deviations"], strict=True)),
    ids=PCA,
)
def test_its_components_are_those_of_coinr_save_for_the_sign(
    oracle: Oracle, name: str, rotation: str, deviations: str
) -> None:
    data, loadings = level_data(oracle, name), oracle.file(rotation)
    spread = oracle.file(deviations)
    for group, rows in loadings.groupby("group"):
        names = list(rows.loc[rows["comp"] == 1, "iCode"])
        found = principal_components(data[names], names)
        wanted = rows.pivot(index="iCode", columns="comp", values="loading").loc[names].to_numpy()
        near(found.rotation, wanted * np.sign((wanted * found.rotation).sum(axis=0)), 1e-9)
        own = spread[spread["group"] == group]
        near([found.standard_deviations, found.explained], own[["sdev", "frac"]].T, 1e-9)


@pytest.mark.parametrize(("name", "file"), list(zip(PCA, COMPARED["component_weights"], strict=True)), ids=PCA)
def test_its_proposed_weights_are_those_of_coinr_save_for_the_sign(oracle: Oracle, name: str, file: str) -> None:
    level, _, groups = name.partition("_")
    table = oracle.file(file)
    wanted = table[table["Level"] == int(level[1])].set_index("iCode")["Weight"]
    names, parents = list(wanted.index), oracle.parents()
    domains = ["All"] * len(names) if groups == "all" else [parents[one] for one in names]
    found = component_weights(level_data(oracle, name)[names], names, domains=domains)
    signs = {
        domain: np.sign(sum(wanted[one] for one, own in zip(names, domains, strict=True) if own == domain))
        for domain in domains
    }
    near(found.weight, wanted * [signs[domain] for domain in domains], 1e-9)
    assert all(found.weight[names.index(one)] <= 0 for one in found.opposed)


def test_it_counts_what_each_area_lacks_like_coinr(oracle: Oracle) -> None:
    wanted = oracle.areas("2_impute/data_avail_summary.csv")
    data = oracle.areas(DATA["denominated"]).loc[wanted.index]
    found = availability_by_area(data, list(data.columns))
    near([found.missing, found.zero, found.missing + found.zero], wanted[["N_missing", "N_zero", "N_miss_or_zero"]].T)
    near([found.share_available, found.share_nonzero], wanted[["Dat_Avail", "Non_Zero"]].T)


def test_it_shows_availability_by_group_on_every_level_like_coinr(oracle: Oracle) -> None:
    wanted = oracle.areas("2_impute/data_avail_bygroup.csv")
    data = oracle.areas(DATA["denominated"]).loc[wanted.index]
    lineage = oracle.file("0_input/lineage.csv").set_index("Indicator")
    names = list(data.columns)
    for level in ("Pillar", "Sub-index", "Index"):
        found = availability_by_domain(data, names, domains=list(lineage.loc[names, level]))
        near(found.share_available, wanted[list(found.domain_ids)])
