"""The official index beside protected figures: written, checked, and refused when somebody adds to it."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from tests.cli.calls import call
from tests.cli.protecting import PLACES, RULE, rule, to_protect, values

COUNTS = {
    "unemployed": (2, 4, 400, 5, 6, 410),
    "poor_children": (30, 32, 300, 34, 36, 310),
}
DEFINITION = """\
id = "probe"
name = "Erfundener Index"
source = "erfunden"
reviewed_by = "niemand"
[reference]
mean = "areas"
spread_ddof = 0
[standardise]
method = "zscore"
[combine]
direction = "signed"
aggregate = "sum"
restandardise = false
[combine.missing]
rule = "rescale"
min_share = 0.5
[classes]
cuts = [0.0]
labels = ["niedriger", "höher"]
[[indicators]]
id = "unemployed"
direction = 1
weight = 1.0
[[indicators]]
id = "poor_children"
direction = 1
weight = 1.0
"""
INDEX = '[index]\ndefinition = "index.toml"\nshow = ["class"]\n'


def released(capsys: pytest.CaptureFixture[str], folder: Path, index: str = INDEX, text: str = "") -> Path:
    (folder / "index.toml").write_text(DEFINITION, encoding="utf-8")
    paket = to_protect(folder / "alles", text or values(COUNTS, people=900))
    done = call(capsys, "protect", paket, "--rule", rule(folder, RULE + index), "--out", folder / "out")
    assert done.code == 0, done.err
    return folder / "out"


def rows(folder: Path) -> list[dict[str, str]]:
    with (folder / "paket" / "index.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_the_index_is_written_for_every_area_and_holds(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    out = released(capsys, tmp_path)
    assert [row["area_id"] for row in rows(out)] == list(PLACES)
    assert {row["class"] for row in rows(out)} <= {"", "niedriger", "höher"}
    assert any(row["class"] for row in rows(out))
    assert call(capsys, "verify", out).code == 0
    report = (out / "bericht_planung.html").read_text(encoding="utf-8")
    assert "Der amtliche Index" in report
    assert "Erfundener Index" in report


def test_without_an_index_in_the_rule_there_is_none(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    out = released(capsys, tmp_path, "")
    assert not (out / "paket" / "index.csv").exists()


def test_a_class_that_some_table_contradicts_is_refused(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    out = released(capsys, tmp_path)
    path = out / "paket" / "index.csv"
    found = rows(out)
    shown = next(row for row in found if row["status"] == "value")
    text = path.read_text(encoding="utf-8")
    line = next(one for one in text.splitlines() if one.startswith(shown["area_id"] + ","))
    other = {"niedriger": "höher", "höher": "niedriger"}[shown["class"]]
    path.write_text(text.replace(line, line.replace(shown["class"], other)), encoding="utf-8")
    _forge_digest(out)
    done = call(capsys, "verify", out)
    assert done.code == 2
    assert shown["area_id"] in done.err


def test_an_index_without_its_definition_is_refused(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    out = released(capsys, tmp_path)
    (out / "paket" / "index_definition.toml").unlink()
    done = call(capsys, "verify", out)
    assert done.code == 2
    assert "Definition" in done.err


def test_several_periods_need_one_to_be_named(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    two = values(COUNTS, people=900) + "".join(values(COUNTS, people=900, period="2022").splitlines(keepends=True)[1:])
    (tmp_path / "index.toml").write_text(DEFINITION, encoding="utf-8")
    paket = to_protect(tmp_path / "alles", two)
    chosen = rule(tmp_path, RULE + INDEX)
    done = call(capsys, "protect", paket, "--rule", chosen, "--out", tmp_path / "aus")
    assert done.code == 2
    assert "2021 und 2022" in done.err
    assert not (tmp_path / "aus").exists()
    chosen.write_text(RULE + INDEX + 'period = "2022"\n', encoding="utf-8")
    assert call(capsys, "protect", paket, "--rule", chosen, "--out", tmp_path / "aus").code == 0


def test_another_rule_than_the_one_named_is_found_out(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    out = released(capsys, tmp_path, "")
    assert call(capsys, "verify", out, "--rule", "own_3").code == 0
    done = call(capsys, "verify", out, "--rule", "own_10")
    assert done.code == 2
    assert "andere" in done.err


PROFILE = """\
id = "zwei_kreise"
name = "Erfundenes Profil"
source = "erfunden"
legal_basis = "erfunden"
evidence = "open"
reviewed_by = "niemand"
note = "erfunden"
protected_at_source = false
"""
AUDIENCE = """\
[audiences.{name}]
minimum_count = {t}
minimum_denominator = 0
complement = false
coalition = "none"
hide_none = false
minimum_units = 0
dominance = "none"
rounding = 1
"""


def test_the_public_never_sees_what_planners_do_not_see(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    audiences = (("statistics_office", 0), ("planning", 3), ("public", 25))
    text = PROFILE + "".join(AUDIENCE.format(name=name, t=t) for name, t in audiences)
    (tmp_path / "zwei_kreise.toml").write_text(text, encoding="utf-8")
    counts = {"unemployed": (2, 30, 21, 35, 26, 90), "poor_children": (1, 80, 2, 25, 27, 30)}
    paket = to_protect(tmp_path / "alles", values(counts, people=900))
    chosen = rule(tmp_path, RULE.replace("own_3", "zwei_kreise"))
    hidden = {}
    for audience in ("planning", "public"):
        out = tmp_path / audience
        done = call(capsys, "protect", paket, "--rule", chosen, "--audience", audience, "--out", out)
        assert done.code == 0, done.err
        with (out / "paket" / "values.csv").open(encoding="utf-8", newline="") as file:
            found = [row for row in csv.DictReader(file) if row["status"] == "suppressed"]
        hidden[audience] = {(row["area_id"], row["indicator_id"]) for row in found}
    assert hidden["planning"]
    assert hidden["planning"] < hidden["public"]


def _forge_digest(out: Path) -> None:
    """Write the digest of the changed file into the certificate: only the proof itself can find the change now."""
    import hashlib

    path = out / "certificate.json"
    certificate = json.loads(path.read_text(encoding="utf-8"))
    certificate["package"]["index.csv"] = hashlib.sha256((out / "paket" / "index.csv").read_bytes()).hexdigest()
    path.write_text(json.dumps(certificate, ensure_ascii=False), encoding="utf-8")
