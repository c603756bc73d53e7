"""No file of the oracle's categories 0, 1, 4 and 5 is forgotten: it is compared by a test here, or left out by name."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

TESTS = Path(__file__).resolve().parent
CATEGORIES = ("0_input/", "1_pipeline/", "4_normalise/", "5_aggregate/")

# What the engine's tests read, by the words that stand in them.
COMPARED = {
    "1_pipeline": ["2_denominated", "3_imputed", "5_treated", "6_normalised", "7_aggregated", "treat_points",
                   "results_aggs_scores", "results_full_ranks", "results_groupranks"],
    "4_normalise": ["n_zscore_0_1", "n_zscore_10_2", "n_minmax_0_100", "n_minmax_1_100", "n_rank_average", "n_borda",
                    "n_rank", "n_prank", "n_dist2max", "n_scaled", "n_fracmax", "n_dist2ref", "n_dist2targ_iMeta",
                    "n_goalposts_iMeta_", "n_minmax", "n_zscore", "goalposts"],
    "5_aggregate": ["a_amean", "a_gmean", "a_hmean", "a_copeland", "a_genmean_p", "mixed_amean_gmean_hmean_w",
                    "amean_of_n_", "na_a_amean_w", "na_a_gmean_w", "na_a_hmean_w", "na_a_genmean_p2_w_NAS_PROPAGATE",
                    "na_input", "outrank_matrix_49_w", "copeland_flat_49_w", "weights_random"],
}  # fmt: skip
LEFT_OUT = {
    "0_input/iData.csv": "the figures themselves: an input, read for its groups",
    "0_input/iMeta.csv": "directions and targets: an input",
    "0_input/iData_panel.csv": "the figures of five years: an input",
    "0_input/lineage.csv": "the hierarchy: an input",
    "0_input/weights_original.csv": "weights of one: an input",
    "0_input/effective_weights.csv": "compared in the tests of the multivariate checks",
    "1_pipeline/1_raw.csv": "the figures as COINr read them: an input",
    "1_pipeline/4_screened.csv": "nobody is screened out at 90 %, so it equals 3_imputed: an input",
    "1_pipeline/treat_details.csv": "compared in the tests of the treatment, as default_details",
}


def sources() -> str:
    paths = [path for path in TESTS.glob("test_coinr_*.py") if "coverage" not in path.name]
    return "\n".join(path.read_text(encoding="utf-8") for path in paths)


@pytest.mark.shared
def test_every_file_is_compared_or_left_out_by_name(shared_folder: Path) -> None:
    manifest = pd.read_csv(shared_folder / "oracle" / "coinr" / "MANIFEST.csv")["file"]
    files = [name for name in manifest if name.startswith(CATEGORIES)]
    known = [f"{folder}/{stem}" for folder, stems in COMPARED.items() for stem in stems]
    forgotten = [name for name in files if name not in LEFT_OUT and not name.startswith(tuple(known))]
    assert forgotten == []
    assert set(LEFT_OUT) <= set(files)


def test_every_word_of_the_table_stands_in_a_test() -> None:
    found = sources()
    assert [stem for stems in COMPARED.values() for stem in stems if stem not in found] == []
