"""Write several files together: everything is on the disk before anything stands under its name."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path

from passgenau.common.errors import refusal
from passgenau.common.findings import Place


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
