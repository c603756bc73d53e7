"""Features with their attributes from GeoJSON, GeoPackage and zipped Shapefile; no other driver is ever asked.

The content is recognised by its bytes before GDAL sees it, and it lies under a fixed name in a folder of its own:
nothing in a delivery can name another file, driver or address.
"""

from __future__ import annotations

import json
import tempfile
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import Any

import numpy as np
import shapely
from shapely.geometry import shape as shape_of
from shapely.geometry.base import BaseGeometry

from passgenau.common.errors import refusal
from passgenau.common.findings import Place, enumerate_de
from passgenau.files.archives import guarded_archive
from passgenau.files.encoding import decode
from passgenau.files.limits import Limits, refuse_too_many

DRIVERS = {"gpkg": "GPKG", "shapefile": "ESRI Shapefile"}
FORMAT_DE = {"json": "GeoJSON", "gpkg": "GeoPackage", "shapefile": "gezipptes Shapefile"}
_PARTS = (".shp", ".dbf", ".shx", ".prj", ".cpg")
_SHAPE_MAGIC = b"\x00\x00\x27\x0a"
_GPKG_IDS = (b"GPKG", b"GP10", b"GP11")
_MOST_AREAS = 200_000
_RING = "ein Ring braucht mindestens vier Punkte aus Zahlen, der letzte gleich dem ersten"


@dataclass(frozen=True)
class Features:
    """Attributes, shapes and places in file order; ``crs`` empty if the file names none.

    A shape is None where absent, or unreadable with the reason in ``problems`` (empty text: none). GeoJSON without
    ``crs`` is in degrees by its standard.
    """

    format: str
    columns: tuple[str, ...]
    rows: tuple[dict[str, Any], ...]
    shapes: tuple[BaseGeometry | None, ...]
    places: tuple[Place, ...]
    crs: str
    problems: tuple[str, ...]
    degrees_by_standard: bool = False


def read_features(content: bytes, kind: str, file: str, *, layer: str = "", limits: Limits) -> Features:
    """Return the features of a file whose kind is known from its content."""
    if kind == "json":
        return _from_geojson(content, file, limits)
    with tempfile.TemporaryDirectory(prefix="passgenau-") as folder:
        if kind == "shapefile":
            path = _unpacked_shapefile(content, Path(folder), file, limits)
        else:
            path = _stored_geopackage(content, Path(folder), file)
        return _from_gdal(path, kind, file, layer=layer)


def _from_geojson(content: bytes, file: str, limits: Limits) -> Features:
    collection = _feature_collection(content, file)
    entries = collection["features"]
    refuse_too_many(len(entries), _MOST_AREAS, "Gebiete", file=file)
    rows, shapes, problems = [], [], []
    places = [Place(file=file, row=number) for number in range(1, len(entries) + 1)]
    corners = 0
    for entry, place in zip(entries, places, strict=True):
        if not isinstance(entry, dict) or entry.get("type") != "Feature":
            raise refusal("geojson.feature", "Hier steht kein Gebiet („Feature“).", place)
        properties = entry.get("properties")
        row = dict(properties) if isinstance(properties, dict) else {}
        if "id" in entry and "id" not in row:
            row["id"] = entry["id"]
        shape, problem = _shape(entry.get("geometry"))
        corners += int(shapely.get_num_coordinates(shape)) if shape is not None else 0
        refuse_too_many(corners, limits.vertices, "Eckpunkte", file=file)
        rows.append(row)
        shapes.append(shape)
        problems.append(problem)
    columns = tuple(dict.fromkeys(name for row in rows for name in row))
    return Features(
        FORMAT_DE["json"], columns, tuple(rows), tuple(shapes), tuple(places), _geojson_crs(collection, file),
        tuple(problems), degrees_by_standard=True,
    )  # fmt: skip


def _feature_collection(content: bytes, file: str) -> dict[str, Any]:
    try:
        collection = json.loads(decode(content, file, encoding="utf-8").text)
    except json.JSONDecodeError as problem:
        text = f"Das ist kein vollständiges GeoJSON (Zeile {problem.lineno}, Zeichen {problem.colno})."
        raise refusal("geojson.broken", text, Place(file=file)) from problem
    except RecursionError as problem:
        raise refusal("geojson.nested", "Das GeoJSON ist zu tief verschachtelt.", Place(file=file)) from problem
    if not isinstance(collection, dict) or collection.get("type") != "FeatureCollection":
        came = collection.get("type") if isinstance(collection, dict) else type(collection).__name__
        text = f"Erwartet wird eine Sammlung von Gebieten („FeatureCollection“), gekommen ist „{came}“."
        raise refusal("geojson.type", text, Place(file=file))
    if not isinstance(collection.get("features"), list):
        raise refusal("geojson.type", "Die Liste der Gebiete („features“) fehlt.", Place(file=file))
    return collection


def _shape(geometry: Any) -> tuple[BaseGeometry | None, str]:
    """Return the shape, or None with the reason in German; an absent one has no reason."""
    if geometry is None:
        return None, ""
    if not isinstance(geometry, dict) or geometry.get("type") not in {"Polygon", "MultiPolygon"}:
        came = geometry.get("type") if isinstance(geometry, dict) else "etwas anderes"
        return None, f"erwartet wird „Polygon“ oder „MultiPolygon“, gekommen ist „{came}“"
    try:
        with np.errstate(invalid="ignore"):  # a corner without number is found and named later
            return shape_of(geometry), ""
    except (ValueError, TypeError, IndexError, KeyError, AttributeError, shapely.errors.ShapelyError):
        return None, _RING
    except RecursionError:
        return None, "zu tief verschachtelt"


def _geojson_crs(collection: dict[str, Any], file: str) -> str:
    """Return the reference system named in the file (older GeoJSON), empty if none is."""
    named = collection.get("crs")
    if named is None:
        return ""
    name = named.get("properties", {}).get("name") if isinstance(named, dict) else None
    if not isinstance(name, str) or not name.lower().startswith(("urn:ogc:def:crs:", "epsg:", "ogc:")):
        raise refusal("geojson.crs", "Das Bezugssystem („crs“) ist nicht lesbar.", Place(file=file))
    return name


def _stored_geopackage(content: bytes, folder: Path, file: str) -> Path:
    if content[68:72] not in _GPKG_IDS:
        raise refusal("file.disguise", "Das ist eine SQLite-Datei, aber kein GeoPackage.", Place(file=file))
    path = folder / "areas.gpkg"
    path.write_bytes(content)
    return path


def _unpacked_shapefile(content: bytes, folder: Path, file: str, limits: Limits) -> Path:
    archive = guarded_archive(content, file, limits=limits)
    names = [info.filename for info in archive.infolist() if not info.is_dir() and "__MACOSX" not in info.filename]
    shapes = [name for name in names if name.lower().endswith(".shp")]
    if len(shapes) != 1:
        listing = enumerate_de([f"„{PurePath(name).name}“" for name in shapes])
        text = f"Das Archiv enthält {len(shapes)} Shapefiles ({listing}); gelesen wird genau eines."
        raise refusal("shapefile.several", text, Place(file=file))
    stem = shapes[0][:-4]
    parts = {name[len(stem) :].lower(): name for name in names if name.startswith(stem)}
    missing = [part for part in (".shp", ".dbf", ".shx") if part not in parts]
    if missing:
        raise refusal("shapefile.parts", f"Zum Shapefile fehlt {enumerate_de(missing)} im Archiv.", Place(file=file))
    for part in _PARTS:
        if part in parts:
            (folder / f"areas{part}").write_bytes(_entry(archive, parts[part], file))
    path = folder / "areas.shp"
    if not path.read_bytes().startswith(_SHAPE_MAGIC):
        text = f"„{PurePath(shapes[0]).name}“ ist dem Inhalt nach kein Shapefile."
        raise refusal("file.disguise", text, Place(file=file))
    return path


def _entry(archive: zipfile.ZipFile, name: str, file: str) -> bytes:
    try:
        return archive.read(name)
    except (zipfile.BadZipFile, OSError, RuntimeError) as problem:
        raise refusal("archive.broken", f"„{name}“ im Archiv ist beschädigt.", Place(file=file)) from problem


def _from_gdal(path: Path, kind: str, file: str, *, layer: str) -> Features:
    import pyogrio
    from pyogrio.errors import DataSourceError, FeatureError, GeometryError
    from pyogrio.raw import read

    try:
        chosen = _chosen_layer([str(row[0]) for row in pyogrio.list_layers(path)], layer, file)
        info = pyogrio.read_info(path, layer=chosen)
        if info["driver"] != DRIVERS[kind]:
            raise refusal("shape.driver", f"Erwartet wird {FORMAT_DE[kind]}, nicht {info['driver']}.", Place(file=file))
        refuse_too_many(int(info["features"]), _MOST_AREAS, "Gebiete", file=file)
        meta, _, geometry, fields = read(path, layer=chosen, force_2d=True, datetime_as_string=True)
    except (DataSourceError, FeatureError, GeometryError, UnicodeDecodeError) as problem:
        text = f"Die Datei lässt sich nicht als {FORMAT_DE[kind]} lesen; sie ist beschädigt oder unvollständig."
        raise refusal("shape.broken", text, Place(file=file)) from problem
    columns = tuple(str(name) for name in meta["fields"])
    rows = tuple(
        dict(zip(columns, (_plain(value) for value in values), strict=True)) for values in zip(*fields, strict=True)
    )
    places = tuple(Place(file=file, row=number) for number in range(1, len(rows) + 1))
    shapes, problems = _from_wkb([] if geometry is None else geometry, len(rows))
    return Features(FORMAT_DE[kind], columns, rows, shapes, places, str(meta["crs"] or ""), problems)


def _chosen_layer(layers: Sequence[str], wanted: str, file: str) -> str:
    names = enumerate_de([f"„{name}“" for name in layers], 12)
    if wanted and wanted not in layers:
        raise refusal("gpkg.layer", f"Eine Ebene „{wanted}“ gibt es nicht; vorhanden: {names}.", Place(file=file))
    if not wanted and len(layers) != 1:
        text = f"Die Datei hat {len(layers)} Ebenen ({names}); welche gemeint ist, steht nicht fest."
        raise refusal("gpkg.layer", text, Place(file=file), "Bitte eine nennen.")
    return wanted or layers[0]


def _plain(value: Any) -> Any:
    return value.item() if isinstance(value, np.generic) else value


def _from_wkb(geometry: Sequence[bytes | None], rows: int) -> tuple[tuple[BaseGeometry | None, ...], tuple[str, ...]]:
    given = list(geometry) or [None] * rows
    shapes = shapely.from_wkb(np.array(given, dtype=object), on_invalid="ignore")
    problems = tuple(
        _RING if raw is not None and shape is None else "" for raw, shape in zip(given, shapes, strict=True)
    )
    return tuple(shapes), problems
