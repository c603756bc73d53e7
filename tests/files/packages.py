"""Data packages made for tests: ten invented areas, two indicators with counts, one year unless said otherwise."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

AREAS = "area_id,name,level,parent_id,population\n" + "".join(
    f"{key:02d},Ort {key},Wohnplatz,K,{1000 + 10 * key}.0\n" for key in range(1, 11)
) + "K,Kreis,Kreis,,\n"  # fmt: skip

VALUES = "area_id,indicator_id,period,numerator,denominator,status\n" + "".join(
    f"{key:02d},{indicator},2021,{(key * step) % 17},{100 + key},\n"
    for indicator, step in (("unemployed", 3), ("poor_children", 7))
    for key in range(1, 11)
)

DEFINITION = """\
id = "probe"
name = "Erfundener Index"
source = "erfunden"
reviewed_by = "niemand"
[reference]
mean = "areas"
spread_ddof = 0
[standardise]
method = "zscore"
[combine]
direction = "signed"
aggregate = "sum"
missing = { rule = "exclude_area" }
[classes]
cuts = [0.0]
labels = ["-", "+"]
[robustness]
counts = "binomial"
weights = { law = "uniform", spread = 0.25 }
[[domains]]
id = "work"
name = "Arbeit"
[[domains]]
id = "children"
name = "Kinder"
[[indicators]]
id = "unemployed"
direction = 1
weight = 1.0
domain = "work"
[[indicators]]
id = "poor_children"
direction = 1
weight = 1.0
domain = "children"
"""


def package(
    folder: Path,
    *,
    areas: str | bytes | None = AREAS,
    values: str | bytes | None = VALUES,
    resources: Sequence[Mapping[str, Any]] | None = None,
    more: Mapping[str, str | bytes] | None = None,
) -> Path:
    """Write a package into a folder and return it; a part that is None is left out on the disk only."""
    folder.mkdir(parents=True, exist_ok=True)
    described = resources if resources is not None else [
        {"name": "areas", "path": "areas.csv"}, {"name": "values", "path": "values.csv"},
    ]  # fmt: skip
    files = {"areas.csv": areas, "values.csv": values, **(more or {})}
    for name, content in files.items():
        if content is not None:
            (folder / name).write_bytes(content if isinstance(content, bytes) else content.encode())
    (folder / "datapackage.json").write_text(json.dumps({"name": "probe", "resources": described}), encoding="utf-8")
    return folder


def with_row(row: str) -> str:
    """Return the values with one more row; it stands in line 22."""
    return f"{VALUES}{row}\n"


def definition(folder: Path, text: str = DEFINITION) -> Path:
    """Write the index definition and return its path."""
    path = folder / "probe.toml"
    path.write_text(text, encoding="utf-8")
    return path
