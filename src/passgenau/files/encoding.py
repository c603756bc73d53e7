"""Bytes to text by trial: UTF-8 first, then Windows-1252; what was used is said, what fits nowhere is refused."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from passgenau.common.errors import refusal
from passgenau.common.findings import Finding, Place, warning

ENCODING_DE = {
    "utf-8": "UTF-8",
    "utf-8-sig": "UTF-8 mit Kennung (BOM)",
    "utf-16": "UTF-16",
    "windows-1252": "Windows-1252 (Latin-1)",
}
_ALIASES = {"latin-1": "windows-1252", "iso8859-1": "windows-1252", "cp1252": "windows-1252"}
# What "ä ö ü Ä Ö Ü ß" in UTF-8 look like when somebody read them as Windows-1252 and saved them again.
_TWICE = re.compile("Ã[¤¶¼„–œŸ\x84\x96\x9c\x9f]|\ufffd")
_CONTROL = re.compile("[\x00-\x08\x0b\x0e-\x1f]")


@dataclass(frozen=True)
class Decoded:
    """Text with the encoding it came in and what is doubtful about it."""

    text: str
    encoding: str
    findings: tuple[Finding, ...] = ()


def decode(content: bytes, file: str, *, encoding: str = "") -> Decoded:
    """Return the text; with ``encoding`` only that one is tried and anything else is refused with the first row."""
    name = _canonical(encoding, file) if encoding else _by_trial(content)
    try:
        text = content.decode("utf-8-sig" if name == "utf-8" and content.startswith(codecs.BOM_UTF8) else name)
    except UnicodeDecodeError as problem:
        row = content.count(b"\n", 0, problem.start) + 1
        wanted = ENCODING_DE.get(name, name)
        raise refusal(
            "encoding.unreadable",
            f"Die Zeichenkodierung muss {wanted} sein; das Byte 0x{content[problem.start]:02X} gibt es darin nicht.",
            Place(file=file, row=row),
            "Bitte als „CSV UTF-8“ speichern oder die Kodierung angeben.",
        ) from problem
    _refuse_control_characters(text, file)
    return Decoded(text, name, tuple(_doubts(text, file)))


def _by_trial(content: bytes) -> str:
    if content.startswith(codecs.BOM_UTF8):
        return "utf-8-sig"
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return "windows-1252"
    return "utf-8"


def _canonical(encoding: str, file: str) -> str:
    try:
        name = codecs.lookup(encoding).name
    except LookupError:
        raise refusal("encoding.unknown", f"Die Kodierung „{encoding}“ ist nicht bekannt.", Place(file=file)) from None
    return _ALIASES.get(name, name)


def _refuse_control_characters(text: str, file: str) -> None:
    match = _CONTROL.search(text)
    if match is None:
        return
    row = text.count("\n", 0, match.start()) + 1
    nul = match[0] == "\x00"
    came = "ein NUL-Zeichen" if nul else f"ein Steuerzeichen (U+{ord(match[0]):04X})"
    advice = "Vermutlich ist es UTF-16 ohne Kennung oder keine Textdatei." if nul else "Bitte neu exportieren."
    raise refusal("encoding.control", f"Der Text enthält {came}.", Place(file=file, row=row), advice)


def _doubts(text: str, file: str) -> list[Finding]:
    matches = list(_TWICE.finditer(text))
    if not matches:
        return []
    first = matches[0]
    row = text.count("\n", 0, first.start()) + 1
    sample = text[max(0, first.start() - 8) : first.end() + 8].splitlines()
    shown = next((line for line in sample if first[0] in line), first[0]).strip()
    return [
        warning(
            "encoding.twice",
            f"Umlaute sind entstellt („{shown}“, {len(matches)}-mal): Die Datei wurde einmal falsch gelesen "
            "und so gespeichert.",
            Place(file=file, row=row),
            "Bitte aus der Quelle neu als UTF-8 speichern.",
        )
    ]
