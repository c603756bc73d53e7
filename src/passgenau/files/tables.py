"""Every table an office delivers, read into one shape: CSV and TXT, XLSX, ODS, Parquet."""

from __future__ import annotations

from pathlib import PurePath

from passgenau.files.content import BY_SUFFIX, refuse_disguise
from passgenau.files.delimited import read_delimited
from passgenau.files.limits import UPLOAD, Limits, refuse_too_large
from passgenau.files.raw_table import RawTable

TABLE_SUFFIXES = {suffix: kind for suffix, kind in BY_SUFFIX.items() if kind in {"text", "xlsx", "ods", "parquet"}}


def read_table(
    content: bytes,
    file_name: str,
    *,
    separator: str = "",
    encoding: str = "",
    sheet: str = "",
    header_row: int = 1,
    limits: Limits = UPLOAD,
) -> RawTable:
    """Return the table in a file; refuses what is too large, hostile, or not what its name says.

    ``separator``, ``encoding`` and ``sheet`` may name what a profile knows; otherwise they are found or refused.
    """
    file = PurePath(file_name).name
    refuse_too_large(len(content), file, limits=limits)
    kind = refuse_disguise(content, file_name, allowed=TABLE_SUFFIXES)
    if kind == "text":
        return read_delimited(
            content, file, limits=limits, separator=separator, encoding=encoding, header_row=header_row
        )
    if kind == "parquet":
        from passgenau.files.parquet import read_parquet

        return read_parquet(content, file, limits=limits)
    from passgenau.files.spreadsheets import read_spreadsheet

    return read_spreadsheet(content, file, limits=limits, sheet=sheet, header_row=header_row)
