"""One line of the benchmark table: what was measured, on how much, how long it took, what was promised."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

HEAD = ("what", "size", "seconds", "goal", "note")


@dataclass(frozen=True, kw_only=True)
class Row:
    """A measurement in seconds, NaN where nothing could be measured; ``goal`` is the longest that was promised."""

    what: str
    size: str
    seconds: float
    goal: float | None = None
    note: str = ""

    @property
    def missed(self) -> bool:
        """Tell whether it took longer than promised."""
        return self.goal is not None and self.seconds > self.goal


def table(rows: Sequence[Row]) -> str:
    """Return the rows as a Markdown table with aligned columns."""
    body = [(row.what, row.size, _seconds(row), _goal(row), row.note) for row in rows]
    widths = [max(len(line[column]) for line in [HEAD, *body]) for column in range(len(HEAD))]
    rule = tuple("-" * width for width in widths)
    return "\n".join(_line(cells, widths) for cells in [HEAD, rule, *body])


def _seconds(row: Row) -> str:
    return "-" if math.isnan(row.seconds) else f"{row.seconds:.3f}"


def _goal(row: Row) -> str:
    if row.goal is None:
        return ""
    return f"{row.goal:g}{' MISSED' if row.missed else ''}"


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    padded = (cell.ljust(width) for cell, width in zip(cells, widths, strict=True))
    return f"| {' | '.join(padded)} |"
