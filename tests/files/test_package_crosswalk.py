"""The crosswalk of a data package: whole areas in whole areas, everything else is refused with what is needed."""

from __future__ import annotations

from pathlib import Path

import pytest

from passgenau.files.package import read_package
from passgenau.files.package_writing import write_package
from tests.files.packages import AREAS, package

RESOURCES = [
    {"name": "areas", "path": "areas.csv"},
    {"name": "values", "path": "values.csv"},
    {"name": "crosswalk", "path": "crosswalk.csv"},
]
WITH_SPACES = AREAS + "S1,Sozialraum 1,Sozialraum,,\nS2,Sozialraum 2,Sozialraum,,\nX,Nordhälfte,Hälfte,,\n"
HEAD = "area_id,part_of\n"


def crossed(folder: Path, rows: str, *, head: str = HEAD) -> Path:
    return package(folder, areas=WITH_SPACES, resources=RESOURCES, more={"crosswalk.csv": head + rows})


def test_an_area_can_lie_in_several_further_geographies(tmp_path: Path) -> None:
    read = read_package(crossed(tmp_path / "p", "01,S1\n02,S1\n03,S2\n01,X\n")).sound()
    assert read.findings == ()
    assert read.memberships == {"01": ("S1", "X"), "02": ("S1",), "03": ("S2",)}
    assert "crosswalk.csv" in read.digests


def test_a_package_without_a_crosswalk_has_no_memberships(tmp_path: Path) -> None:
    assert read_package(package(tmp_path / "p")).memberships == {}


def test_a_weight_of_one_says_nothing_new(tmp_path: Path) -> None:
    read = read_package(crossed(tmp_path / "p", "01,S1,1\n02,S1,1.0\n03,S2,\n", head="area_id,part_of,weight\n"))
    assert read.findings == ()
    assert read.memberships == {"01": ("S1",), "02": ("S1",), "03": ("S2",)}


@pytest.mark.parametrize(
    ("row", "code", "words"),
    [
        ("01,S1,0.4", "crosswalk.part", "für die Schnittflächen"),
        ("01,S1,viel", "crosswalk.weight", "„viel“"),
        ("1,S1,", "area.unknown", "„1“"),
        ("01,S9,", "area.unknown", "„S9“"),
        (",S1,", "crosswalk.empty", "„area_id“"),
        ("01,,", "crosswalk.empty", "„part_of“"),
        ("01,01,", "crosswalk.itself", "nicht in sich selbst"),
    ],
)
def test_a_faulty_line_is_refused_with_its_place(tmp_path: Path, row: str, code: str, words: str) -> None:
    path = crossed(tmp_path / "p", f"02,S2,1\n{row}\n", head="area_id,part_of,weight\n")
    read = read_package(path)
    (finding,) = read.findings
    assert (finding.level, finding.code) == ("error", code)
    assert finding.sentence().startswith("Fehler (crosswalk.csv, Zeile 3)")
    assert words in finding.sentence()
    assert read.memberships == {"02": ("S2",)}


@pytest.mark.parametrize(
    ("rows", "code"), [("01,S1\n01,S1\n", "crosswalk.twice"), ("01,K\n01,S1\n", "crosswalk.parent")]
)
def test_what_is_said_twice_is_a_warning(tmp_path: Path, rows: str, code: str) -> None:
    read = read_package(crossed(tmp_path / "p", rows))
    assert [(one.level, one.code) for one in read.findings] == [("warning", code)]
    assert read.memberships == {"01": ("S1",)}


def test_areas_that_lie_in_one_another_in_a_circle_are_refused(tmp_path: Path) -> None:
    read = read_package(crossed(tmp_path / "p", "01,S1\nS1,X\nX,01\n"))
    (finding,) = read.findings
    assert (finding.level, finding.code) == ("error", "crosswalk.circle")
    assert all(f"„{key}“" in finding.text for key in ("01", "S1", "X"))


def test_a_circle_with_a_parent_is_found_too(tmp_path: Path) -> None:
    read = read_package(crossed(tmp_path / "p", "K,01\n"))
    assert [one.code for one in read.findings] == ["crosswalk.circle"]


def test_missing_columns_are_named(tmp_path: Path) -> None:
    read = read_package(crossed(tmp_path / "p", "01,S1\n", head="gebiet,sozialraum\n"))
    assert [one.code for one in read.findings] == ["crosswalk.column_missing"] * 2


def test_an_unread_column_is_said(tmp_path: Path) -> None:
    read = read_package(crossed(tmp_path / "p", "01,S1,x\n", head="area_id,part_of,note\n"))
    assert [(one.level, one.code) for one in read.findings] == [("warning", "table.unread_column")]


def test_a_written_crosswalk_reads_back_the_same(tmp_path: Path) -> None:
    read = read_package(crossed(tmp_path / "p", "01,S1\n03,S2\n01,X\n"))
    write_package(tmp_path / "q", read.register, read.long, name="q", memberships=read.memberships)
    assert read_package(tmp_path / "q").sound().memberships == read.memberships
