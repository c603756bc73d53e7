"""A delivered file with figures, read by its profile: long table, every finding, and how the file was understood."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from passgenau.common.findings import Finding, Place, enumerate_de, error, warning
from passgenau.data.areas import AreaRegister
from passgenau.data.checks import check_figures
from passgenau.data.figure_rules import FigureRule
from passgenau.data.long_table import COLUMNS, long_table
from passgenau.data.status import STATUS_DE, WITH_NUMBER, ValueStatus
from passgenau.files.encoding import ENCODING_DE
from passgenau.files.figure_areas import PlacedRows, place_rows
from passgenau.files.figure_cells import EMPTY, CellReader, Reading, decide_decimal, status_word
from passgenau.files.figure_rows import FoundColumns, RawFigure, figures_in, find_columns
from passgenau.files.import_profiles import ZERO, ImportProfile, load_profile
from passgenau.files.limits import UPLOAD, Limits
from passgenau.files.raw_table import RawTable
from passgenau.files.tables import read_table


@dataclass(frozen=True)
class ReadFigures:
    """A delivery as understood, before anything is taken over.

    ``long`` is the long table; ``raw`` the table as delivered, for the preview. ``counts`` has rows, values (zeros
    among them), zeros, suppressed, missing, not_applicable, estimated, provisional and not_taken (figures of areas
    the register does not have). ``populations`` are persons by period and area, where the file has them.
    """

    long: pd.DataFrame
    findings: tuple[Finding, ...]
    how_read: dict[str, str]
    raw: RawTable
    counts: dict[str, int]
    digest: str
    rows_without_error: int
    profile: ImportProfile
    source: str
    populations: dict[str, dict[str, float]]


def read_figures(
    content: bytes,
    file_name: str,
    profile: str | ImportProfile,
    *,
    register: AreaRegister,
    catalogue: Mapping[str, FigureRule],
    period: str | None = None,
    sheet: str = "",
    limits: Limits = UPLOAD,
) -> ReadFigures:
    """Return the figures in a file with all findings; a file that cannot be a table at all is refused.

    ``period`` is needed where the file names none; figures of any other period are then findings, not guesses.
    """
    used = load_profile(profile) if isinstance(profile, str) else profile
    raw = read_table(
        content,
        file_name,
        separator=used.separator,
        sheet=sheet or used.sheet,
        header_row=used.header_row,
        limits=limits,
    )
    return understand(
        raw,
        used,
        register=register,
        catalogue=catalogue,
        period=period or "",
        digest=hashlib.sha256(content).hexdigest(),
    )


def understand(
    raw: RawTable,
    profile: ImportProfile,
    *,
    register: AreaRegister,
    catalogue: Mapping[str, FigureRule] | None,
    rules: Mapping[str, FigureRule] | None = None,
    period: str = "",
    digest: str = "",
) -> ReadFigures:
    """Return the figures in a raw table; with ``catalogue`` None the table defines which indicators there are."""
    chosen = period or profile.fixed_period
    columns = find_columns(raw, profile, catalogue or {}, period_given=bool(chosen))
    figures = list(figures_in(raw, profile, columns))
    cells = ((cell, one.row, at) for one in figures for cell, at in one.cells if at >= 0)
    decimal, decimal_words, findings = decide_decimal(cells, profile, place=raw.place)
    placed = place_rows(raw, columns, profile.area, register=register)
    reading = _Reading(raw, profile, columns, placed, CellReader(profile, decimal), chosen)
    long = reading.long(figures)
    all_findings = (
        *raw.findings, *_unexpected_encoding(raw, profile), *columns.findings, *findings, *placed.findings,
        *reading.findings, *check_figures(long, register, catalogue, file=raw.file, rules=rules),
    )  # fmt: skip
    return ReadFigures(
        long, all_findings, _how_read(raw, profile, decimal_words, register), raw, _counts(long, raw, len(figures)),
        digest, _rows_without_error(raw, all_findings), profile, profile.source, reading.populations,
    )  # fmt: skip


class _Reading:
    """The rows of one file on their way into the long table; collects what is wrong with single cells."""

    def __init__(
        self,
        raw: RawTable,
        profile: ImportProfile,
        columns: FoundColumns,
        placed: PlacedRows,
        reader: CellReader,
        period: str,
    ) -> None:
        self.raw, self.profile, self.columns, self.placed, self.reader = raw, profile, columns, placed, reader
        self.findings: list[Finding] = []
        self.periods = [self._period(row, period) for row in range(len(raw.rows))]
        self.forced = [self._condition(row) for row in range(len(raw.rows))]
        self.populations = self._populations()

    def long(self, figures: list[RawFigure]) -> pd.DataFrame:
        """Return the long table of all figures whose area is taken over."""
        taken = [one for one in figures if self.placed.keys[one.row] is not None]
        frame = pd.DataFrame([self._figure(one) for one in taken], columns=list(COLUMNS))
        return long_table(frame)

    def _figure(self, one: RawFigure) -> tuple[Any, ...]:
        cells = self.raw.rows[one.row]
        readings = [
            self._cell(cell, at, one, scale=one.scale if place == 0 else 1.0)
            for place, (cell, at) in enumerate(one.cells)
        ]
        value, numerator, denominator = (*readings, *(EMPTY,) * (3 - len(readings)))
        numbers: tuple[float | None, ...] = (numerator.number, denominator.number, value.number)
        status = status_word(self.columns.cell(cells, "status"))
        status = status or next((reading.status for reading in readings if reading.status), "")
        if any(reading.problem for reading in readings):
            numbers, status = (None, None, None), ValueStatus.MISSING  # already found; no second finding about it
        if self.forced[one.row]:
            numbers, status = (None, None, None), self.forced[one.row]
        source = self.columns.cell(cells, "source") or self.profile.source
        key, letter = self.placed.keys[one.row], self.raw.letter(one.column)
        row = self.raw.row_numbers[one.row]
        return (key, one.indicator, self.periods[one.row], str(status), source, *numbers, row, letter)

    def _cell(self, cell: str | None, at: int, one: RawFigure, *, scale: float) -> Reading:
        if at < 0 or self.forced[one.row]:
            return EMPTY
        reading = self.reader.read(cell, scale=scale)
        if reading.problem:
            place = self.raw.place(one.row, at)
            self.findings.append(error("number.unreadable", f"{reading.problem}.", place))
        return reading

    def _period(self, row: int, chosen: str) -> str:
        """Return the period of a row: its own, else the chosen one; two different ones are an error."""
        own = self.columns.cell(self.raw.rows[row], "period") or ""
        if own and chosen and own != chosen:
            text = f"Die Zeile nennt den Zeitraum {own}, gewählt ist {chosen}."
            self.findings.append(error("period.differs", text, self.raw.place(row, self.columns.roles["period"])))
        return own or chosen

    def _condition(self, row: int) -> str:
        cells = self.raw.rows[row]
        return next((one.status.value for one, at in self.columns.conditions if cells[at] in one.equals), "")

    def _populations(self) -> dict[str, dict[str, float]]:
        position = self.columns.roles.get("population")
        found: dict[str, dict[str, float]] = {}
        if position is None:
            return found
        for row, key in enumerate(self.placed.keys):
            reading = self.reader.read(self.raw.rows[row][position])
            if reading.problem:
                text = f"Bevölkerung: {reading.problem}."
                self.findings.append(error("area.population", text, self.raw.place(row, position)))
            elif key is not None and reading.number is not None:
                found.setdefault(self.periods[row], {})[key] = reading.number
        return found


def _unexpected_encoding(raw: RawTable, profile: ImportProfile) -> list[Finding]:
    used = raw.how_read.get("Kodierung", "")
    expected = [ENCODING_DE.get(name, name) for name in profile.encodings]
    if not used or not expected or used in expected:
        return []
    text = f"Die Datei ist in {used} geschrieben, erwartet wird {' oder '.join(expected)}."
    return [warning("encoding.unexpected", text, Place(file=raw.file), "Bitte die Umlaute in der Vorschau ansehen.")]


def _how_read(raw: RawTable, profile: ImportProfile, decimal: str, register: AreaRegister) -> dict[str, str]:
    words = {ZERO: "echte Null", **{status.value: word for status, word in STATUS_DE.items()}}
    signs = [f"{'leer' if not sign else f'„{sign}“'} = {words[meaning]}" for sign, meaning in profile.signs.items()]
    how = {"Profil": profile.name, **raw.how_read, "Dezimalzeichen": decimal}
    how["Zeichen"] = enumerate_de(signs, 12) if signs else "keine"
    for one in profile.conditions:
        how[f"Spalte „{one.column}“"] = f"{' / '.join(one.equals[:1])} = {words[one.status.value]}: {one.reason}"
    for name, reason in profile.ignored.items():
        if raw.position(name) is not None:
            how[f"Spalte „{name}“"] = f"nicht gelesen: {reason}"
    how["Gebiete"] = register.title or register.system
    return how


def _counts(long: pd.DataFrame, raw: RawTable, figures: int) -> dict[str, int]:
    status = long["status"]
    with_number = status.isin([one.value for one in WITH_NUMBER])
    zero = with_number & ((long["value"] == 0) | (long["value"].isna() & (long["numerator"] == 0)))
    by_status = {one.value: int((status == one.value).sum()) for one in ValueStatus if one is not ValueStatus.VALUE}
    return {
        "rows": len(raw.rows), "values": int(with_number.sum()), "zeros": int(zero.sum()), **by_status,
        "not_taken": figures - len(long),
    }  # fmt: skip


def _rows_without_error(raw: RawTable, findings: tuple[Finding, ...]) -> int:
    wrong = {finding.place.row for finding in findings if finding.level == "error"}
    return sum(number not in wrong for number in raw.row_numbers)
