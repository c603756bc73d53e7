"""Area files made for tests: squares of 1 km in a planar grid, all invented."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import geopandas as gpd
import shapely

from tests.files.workbooks import zipped

EAST, NORTH = 400_000.0, 5_650_000.0


def square(column: int, row: int = 0, *, size: float = 1000.0) -> shapely.Polygon:
    """Return a square of the grid."""
    x, y = EAST + 1000 * column, NORTH + 1000 * row
    return shapely.box(x, y, x + size, y + size)


def feature(key: str, name: str, geometry: Any, **more: Any) -> dict[str, Any]:
    """Return one GeoJSON feature; ``geometry`` is a shape or raw GeoJSON."""
    drawn = shapely.geometry.mapping(geometry) if hasattr(geometry, "geom_type") else geometry
    return {"type": "Feature", "properties": {"area_id": key, "name": name, **more}, "geometry": drawn}


def geojson(*features: dict[str, Any], crs: str | None = "EPSG::25832") -> bytes:
    """Return a GeoJSON file."""
    collection: dict[str, Any] = {"type": "FeatureCollection", "features": list(features)}
    if crs is not None:
        collection["crs"] = {"type": "name", "properties": {"name": f"urn:ogc:def:crs:{crs}"}}
    return json.dumps(collection).encode()


def frame(crs: str | None = "EPSG:25832") -> gpd.GeoDataFrame:
    """Return two areas as a GeoDataFrame."""
    return gpd.GeoDataFrame(
        {"area_id": ["01", "02"], "name": ["Höhe", "Tal"]}, geometry=[square(0), square(1)], crs=crs
    )


def shapefile(crs: str | None = "EPSG:25832", *, without: Sequence[str] = ()) -> bytes:
    """Return two areas as a zipped Shapefile, some of its parts left out on request."""
    with tempfile.TemporaryDirectory() as folder:
        frame(crs).to_file(Path(folder, "gebiete.shp"), encoding="utf-8")
        parts = {path.name: path.read_bytes() for path in sorted(Path(folder).iterdir()) if path.suffix not in without}
    return zipped(parts)


def geopackage(layers: Sequence[str] = ("gebiete",)) -> bytes:
    """Return two areas as a GeoPackage."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "g.gpkg")
        for layer in layers:
            frame().to_file(path, layer=layer)
        return path.read_bytes()
