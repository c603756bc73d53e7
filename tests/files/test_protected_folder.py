"""Finding a protected package with its certificate, and noticing every file that is not what was certified."""

from __future__ import annotations

import hashlib
from pathlib import Path

from passgenau.files.protected_folder import compare_digests, digests_of, find_protected, package_digests
from tests.files.packages import package
from tests.files.refusals import refusal_of
from tests.files.workbooks import zipped


def made(folder: Path) -> Path:
    package(folder / "paket")
    (folder / "certificate.json").write_text("{}", encoding="utf-8")
    return folder


def test_the_folder_the_package_and_its_description_are_ways_in(tmp_path: Path) -> None:
    folder = made(tmp_path / "out")
    for path in (folder, folder / "paket", folder / "paket" / "datapackage.json"):
        found = find_protected(path)
        assert found.certificate == folder / "certificate.json"
        assert package_digests(found.package).keys() == {"areas.csv", "datapackage.json", "values.csv"}


def test_a_certificate_elsewhere_is_named(tmp_path: Path) -> None:
    folder = package(tmp_path / "p")
    (tmp_path / "z.json").write_text("{}", encoding="utf-8")
    assert find_protected(folder, tmp_path / "z.json").certificate == tmp_path / "z.json"


def test_without_a_certificate_or_a_package_it_refuses(tmp_path: Path) -> None:
    assert refusal_of(lambda: find_protected(tmp_path / "nichts")).code == "package.absent"
    finding = refusal_of(lambda: find_protected(package(tmp_path / "p")))
    assert finding.code == "certificate.absent"
    assert "--certificate" in finding.advice


def test_digests_are_those_of_every_file_also_of_one_that_is_not_described(tmp_path: Path) -> None:
    folder = package(tmp_path / "p", more={"index.csv": b"x"})
    found = package_digests(folder)
    assert found["index.csv"] == hashlib.sha256(b"x").hexdigest()
    files = {f"p/{path.name}": path.read_bytes() for path in folder.iterdir()}
    (tmp_path / "p.zip").write_bytes(zipped(files))
    assert package_digests(tmp_path / "p.zip") == found


def test_a_changed_an_absent_and_a_foreign_file_are_each_named() -> None:
    expected = digests_of({"a.csv": b"a", "b.csv": b"b", "c.csv": b"c"})
    found = digests_of({"a.csv": b"a", "b.csv": b"B", "d.csv": b"d"})
    assert [(one.code, one.place.file) for one in compare_digests(expected, found)] == [
        ("certificate.file_missing", "c.csv"),
        ("certificate.file_changed", "b.csv"),
        ("certificate.file_foreign", "d.csv"),
    ]
    assert compare_digests(expected, expected) == ()
