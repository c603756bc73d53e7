"""The files of the checkout, as the tests in this folder look at them."""

from __future__ import annotations

import ast
import os
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
PACKAGE = ROOT / "src" / "passgenau"
NOT_OURS = {"node_modules", "built", "__pycache__", "dist", "build"}
HIDDEN_BUT_OURS = {".ci", ".gitignore", ".npmrc"}


def files(*suffixes: str, below: Path = ROOT) -> list[Path]:
    """Return our own files, in order, with one of the suffixes; all of them without any."""
    found = [path for path in _walk(below) if not suffixes or path.suffix in suffixes]
    assert found, f"no file with {suffixes} below {below}"
    return sorted(found)


def _walk(below: Path) -> Iterator[Path]:
    for folder, names, entries in os.walk(below):
        names[:] = [name for name in names if _is_ours(name)]
        yield from (Path(folder, entry) for entry in entries if _is_ours(entry))


def _is_ours(name: str) -> bool:
    hidden = name.startswith(".") and name not in HIDDEN_BUT_OURS
    return not hidden and name not in NOT_OURS and not name.endswith((".egg-info", ".pyc"))


def shown(path: Path) -> str:
    """Return the path as a person would write it."""
    return path.relative_to(ROOT).as_posix()


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Yield every function and method of a module."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node
