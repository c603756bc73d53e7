"""explain on invented packages: the sentence first, the table below, files on demand, refusals in German."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from tests.cli.calls import Call, call, in_process
from tests.files.packages import DEFINITION, VALUES, definition, package

EARLIER = VALUES.partition("\n")[2].replace(",2021,", ",2019,").replace(",103,", ",203,")


def explained(capsys: pytest.CaptureFixture[str], folder: Path, *more: str | Path, values: str = VALUES) -> Call:
    paket = package(folder / "p", values=values)
    return call(capsys, "explain", paket, "--definition", definition(folder), "--area", "05", *more)


def rows(path: Path) -> dict[tuple[str, str], str]:
    with path.open(encoding="utf-8", newline="") as file:
        return {(row["indicator_id"], row["part"]): row["value"] for row in csv.DictReader(file)}


def test_the_answer_comes_first_and_the_table_below(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    said = explained(capsys, tmp_path)
    assert (said.code, said.err) == (0, "")
    lines = said.out.splitlines()
    assert lines[0].startswith("Ort 5 steht auf Rang 5 von 10, mit 0,182 Punkten.")
    head = next(place for place, line in enumerate(lines) if line.startswith("Indikator"))
    assert lines[head].split()[1:] == ["Wert", "Bezug", "standardisiert", "Gewicht", "Beitrag", "Anteil"]
    assert {line.split()[0] for line in lines[head + 2 :]} == {"unemployed", "poor_children", "Indexwert"}
    assert len({len(line) for line in lines[head : head + 4]}) == 1


def test_what_was_not_asked_for_is_not_told(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    said = explained(capsys, tmp_path)
    assert not [word for word in ("Unterschied", "eigene Werte", "Rang dann", "Geschrieben") if word in said.out]


def test_every_question_at_once(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    asked = ("--with", "03", "--period", "2021", "--since", "2019", "--top", "3", "--out", tmp_path / "out")
    said = explained(capsys, tmp_path, *asked, values=VALUES + EARLIER)
    assert (said.code, said.err) == (0, "")
    for sentence in ("Ort 5 liegt vor Ort 3 vor allem wegen", "(2019", "und damit nicht unter den ersten drei"):
        assert sentence in " ".join(said.out.split())
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["explanation.csv", "run.json"]


def test_the_written_parts_add_up(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    asked = ("--with", "03", "--period", "2021", "--since", "2019", "--top", "3", "--out", tmp_path / "out")
    explained(capsys, tmp_path, *asked, values=VALUES + EARLIER)
    found = rows(tmp_path / "out" / "explanation.csv")
    members = ("unemployed", "poor_children")
    for part, whole in (("contribution", "final"), ("difference", "difference")):
        assert sum(float(found[name, part]) for name in members) == pytest.approx(float(found["", whole]))
    parts = ("change_area", "change_reference", "change_choice")
    assert sum(float(found["", part]) for part in parts) == pytest.approx(float(found["", "change"]))
    for part in parts[:1]:
        assert sum(float(found[name, part]) for name in members) == pytest.approx(float(found["", part]))
    assert float(found["", "cut_gap"]) > 0
    assert {name for name, part in found if part == "cut_needed"} == set(members)


def test_the_record_says_what_was_asked(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    asked = ("--with", "03", "--period", "2021", "--since", "2019", "--top", "3", "--out", tmp_path / "out")
    explained(capsys, tmp_path, *asked, values=VALUES + EARLIER)
    run = json.loads((tmp_path / "out" / "run.json").read_text(encoding="utf-8"))
    assert (run["command"], run["area"], run["with"], run["top"]) == ("explain", "05", "03", 3)
    assert run["period"] == "2021"
    assert run["since"] == {"unemployed": "2019", "poor_children": "2019"}
    assert [one["file"] for one in run["outputs"]] == ["explanation.csv"]


@pytest.mark.parametrize(
    ("more", "says"),
    [
        (("--with", "XYZ"), "„XYZ“ ist kein Schlüssel eines Gebiets. Die Schlüssel stehen in index.csv."),
        (("--with", "Ort 7"), "Gemeint ist vielleicht 07 (Ort 7)."),
        (("--with", "05"), "zwei verschiedene Gebiete"),
        (("--since", "2018"), "Für den Zeitraum „2018“ gibt es keine Werte"),
        (("--since", "2021"), "„--since“ muss ein früherer Zeitraum als 2021 sein, ist aber 2021."),
        (("--top", "0"), "auf beiden Seiten"),
        (("--top", "10"), "auf beiden Seiten"),
    ],
)
def test_it_refuses_in_one_german_line_and_writes_nothing(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, more: tuple[str, ...], says: str
) -> None:
    said = explained(capsys, tmp_path, *more, "--out", tmp_path / "out")
    assert said.code == 2
    assert says in said.err
    assert len(said.complaints) == 1
    assert said.out == ""
    assert not (tmp_path / "out").exists()


def test_an_area_without_a_score_is_refused_with_its_reason(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    values = VALUES.replace("05,poor_children,2021,1,105,", "05,poor_children,2021,,,missing")
    said = explained(capsys, tmp_path, values=values)
    assert said.code == 2
    assert "Ort 5 (05) hat keinen Indexwert: ohne Wert bei: poor_children" in said.err


def test_what_the_earlier_period_is_refused_for_names_that_period(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    level = "".join(
        f"{key:02d},unemployed,2019,5,50,\n{key:02d},poor_children,2019,{key},50,\n" for key in range(1, 11)
    )
    said = explained(capsys, tmp_path, "--period", "2021", "--since", "2019", values=VALUES + level)
    assert said.code == 2
    assert "Indikator unemployed, Zeitraum 2019" in said.err


def test_names_cannot_write_over_the_screen(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    renamed = DEFINITION.replace('"poor_children"', '"poor\\u001bchildren"')
    probe = definition(tmp_path, renamed)
    paket = package(tmp_path / "p", values=VALUES.replace("poor_children", "poor\x1bchildren"))
    said = call(capsys, "explain", paket, "--definition", probe, "--area", "05")
    assert "\x1b" not in said.out + said.err


def test_explain_never_imports_django(tmp_path: Path) -> None:
    code = (
        "import sys; from passgenau.cli.main import run; code = run(sys.argv[1:]); "
        "print(code, sorted(name for name in sys.modules if name.split('.')[0] == 'django'))"
    )
    probe, paket = definition(tmp_path), package(tmp_path / "p")
    done = in_process(code, ["explain", str(paket), "--definition", str(probe), "--area", "05", "--top", "2"])
    assert done.stderr == ""
    assert done.stdout.splitlines()[-1] == "0 []"
