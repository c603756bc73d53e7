"""Count what several pytest runs did and close with one line in pytest's own words."""

from __future__ import annotations

import xml.etree.ElementTree as ElementTree
from dataclasses import dataclass
from pathlib import Path

WIDTH = 80


@dataclass(frozen=True)
class Counts:
    """What one or more pytest runs counted."""

    failed: int = 0
    passed: int = 0
    skipped: int = 0
    errors: int = 0

    def __add__(self, other: Counts) -> Counts:
        return Counts(
            self.failed + other.failed,
            self.passed + other.passed,
            self.skipped + other.skipped,
            self.errors + other.errors,
        )


NOTHING = Counts()


def read(path: Path) -> Counts:
    """Return the counts of one JUnit file; nothing if pytest did not get as far as writing it."""
    if not path.is_file():
        return NOTHING
    total = NOTHING
    for suite in ElementTree.parse(path).getroot().iter("testsuite"):  # noqa: S314  pytest wrote it a moment ago
        failed, errors, skipped = (int(suite.get(name, "0")) for name in ("failures", "errors", "skipped"))
        passed = int(suite.get("tests", "0")) - failed - errors - skipped
        total += Counts(failed, passed, skipped, errors)
    return total


def closing_line(counts: Counts, seconds: float) -> str:
    """Return the line that pytest would close with."""
    parts = [
        (counts.failed, "failed"),
        (counts.passed, "passed"),
        (counts.skipped, "skipped"),
        (counts.errors, "error" if counts.errors == 1 else "errors"),
    ]
    words = ", ".join(f"{number} {word}" for number, word in parts if number) or "no tests ran"
    return f" {words} in {seconds:.2f}s ".center(WIDTH, "=")
