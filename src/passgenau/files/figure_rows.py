"""From raw rows to single figures: long files have one a row, wide files one a column."""

from __future__ import annotations

import difflib
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from passgenau.common.errors import PassgenauError
from passgenau.common.findings import Finding, Place, enumerate_de, error, warning
from passgenau.files.import_profiles import Condition, ImportProfile
from passgenau.files.raw_table import Cell, RawTable, column_letter

NUMBER_ROLES = ("value", "numerator", "denominator")


class RawFigure(NamedTuple):
    """One figure as delivered; ``row`` counts the rows of the raw table from 0, ``column`` is that of the figure.

    ``cells`` are value, numerator and denominator with their columns.
    """

    row: int
    column: int
    indicator: str
    scale: float
    cells: tuple[tuple[Cell, int], ...]


@dataclass(frozen=True)
class FoundColumns:
    """Where in a raw table the roles of a profile stand, and which columns are indicators (wide files)."""

    roles: dict[str, int]
    indicators: dict[int, str]
    conditions: tuple[tuple[Condition, int], ...]
    findings: tuple[Finding, ...]

    def cell(self, row: Sequence[Cell], role: str) -> Cell:
        """Return what a row has in a role, None where the file has no such column."""
        position = self.roles.get(role)
        return None if position is None else row[position]


def find_columns(
    raw: RawTable, profile: ImportProfile, catalogue: Collection[str], *, period_given: bool = False
) -> FoundColumns:
    """Return the columns of the file by role; refuse a file that lacks what the profile needs, naming all of it."""
    roles = {}
    for role, names in profile.columns.items():
        found = next((place for place in map(raw.position, names) if place is not None), None)
        if found is not None:
            roles[role] = found
    _refuse_missing_roles(raw, profile, roles, period_given=period_given)
    conditions = [(one, raw.position(one.column)) for one in profile.conditions]
    known = {*roles.values(), *(place for _, place in conditions if place is not None)}
    ignored = {raw.position(name) for name in profile.ignored}
    indicators, findings = {}, []
    for position, name in enumerate(raw.header):
        if position in known or position in ignored:
            continue
        source = _source_of(name, profile)
        if profile.layout == "wide" and (source or profile.any_indicator_column):
            if source or name in catalogue:
                indicators[position] = source or name
            else:
                findings.append(_unknown_column(name, position, raw, catalogue))
        else:
            text = f"Die Spalte „{name}“ kennt das Profil „{profile.id}“ nicht; sie wird nicht gelesen."
            findings.append(warning("table.unread_column", text, _head(raw, position)))
    return FoundColumns(
        roles, indicators, tuple((one, place) for one, place in conditions if place is not None), tuple(findings)
    )


def _source_of(name: str, profile: ImportProfile) -> str:
    return next((source for source in profile.indicators if source.casefold() == name.casefold()), "")


def _refuse_missing_roles(raw: RawTable, profile: ImportProfile, roles: dict[str, int], *, period_given: bool) -> None:
    needed = ["area"] if profile.layout == "wide" else ["area", "indicator"]
    missing = [
        " oder ".join(f"„{name}“" for name in profile.columns.get(role, (role,)))
        for role in needed
        if role not in roles
    ]
    if profile.layout == "long" and "value" not in roles and not {"numerator", "denominator"} <= set(roles):
        missing.append("„value“ oder beide von „numerator“ und „denominator“")
    if "period" not in roles and not period_given:
        names = " oder ".join(f"„{name}“" for name in profile.columns.get("period", ("period",)))
        missing.append(f"{names} (oder ein Zeitraum für die ganze Datei)")
    conditions = [one.column for one in profile.conditions if raw.position(one.column) is None]
    sources = [source for source in profile.indicators if profile.layout == "wide" and raw.position(source) is None]
    missing += [f"„{name}“" for name in (*conditions, *sources)]
    if missing:
        came = enumerate_de([f"„{name}“" for name in raw.header], 15)
        place = Place(file=raw.file, row=raw.header_row)
        raise PassgenauError(
            error("table.missing_column", f"Es fehlt die Spalte {name}; gekommen sind {came}.", place)
            for name in missing
        )


def _unknown_column(name: str, position: int, raw: RawTable, catalogue: Collection[str]) -> Finding:
    near = difflib.get_close_matches(name, catalogue, n=1, cutoff=0.6)
    advice = (
        f"Gemeint ist vielleicht „{near[0]}“." if near else "Jede Spalte neben Gebiet und Zeitraum ist ein Indikator."
    )
    return error("indicator.unknown", f"Der Indikator „{name}“ ist nicht bekannt.", _head(raw, position), advice)


def _head(raw: RawTable, position: int) -> Place:
    return Place(file=raw.file, row=raw.header_row, column=column_letter(position))


def figures_in(raw: RawTable, profile: ImportProfile, columns: FoundColumns) -> Iterator[RawFigure]:
    """Yield every figure in file order, with our indicator id where the profile knows the source's name for it."""
    if profile.layout == "wide":
        for row, cells in enumerate(raw.rows):
            for position, source in columns.indicators.items():
                identifier, scale = _ours(source, profile)
                yield RawFigure(row, position, identifier, scale, ((cells[position], position),))
        return
    numbers = [columns.roles.get(role) for role in NUMBER_ROLES]
    shown = next(position for position in numbers if position is not None)
    for row, cells in enumerate(raw.rows):
        identifier, scale = _ours(columns.cell(cells, "indicator") or "", profile)
        three = tuple((None, -1) if position is None else (cells[position], position) for position in numbers)
        column = next((position for cell, position in three if cell is not None), shown)
        yield RawFigure(row, column, identifier, scale, three)


def _ours(source: str, profile: ImportProfile) -> tuple[str, float]:
    entry = profile.indicators.get(source)
    return (source, 1.0) if entry is None else (entry.id, entry.scale)
