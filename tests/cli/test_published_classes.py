"""The whole way on the command line: Berlin's delivery, a data package, the index, every published class."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

import pytest

from passgenau.data.areas import Area, AreaRegister
from passgenau.files.definitions import indicator_catalogue
from passgenau.files.figures import read_figures
from passgenau.files.package_writing import write_package
from tests.cli.calls import call

pytestmark = pytest.mark.shared

VALID = {"2013": 434, "2015": 435, "2017": 436, "2019": 436}
STATUS = {"1.0": "hoch", "2.0": "mittel", "3.0": "niedrig", "4.0": "sehr niedrig"}


@pytest.fixture(scope="module")
def delivered(shared_folder: Path) -> bytes:
    return (shared_folder / "data/berlin-mss/mss_2013_2019_plr.csv").read_bytes()


@pytest.fixture(scope="module")
def paket(delivered: bytes, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the delivery of all four editions as a data package, read through its import profile."""
    register = AreaRegister("plr", tuple(Area(one, one) for one in dict.fromkeys(row["id"] for row in rows(delivered))))
    read = read_figures(delivered, "mss.csv", "berlin_mss", register=register, catalogue=indicator_catalogue())
    folder = tmp_path_factory.mktemp("mss") / "paket"
    write_package(folder, register, read.long, name="mss")
    return folder


def rows(content: bytes) -> Iterator[dict[str, str]]:
    return csv.DictReader(content.decode("utf-8").splitlines())


@pytest.mark.parametrize("edition", VALID)
@pytest.mark.parametrize("definition", ["mss_berlin_status", "mss_berlin_dynamik"])
def test_every_published_class_comes_out(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, delivered: bytes, paket: Path, edition: str, definition: str
) -> None:
    said = call(capsys, "index", paket, "--definition", definition, "--period", edition, "--out", tmp_path / "out")
    assert said.code == 0, said.err
    computed = {row["area_id"]: row for row in rows((tmp_path / "out" / "index.csv").read_bytes())}
    published = {
        row["id"]: STATUS[row["status_index"]] if definition == "mss_berlin_status" else row["dynamic_index"]
        for row in rows(delivered)
        if row["edition"] == edition and row["valid"] == "True"
    }
    assert len(published) == VALID[edition]
    assert {area: computed[area]["class"] for area in published} == published
    assert len(computed) == 447
    left_out = [row for area, row in computed.items() if area not in published]
    assert all(row["score"] == row["rank"] == row["class"] == "" and row["reason"] for row in left_out)
