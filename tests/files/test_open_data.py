"""Real deliveries with their real faults: Berlin (geometry) and Münster (latin-1, "number name", three levels)."""

from __future__ import annotations

from pathlib import Path

import pytest

from passgenau.common.findings import Place
from passgenau.data.areas import Area, AreaRegister
from passgenau.files.definitions import indicator_catalogue
from passgenau.files.figures import ReadFigures, read_figures
from passgenau.files.geometry import check_shapes_for_figures, combined, read_areas
from passgenau.files.import_profiles import propose_profile
from passgenau.files.tables import read_table

pytestmark = pytest.mark.shared

MUENSTER = "muenster/05515000_csv_indikatoren_sozial.csv"
BERLIN = "berlin-mss/mss_2013_2019_plr.csv"


@pytest.fixture
def data(shared_folder: Path) -> Path:
    return shared_folder / "data"


def figures(data: Path, name: str, profile: str, register: AreaRegister) -> ReadFigures:
    path = data / name
    return read_figures(path.read_bytes(), path.name, profile, register=register, catalogue=indicator_catalogue())


def muenster(data: Path) -> AreaRegister:
    """Return Stadtteile, Stadtbezirke and the whole city in one register."""
    parts = read_areas(data / "muenster/stadtteil.zip", level="Stadtteil").register
    districts = read_areas(data / "muenster/stadtbezirk.zip", level="Stadtbezirk").register
    city = AreaRegister("stadt", (Area("05515000", "Münster", "Stadt"),))
    return combined([parts, districts, city], system="muenster", title="Münster")


def test_muenster_is_read_whole(data: Path) -> None:
    read = figures(data, MUENSTER, "muenster", muenster(data))
    assert read.counts["rows"] == len(read.long) == 6084
    assert read.counts["values"] + read.counts["missing"] == 6084
    assert read.counts["missing"] == 18
    assert read.how_read["Kodierung"] == "Windows-1252 (Latin-1)"
    assert "Überwasser" in {area.name for area in muenster(data).areas}
    assert set(read.long["period"]) == {str(year) for year in range(2014, 2023)}
    assert len(set(read.long["indicator_id"])) == 13


def test_muenster_joins_every_polygon_of_its_parts(data: Path) -> None:
    register = muenster(data)
    delivered = set(figures(data, MUENSTER, "muenster", register).long["area_id"])
    parts = register.at_level("Stadtteil")
    assert len(parts) == 45
    assert all(area.area_id in delivered and area.geometry is not None for area in parts)
    assert {area.area_id for area in register.at_level("Stadtbezirk")} & delivered == {"1", "5", "6", "7", "8", "9"}
    assert "05515000" in delivered


def test_muenster_mitte_is_not_the_altstadt_and_the_reader_says_so(data: Path) -> None:
    (finding,) = figures(data, MUENSTER, "muenster", muenster(data)).findings
    assert (finding.level, finding.code) == ("warning", "area.other_name")
    assert "„Münster-Mitte“" in finding.text
    assert "„Altstadt“" in finding.text


def test_levels_without_areas_in_the_register_are_counted_and_said(data: Path) -> None:
    parts = read_areas(data / "muenster/stadtteil.zip").register
    read = figures(data, MUENSTER, "muenster", parts)
    assert len(read.long) == 5265
    assert read.counts["not_taken"] == 819
    assert [one.code for one in read.findings] == ["area.other_level"] * 2
    texts = " ".join(one.text for one in read.findings)
    assert "702 Zeilen für die Stadtbezirke" in texts
    assert "117 Zeilen für die Gesamtstadt" in texts


def test_percent_are_shares_inside(data: Path) -> None:
    long = figures(data, MUENSTER, "muenster", muenster(data)).long
    berg_fidel = long[(long["area_id"] == "91") & (long["indicator_id"] == "muenster_migrant_minors_share")]
    assert float(berg_fidel[berg_fidel["period"] == "2017"]["value"].iloc[0]) == 0.7663
    assert long["value"].max() <= 1


@pytest.mark.parametrize(("name", "profile"), [(MUENSTER, "muenster"), (BERLIN, "berlin_mss")])
def test_a_file_proposes_its_own_profile(data: Path, name: str, profile: str) -> None:
    proposed = propose_profile(read_table((data / name).read_bytes(), name).header)
    assert proposed is not None
    assert proposed.id == profile


def test_both_defects_of_the_berlin_geometry_are_reported_by_name(data: Path) -> None:
    areas = read_areas(data / "berlin-mss/lor_plr_until_2020.geojson")
    read = figures(data, BERLIN, "berlin_mss", areas.register)
    first = {}
    for area, row in zip(read.long["area_id"], read.long["row"], strict=True):
        first.setdefault(str(area), Place("mss_2013_2019_plr.csv", int(row)))
    findings = check_shapes_for_figures(areas, first, file="lor_plr_until_2020.geojson")
    errors = [one.sentence() for one in findings if one.level == "error"]
    assert len(errors) == 2
    assert "06010102 („Schloßstraße“) gibt es zweimal" in errors[0]
    assert "04030417" in errors[1]
    assert "keine Fläche" in errors[1]
    unknown = [one for one in read.findings if one.code == "area.unknown"]
    assert len(unknown) == 4
    assert all("04030417" in one.text for one in unknown)


@pytest.mark.parametrize("name", ["lor_bzr_until_2020", "bezirke"])
def test_the_coarser_levels_of_berlin_are_sound(data: Path, name: str) -> None:
    read = read_areas(data / f"berlin-mss/{name}.geojson")
    assert [one for one in read.findings if one.level == "error"] == []
    assert len(read.register.areas) == {"lor_bzr_until_2020": 138, "bezirke": 12}[name]


def test_excluded_planning_areas_carry_no_zero(data: Path) -> None:
    ids = tuple(dict.fromkeys(row[1] for row in read_table((data / BERLIN).read_bytes(), BERLIN).rows))
    register = AreaRegister("plr", tuple(Area(str(one), str(one)) for one in ids))
    read = figures(data, BERLIN, "berlin_mss", register)
    assert read.findings == ()
    assert read.counts["not_applicable"] == (13 + 12 + 11 + 11) * 8
    small = read.long[(read.long["area_id"] == "01011102") & (read.long["period"] == "2013")]
    assert set(small["status"]) == {"not_applicable"}
    assert small["value"].isna().all()
    assert read.populations["2013"]["01011102"] == 180.0


def test_the_municipalities_of_nrw_keep_their_leading_zeros(data: Path) -> None:
    read = read_areas(data / "rbk/nrw_gemeinden_vg5000_epsg25832.geojson", level="Gemeinde")
    assert len(read.register.areas) == 396
    assert read.register.by_id["05378008"].name == "Burscheid"
    assert read.register.crs == "EPSG:25832"
