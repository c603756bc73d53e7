"""CSV and TXT to a raw table: the separator is found in the file itself, or refused where two would fit."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from passgenau.common.errors import PassgenauError, refusal
from passgenau.common.findings import Finding, Place, enumerate_de, error
from passgenau.files.encoding import ENCODING_DE, decode
from passgenau.files.limits import Limits, refuse_too_many
from passgenau.files.raw_table import Cell, RawTable
from passgenau.files.table_shape import shaped

SEPARATORS = {";": "Semikolon", ",": "Komma", "\t": "Tabulator"}
_SAMPLE = 200


@dataclass(frozen=True)
class Record:
    """One row of a text file with the line it starts on."""

    line: int
    fields: tuple[str, ...]


def read_delimited(
    content: bytes, file: str, *, limits: Limits, separator: str = "", encoding: str = "", header_row: int = 1
) -> RawTable:
    """Return the table in a text file; ``separator`` and ``encoding`` may be given, otherwise they are found."""
    _refuse_long_lines(content, file, limits)
    decoded = decode(content, file, encoding=encoding)
    text = decoded.text
    refuse_too_many(text.count("\n"), limits.rows, "Zeilen", file=file)
    used = separator or find_separator(text, file, header_row=header_row)
    records = [record for record in _records(text, used, file) if record.line >= header_row]
    if not records:
        raise refusal(
            "table.no_header", f"Zeile {header_row} soll die Kopfzeile sein, ist aber nicht da.", Place(file=file)
        )
    refuse_too_many(max(len(record.fields) for record in records), limits.columns, "Spalten", file=file)
    header, body = records[0], records[1:]
    width = len(header.fields)
    kept = [record for record in body if _fits(record, width)]
    findings = [_misfit(record, width, used=used, file=file) for record in body if not _fits(record, width)]
    how_read = {
        "Kodierung": ENCODING_DE.get(decoded.encoding, decoded.encoding),
        "Trennzeichen": SEPARATORS.get(used, f"„{used}“"),
    }
    return shaped(
        file, header.fields, [[_cell(text) for text in record.fields[:width]] for record in kept],
        row_numbers=[record.line for record in kept], how_read=how_read,
        findings=(*decoded.findings, *findings), header_row=header.line,
    )  # fmt: skip


def find_separator(text: str, file: str, *, header_row: int = 1) -> str:
    """Return the one separator that cuts head and rows into the same number of columns; refuse none and two."""
    lines = text.splitlines()[header_row - 1 : header_row - 1 + _SAMPLE]
    head = next((line for line in lines if line.strip()), "")
    present = [sign for sign in SEPARATORS if len(_widths([head], sign)) and _widths([head], sign)[0] > 1]
    if not present:
        raise refusal(
            "table.separator",
            "In der Kopfzeile steht kein Trennzeichen: erwartet werden Semikolon, Komma oder Tabulator.",
            Place(file=file, row=header_row),
        )
    if len(present) == 1:
        return present[0]
    even = [sign for sign in present if len(set(_widths(lines, sign))) == 1]
    if len(even) == 1:
        return even[0]
    names = enumerate_de([SEPARATORS[sign] for sign in present])
    raise refusal(
        "table.separator",
        f"Das Trennzeichen ist nicht eindeutig: In der Kopfzeile stehen {names}.",
        Place(file=file, row=header_row),
        "Bitte Texte mit Komma in Anführungszeichen setzen oder das Trennzeichen angeben.",
    )


def _widths(lines: Sequence[str], separator: str) -> list[int]:
    try:
        return [len(fields) for fields in csv.reader(lines, delimiter=separator) if fields]
    except csv.Error:
        return []


def _records(text: str, separator: str, file: str) -> Iterator[Record]:
    """Yield the rows that are not blank, each with the line it starts on."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    line = 1
    while True:
        try:
            fields = next(reader)
        except StopIteration:
            return
        except csv.Error as problem:
            raise _bad_quotes(line, str(problem), file) from problem
        if any(field.strip() for field in fields):
            yield Record(line, tuple(fields))
        line = reader.line_num + 1


def _bad_quotes(line: int, problem: str, file: str) -> PassgenauError:
    place = Place(file=file, row=line)
    if "field larger than" in problem:
        return refusal("table.cell_too_long", "Eine Zelle ist länger, als eine Zelle sein kann.", place)
    text = "Hier beginnt ein Anführungszeichen, das nicht schließt oder mitten im Text steht."
    return refusal("table.quotes", text, place, "Bitte Anführungszeichen im Text verdoppeln oder entfernen.")


def _cell(text: str) -> Cell:
    return text.strip() or None


def _fits(record: Record, width: int) -> bool:
    """Return whether a row has the columns of the head; empty cells beyond it are left over by spreadsheets."""
    return len(record.fields) == width or (
        len(record.fields) > width and not any(field.strip() for field in record.fields[width:])
    )


def _misfit(record: Record, width: int, *, used: str, file: str) -> Finding:
    found = len(record.fields)
    other = next((name for sign, name in SEPARATORS.items() if sign != used and _splits(record, sign, width)), "")
    if other:
        advice = f"Hier trennt {other}, in der Kopfzeile {SEPARATORS.get(used, used)}."
    elif found == 1:
        advice = "Ist das eine Fußnote? Dann bitte vor dem Hochladen entfernen."
    else:
        advice = "Fehlt ein Trennzeichen, oder steht eines im Text ohne Anführungszeichen?"
    cells = "eine Spalte" if found == 1 else f"{found} Spalten"
    return error(
        "table.row_width", f"Die Zeile hat {cells}, die Kopfzeile {width}.", Place(file=file, row=record.line), advice
    )


def _splits(record: Record, separator: str, width: int) -> bool:
    return len(record.fields) == 1 and len(record.fields[0].split(separator)) == width


def _refuse_long_lines(content: bytes, file: str, limits: Limits) -> None:
    start, row = 0, 1
    while start < len(content):
        end = content.find(b"\n", start)
        end = len(content) if end < 0 else end
        if end - start > limits.line:
            text = f"Die Zeile ist länger als {limits.line // 1024} KB; so lang ist keine Tabellenzeile."
            raise refusal("table.line_too_long", text, Place(file=file, row=row))
        start, row = end + 1, row + 1
