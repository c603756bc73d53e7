"""Area files: read from three formats into metres, every doubtful shape named with its area."""

from __future__ import annotations

import json

import pytest
import shapely

from passgenau.common.findings import Place
from passgenau.files.geometry import AreaColumns, check_shapes_for_figures, combined, read_areas
from passgenau.files.limits import Limits
from tests.files.refusals import refusal_of
from tests.files.shapes import EAST, NORTH, feature, geojson, geopackage, shapefile, square
from tests.files.workbooks import zipped


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("g.geojson", geojson(feature("01", "Höhe", square(0)), feature("02", "Tal", square(1)))),
        ("g.gpkg", geopackage()),
        ("g.zip", shapefile()),
    ],
)
def test_three_formats_give_the_same_register(name: str, content: bytes) -> None:
    read = read_areas(content, name, level="Wohnplatz")
    assert read.findings == ()
    assert [(area.area_id, area.name, area.level) for area in read.register.areas] == [
        ("01", "Höhe", "Wohnplatz"), ("02", "Tal", "Wohnplatz"),
    ]  # fmt: skip
    assert read.register.crs == "EPSG:25832"
    assert [area.geometry.area for area in read.register.areas if area.geometry] == [1e6, 1e6]
    assert read.how_read["Schlüssel aus Spalte"] == "area_id"
    assert len(read.digest) == 64


def test_degrees_become_metres() -> None:
    ring = [[7.0, 51.0], [7.02, 51.0], [7.02, 51.01], [7.0, 51.01], [7.0, 51.0]]
    read = read_areas(geojson(feature("1", "A", {"type": "Polygon", "coordinates": [ring]}), crs=None), "g.geojson")
    (area,) = read.register.areas
    assert read.findings == ()
    assert read.register.crs == "EPSG:25832"
    assert area.geometry is not None
    assert 1.5e6 < area.geometry.area < 1.6e6


def test_another_planar_system_stays_and_a_web_map_does_not() -> None:
    assert read_areas(shapefile("EPSG:25833"), "g.zip").register.crs == "EPSG:25833"
    assert read_areas(shapefile("EPSG:3857"), "g.zip").register.crs == "EPSG:25832"


@pytest.mark.filterwarnings("ignore:'crs' was not provided")
def test_without_reference_system_only_degrees_can_be_taken_for_what_they_are() -> None:
    finding = refusal_of(lambda: read_areas(shapefile(None), "g.zip"))
    assert finding.code == "crs.missing"
    assert "EPSG:25832" in finding.advice
    assert (
        refusal_of(lambda: read_areas(geojson(feature("1", "A", square(0)), crs=None), "g.geojson")).code
        == "crs.missing"
    )
    assert read_areas(shapefile(None), "g.zip", crs="EPSG:25832").register.crs == "EPSG:25832"


def test_metres_declared_as_degrees_and_swapped_axes_are_refused() -> None:
    metres = geojson(feature("1", "A", square(0)), crs="OGC:1.3:CRS84")
    assert refusal_of(lambda: read_areas(metres, "g.geojson")).code == "crs.not_degrees"
    swapped = geojson(feature("1", "A", shapely.box(51.0, 7.0, 51.1, 7.1)), crs=None)
    finding = refusal_of(lambda: read_areas(swapped, "g.geojson"))
    assert finding.code == "crs.swapped"
    assert "vertauscht" in finding.text


def test_a_doubled_key_is_named_with_its_area() -> None:
    content = geojson(*(feature(key, "Schlossstraße", square(place)) for place, key in enumerate(("01", "02", "01"))))
    read = read_areas(content, "g.geojson")
    assert [(one.level, one.code) for one in read.findings] == [("error", "area.key_twice")]
    assert "01 („Schlossstraße“) gibt es zweimal (Zeilen 1 und 3)" in read.findings[0].text
    assert read.register.ids == ("01", "02")


def test_a_crossed_outline_is_mended_and_said() -> None:
    x, y = EAST, NORTH
    bow = shapely.Polygon([(x, y), (x + 1000, y + 1000), (x + 1000, y), (x, y + 1000)])
    read = read_areas(geojson(feature("01", "Höhe", bow)), "g.geojson")
    assert [(one.level, one.code) for one in read.findings] == [("warning", "shape.mended")]
    assert "01 („Höhe“)" in read.findings[0].text
    assert "schneidet sich selbst" in read.findings[0].text
    shape = read.register.areas[0].geometry
    assert shape is not None
    assert shape.is_valid
    assert shape.area == pytest.approx(500_000)


@pytest.mark.parametrize(
    ("geometry", "level", "code"),
    [
        (None, "warning", "shape.missing"),
        ({"type": "Polygon", "coordinates": []}, "warning", "shape.missing"),
        ({"type": "Point", "coordinates": [EAST, NORTH]}, "error", "shape.unreadable"),
        ({"type": "Polygon", "coordinates": [[[EAST, NORTH], [EAST, NORTH]]]}, "error", "shape.unreadable"),
        ({"type": "Polygon", "coordinates": [[["x", 1], ["y", 2], ["z", 3], ["x", 1]]]}, "error", "shape.unreadable"),
        (
            {
                "type": "Polygon",
                "coordinates": [[[EAST, NORTH], [EAST + 9, NORTH], [EAST, float("nan")], [EAST, NORTH]]],
            },
            "error",
            "shape.not_finite",
        ),
        (
            {"type": "Polygon", "coordinates": [[[EAST, NORTH], [EAST + 9, NORTH], [EAST + 5, NORTH], [EAST, NORTH]]]},
            "error",
            "shape.no_area",
        ),
    ],
)
def test_a_shape_that_is_none_is_named_with_its_area(geometry: object, level: str, code: str) -> None:
    read = read_areas(geojson(feature("01", "Höhe", geometry), feature("02", "Tal", square(1))), "g.geojson")
    assert [(one.level, one.code) for one in read.findings] == [(level, code)]
    assert "01 („Höhe“)" in read.findings[0].text
    assert read.register.by_id["01"].geometry is None


def test_heights_are_dropped() -> None:
    ring = [[EAST, NORTH, 50], [EAST + 9, NORTH, 50], [EAST, NORTH + 9, 50], [EAST, NORTH, 50]]
    read = read_areas(geojson(feature("01", "A", {"type": "Polygon", "coordinates": [ring]})), "g.geojson")
    assert not shapely.has_z(read.register.areas[0].geometry)


def test_an_area_that_covers_others_is_named_with_them() -> None:
    read = read_areas(
        geojson(
            feature("0", "Alles", square(0, size=3000)), feature("1", "A", square(0)), feature("2", "B", square(5))
        ),
        "g.geojson",
    )
    assert [one.code for one in read.findings] == ["shape.overlap"]
    assert "0 („Alles“) überdeckt sich mit 1 („A“)" in read.findings[0].text


def test_neighbours_that_touch_do_not_overlap() -> None:
    grid = [feature(f"{x}{y}", f"G{x}{y}", square(x, y)) for x in range(4) for y in range(4)]
    assert read_areas(geojson(*grid), "g.geojson").findings == ()


def test_key_and_name_can_be_named_and_are_refused_when_they_cannot_be_seen() -> None:
    content = geojson({"type": "Feature", "properties": {"k": 7, "wie": "Neuhof"}, "geometry": None})
    finding = refusal_of(lambda: read_areas(content, "g.geojson"))
    assert finding.code == "area.column"
    assert "„k“ und „wie“" in finding.text
    read = read_areas(content, "g.geojson", columns=AreaColumns(key="K", name="wie"), pad=2)
    assert (read.register.areas[0].area_id, read.register.areas[0].name) == ("07", "Neuhof")
    assert refusal_of(lambda: read_areas(content, "g.geojson", columns=AreaColumns(key="x"))).code == "area.column"


def test_population_may_carry_a_decimal_point() -> None:
    content = geojson(feature("1", "A", None, population="2930.0"), feature("2", "B", None, population=None))
    read = read_areas(content, "g.geojson")
    assert [area.population for area in read.register.areas] == [2930.0, None]
    wrong = read_areas(geojson(feature("1", "A", None, population="viele")), "g.geojson")
    assert "area.population" in [one.code for one in wrong.findings]


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("g.geojson", b'{"type": "FeatureCollection", "features": [', "geojson.broken"),
        ("g.geojson", b'{"type": "Feature"}', "geojson.type"),
        ("g.geojson", b'{"type": "FeatureCollection"}', "geojson.type"),
        ("g.geojson", b'{"type": "FeatureCollection", "features": []}', "area.none"),
        ("g.geojson", b'{"a":' * 100_000, "geojson.nested"),
        ("g.geojson", b"<OGRVRTDataSource/>", "file.disguise"),
        (
            "g.gpkg",
            b"<OGRVRTDataSource><SrcDataSource>/vsicurl/http://169.254.169.254/</SrcDataSource>",
            "file.disguise",
        ),
        ("g.gpkg", b"SQLite format 3\x00" + b"\x00" * 200, "file.disguise"),
        ("g.gpkg", geopackage()[:5000], "shape.broken"),
        ("g.gpkg", geopackage(("a", "b")), "gpkg.layer"),
        ("g.zip", shapefile(without=(".dbf",)), "file.disguise"),
        ("g.zip", shapefile(without=(".shx",)), "shapefile.parts"),
        ("g.zip", zipped({"a.shp": b"<OGRVRTDataSource/>", "a.dbf": b"x", "a.shx": b"x"}), "file.disguise"),
        ("g.zip", zipped({"a.shp": b"x", "a.dbf": b"", "b.shp": b"x"}), "shapefile.several"),
        ("g.kml", b"<kml/>", "file.suffix"),
        ("g.vrt", b"<OGRVRTDataSource/>", "file.suffix"),
    ],
)
def test_other_content_is_refused_before_any_driver_sees_it(name: str, content: bytes, code: str) -> None:
    assert refusal_of(lambda: read_areas(content, name)).code == code


def test_a_reference_to_a_file_as_reference_system_is_refused() -> None:
    content = json.loads(geojson(feature("1", "A", square(0))))
    content["crs"]["properties"]["name"] = "/etc/passwd"
    assert refusal_of(lambda: read_areas(json.dumps(content).encode(), "g.geojson")).code == "geojson.crs"


def test_more_corners_than_can_be_meant_are_refused() -> None:
    circle = shapely.Point(EAST, NORTH).buffer(1000, quad_segs=2000)
    content = geojson(feature("1", "A", circle))
    finding = refusal_of(lambda: read_areas(content, "g.geojson", limits=Limits(vertices=5000)))
    assert (finding.code, "Eckpunkte" in finding.text) == ("file.too_much", True)


def test_levels_are_combined_only_where_keys_and_reference_systems_agree() -> None:
    fine = read_areas(geojson(feature("1", "A", square(0))), "fein.geojson", level="Viertel").register
    coarse = read_areas(geojson(feature("Z", "B", square(0))), "grob.geojson", level="Stadt").register
    both = combined([fine, coarse], system="stadt")
    assert both.levels() == ("Viertel", "Stadt")
    assert refusal_of(lambda: combined([fine, fine], system="x")).code == "area.key_twice"
    other = read_areas(shapefile("EPSG:25833"), "g.zip").register
    assert refusal_of(lambda: combined([fine, other], system="x")).code == "area.crs_differs"


def test_figures_without_shape_and_shapes_without_figures_are_both_named() -> None:
    read = read_areas(geojson(feature("1", "A", square(0)), feature("2", "B", square(1))), "g.geojson")
    findings = check_shapes_for_figures(read, {"1": Place("w.csv", 2), "3": Place("w.csv", 3)}, file="g.geojson")
    assert [(one.level, one.code) for one in findings] == [("error", "area.no_shape"), ("warning", "area.no_figures")]
    assert findings[0].sentence().startswith("Fehler (w.csv, Zeile 3): Für das Gebiet 3")
    assert "2 („B“)" in findings[1].text
