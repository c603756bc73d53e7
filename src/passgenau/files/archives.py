"""Guard for packed files: nothing is unpacked for use before its real size is known."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator

from passgenau.common.errors import PassgenauError, refusal
from passgenau.common.findings import Place
from passgenau.common.numbers_de import count
from passgenau.files.limits import Limits, mebibytes, refuse_too_many

_STEP = 256 * 1024
_PACKED = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}


def guarded_archive(content: bytes, file: str, *, limits: Limits) -> zipfile.ZipFile:
    """Return the archive after checking entries, declared and real unpacked size, and ratio; refuse a bomb."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
        infos = archive.infolist()
    except (zipfile.BadZipFile, ValueError, OSError) as problem:
        raise _broken(file) from problem
    refuse_too_many(len(infos), limits.entries, "gepackte Dateien", file=file)
    for info in infos:
        _refuse_strange_entry(info, file)
    _refuse_inflated(sum(info.file_size for info in infos), len(content), file=file, limits=limits)
    real = 0
    for info in infos:
        for step in inflated(content, info, file=file):
            real += len(step)
            _refuse_inflated(real, len(content), file=file, limits=limits)
    return archive


def inflated(content: bytes, info: zipfile.ZipInfo, *, file: str) -> Iterator[bytes]:
    """Yield the unpacked bytes of an entry in steps, whatever size it declares."""
    header = content[info.header_offset : info.header_offset + 30]
    if len(header) < 30 or header[:4] != b"PK\x03\x04":
        raise _broken(file)
    start = info.header_offset + 30 + int.from_bytes(header[26:28], "little") + int.from_bytes(header[28:30], "little")
    packed = memoryview(content)[start : start + info.compress_size]
    if info.compress_type == zipfile.ZIP_STORED:
        yield bytes(packed)
        return
    engine = zlib.decompressobj(-zlib.MAX_WBITS)
    try:
        for place in range(0, len(packed), _STEP):
            waiting: bytes | memoryview = packed[place : place + _STEP]
            while waiting and not engine.eof:
                yield engine.decompress(waiting, _STEP)
                waiting = engine.unconsumed_tail
    except zlib.error as problem:
        raise _broken(file) from problem


def _refuse_strange_entry(info: zipfile.ZipInfo, file: str) -> None:
    if info.flag_bits & 0x1:
        raise refusal("archive.password", "Die Datei ist mit einem Kennwort geschützt.", Place(file=file))
    if info.compress_type not in _PACKED:
        raise refusal(
            "archive.method", "Die Datei ist auf eine Weise gepackt, die nicht gelesen wird.", Place(file=file)
        )


def _refuse_inflated(size: int, packed: int, *, file: str, limits: Limits) -> None:
    ratio = size // max(packed, 1)
    if size > limits.inflated:
        text = f"Entpackt wäre die Datei größer als {mebibytes(limits.inflated)}; mehr wird nicht gelesen."
    elif size > limits.ratio_from and ratio > limits.ratio:
        text = f"Entpackt wäre die Datei mehr als {count(limits.ratio)}-mal so groß wie gepackt; so packen nur Fallen."
    else:
        return
    raise refusal("archive.bomb", text, Place(file=file))


def _broken(file: str) -> PassgenauError:
    text = "Das Archiv ist beschädigt oder unvollständig."
    return refusal("archive.broken", text, Place(file=file), "Bitte die Datei noch einmal abrufen.")
