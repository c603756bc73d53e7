"""Data packages out: the same figures read back are the same, to the last digit."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any, Literal

import pandas as pd
from shapely.geometry import mapping

from passgenau.data.areas import Area, AreaRegister
from passgenau.data.long_table import NUMBER_COLUMNS, TEXT_COLUMNS
from passgenau.files.machine_csv import machine_csv, machine_number
from passgenau.files.package_crosswalk import REQUIRED_COLUMNS as CROSSWALK_COLUMNS
from passgenau.files.package_crosswalk import Memberships, crosswalk_csv
from passgenau.files.package_source import DESCRIPTOR
from passgenau.files.whole import write_one, write_whole
from passgenau.indicators.definition import IndicatorDefinition

AREA_COLUMNS = ("area_id", "name", "level", "parent_id", "population", "valid_from", "valid_to")
VALUE_COLUMNS = ("area_id", "indicator_id", "period", "numerator", "denominator", "value", "status", "source")
_ZIP_TIME = (1980, 1, 1, 0, 0, 0)


def write_package(
    path: Path,
    register: AreaRegister,
    long: pd.DataFrame,
    *,
    name: str,
    title: str = "",
    indicators: Mapping[str, IndicatorDefinition] | None = None,
    memberships: Memberships | None = None,
    values_format: Literal["csv", "parquet"] = "csv",
) -> None:
    """Write register and long table as a data package: a folder, or a zip where the path ends so."""
    files = package_files(
        register, long, name=name, title=title, indicators=indicators or {}, values_format=values_format,
        memberships=memberships,
    )  # fmt: skip
    if path.suffix.lower() == ".zip":
        write_one(path, _zipped(files))
    else:
        write_whole(path, files)


def package_files(
    register: AreaRegister,
    long: pd.DataFrame,
    *,
    name: str,
    title: str,
    indicators: Mapping[str, IndicatorDefinition],
    values_format: Literal["csv", "parquet"],
    memberships: Memberships | None = None,
    index: Mapping[str, bytes] | None = None,
) -> dict[str, bytes]:
    """Return the files of a data package by name, the descriptor last; shapes go along where there are any."""
    drawn = any(area.geometry is not None for area in register.areas)
    areas = {"areas.geojson": _geojson(register)} if drawn else {"areas.csv": _areas_csv(register)}
    values = {"values.csv": _values_csv(long)} if values_format == "csv" else {"values.parquet": _values_parquet(long)}
    lists = {"indicators.json": _json([asdict(one) for one in indicators.values()])} if indicators else {}
    resources = [
        _resource("areas", next(iter(areas)), AREA_COLUMNS),
        _resource("values", next(iter(values)), VALUE_COLUMNS),
    ]
    resources += [{"name": "indicators", "path": "indicators.json", "format": "json"}] if lists else []
    belonging = {"crosswalk.csv": crosswalk_csv(memberships)} if memberships else {}
    resources += [_resource("crosswalk", "crosswalk.csv", CROSSWALK_COLUMNS)] if belonging else []
    released = dict(index or {})
    resources += [{"name": "index", "path": "index.csv", "format": "csv"}] if "index.csv" in released else []
    descriptor = {"name": name, "title": title or register.title or name, "resources": resources}
    return {**areas, **values, **lists, **belonging, **released, DESCRIPTOR: _json(descriptor)}


def _resource(name: str, path: str, columns: tuple[str, ...]) -> dict[str, Any]:
    entry: dict[str, Any] = {"name": name, "path": path, "format": path.rpartition(".")[2]}
    if path.endswith(".csv"):
        numbers = {"population", *NUMBER_COLUMNS}
        fields = [{"name": column, "type": "number" if column in numbers else "string"} for column in columns]
        entry |= {"encoding": "utf-8", "dialect": {"delimiter": ","}, "schema": {"fields": fields}}
    return entry


def _areas_csv(register: AreaRegister) -> bytes:
    return machine_csv(AREA_COLUMNS, ([*_properties(area).values()] for area in register.areas))


def _properties(area: Area) -> dict[str, str]:
    population = machine_number(area.population, whole=True)
    return dict(
        zip(
            AREA_COLUMNS,
            (area.area_id, area.name, area.level, area.parent_id, population, area.valid_from, area.valid_to),
            strict=True,
        )
    )


def _geojson(register: AreaRegister) -> bytes:
    features = [
        {
            "type": "Feature",
            "properties": {**_properties(area), "population": area.population},
            "geometry": None if area.geometry is None else mapping(area.geometry),
        }
        for area in register.areas
    ]
    crs = {"type": "name", "properties": {"name": f"urn:ogc:def:crs:{register.crs.replace(':', '::')}"}}
    return _json({"type": "FeatureCollection", "crs": crs, "features": features})


def _values_csv(long: pd.DataFrame) -> bytes:
    texts = {name: long[name].astype("str").tolist() for name in TEXT_COLUMNS}
    numbers = {name: [machine_number(one) for one in long[name].tolist()] for name in ("value",)}
    counts = {
        name: [machine_number(one, whole=True) for one in long[name].tolist()] for name in ("numerator", "denominator")
    }
    columns = {**texts, **numbers, **counts}
    return machine_csv(VALUE_COLUMNS, zip(*(columns[name] for name in VALUE_COLUMNS), strict=True))


def _values_parquet(long: pd.DataFrame) -> bytes:
    out = io.BytesIO()
    long[list(VALUE_COLUMNS)].to_parquet(out, index=False, engine="pyarrow")
    return out.getvalue()


def _json(value: Any) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=2, allow_nan=False) + "\n").encode("utf-8")


def _zipped(files: Mapping[str, bytes]) -> bytes:
    """Return a zip with fixed times, so that the same package is the same bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            info = zipfile.ZipInfo(name, _ZIP_TIME)
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, content)
    return out.getvalue()
