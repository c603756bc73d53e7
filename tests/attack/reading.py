"""Reads a published package as a stranger would: the files of the folder, every cell as the text that stands there."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

AREA_COLUMNS = ["area_id", "level", "parent_id", "population"]
VALUE_COLUMNS = ["area_id", "indicator_id", "period", "numerator", "denominator", "value", "status"]
HIDDEN = "suppressed"


@dataclass(frozen=True)
class Published:
    """What lies on the table; all texts, an empty one where nothing stands."""

    areas: pd.DataFrame
    values: pd.DataFrame
    part_of: tuple[tuple[str, str], ...]
    index: pd.DataFrame


def read_published(folder: Path) -> Published:
    """Return the content of a package folder; a file that is not there is empty."""
    areas = _areas_of_shapes(folder / "areas.geojson") if (folder / "areas.geojson").exists() else None
    return Published(
        _table(folder / "areas.csv", AREA_COLUMNS) if areas is None else areas,
        _table(folder / "values.csv", VALUE_COLUMNS),
        tuple(_table(folder / "crosswalk.csv", ["area_id", "part_of"]).itertuples(index=False, name=None)),
        _table(folder / "index.csv", ["area_id"]),
    )


def _table(path: Path, columns: list[str]) -> pd.DataFrame:
    if not path.exists():
        return pd.DataFrame(columns=columns, dtype="str")
    found = pd.read_csv(path, dtype="str", keep_default_na=False)
    for absent in set(columns) - set(found.columns):
        found[absent] = ""
    return found if path.name == "index.csv" else found[columns]


def _areas_of_shapes(path: Path) -> pd.DataFrame:
    content = json.loads(path.read_text("utf-8"))
    rows = [[_text(one["properties"].get(name)) for name in AREA_COLUMNS] for one in content["features"]]
    return pd.DataFrame(rows, columns=AREA_COLUMNS, dtype="str")


def _text(value: object) -> str:
    return "" if value is None else str(value)
