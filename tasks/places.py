"""Where things are in the checkout."""

from __future__ import annotations

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
ASSETS = ROOT / "assets"
BUILT = ROOT / "src" / "passgenau" / "web" / "static" / "built"
SCRATCH = ROOT / ".run"


def program(name: str) -> Path:
    """Return a program inside the virtual environment."""
    return BIN / (f"{name}.exe" if os.name == "nt" else name)
