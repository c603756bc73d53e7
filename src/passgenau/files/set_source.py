"""The files of a delivery set: a folder, a zip, or a single table; nothing else is opened."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePath

from passgenau.common.errors import refusal
from passgenau.common.findings import Finding, Place, error
from passgenau.files.archives import guarded_archive
from passgenau.files.content import kind_of, suffix_of
from passgenau.files.geometry import GEOMETRY_SUFFIXES
from passgenau.files.limits import Limits, refuse_too_large
from passgenau.files.tables import TABLE_SUFFIXES
from passgenau.files.whole import reason_de

_READ = frozenset(TABLE_SUFFIXES) | frozenset(GEOMETRY_SUFFIXES) - {".zip"}
_ZIP_TIME = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True)
class SetFiles:
    """Tables and area files of a delivery by their bare name, and what was wrong with the packing."""

    contents: Mapping[str, bytes]
    findings: tuple[Finding, ...] = ()


def is_archive(content: bytes) -> bool:
    """Return whether the bytes are a zip that may hold several tables (and no workbook or shapefile)."""
    return kind_of(content) == "zip"


def unpacked(content: bytes, file_name: str, *, limits: Limits) -> SetFiles:
    """Return the files in a delivered zip, or the single file that came; the same name twice is an error."""
    file = PurePath(file_name).name
    refuse_too_large(len(content), file, limits=limits)
    if not is_archive(content):
        return SetFiles({file: content})
    archive = guarded_archive(content, file, limits=limits)
    contents: dict[str, bytes] = {}
    findings = []
    for info in archive.infolist():
        name = PurePath(info.filename).name
        if info.is_dir() or info.filename.startswith("__MACOSX/") or suffix_of(name) not in _READ:
            continue
        if name in contents:
            text = f"Die Tabelle „{name}“ liegt zweimal in der Lieferung."
            findings.append(error("set.table_twice", text, Place(file=file), "Bitte eine davon entfernen."))
        contents.setdefault(name, archive.read(info))
    return SetFiles(contents, tuple(findings))


def packed(path: Path) -> bytes:
    """Return a folder's tables and area files as one zip, always the same bytes for the same files; a zip as it is."""
    try:
        if not path.is_dir():
            return path.read_bytes()
        files = sorted(one for one in path.iterdir() if one.is_file() and suffix_of(one.name) in _READ)
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
            for one in files:
                info = zipfile.ZipInfo(one.name, _ZIP_TIME)
                info.compress_type = zipfile.ZIP_DEFLATED
                archive.writestr(info, one.read_bytes())
        return out.getvalue()
    except OSError as problem:
        text = f"Die Lieferung lässt sich nicht lesen ({reason_de(problem)})."
        raise refusal("set.unreadable", text, Place(file=path.name)) from problem
