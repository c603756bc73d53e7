"""The results of COINr 1.1.14 (R) on its ASEM example, and which test compares which file of categories 6 to 9."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise
from pathlib import Path

import pandas as pd

NEAR = 1e-11
CATEGORIES = ("6_weights/", "7_analysis/", "8_uasa/", "9_panel/")

PCA = [f"{level}_{groups}" for level in ("L1", "L2", "L3") for groups in ("all", "bygroup")]
OPTIMISED = [f"{aim}_{level}" for aim in ("balance", "infomax") for level in ("L2", "L3")]

# The tests take the names of their files from here, so that no file is only said to be compared.
COMPARED: Mapping[str, tuple[str, ...]] = {
    "statistics": ("7_analysis/stats_raw.csv", "7_analysis/stats_treated.csv"),
    "correlations": tuple(f"7_analysis/corr_raw_{method}.csv" for method in ("pearson", "spearman", "kendall")),
    "significant": ("7_analysis/corr_raw_pearson_p05.csv",),
    "p_values": ("7_analysis/pvals_first10.csv",),
    "flagged_pairs": ("7_analysis/corr_flags_high.csv", "7_analysis/corr_flags_low.csv"),
    "denominators": ("7_analysis/denom_corr.csv",),
    "families": ("7_analysis/corr_family.csv",),
    "alphas": ("7_analysis/cronbach_normalised.csv", "7_analysis/cronbach_raw.csv"),
    "rotations": tuple(f"6_weights/pca_rotation_{name}.csv" for name in PCA),
    "deviations": tuple(f"6_weights/pca_sdev_{name}.csv" for name in PCA),
    "component_weights": tuple(f"6_weights/pca_weights_{name}.csv" for name in PCA),
    "optimised_weights": tuple(f"6_weights/opt_{name}.csv" for name in OPTIMISED),
    "obtained": tuple(f"6_weights/opt_{name}_corr.csv" for name in OPTIMISED),
    "obtained_tight": tuple(f"6_weights/opt_{name}_tight_corr.csv" for name in OPTIMISED),
    "area_summary": ("7_analysis/unit_summary_AUT.csv",),
    "foremost": ("7_analysis/strengths_AUT.csv",),
    "hindmost": ("7_analysis/weaknesses_AUT.csv",),
    "variants": ("7_analysis/compare_minmax_zscore.csv",),
    "estimators": ("8_uasa/estimator_sample.csv", "8_uasa/estimator_indices.csv"),
    "sensitivity": ("8_uasa/sa_y.csv", "8_uasa/sa_indices.csv"),
    "rank_statistics": ("8_uasa/ua_weights_rankstats.csv", "8_uasa/sa_rankstats.csv"),
    "growth": ("9_panel/trends_CAGR_raw.csv",),
    "change": ("9_panel/trends_prc_raw.csv",),
}

LEFT_OUT: Mapping[str, str] = {
    "8_uasa/noisy_weights.csv": "weights drawn by R's generator: an input of ua_weights_scores, no result",
    "8_uasa/ua_weights_used.csv": "which of these weights each replicate drew: an input, no result",
    "8_uasa/sa_design.csv": "the choices that R drew for each replicate: an input of sa_scores, no result",
}

# Results of the whole chain, compared with the engine.
ELSEWHERE = {
    f"7_analysis/remove_{level}_{what}.csv" for level in ("L1", "L2", "L3") for what in ("scores", "ranks", "mad")
}
ELSEWHERE |= {"8_uasa/ua_weights_scores.csv", "8_uasa/ua_weights_ranks.csv", "8_uasa/sa_scores.csv"}
ELSEWHERE |= {"9_panel/purse_aggregated_global.csv", "9_panel/purse_aggregated_local.csv"}


class Oracle:
    """The folder with the files, and what nearly every test needs from it."""

    def __init__(self, shared_folder: Path) -> None:
        self.folder = shared_folder / "oracle" / "coinr"

    def file(self, name: str) -> pd.DataFrame:
        """Return a file as it is."""
        return pd.read_csv(self.folder / name)

    def areas(self, name: str) -> pd.DataFrame:
        """Return a file of areas by columns."""
        return pd.read_csv(self.folder / name, index_col="uCode")

    def domains(self) -> dict[str, str]:
        """Return the pillar of every indicator."""
        lineage = self.file("0_input/lineage.csv")
        return dict(zip(lineage["Indicator"], lineage["Pillar"], strict=True))

    def parents(self) -> dict[str, str]:
        """Return the parent of every element below the index."""
        columns = ["Indicator", "Pillar", "Sub-index", "Index"]
        lineage = self.file("0_input/lineage.csv")
        return {
            child: parent
            for low, high in pairwise(columns)
            for child, parent in zip(lineage[low], lineage[high], strict=True)
        }

    def directions(self) -> dict[str, int]:
        """Return the direction of every element; +1 means that more is better there."""
        meta = self.file("0_input/iMeta.csv").dropna(subset=["Direction"])
        return dict(zip(meta["iCode"], meta["Direction"].astype(int), strict=True))
