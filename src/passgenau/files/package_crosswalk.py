"""The optional resource ``crosswalk`` of a data package: to which further areas an area belongs as a whole."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter

from passgenau.common.errors import PassgenauError
from passgenau.common.findings import Finding, Place, enumerate_de, error, warning
from passgenau.common.numbers_de import NumberTextError, parse_number
from passgenau.data.areas import AreaRegister
from passgenau.files.content import suffix_of
from passgenau.files.limits import Limits
from passgenau.files.machine_csv import machine_csv
from passgenau.files.package_source import Resource
from passgenau.files.raw_table import NumberText, RawTable, column_letter
from passgenau.files.tables import TABLE_SUFFIXES, read_table

REQUIRED_COLUMNS = ("area_id", "part_of")
COLUMNS = (*REQUIRED_COLUMNS, "weight")
Memberships = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True)
class _Row:
    """One line of the table with its place; ``weight`` is 1 where none is written."""

    area_id: str
    part_of: str
    weight: float
    place: Place


def read_crosswalk_resource(
    content: bytes, resource: Resource, *, register: AreaRegister, limits: Limits
) -> tuple[dict[str, tuple[str, ...]], list[Finding]]:
    """Return area -> further areas that contain it whole, and all findings; part areas are refused, never split."""
    encoding = resource.encoding if TABLE_SUFFIXES.get(suffix_of(resource.path)) == "text" else ""
    raw = read_table(content, resource.path, separator=resource.separator, encoding=encoding, limits=limits)
    _refuse_missing_columns(raw)
    findings = [*raw.findings, *_unread_columns(raw)]
    found: dict[str, dict[str, None]] = {}
    for number in range(len(raw.rows)):
        row, some = _row(raw, number, decimal_comma=resource.decimal_comma)
        some = some or _faults(row, register, found.get(row.area_id, {}))
        findings += some
        if not some:
            found.setdefault(row.area_id, {})[row.part_of] = None
    memberships = {area: tuple(wholes) for area, wholes in found.items()}
    findings += _circles(memberships, register, Place(file=resource.path))
    return memberships, findings


def crosswalk_csv(memberships: Memberships) -> bytes:
    """Return the table of memberships as it reads back."""
    rows = ((area, whole) for area, wholes in memberships.items() for whole in wholes)
    return machine_csv(REQUIRED_COLUMNS, rows)


def _refuse_missing_columns(raw: RawTable) -> None:
    missing = [name for name in REQUIRED_COLUMNS if name not in raw.header]
    if missing:
        came = enumerate_de([f"„{name}“" for name in raw.header], 12)
        place = Place(file=raw.file, row=raw.header_row)
        raise PassgenauError(
            error("crosswalk.column_missing", f"Die Spalte „{name}“ fehlt; gekommen sind {came}.", place)
            for name in missing
        )


def _unread_columns(raw: RawTable) -> list[Finding]:
    return [
        warning(
            "table.unread_column",
            f"Die Spalte „{name}“ wird nicht gelesen.",
            Place(file=raw.file, row=raw.header_row, column=column_letter(position)),
        )
        for position, name in enumerate(raw.header)
        if name not in COLUMNS
    ]


def _row(raw: RawTable, number: int, *, decimal_comma: bool) -> tuple[_Row, list[Finding]]:
    cells = dict(zip(raw.header, raw.rows[number], strict=True))
    area_id, part_of = (str(cells[name] or "") for name in REQUIRED_COLUMNS)
    place = raw.place(number)
    text, weight, findings = cells.get("weight"), 1.0, []
    try:
        read = text.value if isinstance(text, NumberText) else parse_number(text, decimal="," if decimal_comma else ".")
        weight = 1.0 if read is None else read
    except NumberTextError as problem:
        findings.append(error("crosswalk.weight", f"Gewicht: {problem}.", place))
    return _Row(area_id, part_of, weight, place), findings


def _faults(row: _Row, register: AreaRegister, already: Mapping[str, None]) -> list[Finding]:
    """Return what is wrong with one line; an area can only lie in another one as a whole."""
    empty = [name for name, key in (("area_id", row.area_id), ("part_of", row.part_of)) if not key]
    if empty:
        return [error("crosswalk.empty", f"Die Zelle „{name}“ ist leer.", row.place) for name in empty]
    unknown = [key for key in (row.area_id, row.part_of) if key not in register.by_id]
    if unknown and register.areas:
        return [
            error("area.unknown", f"Das Gebiet „{key}“ steht nicht unter den Gebieten.", row.place) for key in unknown
        ]
    pair = f"„{row.area_id}“ in „{row.part_of}“"
    if row.weight != 1:
        text = f"Ein Gebiet muss ganz in einem anderen liegen (Gewicht 1); hier liegt {pair} nur zum Teil."
        advice = "Gebraucht werden eigene Gebiete für die Schnittflächen, mit den Zahlen, die dort gezählt wurden."
        return [error("crosswalk.part", text, row.place, advice)]
    if row.area_id == row.part_of:
        return [error("crosswalk.itself", f"Das Gebiet „{row.area_id}“ kann nicht in sich selbst liegen.", row.place)]
    if row.part_of in already:
        return [warning("crosswalk.twice", f"Dass {pair} liegt, steht schon in einer früheren Zeile.", row.place)]
    if register.areas and register.by_id[row.area_id].parent_id == row.part_of:
        text = f"Dass {pair} liegt, sagt schon „parent_id“; die Zeile wird nicht gebraucht."
        return [warning("crosswalk.parent", text, row.place)]
    return []


def _circles(memberships: Memberships, register: AreaRegister, place: Place) -> list[Finding]:
    """Return a finding where areas lie in one another in a circle."""
    wholes = {area.area_id: [area.parent_id] if area.parent_id else [] for area in register.areas}
    for area, further in memberships.items():
        wholes.setdefault(area, []).extend(further)
    try:
        TopologicalSorter(wholes).prepare()
    except CycleError as problem:
        if not any(key in memberships for key in problem.args[1]):
            return []  # a circle of parents alone is found with the areas
        listing = enumerate_de([f"„{key}“" for key in problem.args[1]], 12)
        return [error("crosswalk.circle", f"Diese Gebiete liegen im Kreis ineinander: {listing}.", place)]
    return []
