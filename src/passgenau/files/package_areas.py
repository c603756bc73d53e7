"""The resource ``areas`` of a data package: a table, or an area file with shapes."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace

from passgenau.common.errors import PassgenauError
from passgenau.common.findings import Finding, Place, enumerate_de, error, warning
from passgenau.common.numbers_de import NumberTextError, parse_number
from passgenau.data.area_checks import check_areas, first_of_each
from passgenau.data.areas import Area, AreaRegister
from passgenau.files.content import suffix_of
from passgenau.files.geometry import ReadAreas, is_geometry_file, read_areas
from passgenau.files.limits import Limits
from passgenau.files.package_source import Resource
from passgenau.files.raw_table import Cell, NumberText, RawTable, column_letter
from passgenau.files.tables import TABLE_SUFFIXES, read_table

COLUMNS = ("area_id", "name", "level", "parent_id", "population", "valid_from", "valid_to")
REQUIRED_COLUMNS = ("area_id", "name")


def read_area_resource(
    content: bytes, resource: Resource, *, system: str, limits: Limits
) -> tuple[AreaRegister, list[Finding]]:
    """Return the register and all findings about it."""
    if is_geometry_file(resource.path):
        read = read_areas(content, resource.path, system=system, limits=limits)
        return read.register, list(read.findings)
    encoding = resource.encoding if TABLE_SUFFIXES.get(suffix_of(resource.path)) == "text" else ""
    raw = read_table(content, resource.path, separator=resource.separator, encoding=encoding, limits=limits)
    return area_register(raw, system=system, decimal_comma=resource.decimal_comma)


def read_area_table(content: bytes, file_name: str, *, level: str, system: str, title: str) -> ReadAreas:
    """Return the areas of a table without borders; ``level`` fills the level where the table names none."""
    raw = read_table(content, file_name)
    register, findings = area_register(raw, system=system)
    areas = tuple(area if area.level else replace(area, level=level) for area in register.areas)
    how_read = {**raw.how_read, "Gebiete": str(len(areas)), "Grenzen": "ohne"}
    return ReadAreas(
        replace(register, areas=areas, title=title), tuple(findings), how_read, hashlib.sha256(content).hexdigest()
    )


def area_register(raw: RawTable, *, system: str, decimal_comma: bool = False) -> tuple[AreaRegister, list[Finding]]:
    """Return the register in a table of areas."""
    missing = [name for name in REQUIRED_COLUMNS if name not in raw.header]
    if missing:
        came = enumerate_de([f"„{name}“" for name in raw.header], 12)
        place = Place(file=raw.file, row=raw.header_row)
        raise PassgenauError(
            error("area.column_missing", f"Die Spalte „{name}“ fehlt; gekommen sind {came}.", place) for name in missing
        )
    findings = list(raw.findings)
    for position, name in enumerate(raw.header):
        if name not in COLUMNS:
            place = Place(file=raw.file, row=raw.header_row, column=column_letter(position))
            findings.append(warning("table.unread_column", f"Die Spalte „{name}“ wird nicht gelesen.", place))
    areas = []
    for number, row in enumerate(raw.rows):
        area, some = _area(raw, row, number, decimal_comma=decimal_comma)
        areas.append(area)
        findings += some
    places = {position: raw.place(position) for position in range(len(areas))}
    if not areas:
        findings.append(error("area.none", "Die Datei enthält kein Gebiet.", Place(file=raw.file)))
    findings += check_areas(areas, places)
    return AreaRegister(system, first_of_each(areas)), findings


def _area(raw: RawTable, row: Sequence[Cell], number: int, *, decimal_comma: bool) -> tuple[Area, list[Finding]]:
    cells = {name: cell for name, cell in zip(raw.header, row, strict=True) if name in COLUMNS and cell is not None}
    findings: list[Finding] = []
    population = None
    text = cells.get("population")
    try:
        population = (
            text.value if isinstance(text, NumberText) else parse_number(text, decimal="," if decimal_comma else ".")
        )
    except NumberTextError as problem:
        place = raw.place(number, raw.header.index("population"))
        findings.append(error("area.population", f"Bevölkerung: {problem}.", place))
    key = str(cells.get("area_id", ""))
    name = str(cells.get("name", ""))
    if key and not name:
        place = raw.place(number, raw.header.index("name"))
        findings.append(
            warning("area.no_name", f"Das Gebiet {key} hat keinen Namen; gezeigt wird der Schlüssel.", place)
        )
    rest = [str(cells.get(column, "")) for column in ("level", "parent_id")]
    valid = [str(cells.get(column, "")) for column in ("valid_from", "valid_to")]
    return Area(key, name or key, rest[0], rest[1], population, None, valid[0], valid[1]), findings
