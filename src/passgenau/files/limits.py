"""How much of a file is read before it is refused: a hostile or broken file must not exhaust the machine."""

from __future__ import annotations

from dataclasses import dataclass

from passgenau.common.errors import refusal
from passgenau.common.findings import Place
from passgenau.common.numbers_de import count, number

MEBIBYTE = 1024 * 1024


@dataclass(frozen=True)
class Limits:
    """Ceilings for one file; ``ratio`` (inflated to packed) counts only above ``ratio_from`` inflated bytes."""

    size: int = 25 * MEBIBYTE
    inflated: int = 120 * MEBIBYTE
    ratio: int = 200
    ratio_from: int = 10 * MEBIBYTE
    entries: int = 2_000
    rows: int = 1_000_000
    columns: int = 2_000
    cells: int = 3_000_000
    line: int = MEBIBYTE
    vertices: int = 2_000_000


UPLOAD = Limits()
LOCAL = Limits(size=500 * MEBIBYTE, inflated=1_000 * MEBIBYTE, rows=5_000_000, cells=30_000_000, vertices=10_000_000)


def mebibytes(size: int) -> str:
    """Return a size for people, such as ``25,0 MB``."""
    return f"{number(size / MEBIBYTE)} MB"


def refuse_too_large(size: int, file: str, *, limits: Limits) -> None:
    """Refuse a file above the size limit, naming both sizes."""
    if size > limits.size:
        raise refusal(
            "file.too_large",
            f"Die Datei hat {mebibytes(size)}; angenommen werden höchstens {mebibytes(limits.size)}.",
            Place(file=file),
            "Bitte die Lieferung teilen, etwa nach Jahren.",
        )


def refuse_too_many(found: int, most: int, what: str, *, file: str) -> None:
    """Refuse more rows, columns, cells or corners than can be meant; ``what`` is the German plural."""
    if found > most:
        text = f"Die Datei enthält {count(found)} {what}; gelesen werden höchstens {count(most)}."
        raise refusal("file.too_much", text, Place(file=file))
