"""Results out: CSV tables for machines, and a run.json that says from what, how and by which version they came."""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np

from passgenau import __version__
from passgenau.common.findings import Finding
from passgenau.files.machine_csv import machine_csv, machine_number
from passgenau.files.whole import write_whole
from passgenau.index.agreement import Agreement
from passgenau.index.cliff_edges import CliffEdge
from passgenau.index.definition import IndexDefinition
from passgenau.index.result import FittedReference, IndexResult, RobustnessResult, SourceShares

INDEX_COLUMNS = ("area_id", "name", "score", "score_standardised", "rank", "class", "valid_indicators", "frequency",
                 "intensity", "reason")  # fmt: skip
ROBUSTNESS_COLUMNS = ("area_id", "rank", "rank_p05", "rank_p50", "rank_p95", "p_top", "p_ahead")


@dataclass(frozen=True)
class RunInputs:
    """What went into a run: the package, the SHA-256 of every file, the periods, and what was noticed about it."""

    package: str
    digests: Mapping[str, str]
    periods: Mapping[str, str]
    findings: Sequence[Finding] = ()


def index_csv(result: IndexResult) -> bytes:
    """Return every area in the order of the figures; one without a score has empty cells and a reason."""
    header = (*INDEX_COLUMNS, *(f"domain_{domain}" for domain in result.domain_ids))
    return machine_csv(header, (_index_row(result, place) for place in range(len(result.area_ids))))


def _index_row(result: IndexResult, place: int) -> list[str]:
    ranked = bool(result.rank[place])
    valid = int(result.valid_indicators[place])
    return [
        result.area_ids[place], result.area_names[place],
        machine_number(result.score[place]), machine_number(result.score_standardised[place]),
        str(int(result.rank[place])) if ranked else "", result.klass[place],
        str(valid) if ranked or valid else "", machine_number(result.frequency[place], whole=True),
        machine_number(result.intensity[place]), result.reason[place],
        *(machine_number(value) for value in result.domain_scores[place]),
    ]  # fmt: skip


def contributions_csv(result: IndexResult) -> bytes:
    """Return one row for every area and indicator; the contributions of an area add up to its score where they can."""
    rows = (
        (
            area,
            indicator,
            machine_number(result.standardised[row, column]),
            machine_number(result.contributions[row, column]),
        )
        for row, area in enumerate(result.area_ids)
        for column, indicator in enumerate(result.indicator_ids)
    )
    return machine_csv(("area_id", "indicator_id", "standardised", "contribution"), rows)


def robustness_csv(result: RobustnessResult, labels: Sequence[str]) -> bytes:
    """Return rank, rank interval and probabilities of every area."""
    header = (*ROBUSTNESS_COLUMNS, *(f"p_class_{label}" for label in labels))
    intervals = (result.rank_p05, result.rank_p50, result.rank_p95)
    rows = (
        (
            area, str(int(result.rank[place])) if result.rank[place] else "",
            *(machine_number(ranks[place], whole=True) for ranks in intervals),
            machine_number(result.p_top[place]),
            machine_number(result.p_ahead[place]) if len(result.p_ahead) else "",
            *(machine_number(value) for value in result.p_class[place][: len(labels)]),
        )
        for place, area in enumerate(result.area_ids)
    )  # fmt: skip
    return machine_csv(header, rows)


def sources_csv(shares: SourceShares) -> bytes:
    """Return for every area how much of the spread of its rank comes from where; the last row is all areas together."""
    header = ("area_id", *(f"{kind}_{source}" for kind in ("first", "total") for source in shares.sources))
    rows = [
        (area, *map(machine_number, shares.first[place]), *map(machine_number, shares.total[place]))
        for place, area in enumerate(shares.area_ids)
    ]
    rows.append(("", *map(machine_number, shares.overall_first), *map(machine_number, shares.overall_total)))
    return machine_csv(header, rows)


def edges_csv(edges: Sequence[CliffEdge]) -> bytes:
    """Return the areas near a cut: behind which place or class, on which side, how near, how often on the other."""
    rows = (
        (
            edge.area_id, edge.cut, str(edge.number), "above" if edge.above else "below",
            machine_number(edge.distance), machine_number(edge.other_side),
        )
        for edge in edges
    )  # fmt: skip
    return machine_csv(("area_id", "cut", "number", "side", "distance", "p_other_side"), rows)


def agreement_csv(found: Sequence[Agreement]) -> bytes:
    """Return for each other way to compute the index how far it agrees, or why it could not be computed."""
    rows = (
        (
            one.choice, one.value, "" if one.reason else str(one.same), " ".join(one.entering), " ".join(one.leaving),
            machine_number(one.spearman), machine_number(one.kendall), one.reason,
        )
        for one in found
    )  # fmt: skip
    return machine_csv(("choice", "value", "same", "entering", "leaving", "spearman", "kendall", "reason"), rows)


@dataclass(frozen=True)
class Doubts:
    """What a robustness run says besides the ranks: sources of doubt (None: not computed), edges, other ways."""

    shares: SourceShares | None
    edges: Sequence[CliffEdge]
    agreement: Sequence[Agreement]


def write_index(folder: Path, result: IndexResult, inputs: RunInputs) -> None:
    """Write ``index.csv``, ``contributions.csv`` and ``run.json``, all or none."""
    tables = {"index.csv": index_csv(result), "contributions.csv": contributions_csv(result)}
    excluded = [
        {"area_id": area, "name": name, "reason": reason}
        for area, name, reason, rank in zip(
            result.area_ids, result.area_names, result.reason, result.rank.tolist(), strict=True
        )
        if not rank
    ]
    run = {
        **run_record("index", result.definition, inputs=inputs, found=result.findings),
        "areas": {"total": len(result.area_ids), "ranked": int((result.rank > 0).sum())},
        "contributions_add_up": result.contributions_add_up,
        "reference": _reference(result.reference),
        "excluded_areas": excluded,
    }
    write_tables(folder, tables, run=run)


def write_robustness(
    folder: Path,
    result: RobustnessResult,
    doubts: Doubts,
    inputs: RunInputs,
    *,
    definition: IndexDefinition,
    noise: Mapping[str, str],
) -> None:
    """Write ``robustness.csv``, ``edges.csv``, ``agreement.csv``, ``sources.csv`` and ``run.json``, all or none."""
    labels = definition.classes.labels if definition.classes else ()
    run = {
        **run_record("robustness", definition, inputs=inputs, found=()),
        "areas": {"total": len(result.area_ids), "ranked": int((result.rank > 0).sum())},
        "replications": result.replications,
        "failed_replications": result.failed,
        "seed": result.seed,
        "top": result.top,
        "noise": dict(noise),
    }
    tables = {
        "robustness.csv": robustness_csv(result, labels),
        "edges.csv": edges_csv(doubts.edges),
        "agreement.csv": agreement_csv(doubts.agreement),
    }
    if doubts.shares is not None:
        shares = doubts.shares
        run["sources"] = {"replications": shares.replications, "failed_replications": shares.failed}
        tables["sources.csv"] = sources_csv(shares)
    write_tables(folder, tables, run=run)


def run_record(
    command: str, definition: IndexDefinition, *, inputs: RunInputs, found: Iterable[Finding]
) -> dict[str, Any]:
    """Return what every run says of itself: command, version, definition, inputs, periods and warnings."""
    settings = {key: value for key, value in asdict(definition).items() if key != "digest"}
    warnings = dict.fromkeys(finding.sentence() for finding in (*inputs.findings, *found) if finding.level == "warning")
    return {
        "command": command,
        "version": __version__,
        "definition": {"id": definition.id, "name": definition.name, "digest": definition.digest, "settings": settings},
        "package": inputs.package,
        "inputs": [{"file": file, "sha256": digest} for file, digest in sorted(inputs.digests.items())],
        "period": _only(inputs.periods.values()),
        "periods": dict(inputs.periods),
        "warnings": list(warnings),
    }


def _only(periods: Iterable[str]) -> str | None:
    """Return the one period of a run, None where its indicators have different ones."""
    found = set(periods)
    return found.pop() if len(found) == 1 else None


def _reference(reference: FittedReference) -> dict[str, Any]:
    arrays = ("mean", "spread", "minimum", "maximum", "centre", "scale")
    indicators = [
        {"id": indicator, **{name: _number(getattr(reference, name), place) for name in arrays}}
        for place, indicator in enumerate(reference.indicator_ids)
    ]
    return {
        "area_count": reference.area_count,
        "indicators": indicators,
        "score_mean": _finite(reference.score_mean),
        "score_spread": _finite(reference.score_spread),
    }


def _number(values: np.ndarray[Any, Any], place: int) -> float | None:
    return _finite(float(values[place])) if place < len(values) else None


def _finite(value: float) -> float | None:
    return value if math.isfinite(value) else None


def write_tables(folder: Path, tables: Mapping[str, bytes], *, run: dict[str, Any]) -> None:
    """Write tables and ``run.json``, all or none; the record names each table with its SHA-256."""
    run["outputs"] = [{"file": name, "sha256": hashlib.sha256(content).hexdigest()} for name, content in tables.items()]
    text = json.dumps(run, ensure_ascii=False, indent=2, allow_nan=False)
    write_whole(folder, {**tables, "run.json": (text + "\n").encode("utf-8")})
