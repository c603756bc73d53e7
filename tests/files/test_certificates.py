"""Certificates on disk: what is written reads back the same, and nothing misshapen passes."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from passgenau.common.errors import PassgenauError
from passgenau.files.certificates import CertificateFile, certificate_json, read_certificate
from passgenau.indicators.disclosure.breakdowns import Breakdown
from passgenau.indicators.disclosure.certificate import Certificate
from passgenau.indicators.disclosure.figures import Demands, Structure
from passgenau.indicators.disclosure.thresholds import Dominance, Thresholds
from tests.files.refusals import refusal_of

THREE = Thresholds(3, 0, True, 1, False, 0, None, 1)
MONEY = Thresholds(0, 100, False, None, True, 3, Dominance(2, 0.85), 5)
FILE = CertificateFile(
    Certificate(
        "planning",
        Demands({"b": THREE, "a": MONEY}, frozenset({"b"}), (Breakdown("b", ("x", "y")),), MONEY),
        Structure((("n:b", "n:a"),), (("1", "n:b", "2021"),), (("n:b", "2019..2021"),), (("d:b", "2021"),)),
        np.array([[1, 2, 3], [4, 0, 9_007_199_254_740_993]], dtype=np.int64),
        {("1", "n:b", "2020"): 7},
    ),
    "regel", "Eine „Regel“", {"values.csv": "ab" * 32},
)  # fmt: skip


def written(folder: Path, change: Callable[[dict[str, Any]], object] = lambda _: None) -> Path:
    entries = json.loads(certificate_json(FILE))
    change(entries)
    (folder / "c.json").write_text(json.dumps(entries), encoding="utf-8")
    return folder / "c.json"


def test_what_is_written_reads_back_the_same(tmp_path: Path) -> None:
    read = read_certificate(written(tmp_path))
    assert (read.rule_id, read.rule_name, dict(read.digests)) == (FILE.rule_id, FILE.rule_name, dict(FILE.digests))
    old, new = FILE.certificate, read.certificate
    assert (new.audience, new.demands, new.structure, dict(new.earlier)) == (
        old.audience, old.demands, old.structure, dict(old.earlier),
    )  # fmt: skip
    assert list(new.demands.thresholds) == ["b", "a"]
    assert new.tables.dtype == np.int64
    assert new.tables.tolist() == old.tables.tolist()
    assert certificate_json(read) == certificate_json(FILE)


def test_a_certificate_without_hidden_counts_reads_back(tmp_path: Path) -> None:
    for tables in (np.zeros((1, 0), dtype=np.int64), np.zeros((0, 0), dtype=np.int64)):
        certificate = Certificate("public", Demands({}), Structure(), tables, {})
        (tmp_path / "c.json").write_bytes(certificate_json(CertificateFile(certificate, "r", "R", {})))
        assert read_certificate(tmp_path / "c.json").certificate.tables.shape == tables.shape


def put(entries: dict[str, Any], path: str, value: object) -> None:
    *parents, key = path.split(".")
    for parent in parents:
        entries = entries[parent]
    entries[key] = value


@pytest.mark.parametrize(
    ("path", "value", "entry"),
    [
        ("audience", "alle", "audience"),
        ("package", ["values.csv"], "package"),
        ("package", {"values.csv": 1}, "package"),
        ("rule_name", None, "rule_name"),
        ("tables", ["1 2 3", "1 2"], "tables"),
        ("tables", ["1 2 x"], "tables"),
        ("tables", ["1 2 99999999999999999999"], "tables"),
        ("tables", "1 2 3", "tables"),
        ("earlier", [["1", "n:b", "2020", 7, 8]], "earlier"),
        ("earlier", [["1", "n:b", "2020", 7.5]], "earlier"),
        ("structure", {}, "structure"),
        ("structure.rests", [["1", "n:b"]], "structure"),
        ("demands.thresholds.a.minimum_count", -1, "demands"),
        ("demands.thresholds.a.minimum_count", True, "demands"),
        ("demands.thresholds.a.rounding", 0, "demands"),
        ("demands.thresholds.a.complement", 1, "demands"),
        ("demands.thresholds.a", {}, "demands"),
        ("demands.breakdowns", [{"total": "b"}], "demands"),
        ("demands.unknown", 1, "demands"),
    ],
)
def test_a_misshapen_entry_is_refused_by_name(tmp_path: Path, path: str, value: object, entry: str) -> None:
    finding = refusal_of(lambda: read_certificate(written(tmp_path, lambda entries: put(entries, path, value))))
    assert finding.code == "certificate.entry"
    assert f"„{entry}“" in finding.text


def test_all_misshapen_entries_are_named_at_once(tmp_path: Path) -> None:
    def change(entries: dict[str, Any]) -> None:
        del entries["tables"], entries["demands"]

    with pytest.raises(PassgenauError) as refused:
        read_certificate(written(tmp_path, change))
    assert len(refused.value.findings) == 2


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b'{"format": "passgenau-certificate", "format": "x"}', "certificate.json"),
        (b"\xff\xfe", "certificate.json"),
        (b"[" * 100_000, "certificate.json"),
        (b"[]", "certificate.json"),
        (b'{"format": "passgenau-certificate", "version": 2}', "certificate.format"),
    ],
)
def test_a_file_that_is_no_certificate_is_refused(tmp_path: Path, content: bytes, code: str) -> None:
    (tmp_path / "c.json").write_bytes(content)
    assert refusal_of(lambda: read_certificate(tmp_path / "c.json")).code == code


def test_a_certificate_that_is_not_there_is_refused(tmp_path: Path) -> None:
    assert "fehlt" in refusal_of(lambda: read_certificate(tmp_path / "nichts.json")).text
