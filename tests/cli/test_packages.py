"""check, index and robustness on invented packages: what they write, and that a refusal writes nothing."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from tests.cli.calls import call, in_process
from tests.files.packages import AREAS, DEFINITION, VALUES, definition, package, with_row


def index_arguments(tmp_path: Path, paket: Path, *more: str) -> list[str]:
    probe = definition(tmp_path)
    return ["index", str(paket), "--definition", str(probe), "--out", str(tmp_path / "out"), *more]


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_check_is_content_with_a_sound_package(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    said = call(capsys, "check", package(tmp_path / "p"))
    assert (said.code, said.err) == (0, "")
    assert "11 Gebiete, 2 Indikatoren, 1 Zeitraum, 20 Werte" in said.out


def test_check_names_every_finding_in_a_line_and_reports_them(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    paket = package(tmp_path / "p", values=with_row("99,unemployed,2021,1,9,") + "01,unemployed,gestern,x,9,\n")
    said = call(capsys, "check", paket, "--report", tmp_path / "befunde.csv")
    assert said.code == 2
    assert len(said.complaints) == 3
    assert all(line.startswith("Fehler (values.csv, Zeile 2") for line in said.complaints)
    assert "3 Fehler, kein Hinweis" in said.out
    assert len((tmp_path / "befunde.csv").read_text(encoding="utf-8-sig").splitlines()) == 4


def test_warnings_alone_do_not_stop(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    paket = package(tmp_path / "p", areas=AREAS + "11,Ort 11,Wohnplatz,K,\n")
    said = call(capsys, *index_arguments(tmp_path, paket))
    assert said.code == 0
    assert said.complaints[0].startswith("Hinweis")
    assert [row["area_id"] for row in rows(tmp_path / "out" / "index.csv")][-1] == "11"


def test_index_writes_a_row_for_every_area(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    said = call(capsys, *index_arguments(tmp_path, package(tmp_path / "p")))
    assert (said.code, said.err) == (0, "")
    assert "10 Gebiete, davon 10 mit Rang" in said.out
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["contributions.csv", "index.csv", "run.json"]
    table = rows(tmp_path / "out" / "index.csv")
    assert sorted(int(row["rank"]) for row in table)[0] == 1
    assert {row["class"] for row in table} == {"+", "-"}


BAD = {
    "wrong encoding": {"areas": AREAS.replace("Ort 1,", "Höhe,").encode("latin-1")},
    "decimal comma": {"values": with_row('01,unemployed,2020,"1.234,5",9,')},
    "lost leading zeros": {"values": VALUES.replace("\n07,", "\n7,")},
    "a figure twice": {"values": with_row("01,unemployed,2021,0,101,")},
    "unknown area": {"values": with_row("99,unemployed,2021,1,9,")},
    "numerator above denominator": {
        "values": VALUES.replace("unemployed,2021,3,", "unemployed,2021,300,").replace(
            "unemployed", "unemployment_share"
        )
    },
    "not what its name says": {"values": b"<!DOCTYPE html><html>Anmeldung</html>"},
    "empty file": {"values": b""},
    "missing file": {"values": None},
    "negative count": {"values": with_row("01,unemployed,2020,-1,9,")},
}


@pytest.mark.parametrize("fault", BAD)
def test_a_faulty_package_is_refused_in_german_and_nothing_is_written(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, fault: str
) -> None:
    paket = package(tmp_path / "p", **BAD[fault])  # type: ignore[arg-type]
    said = call(capsys, *index_arguments(tmp_path, paket))
    assert said.code == 2
    assert said.complaints
    assert all(line.startswith("Fehler (") for line in said.complaints)
    assert any(name in said.err for name in ("areas.csv", "values.csv"))
    assert not (tmp_path / "out").exists()
    assert said.out == ""


def test_an_indicator_of_the_definition_that_was_not_delivered_is_named(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    values = VALUES.replace("poor_children", "poor_childrn")
    said = call(capsys, *index_arguments(tmp_path, package(tmp_path / "p", values=values)))
    assert said.code == 2
    assert "poor_children" in said.err
    assert not (tmp_path / "out").exists()


def test_a_constant_indicator_is_said(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    values = "\n".join(
        line.rsplit(",", 3)[0] + ",5,50," if "unemployed" in line else line for line in VALUES.splitlines()
    )
    said = call(capsys, *index_arguments(tmp_path, package(tmp_path / "p", values=values + "\n")))
    assert "Indikator unemployed" in said.err
    assert "denselben Wert" in said.err


def test_an_old_result_stays_when_a_new_one_is_refused(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    call(capsys, *index_arguments(tmp_path, package(tmp_path / "p")))
    before = {path.name: path.read_bytes() for path in (tmp_path / "out").iterdir()}
    call(capsys, *index_arguments(tmp_path, package(tmp_path / "q", values=with_row("99,unemployed,2021,1,9,"))))
    assert {path.name: path.read_bytes() for path in (tmp_path / "out").iterdir()} == before


def test_several_periods_are_refused_and_listed_until_one_is_named(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    paket = package(tmp_path / "p", values=VALUES + VALUES.partition("\n")[2].replace(",2021,", ",2019,"))
    said = call(capsys, *index_arguments(tmp_path, paket))
    assert said.code == 2
    assert "2019 und 2021" in said.err
    assert call(capsys, *index_arguments(tmp_path, paket, "--period", "2020")).code == 2
    assert call(capsys, *index_arguments(tmp_path, paket, "--period", "2019")).code == 0
    run = json.loads((tmp_path / "out" / "run.json").read_text(encoding="utf-8"))
    assert run["period"] == "2019"


def test_a_period_fixed_by_the_definition_needs_no_choice(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    paket = package(tmp_path / "p", values=VALUES + VALUES.partition("\n")[2].replace(",2021,", ",2019,"))
    fixed = DEFINITION.replace('domain = "work"\n', 'domain = "work"\nperiod = "2019"\n')
    fixed = fixed.replace('domain = "children"\n', 'domain = "children"\nperiod = "2021"\n')
    probe = definition(tmp_path, fixed)
    assert call(capsys, "index", paket, "--definition", probe, "--out", tmp_path / "out").code == 0
    run = json.loads((tmp_path / "out" / "run.json").read_text(encoding="utf-8"))
    assert run["period"] is None
    assert run["periods"] == {"unemployed": "2019", "poor_children": "2021"}


def test_robustness_writes_the_same_for_the_same_seed(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    paket, probe = package(tmp_path / "p"), definition(tmp_path)
    for name in ("a", "b"):
        said = call(
            capsys, "robustness", paket, "--definition", probe, "--replications", "300", "--seed", "5", "--top", "3",
            "--out", tmp_path / name,
        )  # fmt: skip
        assert said.code == 0, said.err
    assert (tmp_path / "a" / "robustness.csv").read_bytes() == (tmp_path / "b" / "robustness.csv").read_bytes()
    assert sum(float(row["p_top"]) for row in rows(tmp_path / "a" / "robustness.csv")) == pytest.approx(3)
    for file in ("sources.csv", "edges.csv", "agreement.csv"):
        assert (tmp_path / "a" / file).read_bytes() == (tmp_path / "b" / file).read_bytes()
    assert rows(tmp_path / "a" / "sources.csv")[-1]["area_id"] == ""
    assert all(float(row["p_other_side"]) >= 0.1 for row in rows(tmp_path / "a" / "edges.csv"))


def test_a_number_of_first_places_beyond_the_areas_is_refused(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    paket, probe = package(tmp_path / "p"), definition(tmp_path)
    said = call(capsys, "robustness", paket, "--definition", probe, "--top", "99", "--out", tmp_path / "out")
    assert said.code == 2
    assert "99" in said.err
    assert not (tmp_path / "out").exists()


def test_index_never_imports_django(tmp_path: Path) -> None:
    code = (
        "import sys; from passgenau.cli.main import run; code = run(sys.argv[1:]); "
        "print(code, sorted(name for name in sys.modules if name.split('.')[0] == 'django'))"
    )
    done = in_process(code, index_arguments(tmp_path, package(tmp_path / "p")))
    assert done.stderr == ""
    assert done.stdout.splitlines()[-1] == "0 []"
