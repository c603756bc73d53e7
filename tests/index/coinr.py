"""The oracle: files of COINr 1.1.14, and its ASEM hierarchy of four levels as a definition of ours."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from passgenau.index.compute import run_index
from passgenau.index.parse import parse_index_definition
from passgenau.index.result import IndexResult
from passgenau.indicators.table import IndicatorTable
from tests.index.figures import raw_definition, table_of

AS_IT_IS = {"method": "scaled", "low": 0.0, "high": 1.0, "factor": 1.0}


def frame(path: Path) -> pd.DataFrame:
    return pd.read_csv(path, index_col="uCode")


def figures(values: pd.DataFrame) -> IndicatorTable:
    return table_of(values, area_ids=[str(key) for key in values.index], indicator_ids=list(values.columns))


def lineage(folder: Path) -> pd.DataFrame:
    """Return indicator, pillar, sub-index and index of each of the 49 indicators."""
    return pd.read_csv(folder / "0_input" / "lineage.csv")


def directions(folder: Path, columns: list[str]) -> list[int]:
    meta = pd.read_csv(folder / "0_input" / "iMeta.csv").set_index("iCode")["Direction"]
    return [int(meta[column]) for column in columns]


def weights_in(path: Path) -> dict[str, float]:
    table = pd.read_csv(path).set_index("iCode")
    return {str(code): float(weight) for code, weight in table["Weight"].items()}


def hierarchy(
    folder: Path,
    weights: Mapping[str, float],
    *,
    kinds: tuple[str, str, str] = ("arithmetic", "arithmetic", "arithmetic"),
    shares: tuple[float, float, float] = (0.0, 0.0, 0.0),
    **changes: Any,
) -> dict[str, Any]:
    """Return a definition of pillars, two sub-indices and one domain above them, which the index only passes on.

    ``kinds`` and ``shares`` are those of the steps to pillar, sub-index and index.
    """
    tree = lineage(folder)
    indicator, pillar, part, top = tree.columns
    above = dict(zip(tree[pillar], tree[part], strict=True))
    levels = [(tree[pillar].unique(), kinds[0], shares[0]), (tree[part].unique(), kinds[1], shares[1])]
    domains = [
        {"id": code, "name": code, "weight": weights[code], "parent": above.get(code, tree[top][0])}
        | {"aggregate": kind, "min_share": share}
        for codes, kind, share in levels
        for code in codes
    ]
    domains.append({"id": tree[top][0], "name": "Index", "weight": 1.0, "aggregate": kinds[2], "min_share": shares[2]})
    raw = raw_definition(
        standardise=dict(AS_IT_IS),
        reference__spread_ddof=1,
        combine__aggregate="arithmetic",
        combine__missing={"rule": "rescale"},
        domains=domains,
    )
    raw["indicators"] = [
        {"id": row[0], "direction": 1, "weight": weights[row[0]], "domain": row[1]}
        for row in tree[[indicator, pillar]].itertuples(index=False)
    ]
    for path, entry in changes.items():
        *parents, key = path.split("__")
        place = raw
        for parent in parents:
            place = place.setdefault(parent, {})
        place[key] = entry
    return raw


def computed(values: pd.DataFrame, raw: Mapping[str, Any]) -> pd.DataFrame:
    """Return every domain of a run by area."""
    result = run(values, raw)
    return pd.DataFrame(result.domain_scores, index=values.index, columns=list(result.domain_ids))


def run(values: pd.DataFrame, raw: Mapping[str, Any]) -> IndexResult:
    return run_index(figures(values), parse_index_definition(raw, "coinr"))
