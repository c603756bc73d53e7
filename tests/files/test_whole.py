"""Writing several files: all of them or none, and never half of one under its name."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from passgenau.files.whole import write_folder, write_one, write_whole
from tests.files.refusals import refusal_of

FILES = {"a.csv": b"neu a", "b.csv": b"neu b", "run.json": b"neu"}


def everything(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_it_makes_the_folder_with_all_files(tmp_path: Path) -> None:
    write_whole(tmp_path / "x" / "out", FILES)
    assert everything(tmp_path / "x" / "out") == FILES
    assert [path.name for path in (tmp_path / "x").iterdir()] == ["out"]


def test_it_replaces_its_own_files_and_leaves_the_others(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "a.csv").write_bytes(b"alt")
    (tmp_path / "out" / "notiz.txt").write_bytes(b"meine")
    write_whole(tmp_path / "out", FILES)
    assert everything(tmp_path / "out") == {**FILES, "notiz.txt": b"meine"}


def test_a_full_disk_leaves_the_old_state_and_no_rest(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "a.csv").write_bytes(b"alt")
    flushed: list[int] = []

    def full(handle: int) -> None:
        flushed.append(handle)
        if len(flushed) > 1:
            raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    finding = refusal_of(lambda: write_whole(tmp_path / "out", FILES))
    assert (finding.code, "voll" in finding.text) == ("write.failed", True)
    assert everything(tmp_path / "out") == {"a.csv": b"alt"}
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_a_file_in_the_place_of_the_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "out").write_bytes(b"x")
    assert refusal_of(lambda: write_whole(tmp_path / "out", FILES)).code == "write.failed"
    assert (tmp_path / "out").read_bytes() == b"x"


def test_one_file_is_written_into_the_folder_that_is_there(tmp_path: Path) -> None:
    (tmp_path / "andere.txt").write_bytes(b"x")
    write_one(tmp_path / "b.csv", b"neu")
    assert everything(tmp_path) == {"andere.txt": b"x", "b.csv": b"neu"}


TREE = {"paket/areas.csv": b"a", "paket/tief/b.csv": b"b", "bericht.html": b"<p>"}
TOP = ("paket", "bericht.html")


def tree(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_folder_holds_exactly_what_was_written_last(tmp_path: Path) -> None:
    write_folder(tmp_path / "out", {**TREE, "paket/alt.csv": b"alt"}, allowed=TOP)
    write_folder(tmp_path / "out", TREE, allowed=TOP)
    assert tree(tmp_path / "out") == TREE
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_a_folder_with_other_things_in_it_is_refused_and_left_alone(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "meins.txt").write_bytes(b"meins")
    finding = refusal_of(lambda: write_folder(tmp_path / "out", TREE, allowed=TOP))
    assert finding.code == "write.strangers"
    assert "„meins.txt“" in finding.text
    assert tree(tmp_path / "out") == {"meins.txt": b"meins"}


def test_a_stop_in_between_leaves_the_old_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_folder(tmp_path / "out", {"bericht.html": b"alt"}, allowed=TOP)

    def full(handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    finding = refusal_of(lambda: write_folder(tmp_path / "out", TREE, allowed=TOP))
    assert "der Datenträger ist voll" in finding.text
    assert tree(tmp_path / "out") == {"bericht.html": b"alt"}
    assert [path.name for path in tmp_path.iterdir()] == ["out"]
