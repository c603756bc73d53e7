"""A delivery set as figures: every count beside its denominator, or a finding that says why not."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from passgenau.common.errors import PassgenauError
from passgenau.common.findings import Finding, Place, enumerate_de, error, errors_in, warning
from passgenau.common.numbers_de import count
from passgenau.data.areas import AreaRegister
from passgenau.data.figure_rules import FigureRule
from passgenau.files.delivery_set import DeliverySet, Ref, load_set, table_of
from passgenau.files.figure_cells import CellReader
from passgenau.files.figures import ReadFigures, understand
from passgenau.files.limits import UPLOAD, Limits
from passgenau.files.raw_table import NumberText, RawTable
from passgenau.files.set_source import unpacked
from passgenau.files.set_sums import Cells, LeftOut, check_sums, total_of
from passgenau.files.set_tables import Key, SetTables, counting_profile, read_tables

TABLES = "Tabellen"  # what was read beside the columns; only a set has it
HEADER = ("Gebiet", "Indikator", "Zeitraum", "Zähler", "Nenner", "Tabelle", "Zeile", "Spalte")
_ORIGIN = frozenset(f"Spalte „{name}“" for name in HEADER[5:])
_FIRST_ROW = 2  # below the head, as in a file

Row = tuple[str | None, ...]


@dataclass(frozen=True)
class _Assembled:
    rows: tuple[Row, ...]
    findings: tuple[Finding, ...]
    left_out: int


def read_set(
    content: bytes,
    file_name: str,
    wanted: str | DeliverySet,
    *,
    register: AreaRegister,
    catalogue: Mapping[str, FigureRule],
    period: str | None = None,
    limits: Limits = UPLOAD,
) -> ReadFigures:
    """Return the figures of a zip of tables (or of a single one) with all findings.

    ``raw`` of the result is the table as it was put together, with file, row and column of every count. A count
    whose denominator did not come is not taken over, and a finding says so.
    """
    used = load_set(wanted) if isinstance(wanted, str) else wanted
    profile = counting_profile(used)
    files = unpacked(content, file_name, limits=limits)
    tables = read_tables(files.contents, used, reader=CellReader(profile, used.decimal), limits=limits)
    left_out, sum_findings = check_sums(tables.cells, used)
    assembled = _assemble(tables.cells, used, left_out)
    findings = (*files.findings, *tables.findings, *_missing(tables, used), *sum_findings, *assembled.findings)
    if not assembled.rows:
        raise PassgenauError([_nothing(file_name, used), *errors_in(findings)])
    numbers = tuple(range(_FIRST_ROW, _FIRST_ROW + len(assembled.rows)))
    raw = RawTable(file_name, HEADER, assembled.rows, numbers, {TABLES: _came(files.contents, used)})
    read = understand(
        raw, profile, register=register, catalogue=catalogue, period=period or "",
        digest=hashlib.sha256(content).hexdigest(),
    )  # fmt: skip
    return replace(
        read,
        findings=(*findings, *(_with_origin(one, raw) for one in read.findings)),
        how_read={**{term: words for term, words in read.how_read.items() if term not in _ORIGIN}, **tables.how_read},
        counts={**read.counts, "not_taken": read.counts["not_taken"] + assembled.left_out},
        populations=_populations(tables.cells, used),
    )


def _assemble(cells: Cells, wanted: DeliverySet, left_out: LeftOut) -> _Assembled:
    rows: list[Row] = []
    alone: dict[tuple[tuple[Ref, ...], str], list[str]] = {}
    dropped = 0
    for indicator, entry in wanted.indicators.items():
        if any(ref not in cells for ref in (*entry.numerator, *entry.denominator)):
            continue  # the table did not come; said once for all its indicators
        for key in cells[entry.numerator[0]]:
            numerator, denominator = (total_of(refs, key, cells) for refs in (entry.numerator, entry.denominator))
            if any((ref, key[1]) in left_out for ref in entry.numerator):
                dropped += 1
            elif denominator is None:
                dropped += 1
                alone.setdefault((entry.denominator, key[1]), []).append(indicator)
            else:
                rows.append(_row(key, indicator, entry.numerator, cells, wanted, (numerator, denominator)))
    findings = [_alone(refs, period, names, wanted) for (refs, period), names in alone.items()]
    return _Assembled(tuple(rows), tuple(findings), dropped)


def _row(
    key: Key, indicator: str, refs: Sequence[Ref], cells: Cells, wanted: DeliverySet,
    counts: tuple[float | None, float | None],
) -> Row:  # fmt: skip
    shown = [None if one is None else NumberText.of(one) for one in counts]
    places = [cells[ref].get(key) for ref in refs]
    files = dict.fromkeys(wanted.tables[table_of(ref)] for ref in refs)
    row = str(next((cell.row for cell in places if cell is not None), ""))
    letters = " + ".join(cell.column for cell in places if cell is not None)
    return (key[0], indicator, key[1], *shown, " + ".join(files), row, letters)


def _alone(refs: Sequence[Ref], period: str, names: Sequence[str], wanted: DeliverySet) -> Finding:
    files = enumerate_de([f"„{wanted.tables[table_of(ref)]}“" for ref in refs])
    indicators = enumerate_de(list(dict.fromkeys(names)), 30)
    head = f"Für {period} steht in {files} kein Nenner: "
    text = f"{head}{count(len(names))} Zählungen werden nicht übernommen ({indicators})."
    return warning("set.no_denominator", text, Place(file=wanted.tables[table_of(refs[0])]))


def _missing(tables: SetTables, wanted: DeliverySet) -> list[Finding]:
    """Say which tables of the set did not come, and which indicators cannot be made without them."""
    gone = set(tables.missing)
    without = [
        indicator
        for indicator, entry in wanted.indicators.items()
        if any(wanted.tables[table_of(ref)] in gone for ref in (*entry.numerator, *entry.denominator))
    ]
    if not without:
        return []
    text = (
        f"Nicht dabei: {enumerate_de(list(tables.missing), 30)}. Ohne Zähler oder Nenner entfallen "
        f"{count(len(without))} von {count(len(wanted.indicators))} Indikatoren: {enumerate_de(without, 40)}."
    )
    return [warning("set.table_missing", text, advice="Am besten alle Tabellen zusammen als ZIP liefern.")]


def _nothing(file_name: str, wanted: DeliverySet) -> Finding:
    text = (
        f"Aus dieser Lieferung entsteht keine Zahl: Zähler und Nenner stehen bei „{wanted.id}“ in verschiedenen "
        "Tabellen, und zu keinem Zähler kam der Nenner."
    )
    return error("set.nothing", text, Place(file=file_name), "Bitte alle Tabellen zusammen als ZIP liefern.")


def _came(contents: Mapping[str, bytes], wanted: DeliverySet) -> str:
    used = [file for file in wanted.tables.values() if file in contents]
    return f"{count(len(used))} von {count(len(wanted.tables))} Tabellen des Satzes"


def _with_origin(finding: Finding, raw: RawTable) -> Finding:
    """Return a finding about a row that was put together, with the file and row the count came from."""
    row = finding.place.row
    if row is None or not _FIRST_ROW <= row < _FIRST_ROW + len(raw.rows):
        return finding
    area, indicator, period, _, _, file, number, _ = raw.rows[row - _FIRST_ROW]
    place = replace(finding.place, area_id=area or "", indicator_id=indicator or "", period=period or "")
    return replace(finding, text=f"{finding.text} Der Zähler kommt aus {file}, Zeile {number}.", place=place)


def _populations(cells: Cells, wanted: DeliverySet) -> dict[str, dict[str, float]]:
    found: dict[str, dict[str, float]] = {}
    for (area, period), cell in cells.get(wanted.areas.population, {}).items():
        if cell.number is not None:
            found.setdefault(period, {})[area] = cell.number
    return found
