"""Remember what the virtual environment and the static files were made from, so that it is not done twice."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path

from tasks.places import ASSETS, ROOT, VENV

FILE = VENV / "passgenau-stamp.json"
PACKAGES = (ROOT / "uv.lock", ROOT / "pyproject.toml")
STATIC = ("*.py", "OFL.txt", "package.json", "package-lock.json")


@dataclass(frozen=True)
class Stamp:
    """What was last set up: where, from which files, with or without the tools of developers."""

    root: str = ""
    packages: str = ""
    assets: str = ""
    tools: bool = False


def digest(paths: Iterable[Path]) -> str:
    """Return one hash over names and contents."""
    total = hashlib.sha256()
    for path in sorted(paths):
        total.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return total.hexdigest()


def wanted(*, tools: bool) -> Stamp:
    """Return the stamp that a complete set-up of this checkout has now."""
    packages = digest(PACKAGES)
    static = [path for pattern in STATIC for path in ASSETS.glob(pattern)]
    return Stamp(str(ROOT), packages, digest([*static, PACKAGES[0]]), tools)


def last() -> Stamp:
    """Return what was last set up; nothing if that cannot be told."""
    try:
        return Stamp(**json.loads(FILE.read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return Stamp()


def keep(stamp: Stamp) -> None:
    """Write the stamp down, whole or not at all."""
    fresh = FILE.with_suffix(".new")
    fresh.write_text(json.dumps(asdict(stamp), indent=1) + "\n", encoding="utf-8")
    fresh.replace(FILE)
