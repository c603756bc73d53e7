"""The explanation of one area out: a long table for machines, and a run.json that says how it came about."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from passgenau.files.machine_csv import machine_csv, machine_number
from passgenau.files.results import RunInputs, run_record, write_tables
from passgenau.index.explanation import AreaChange, AreaContributions, AreaCut, AreaDifference, AreaExplanation
from passgenau.index.result import IndexResult

EXPLANATION_COLUMNS = ("area_id", "indicator_id", "part", "value")

Row = tuple[str, str, float]
_CONTRIBUTION = ("value", "reference", "standardised", "weight", "contribution", "share")
_DIFFERENCE = ("first_contribution", "second_contribution", "difference", "by_value", "by_weight")
_CHANGE = ("earlier_value", "later_value", "earlier_contribution", "later_contribution", "area", "reference", "choice")
_CUT = ("lowest", "highest", "needed", "spreads", "rank_then", "cases", "denominator", "needed_cases")
_RANKS = ("earlier_rank", "later_rank", "earlier_ranked", "later_ranked")


def explanation_csv(explained: AreaExplanation) -> bytes:
    """Return one row for every part; parts of the whole area have no indicator, parts without a number no value."""
    area = explained.score.area_id
    rows = [(area, indicator, part, machine_number(value)) for indicator, part, value in _rows(explained)]
    return machine_csv(EXPLANATION_COLUMNS, rows)


def _rows(explained: AreaExplanation) -> Iterator[Row]:
    yield from _score(explained.score)
    if explained.difference is not None:
        yield from _difference(explained.difference)
    if explained.change is not None:
        yield from _change(explained.change)
    if explained.cut is not None:
        yield from _cut(explained.cut)


def _score(score: AreaContributions) -> Iterator[Row]:
    yield from (("", name, float(getattr(score, name))) for name in ("rank", "score", "final", "shift", "rescaling"))
    for part in score.parts:
        yield from ((part.indicator_id, name, float(getattr(part, name))) for name in _CONTRIBUTION)


def _difference(difference: AreaDifference) -> Iterator[Row]:
    yield "", "difference", difference.difference
    for part in difference.parts:
        yield from ((part.indicator_id, _prefixed("difference", name), getattr(part, name)) for name in _DIFFERENCE)


def _change(change: AreaChange) -> Iterator[Row]:
    yield from (("", _prefixed("change", name), float(getattr(change, name))) for name in _RANKS)
    if change.rank_alone is not None:
        yield "", "change_rank_alone", float(change.rank_alone)
    for name in ("earlier_final", "later_final", "change", "area", "reference", "choice", "restandardised"):
        yield "", _prefixed("change", name), getattr(change, name)
    for part in change.parts:
        yield from ((part.indicator_id, _prefixed("change", name), getattr(part, name)) for name in _CHANGE)


def _cut(cut: AreaCut) -> Iterator[Row]:
    yield "", "cut_top", float(cut.top)
    yield "", "cut_gap", cut.gap
    for change in cut.changes:
        yield from ((change.indicator_id, _prefixed("cut", name), float(getattr(change, name))) for name in _CUT)


def _prefixed(kind: str, name: str) -> str:
    return name if name == kind else f"{kind}_{name}"


def write_explanation(
    folder: Path,
    explained: AreaExplanation,
    result: IndexResult,
    *,
    inputs: RunInputs,
    since: Mapping[str, str] | None,
) -> None:
    """Write ``explanation.csv`` and ``run.json``, both or none; ``since`` are the periods compared with, if any."""
    run: dict[str, Any] = {
        **run_record("explain", result.definition, inputs=inputs, found=result.findings),
        "area": explained.score.area_id,
        "with": explained.difference.second_id if explained.difference else None,
        "since": dict(since) if since is not None else None,
        "top": explained.cut.top if explained.cut else None,
    }
    write_tables(folder, {"explanation.csv": explanation_csv(explained)}, run=run)
