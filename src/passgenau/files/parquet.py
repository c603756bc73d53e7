"""Parquet to a raw table; the types in the file become text again so that one set of checks reads all formats."""

from __future__ import annotations

import math
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from passgenau.common.errors import refusal
from passgenau.common.findings import Place
from passgenau.files.limits import Limits, mebibytes, refuse_too_many
from passgenau.files.raw_table import Cell, NumberText, RawTable
from passgenau.files.table_shape import shaped


def read_parquet(content: bytes, file: str, *, limits: Limits) -> RawTable:
    """Return the table; rows are numbered from 2, as if the column names stood in row 1."""
    try:
        source = pq.ParquetFile(pa.BufferReader(content))
        _refuse_too_much(source.metadata, file, limits)
        table = source.read()
    except (pa.ArrowException, OSError) as problem:
        text = "Die Parquet-Datei ist beschädigt oder unvollständig."
        raise refusal("parquet.broken", text, Place(file=file), "Bitte die Datei neu schreiben.") from problem
    columns = [[_text(value) for value in column.to_pylist()] for column in table.columns]
    rows = [list(row) for row in zip(*columns, strict=True)]
    return shaped(
        file, [str(name) for name in table.column_names], rows,
        row_numbers=range(2, len(rows) + 2), how_read={"Format": "Parquet"},
    )  # fmt: skip


def _refuse_too_much(metadata: pq.FileMetaData, file: str, limits: Limits) -> None:
    refuse_too_many(metadata.num_columns, limits.columns, "Spalten", file=file)
    refuse_too_many(metadata.num_rows, limits.rows, "Zeilen", file=file)
    refuse_too_many(metadata.num_rows * metadata.num_columns, limits.cells, "Zellen", file=file)
    size = sum(metadata.row_group(number).total_byte_size for number in range(metadata.num_row_groups))
    if size > limits.inflated:
        text = f"Entpackt wäre die Datei größer als {mebibytes(limits.inflated)}; mehr wird nicht gelesen."
        raise refusal("archive.bomb", text, Place(file=file))


def _text(value: Any) -> Cell:
    if value is None or (isinstance(value, float) and math.isnan(value)):
        return None
    if isinstance(value, bool):
        return "WAHR" if value else "FALSCH"
    if isinstance(value, int | float):
        return NumberText.of(value)
    return str(value).strip() or None
