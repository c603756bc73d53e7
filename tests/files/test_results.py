"""Result files for machines: exact numbers, empty cells, a row for every area, and how it came about."""

from __future__ import annotations

import csv
import hashlib
import io
import json
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from passgenau.data.areas import Area, AreaRegister
from passgenau.data.long_table import long_table
from passgenau.files.definitions import load_index_definition
from passgenau.files.results import (
    INDEX_COLUMNS,
    Doubts,
    RunInputs,
    contributions_csv,
    index_csv,
    robustness_csv,
    sources_csv,
    write_index,
    write_robustness,
)
from passgenau.index.compute import run_index
from passgenau.index.result import IndexResult, RobustnessResult
from passgenau.index.robustness import rank_shares, run_robustness
from passgenau.indicators.build import build_table
from passgenau.indicators.table import IndicatorTable
from tests.files.packages import DEFINITION, definition

INPUTS = RunInputs("probe", {"values.csv": "ab"}, {"unemployed": "2021", "poor_children": "2021"})


def figures() -> IndicatorTable:
    """Return six areas of which one has no value for one indicator."""
    rows = [
        {
            "area_id": f"{area:02d}",
            "indicator_id": one,
            "period": "2021",
            "numerator": area * area + shift,
            "denominator": 97,
        }
        for area in range(1, 7)
        for one, shift in (("unemployed", 1), ("poor_children", 5 * (area % 3)))
        if (area, one) != (4, "poor_children")
    ]
    register = AreaRegister("p", tuple(Area(f"{area:02d}", f"Ort, {area}", population=100.0) for area in range(1, 7)))
    return build_table(long_table(pd.DataFrame(rows)), register, periods=dict(INPUTS.periods))


@pytest.fixture
def result(tmp_path: Path) -> IndexResult:
    return run_index(figures(), load_index_definition(definition(tmp_path)))


def table(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8"))))


def test_every_area_has_a_row_and_exact_numbers(result: IndexResult) -> None:
    rows = table(index_csv(result))
    assert list(rows[0]) == [*INDEX_COLUMNS, "domain_work", "domain_children"]
    assert [row["area_id"] for row in rows] == list(result.area_ids)
    assert [row["name"] for row in rows] == list(result.area_names)
    for row, score, rank in zip(rows, result.score, result.rank, strict=True):
        if rank:
            assert float(row["score"]) == score
            assert row["rank"] == str(rank)
            assert row["score_standardised"] == ""


def test_an_area_without_score_has_empty_cells_and_a_reason(result: IndexResult) -> None:
    row = table(index_csv(result))[3]
    assert row["reason"]
    for column in ("score", "score_standardised", "rank", "class", "frequency", "intensity", "domain_work"):
        assert row[column] == ""
    assert row["valid_indicators"] == "1"


def test_no_cell_says_nan_and_a_class_keeps_its_sign(result: IndexResult) -> None:
    content = index_csv(result) + contributions_csv(result)
    assert b"nan" not in content.lower()
    assert {row["class"] for row in table(index_csv(result))} == {"+", "-", ""}
    assert b"\r" not in content


def test_contributions_add_up_to_the_score(result: IndexResult) -> None:
    sums: dict[str, float] = {}
    for row in table(contributions_csv(result)):
        sums[row["area_id"]] = sums.get(row["area_id"], 0.0) + float(row["contribution"] or 0)
    for row in table(index_csv(result)):
        if row["score"]:
            assert sums[row["area_id"]] == pytest.approx(float(row["score"]), abs=1e-12)


def test_the_run_tells_what_it_was_made_of(tmp_path: Path, result: IndexResult) -> None:
    write_index(tmp_path / "out", result, INPUTS)
    run = json.loads((tmp_path / "out" / "run.json").read_text(encoding="utf-8"))
    assert run["definition"]["id"] == "probe"
    assert run["definition"]["digest"] == result.definition.digest
    assert run["definition"]["settings"]["method"] == "zscore"
    assert run["inputs"] == [{"file": "values.csv", "sha256": "ab"}]
    assert run["period"] == "2021"
    assert [one["area_id"] for one in run["excluded_areas"]] == ["04"]
    assert [one["id"] for one in run["reference"]["indicators"]] == ["unemployed", "poor_children"]
    assert run["reference"]["indicators"][0]["mean"] == result.reference.mean[0]
    for output in run["outputs"]:
        content = (tmp_path / "out" / output["file"]).read_bytes()
        assert hashlib.sha256(content).hexdigest() == output["sha256"]


def robust(folder: Path) -> RobustnessResult:
    return run_robustness(
        figures(), load_index_definition(definition(folder)), replications=200, seed=7, top=2,
        noise={"unemployed": "binomial"},
    )  # fmt: skip


def test_robustness_has_a_probability_for_every_class(tmp_path: Path) -> None:
    rows = table(robustness_csv(robust(tmp_path), ("-", "+")))
    probabilities = ["p_top", "p_ahead", "p_class_-", "p_class_+"]
    assert list(rows[0]) == ["area_id", "rank", "rank_p05", "rank_p50", "rank_p95", *probabilities]
    ranked = [row for row in rows if row["rank"]]
    assert sum(float(row["p_top"]) for row in ranked) == pytest.approx(2)
    assert all(float(row["p_class_-"]) + float(row["p_class_+"]) == pytest.approx(1) for row in ranked)
    assert [row for row in rows if not row["rank"]] == [
        {
            "area_id": "04",
            "rank": "",
            "rank_p05": "",
            "rank_p50": "",
            "rank_p95": "",
            "p_top": "",
            "p_ahead": "",
            "p_class_-": "",
            "p_class_+": "",
        }
    ]
    assert all("." not in row["rank_p50"] for row in ranked)


def test_a_robustness_run_tells_its_seed(tmp_path: Path) -> None:
    index_definition = load_index_definition(definition(tmp_path))
    noise: Any = {"unemployed": "binomial"}
    shares = rank_shares(figures(), index_definition, replications=100, seed=7, noise=noise)
    doubts = Doubts(shares, (), ())
    write_robustness(tmp_path / "out", robust(tmp_path), doubts, INPUTS, definition=index_definition, noise=noise)
    run = json.loads((tmp_path / "out" / "run.json").read_text(encoding="utf-8"))
    assert (run["seed"], run["replications"], run["top"], run["failed_replications"]) == (7, 200, 2, 0)
    assert run["noise"] == {"unemployed": "binomial"}
    assert run["sources"] == {"replications": 100, "failed_replications": 0}


def test_the_sources_of_doubt_have_a_row_for_every_area_and_one_for_all(tmp_path: Path) -> None:
    index_definition = load_index_definition(definition(tmp_path))
    shares = rank_shares(figures(), index_definition, replications=100, seed=7, noise={"unemployed": "binomial"})
    rows = table(sources_csv(shares))
    kinds = [f"{kind}_{source}" for kind in ("first", "total") for source in shares.sources]
    assert list(rows[0]) == ["area_id", *kinds]
    assert [row["area_id"] for row in rows] == [*shares.area_ids, ""]
    assert all(row[kind] == "" or 0 <= float(row[kind]) <= 1 for row in rows for kind in kinds)
    assert all(rows[-1][kind] for kind in kinds)


def test_the_same_run_writes_the_same_bytes(tmp_path: Path, result: IndexResult) -> None:
    for name in ("a", "b"):
        write_index(tmp_path / name, result, INPUTS)
    for name in ("index.csv", "contributions.csv", "run.json"):
        assert (tmp_path / "a" / name).read_bytes() == (tmp_path / "b" / name).read_bytes()


def test_the_definition_used_here_is_marked_as_invented() -> None:
    assert 'source = "erfunden"' in DEFINITION
