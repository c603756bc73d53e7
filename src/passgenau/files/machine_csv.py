"""CSV for machines: UTF-8, comma, decimal point, nothing rounded, an empty cell where there is no number."""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Iterable, Sequence


def machine_csv(header: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """Return the table as bytes; cells are texts or come from :func:`machine_number`."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    return out.getvalue().encode("utf-8")


def machine_number(value: float | None, *, whole: bool = False) -> str:
    """Return a number that reads back exactly; empty for none. ``whole`` writes 12 instead of 12.0."""
    if value is None or not math.isfinite(value):
        return ""
    number = float(value)
    return str(int(number)) if whole and number.is_integer() and abs(number) < 1e15 else repr(number)
