"""What people install works without the checkout and without Node."""

from __future__ import annotations

import re
import subprocess
import tomllib
import zipfile
from pathlib import Path

import pytest

from tests.conftest import absent
from tests.wheel.installed import ROOT, bare_environment, build_wheel, demo, install

pytestmark = pytest.mark.wheel


@pytest.fixture(name="wheel", scope="module")
def _wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    if not (ROOT / "src" / "passgenau" / "web" / "static" / "built").is_dir():
        absent("the static files are not built; ./run assets builds them")
    return build_wheel(tmp_path_factory.mktemp("dist"))


@pytest.fixture(name="programs", scope="module")
def _programs(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return install(wheel, tmp_path_factory.mktemp("installed") / "venv")


def test_the_wheel_carries_styles_documents_and_definitions(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    assert {
        f"passgenau/web/static/built/{name}" for name in ("kern.css", "fonts.css", "htmx.js", "NOTICE.txt")
    } <= names
    for folder, suffix in [
        ("web/handbuch", ".md"),
        ("web/methoden", ".md"),
        ("web/templates", ".html"),
        ("indicators/definitions", ".toml"),
        ("index/definitions", ".toml"),
        ("index/class_grids", ".toml"),
        ("web/static/passgenau", ".css"),
    ]:
        assert any(name.startswith(f"passgenau/{folder}/") and name.endswith(suffix) for name in names), folder
    assert any(name.endswith("licenses/LICENSE") for name in names)


def test_the_wheel_carries_nothing_else(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    assert {name.split("/")[0].split("-")[0] for name in names} == {"passgenau"}
    assert [name for name in names if "axe" in name or "node_modules" in name or "__pycache__" in name] == []


def test_the_wheel_carries_every_file_of_the_package(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    package = ROOT / "src"
    ours = [path for path in package.rglob("*") if path.is_file() and "__pycache__" not in path.parts]
    assert [str(path) for path in ours if path.relative_to(package).as_posix() not in names] == []


def test_it_says_its_version(programs: Path, tmp_path: Path) -> None:
    version = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    argv = [programs / "passgenau", "--version"]
    env = bare_environment(programs, tmp_path)
    done = subprocess.run(argv, env=env, cwd=tmp_path, capture_output=True, text=True, check=True)
    assert version in done.stdout
    assert done.stderr == ""


def test_the_demo_serves_its_start_page_with_styles_and_stops_cleanly(programs: Path, tmp_path: Path) -> None:
    with demo(programs, tmp_path) as running:
        page = running.fetch("/")
        assert page.status == 200
        assert "<h1" in page.body
        sheets = re.findall(r'<link[^>]+href="(/static/[^"]+\.css)"', page.body)
        assert sheets
        for sheet in sheets:
            answer = running.fetch(sheet)
            assert answer.kind == "text/css"
            assert len(answer.body) > 100
        assert running.stop() == 0
        assert "Traceback" not in running.log.read_text(encoding="utf-8", errors="replace")
