"""Files stay short, names say something, and nothing points at another host's registry."""

from __future__ import annotations

import ast
import re
from pathlib import Path

from tests.repository.tree import PACKAGE, ROOT, files, functions, shown

LONGEST_FILE = 400
LONGEST_FUNCTION = 40
VAGUE = {"utils", "util", "helpers", "helper", "misc", "manager", "managers", "service", "services", "stuff", "tools"}
REGISTRIES = ("pypi" + ".org", "pythonhosted" + ".org", "npmjs" + ".org", "deb.debian" + ".org")
LOCKS = {"uv.lock", "package-lock.json"}


def test_no_file_is_longer_than_a_person_reads_in_one_go() -> None:
    """Migrations are exempt: Django writes them, and nobody may shorten one that has been applied."""
    sources = [*files(".py", ".html", ".css", ".js"), ROOT / "run", ROOT / ".ci" / "run"]
    sources = [path for path in sources if "migrations" not in path.parts]
    lengths = {shown(path): len(path.read_text(encoding="utf-8").splitlines()) for path in sources}
    assert {path: lines for path, lines in lengths.items() if lines > LONGEST_FILE} == {}


def test_no_function_does_more_than_one_screen_shows() -> None:
    long = {}
    for path in files(".py", below=PACKAGE):
        for node in functions(path):
            lines = (node.end_lineno or node.lineno) - node.lineno + 1 - _docstring_lines(node)
            if lines > LONGEST_FUNCTION:
                long[f"{shown(path)}:{node.name}"] = lines
    assert long == {}


def _docstring_lines(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    return len((ast.get_docstring(node, clean=False) or "").splitlines())


def test_no_module_has_a_name_that_could_hold_anything() -> None:
    vague = [shown(path) for path in files(".py") if VAGUE & {path.stem, *path.relative_to(ROOT).parts}]
    assert vague == []


def test_every_module_begins_by_saying_what_it_is_for() -> None:
    silent = []
    for path in [*files(".py", below=PACKAGE), *files(".py", below=ROOT / "tasks")]:
        text = path.read_text(encoding="utf-8")
        if text.strip() and "migrations" not in path.parts and not ast.get_docstring(ast.parse(text)):
            silent.append(shown(path))
    assert silent == []


def test_only_lock_files_name_a_registry() -> None:
    """Whoever builds this uses the registries or mirrors their own clients are set up with."""
    naming = [shown(path) for path in files() if path.name not in LOCKS and _names_registry(path)]
    assert naming == []


def _names_registry(path: Path) -> bool:
    try:
        text = path.read_text(encoding="utf-8").lower()
    except UnicodeDecodeError:
        return False
    return any(re.search(rf"(?<![\w.]){re.escape(host)}", text) or f".{host}" in text for host in REGISTRIES)


def test_the_licence_is_the_whole_eupl() -> None:
    text = (ROOT / "LICENSE").read_text(encoding="utf-8")
    assert text.startswith("EUROPEAN UNION PUBLIC LICENCE v. 1.2\n")
    assert text.rstrip().endswith("require the production of a new EUPL version.")
    assert [number for number in range(1, 16) if not re.search(rf"^{number}\.\w", text, re.MULTILINE)] == []
