"""Write several files together: everything is on the disk before anything stands under its name."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Collection, Mapping
from pathlib import Path

from passgenau.common.errors import refusal
from passgenau.common.findings import Place, enumerate_de


def write_whole(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write the files into a folder, replacing what stands there under the same names; the last one goes in last.

    They are written and flushed beside the folder first, so that a full disk or a stop in between leaves the old
    state. A file that cannot be written is refused in German.
    """
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        beside = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
        try:
            for name, content in files.items():
                _write(beside / name, content)
            if folder.exists():
                for name in files:
                    os.replace(beside / name, folder / name)
            else:
                beside.chmod(0o755)
                beside.rename(folder)
        finally:
            shutil.rmtree(beside, ignore_errors=True)
    except OSError as problem:
        raise refusal(
            "write.failed", f"Schreiben ist nicht gelungen ({reason_de(problem)}).", Place(str(folder))
        ) from problem


def write_folder(folder: Path, files: Mapping[str, bytes], *, allowed: Collection[str]) -> None:
    """Make a folder that holds exactly these files (``paket/areas.csv`` makes a folder within).

    An earlier folder is replaced as a whole, so that no file of an earlier run stands among those of this one. It may
    hold nothing at its top but ``allowed``: anything else would be lost, and is refused.
    """
    try:
        _refuse_strangers(folder, allowed)
        folder.parent.mkdir(parents=True, exist_ok=True)
        beside = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
        try:
            for name, content in files.items():
                (beside / "new" / name).parent.mkdir(parents=True, exist_ok=True)
                _write(beside / "new" / name, content)
            _exchange(folder, beside / "new", aside=beside / "old")
        finally:
            shutil.rmtree(beside, ignore_errors=True)
    except OSError as problem:
        raise refusal(
            "write.failed", f"Schreiben ist nicht gelungen ({reason_de(problem)}).", Place(str(folder))
        ) from problem


def _exchange(folder: Path, new: Path, *, aside: Path) -> None:
    """Put the new folder in the place of the old one; where that fails the old one goes back."""
    if folder.exists():
        folder.rename(aside)
    try:
        new.rename(folder)
    except OSError:
        if aside.exists():
            aside.rename(folder)
        raise


def _refuse_strangers(folder: Path, allowed: Collection[str]) -> None:
    strangers = sorted(path.name for path in folder.iterdir() if path.name not in allowed) if folder.exists() else []
    if strangers:
        listing = enumerate_de([f"„{name}“" for name in strangers])
        text = f"Der Ordner muss leer sein oder von einem früheren Lauf stammen; darin liegt aber {listing}."
        raise refusal("write.strangers", text, Place(str(folder)), "Bitte einen anderen Ordner nennen.")


def write_one(path: Path, content: bytes) -> None:
    """Write one file so that its name never stands for half of it."""
    write_whole(path.parent, {path.name: content})


def reason_de(problem: OSError) -> str:
    """Return why the system refused, in German as far as it is one of the usual reasons."""
    words = {
        28: "der Datenträger ist voll",
        13: "die Berechtigung fehlt",
        30: "der Datenträger ist schreibgeschützt",
        20: "ein Teil des Pfades ist kein Ordner",
        2: "die Datei oder der Ordner fehlt",
        21: "das ist ein Ordner",
        27: "die Datei wäre zu groß",
    }
    return words.get(problem.errno or 0, problem.strerror or type(problem).__name__)


def _write(path: Path, content: bytes) -> None:
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
