"""Calling the command line as a person does: in a process of its own, or in this one for speed."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from passgenau.cli.main import run


@dataclass(frozen=True)
class Call:
    """What a call printed and how it ended."""

    code: int
    out: str
    err: str

    @property
    def complaints(self) -> list[str]:
        """Return the lines on stderr."""
        return self.err.splitlines()


def call(capsys: pytest.CaptureFixture[str], *arguments: str | Path) -> Call:
    """Return a call made in this process."""
    capsys.readouterr()
    code = run([str(argument) for argument in arguments])
    printed = capsys.readouterr()
    return Call(code, printed.out, printed.err)


def in_process(code: str, arguments: Sequence[str] = ()) -> subprocess.CompletedProcess[str]:
    """Return a fresh Python process that ran ``code``, without any Django setting in its environment."""
    environment = {key: value for key, value in os.environ.items() if not key.startswith("DJANGO_")}
    return subprocess.run(
        [sys.executable, "-c", code, *arguments],
        capture_output=True,
        text=True,
        env=environment,
        timeout=120,
        check=False,
    )
