"""Which area a delivered text means, and what to do with areas that a source delivers beside its own level."""

from __future__ import annotations

import difflib
import re
from collections.abc import Sequence
from dataclasses import dataclass

from passgenau.common.findings import Finding, Place, warning
from passgenau.common.numbers_de import count
from passgenau.data.areas import AreaRegister
from passgenau.files.figure_rows import FoundColumns
from passgenau.files.import_profiles import AreaScheme, OtherArea
from passgenau.files.raw_table import RawTable

_NUMBER_NAME = re.compile(r"(\d+)\s+(.+)")
_SAME_NAME = 0.8


@dataclass(frozen=True)
class PlacedRows:
    """For every raw row its area key, or None where the row is not taken over; and what to say about it."""

    keys: tuple[str | None, ...]
    findings: tuple[Finding, ...]
    not_taken: int


def place_rows(raw: RawTable, columns: FoundColumns, scheme: AreaScheme, *, register: AreaRegister) -> PlacedRows:
    """Return the area of every row; rows of other areas of the source count only where the register has them."""
    texts = [columns.cell(row, "area") or "" for row in raw.rows]
    names = [columns.cell(row, "area_name") or "" for row in raw.rows]
    read = {text: _read(text, scheme) for text in dict.fromkeys(texts)}
    others = _others(read, scheme, register)
    keys: list[str | None] = []
    left: dict[str, list[int]] = {}
    for position, text in enumerate(texts):
        key, other = read[text][0], others.get(text)
        if other is not None and (other.key or key) not in register.by_id:
            left.setdefault(other.label, []).append(position)
            keys.append(None)
        else:
            keys.append(other.key or key if other is not None else key)
    position_of = columns.roles["area"]
    findings = [_left_out(raw, label, rows, position_of) for label, rows in left.items()]
    findings += _other_names(
        raw, keys, [read[text][1] or name for text, name in zip(texts, names, strict=True)], register
    )
    return PlacedRows(tuple(keys), tuple(findings), sum(map(len, left.values())))


def _read(text: str, scheme: AreaScheme) -> tuple[str, str]:
    """Return key and name in a delivered text."""
    key, name = text, ""
    if scheme.scheme == "number_name" and (match := _NUMBER_NAME.fullmatch(text)):
        key, name = match[1], match[2]
    return (key.zfill(scheme.width) if scheme.width and key.isdecimal() else key), name


def _others(read: dict[str, tuple[str, str]], scheme: AreaScheme, register: AreaRegister) -> dict[str, OtherArea]:
    """Return for texts outside the register which other kind of area they are.

    A kind of which the register has any area is no other kind: its unknown keys are errors.
    """
    kinds = {text: next((other for other in scheme.others if other.fits(text)), None) for text in read}
    registered = {kind for text, kind in kinds.items() if kind is not None and read[text][0] in register.by_id}
    return {text: kind for text, kind in kinds.items() if kind is not None and kind not in registered}


def _left_out(raw: RawTable, label: str, rows: Sequence[int], position: int) -> Finding:
    sample = raw.rows[rows[0]][position]
    how_many = "Eine Zeile" if len(rows) == 1 else f"{count(len(rows))} Zeilen"
    verb = "wird" if len(rows) == 1 else "werden"
    text = (
        f"{how_many} für {label} (etwa „{sample}“) {verb} nicht übernommen: Das Gebietsregister führt "
        "dafür kein Gebiet."
    )
    advice = "Sollen sie zählen, gehören die Gebiete vorher ins Register."
    return warning("area.other_level", text, raw.place(rows[0], position), advice)


def _other_names(
    raw: RawTable, keys: Sequence[str | None], names: Sequence[str], register: AreaRegister
) -> list[Finding]:
    findings = []
    seen: set[tuple[str, str]] = set()
    for position, (key, name) in enumerate(zip(keys, names, strict=True)):
        if key is None or not name or (key, name) in seen or key not in register.by_id:
            continue
        seen.add((key, name))
        registered = register.by_id[key].name
        if not _alike(name, registered):
            text = f"Der Schlüssel {key} heißt in der Lieferung „{name}“, im Gebietsregister „{registered}“."
            place = Place(file=raw.file, row=raw.row_numbers[position])
            findings.append(warning("area.other_name", text, place, "Ist dasselbe Gebiet gemeint?"))
    return findings


def _alike(one: str, other: str) -> bool:
    """Return whether two names may be spellings of one; signs, capitals and a leading number do not count."""
    first, second = (re.sub(r"^\d+\s+|[\W_]+", "", name).casefold() for name in (one, other))
    return first == second or difflib.SequenceMatcher(None, first, second).ratio() >= _SAME_NAME
