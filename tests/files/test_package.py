"""Data packages: the column contract of the house, all findings at once, nothing read from outside."""

from __future__ import annotations

import io
import json
import os
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from passgenau.data.areas import Area, AreaRegister
from passgenau.data.long_table import long_table
from passgenau.files.definitions import indicator_catalogue
from passgenau.files.package import read_package
from passgenau.files.package_writing import write_package
from tests.files.packages import AREAS, VALUES, package, with_row
from tests.files.refusals import refusal_of
from tests.files.shapes import feature, geojson, shapefile, square
from tests.files.workbooks import zipped


def codes(path: Path) -> list[str]:
    return [finding.code for finding in read_package(path).findings]


def test_a_sound_package_has_no_findings(tmp_path: Path) -> None:
    read = read_package(package(tmp_path / "p"))
    assert read.findings == ()
    assert len(read.register.areas) == 11
    assert read.register.by_id["03"].population == 1030.0
    assert read.register.by_id["K"].population is None
    assert len(read.long) == 20
    assert set(read.digests) == {"datapackage.json", "areas.csv", "values.csv"}
    assert all(len(digest) == 64 for digest in read.digests.values())


def test_the_descriptor_itself_and_a_zip_are_ways_in(tmp_path: Path) -> None:
    folder = package(tmp_path / "p")
    files = {f"paket/{path.name}": path.read_bytes() for path in folder.iterdir()}
    (tmp_path / "p.zip").write_bytes(zipped(files))
    for path in (folder / "datapackage.json", tmp_path / "p.zip"):
        assert len(read_package(path).sound().long) == 20


@pytest.mark.parametrize(
    ("row", "code", "words"),
    [
        ("1,unemployed,2020,1,9,", "area.leading_zeros", "gemeint ist wohl 01 („Ort 1“)"),
        ("99,unemployed,2021,1,9,", "area.unknown", "„99“"),
        ("01,unemployed,2021,1,9,", "figure.twice", "Zeile 2"),
        ("01,unemployed,21,1,9,", "period.unknown", "„21“"),
        ('01,unemployed,2020,"1.234,5",9,', "number.unreadable", "„1.234,5“ enthält ein Komma"),
        ("01,unemployed,2020,1O,9,", "number.unreadable", "Buchstabe O"),
        ("01,unemployed,2020,-1,9,", "count.negative", "negativ"),
        ("01,unemployed,2020,3,9,geheimnis", "status.unknown", "„geheimnis“"),
        ("01,unemployed,2020,3,9,suppressed", "status.with_number", "„geheim“"),
        ("01,unemployed,2020,3", "table.row_width", "4 Spalten, die Kopfzeile 6"),
    ],
)
def test_a_faulty_row_is_named_with_file_and_row(tmp_path: Path, row: str, code: str, words: str) -> None:
    read = read_package(package(tmp_path / "p", values=with_row(row)))
    (finding,) = read.findings
    assert (finding.level, finding.code) == ("error", code)
    assert finding.sentence().startswith("Fehler (values.csv, Zeile 22")
    assert words in finding.sentence()


def test_a_numerator_above_its_denominator_is_an_error_where_the_indicator_is_known_as_part(tmp_path: Path) -> None:
    values = with_row("01,unemployed,2020,12,9,").replace("unemployed", "unemployment_share")
    path = package(tmp_path / "p", values=values)
    assert [(one.level, one.code) for one in read_package(path).findings] == [("warning", "count.above_denominator")]
    (finding,) = read_package(path, rules=indicator_catalogue()).findings
    assert (finding.level, finding.code) == ("error", "count.above_denominator")


def test_all_findings_of_all_files_come_at_once(tmp_path: Path) -> None:
    areas = AREAS + "03,Noch einmal,Wohnplatz,,viele\n"
    values = with_row("99,unemployed,2021,1,9,") + "01,unemployed,gestern,x,9,\n"
    read = read_package(package(tmp_path / "p", areas=areas, values=values))
    assert {finding.code for finding in read.findings} == {
        "area.population", "area.key_twice", "area.unknown", "period.unknown", "number.unreadable",
    }  # fmt: skip


def test_missing_columns_are_named_for_every_file(tmp_path: Path) -> None:
    path = package(tmp_path / "p", areas="key,label\n1,A\n", values="area_id,wert\n1,2\n")
    texts = [finding.sentence() for finding in read_package(path).findings]
    for wanted in ("„area_id“", "„name“", "„indicator_id“", "„period“", "„value“"):
        assert any(wanted in text for text in texts)


@pytest.mark.parametrize(
    ("resources", "code"),
    [
        ([{"name": "areas", "path": "areas.csv"}], "package.resource_missing"),
        ([{"name": "areas", "path": "areas.csv"}, {"name": "values", "path": "nichts.csv"}], "package.file_missing"),
        ([{"name": "areas", "path": "areas.csv"}, {"name": "values", "path": "../p.csv"}], "package.path"),
        ([{"name": "areas", "path": "areas.csv"}, {"name": "values", "path": "/etc/passwd"}], "package.path"),
        (
            [{"name": "areas", "path": "areas.csv"}, {"name": "values", "path": "https://x.example/v.csv"}],
            "package.path",
        ),
        (
            [{"name": "areas", "path": "areas.csv"}, {"name": "values", "path": ["a.csv", "b.csv"]}],
            "package.resource_path",
        ),
        ([{"name": "areas", "path": "areas.csv"}, {"path": "values.csv"}], "package.resource"),
    ],
)
def test_a_faulty_description_is_named(tmp_path: Path, resources: list[dict[str, object]], code: str) -> None:
    assert code in codes(package(tmp_path / "p", resources=resources))


@pytest.mark.skipif(os.name == "nt", reason="links need rights on Windows")
def test_a_link_out_of_the_package_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "values.csv").write_text(VALUES, encoding="utf-8")
    folder = package(tmp_path / "p", values=None)
    (folder / "values.csv").symlink_to(tmp_path / "values.csv")
    assert codes(folder) == ["package.path"]


def test_what_is_no_package_is_refused(tmp_path: Path) -> None:
    assert refusal_of(lambda: read_package(tmp_path / "nichts")).code == "package.absent"
    (tmp_path / "x.csv").write_text("a,b\n", encoding="utf-8")
    assert refusal_of(lambda: read_package(tmp_path / "x.csv")).code == "package.kind"
    assert refusal_of(lambda: read_package(tmp_path)).code == "package.file_missing"
    for text, code in (("{", "package.json"), ("[]", "package.resources"), ('{"a":' * 100_000, "package.json")):
        (tmp_path / "datapackage.json").write_text(text, encoding="utf-8")
        assert refusal_of(lambda: read_package(tmp_path)).code == code


def test_a_package_in_another_encoding_is_refused_unless_it_says_so(tmp_path: Path) -> None:
    areas = AREAS.replace("Ort 1,", "Höhe,").encode("latin-1")
    finding = read_package(package(tmp_path / "p", areas=areas)).findings[0]
    assert (finding.code, finding.place.file, finding.place.row) == ("encoding.unreadable", "areas.csv", 2)
    declared = [
        {"name": "areas", "path": "areas.csv", "encoding": "iso-8859-1"},
        {"name": "values", "path": "values.csv"},
    ]
    read = read_package(package(tmp_path / "q", areas=areas, resources=declared)).sound()
    assert read.register.by_id["01"].name == "Höhe"


def test_a_declared_dialect_is_followed(tmp_path: Path) -> None:
    values = "area_id;indicator_id;period;value\n01;change;2021;1.234,5\n02;change;2021;-9\n"
    schema = {"fields": [{"name": "value", "decimalChar": ","}], "missingValues": ["", "-9"]}
    resources = [
        {"name": "areas", "path": "areas.csv"},
        {"name": "values", "path": "values.csv", "dialect": {"delimiter": ";"}, "schema": schema},
    ]
    read = read_package(package(tmp_path / "p", values=values, resources=resources)).sound()
    assert read.long["value"][0] == 1234.5
    assert list(read.long["status"]) == ["value", "missing"]


def test_areas_may_come_with_shapes(tmp_path: Path) -> None:
    drawn = geojson(*(feature(f"{key:02d}", f"Ort {key}", square(key)) for key in range(1, 11)))
    resources = [{"name": "areas", "path": "g.geojson"}, {"name": "values", "path": "values.csv"}]
    read = read_package(package(tmp_path / "p", resources=resources, more={"g.geojson": drawn})).sound()
    assert read.register.crs == "EPSG:25832"
    assert all(area.geometry is not None for area in read.register.areas)
    resources[0]["path"] = "g.zip"
    zipped_shapes = read_package(package(tmp_path / "q", resources=resources, more={"g.zip": shapefile()}))
    assert {finding.code for finding in zipped_shapes.findings} == {"area.unknown"}


def test_indicators_of_the_package_decide_what_is_known(tmp_path: Path) -> None:
    resources = [
        {"name": "areas", "path": "areas.csv"}, {"name": "values", "path": "values.csv"},
        {"name": "indicators", "path": "indicators.csv"},
    ]  # fmt: skip
    listed = "id,name,unit,part_of_whole\nunemployed,Arbeitslose,percent,true\npoor_childrn,Kinder,percent,true\n"
    read = read_package(package(tmp_path / "p", resources=resources, more={"indicators.csv": listed}))
    assert {(one.level, one.code) for one in read.findings} == {
        ("error", "indicator.unknown"), ("warning", "indicator.incomplete"),
    }  # fmt: skip
    assert "„poor_childrn“" in next(one for one in read.findings if one.level == "error").advice


def test_full_definitions_travel_with_a_package(tmp_path: Path) -> None:
    definition = indicator_catalogue()["unemployment_share"]
    register = AreaRegister("r", (Area("1", "A"),))
    long = long_table(
        pd.DataFrame({"area_id": ["1"], "indicator_id": [definition.id], "period": ["2021"], "value": [0.1]})
    )
    write_package(tmp_path / "p", register, long, name="p", indicators={definition.id: definition})
    assert read_package(tmp_path / "p").sound().indicators == {definition.id: definition}


@pytest.mark.parametrize("values_format", ["csv", "parquet"])
@pytest.mark.parametrize("name", ["p", "p.zip"])
@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(numbers=st.lists(st.one_of(st.none(), st.floats(-1e12, 1e12)), min_size=1, max_size=8))
def test_what_is_written_reads_back_to_the_last_digit(
    tmp_path: Path, name: str, values_format: str, numbers: list[float | None]
) -> None:
    areas = tuple(
        Area(f"{place:03d}", f"Ort „{place}“, Süd", "x", "", place * 1.5 or None) for place in range(len(numbers))
    )
    register = AreaRegister("p", areas)
    long = long_table(pd.DataFrame({
        "area_id": [area.area_id for area in areas], "indicator_id": "change", "period": "2021", "value": numbers,
    }))  # fmt: skip
    write_package(tmp_path / name, register, long, name="p", values_format=values_format)  # type: ignore[arg-type]
    read = read_package(tmp_path / name).sound()
    assert read.register.areas == areas
    columns = ["area_id", "indicator_id", "period", "value", "status"]
    pd.testing.assert_frame_equal(read.long[columns], long[columns], check_exact=True)


def test_shapes_are_written_and_read_back_exactly(tmp_path: Path) -> None:
    register = AreaRegister("p", (Area("1", "A", geometry=square(0)), Area("2", "B")), crs="EPSG:25833")
    long = long_table(pd.DataFrame({"area_id": ["1", "2"], "indicator_id": "x", "period": "2021", "value": [1.0, 2.0]}))
    write_package(tmp_path / "p", register, long, name="p")
    read = read_package(tmp_path / "p").sound()
    assert read.register.crs == "EPSG:25833"
    assert read.register.areas == register.areas


def test_the_same_figures_are_the_same_bytes(tmp_path: Path) -> None:
    register = AreaRegister("p", (Area("1", "A"),))
    long = long_table(pd.DataFrame({"area_id": ["1"], "indicator_id": ["x"], "period": ["2021"], "value": [0.1]}))
    for name in ("a.zip", "b.zip"):
        write_package(tmp_path / name, register, long, name="p")
    assert (tmp_path / "a.zip").read_bytes() == (tmp_path / "b.zip").read_bytes()


def test_a_written_package_describes_its_columns(tmp_path: Path) -> None:
    write_package(
        tmp_path / "p", AreaRegister("p", (Area("1", "A"),)), read_package(package(tmp_path / "q")).long, name="p"
    )
    described = json.loads((tmp_path / "p" / "datapackage.json").read_text(encoding="utf-8"))
    for resource in described["resources"]:
        header = pd.read_csv(io.BytesIO((tmp_path / "p" / resource["path"]).read_bytes()), nrows=0).columns
        assert [field["name"] for field in resource["schema"]["fields"]] == list(header)
