"""The tables of Flensburg on the command line: into a region, or into a data package that stands every check."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.calls import call
from tests.flensburg import CITY

pytestmark = pytest.mark.shared
REASON = "Offene Daten, wie geliefert"


@pytest.fixture
def tables(shared_folder: Path) -> Path:
    return shared_folder / "data" / "flensburg"


@pytest.fixture
def _installed(monkeypatch: pytest.MonkeyPatch) -> None:
    """The database of the tests is the installation."""
    monkeypatch.setattr("passgenau.cli.installation.prepare", lambda: None)


@pytest.mark.django_db
@pytest.mark.usefixtures("_installed")
def test_a_folder_of_tables_arrives_in_a_region(capsys: pytest.CaptureFixture[str], tables: Path) -> None:
    from passgenau.store.models import Area, AreaSystem, Region, Value

    wish = ("import", tables, "--region", "fl", "--create", "Stadt Flensburg", "--profile", "flensburg")
    refused = call(capsys, *wish)
    assert refused.code == 2
    assert "Hinweise brauchen eine Begründung" in refused.err
    assert not Region.objects.filter(slug="fl").exists()
    taken = call(capsys, *wish, "--accept", REASON)
    assert (taken.code, taken.out) == (0, "„flensburg.zip“ ist übernommen: 1144 Zeilen.\n")
    region = Region.objects.get(slug="fl")
    system = AreaSystem.objects.of(region).get()
    assert (system.key, Area.objects.of(region).count()) == ("flensburg", 14)
    assert Area.objects.of(region).get(area_id=CITY).level == "Stadt"
    assert Value.objects.of(region).count() == 1144
    unemployed = Value.objects.of(region).get(
        area__area_id="3", indicator_id="flensburg_unemployed_share", period="2022"
    )
    assert (unemployed.numerator, unemployed.denominator) == (727, 8434)
    again = call(capsys, *wish, "--accept", REASON)
    assert again.code == 2
    assert "schon übernommen" in again.err


@pytest.mark.django_db
@pytest.mark.usefixtures("_installed")
def test_a_single_table_is_refused_with_the_way_out(capsys: pytest.CaptureFixture[str], tables: Path) -> None:
    call(capsys, "import", tables, "--region", "fl", "--create", "Stadt Flensburg", "--accept", REASON)
    refused = call(capsys, "import", tables / "fl_births_by_district.csv", "--region", "fl", "--accept", REASON)
    assert refused.code == 2
    assert "alle Tabellen zusammen als ZIP" in refused.err


def test_the_tables_become_a_package_without_findings(
    capsys: pytest.CaptureFixture[str], tables: Path, tmp_path: Path
) -> None:
    made = call(capsys, "package", tables, "--out", tmp_path / "fl")
    assert made.code == 0
    assert "14 Gebiete, 28 Indikatoren, 1.144 Werte" in made.out
    assert made.err.count("Hinweis (") == 8
    checked = call(capsys, "check", tmp_path / "fl")
    assert checked.code == 0
    assert "Kein Fehler, kein Hinweis." in checked.out


def test_what_is_no_set_of_tables_is_refused(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    (tmp_path / "werte.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    refused = call(capsys, "package", tmp_path, "--out", tmp_path / "aus")
    assert (refused.code, (tmp_path / "aus").exists()) == (2, False)
    assert "vorhanden: flensburg" in refused.err
    assert "gibt es nicht" in call(capsys, "package", tmp_path / "nichts", "--out", tmp_path / "aus").err
