"""protect and verify end to end: what is written, what is never written, what is refused, and that a proof can fail."""

from __future__ import annotations

import csv
import hashlib
import json
from pathlib import Path

import pytest

from tests.cli.calls import Call, call, in_process
from tests.cli.protecting import COUNTS, RULE, rule, to_protect, values

WRITTEN = ["bericht_datenschutz.html", "bericht_planung.html", "certificate.json", "paket"]


def protected(capsys: pytest.CaptureFixture[str], folder: Path, *more: str | Path, text: str | None = None) -> Call:
    paket = to_protect(folder / "alles", text)
    chosen = more if "--rule" in more else ("--rule", "own_3", *more)
    return call(capsys, "protect", paket, "--out", folder / "out", *chosen)


def rows(folder: Path) -> dict[tuple[str, str], dict[str, str]]:
    with (folder / "paket" / "values.csv").open(encoding="utf-8", newline="") as file:
        return {(row["area_id"], row["indicator_id"]): row for row in csv.DictReader(file)}


def test_it_writes_package_certificate_and_reports(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    said = protected(capsys, tmp_path)
    assert said.code == 0, said.err
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == WRITTEN
    assert "angenommen" in said.out
    assert "Öffentlichkeit" in said.out
    assert sorted(path.name for path in (tmp_path / "out" / "paket").iterdir()) == [
        "areas.csv", "crosswalk.csv", "datapackage.json", "values.csv",
    ]  # fmt: skip


def test_standard_output_has_nothing_but_the_result(tmp_path: Path) -> None:
    code = "import sys; from passgenau.cli.main import run; sys.exit(run(sys.argv[1:]))"
    paket = str(to_protect(tmp_path / "alles"))
    done = in_process(code, ["protect", paket, "--rule", "own_3", "--out", str(tmp_path / "out")])
    assert done.returncode == 0, done.stderr
    first, second = done.stdout.splitlines()
    assert "angenommen" in first
    assert second.startswith("Geschrieben nach ")


def test_small_counts_are_hidden_and_higher_levels_are_sums(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    protected(capsys, tmp_path)
    found = rows(tmp_path / "out")
    for indicator, counts in COUNTS.items():
        first = found["A1", indicator]
        assert (first["status"], first["numerator"], first["value"]) == ("suppressed", "", "")
        county = found["K", indicator]
        assert float(county["numerator"]) == sum(counts)
    assert {area for area, _ in found} >= {"A", "B", "K", "S1", "S2"}


def test_no_true_count_of_a_hidden_figure_is_in_any_file(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    counts = {"unemployed": (2, 1409, 2103, 3511, 1207, 911)}
    protected(capsys, tmp_path, text=values(counts, people=9000))
    hidden = [key for (key, _), row in rows(tmp_path / "out").items() if row["status"] == "suppressed"]
    telling = {"A2": "1409", "A3": "2103", "B1": "3511", "B2": "1207", "B3": "911"}
    secrets = {telling[key] for key in hidden if key in telling}
    assert secrets
    files = [path for path in (tmp_path / "out").rglob("*") if path.is_file()]
    assert not [path.name for path in files for secret in secrets if secret in path.read_text(encoding="utf-8")]


def test_the_certificate_names_the_digest_of_every_file(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    protected(capsys, tmp_path)
    written = json.loads((tmp_path / "out" / "certificate.json").read_text(encoding="utf-8"))
    found = {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in (tmp_path / "out" / "paket").iterdir()
    }
    assert written["package"] == found


def test_the_same_package_gives_the_same_bytes(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    protected(capsys, tmp_path)
    before = {path.name: path.read_bytes() for path in (tmp_path / "out").rglob("*") if path.is_file()}
    protected(capsys, tmp_path)
    assert {path.name: path.read_bytes() for path in (tmp_path / "out").rglob("*") if path.is_file()} == before


def test_verify_accepts_what_protect_wrote(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    protected(capsys, tmp_path)
    for path in (tmp_path / "out", tmp_path / "out" / "paket"):
        said = call(capsys, "verify", path)
        assert (said.code, said.err) == (0, "")
        assert said.out.count("\n") == 1
        assert "4 Dateien" in said.out
        assert "angenommen" in said.out


def test_verify_rejects_a_changed_file_and_a_foreign_one(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    protected(capsys, tmp_path)
    areas = tmp_path / "out" / "paket" / "areas.csv"
    areas.write_bytes(areas.read_bytes().replace(b"Ort A1", b"Ort X1"))
    (tmp_path / "out" / "paket" / "notiz.csv").write_bytes(b"x")
    said = call(capsys, "verify", tmp_path / "out")
    assert said.code == 2
    assert [line.split(":")[0] for line in said.complaints] == ["Fehler (areas.csv)", "Fehler (notiz.csv)"]
    assert "abgelehnt" in said.out


def test_verify_rejects_a_figure_that_was_put_back_although_the_digests_were_mended(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    protected(capsys, tmp_path)
    values_path, proof = tmp_path / "out" / "paket" / "values.csv", tmp_path / "out" / "certificate.json"
    lines = values_path.read_text(encoding="utf-8").splitlines()
    at = next(place for place, line in enumerate(lines) if line.startswith("A1,unemployed,2021"))
    lines[at] = "A1,unemployed,2021,2,200,,value,"
    values_path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    written = json.loads(proof.read_text(encoding="utf-8"))
    written["package"]["values.csv"] = hashlib.sha256(values_path.read_bytes()).hexdigest()
    proof.write_text(json.dumps(written), encoding="utf-8")
    said = call(capsys, "verify", tmp_path / "out")
    assert said.code == 2
    assert said.complaints
    assert "abgelehnt" in said.out


def test_without_a_certificate_verify_refuses(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    said = call(capsys, "verify", to_protect(tmp_path / "p"))
    assert said.code == 2
    assert "--certificate" in said.err


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"format": "anderes"}', "kein JSON"])
def test_a_certificate_that_is_none_is_refused_in_german(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, content: str
) -> None:
    (tmp_path / "c.json").write_text(content, encoding="utf-8")
    said = call(capsys, "verify", to_protect(tmp_path / "p"), "--certificate", tmp_path / "c.json")
    assert said.code == 2
    assert said.err.startswith("Fehler (c.json")
    assert "Programm" not in said.err


def test_an_unknown_rule_is_refused_and_nothing_is_written(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    said = protected(capsys, tmp_path, "--rule", "gibtsnicht")
    assert said.code == 2
    assert "own_3" in said.err
    assert not (tmp_path / "out").exists()


def test_a_rule_that_says_nothing_of_an_indicator_is_refused(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    text = RULE.replace('["*"]', '["unemployed"]')
    said = protected(capsys, tmp_path, "--rule", rule(tmp_path, text))
    assert said.code == 2
    assert "poor_children" in said.err
    assert not (tmp_path / "out").exists()


def test_the_reports_name_rule_and_audience_and_never_a_reason(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    protected(capsys, tmp_path, "--rule", rule(tmp_path), "--audience", "planning")
    privacy = (tmp_path / "out" / "bericht_datenschutz.html").read_text(encoding="utf-8")
    planning = (tmp_path / "out" / "bericht_planung.html").read_text(encoding="utf-8")
    assert "Erfundene Regel" in privacy
    assert "Beschlossen am 1. Februar 2026 von: niemand." in privacy
    assert "Empfängerkreis: Planung" in privacy
    for text in (privacy, planning):
        assert not [word for word in ("primär", "Primär", "sekundär", "small_count", "Gewicht") if word in text]


def test_an_indicator_of_which_nothing_is_known_is_said(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    said = protected(capsys, tmp_path, text=values({"erfunden": (2, 14, 21, 35, 12, 9)}))
    assert said.code == 0, said.err
    assert "als Teil des Nenners behandelt, weil nichts anderes bekannt ist: „erfunden“" in said.err


def test_a_folder_with_other_things_is_left_alone(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "meins.txt").write_text("meins", encoding="utf-8")
    said = protected(capsys, tmp_path)
    assert said.code == 2
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["meins.txt"]


def test_an_earlier_release_stays_known(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    protected(capsys, tmp_path)
    (tmp_path / "out").rename(tmp_path / "frueher")
    for earlier in (tmp_path / "frueher", tmp_path / "frueher" / "paket"):
        said = protected(capsys, tmp_path, "--earlier", earlier)
        assert said.code == 0, said.err
        assert call(capsys, "verify", tmp_path / "out").code == 0


def test_what_an_earlier_release_has_given_away_is_said(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    protected(capsys, tmp_path)
    assert any(row["numerator"] in set("3456789") for row in rows(tmp_path / "out").values())
    (tmp_path / "out").rename(tmp_path / "frueher")
    said = protected(capsys, tmp_path, "--rule", "own_10", "--earlier", tmp_path / "frueher")
    assert said.code == 0, said.err
    assert "frühere Veröffentlichung" in said.out
    assert not any(row["numerator"] in set("123456789") for row in rows(tmp_path / "out").values())
    assert call(capsys, "verify", tmp_path / "out").code == 0


def test_verify_needs_no_solver_no_network_and_no_django(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    protected(capsys, tmp_path)
    code = (
        "import socket, sys\n"
        "def none(*_, **__): raise OSError('no network')\n"
        "socket.socket.connect = none\n"
        "from passgenau.cli.main import run\n"
        "code = run(sys.argv[1:])\n"
        "names = {name.split('.')[0] for name in sys.modules} | set(sys.modules)\n"
        "print(code, sorted({'highspy', 'scipy.optimize', 'django', 'ortools'} & names))"
    )
    done = in_process(code, ["verify", str(tmp_path / "out")])
    assert done.stderr == ""
    assert done.stdout.splitlines()[-1] == "0 []"


@pytest.mark.parametrize("name", ["protect", "verify"])
def test_help_comes_without_loading_the_figures_machinery(name: str) -> None:
    code = (
        f"import sys; from passgenau.cli.main import run; run(['{name}', '--help']); "
        "print(sorted({'pandas', 'numpy', 'scipy', 'django', 'highspy'} & set(sys.modules)))"
    )
    assert in_process(code).stdout.splitlines()[-1] == "[]"
