"""What is written down is true: links lead somewhere, commands exist, records say when and whether."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from tasks.commands import COMMANDS
from tests.repository.tree import PACKAGE, ROOT, files, shown

DECISIONS = sorted((ROOT / "docs" / "decisions").glob("*.md"))
STATES = ("accepted", "superseded by", "rejected", "proposed")
HANDBOOK = ROOT / "docs" / "handbuch"
LINK = re.compile(r"\[[^\]]*\]\((?!https?:|#|/)([^)#]+)")
SETTING = re.compile(r"""env\.[a-z_]+\(\s*"([A-Z_]+)""")
PAGE_LINK = re.compile(r"""url 'handbook-page' '([a-z-]+)'""")


@pytest.mark.parametrize("path", DECISIONS, ids=lambda path: path.stem)
def test_a_decision_record_says_whether_and_when(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    status = re.search(r"^Status: (.+)$", text, re.MULTILINE)
    assert status
    assert status[1].startswith(STATES)
    assert re.search(r"^Date: 20\d\d-\d\d-\d\d$", text, re.MULTILINE)
    headings = re.findall(r"^## (.+)$", text, re.MULTILINE)
    assert headings[:3] == ["Context", "Decision", "Consequences"]


def test_decision_records_are_numbered_once_each_and_without_gaps() -> None:
    assert [int(path.name[:4]) for path in DECISIONS] == list(range(1, len(DECISIONS) + 1))


def test_links_between_documents_lead_somewhere() -> None:
    dead = []
    for path in files(".md"):
        for target in LINK.findall(path.read_text(encoding="utf-8")):
            if not (path.parent / target).exists():
                dead.append(f"{shown(path)} → {target}")
    assert dead == []


@pytest.mark.parametrize("name", ["README.md", "CONTRIBUTING.md", "docs/handbuch/befehle.md"])
def test_every_run_command_in_the_documents_exists(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    named = set(re.findall(r"\./run ([a-z]+)", text))
    assert named <= {*COMMANDS, "help"}


def test_the_readme_names_every_run_command() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    assert [name for name in COMMANDS if f"./run {name}" not in text] == []


def test_the_changelog_knows_the_version_that_is_being_built() -> None:
    version = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    headings = re.findall(r"^## (\S+)", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert headings[0] in {version, "Unreleased"}
    assert version in headings


def test_every_setting_is_in_the_handbook() -> None:
    read = {name for path in files(".py", below=PACKAGE) for name in SETTING.findall(path.read_text(encoding="utf-8"))}
    assert {"HOSTS", "HTTPS"} <= read
    told = (HANDBOOK / "befehle.md").read_text(encoding="utf-8")
    assert [name for name in sorted({*read, "DATA", "DATABASE", "SECRET_KEY"}) if f"PASSGENAU_{name}" not in told] == []


def test_every_handbook_page_that_a_template_links_to_is_written() -> None:
    named = {
        (name, shown(path))
        for path in files(".html", below=PACKAGE)
        for name in PAGE_LINK.findall(path.read_text(encoding="utf-8"))
    }
    assert named
    written = {path.stem.replace("_", "-") for path in HANDBOOK.glob("*.md")}
    assert sorted(pair for pair in named if pair[0] not in written) == []
