"""What stands in one number cell: a number, a sign of the source, or something that has to be asked about."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from passgenau.common.findings import Finding, Place, error
from passgenau.common.numbers_de import DecimalSign, NumberTextError, parse_number
from passgenau.data.status import ValueStatus
from passgenau.files.import_profiles import ZERO, ImportProfile
from passgenau.files.raw_table import Cell, NumberText

_SIGN_DE: dict[DecimalSign, str] = {",": "Komma", ".": "Punkt"}


class Reading(NamedTuple):
    """A cell as understood: a number or none, the status a sign gives it (empty: none), or what is wrong with it."""

    number: float | None = None
    status: str = ""
    problem: str = ""


EMPTY = Reading()


@dataclass(frozen=True)
class CellReader:
    """Read number cells of one file: signs and suffixes of the profile, and the decimal sign that was decided on."""

    profile: ImportProfile
    decimal: DecimalSign

    def read(self, cell: Cell, *, scale: float = 1.0) -> Reading:
        """Return the reading of a cell; a number is multiplied with ``scale``."""
        if isinstance(cell, NumberText):
            return Reading(_scaled(cell.value, scale))
        text = cell or ""
        if text.isascii() and text.isdigit():
            return Reading(_scaled(float(text), scale))
        sign = sign_of(text, self.profile) if self.profile.signs else ""
        if sign:
            return Reading(0.0) if sign == ZERO else Reading(status=sign)
        if not text:
            return EMPTY
        bare, status = _without_suffix(text, self.profile)
        try:
            number = parse_number(bare, decimal=self.decimal, scientific=self.decimal == ".")
        except NumberTextError as problem:
            return Reading(problem=str(problem))
        return Reading(None if number is None else _scaled(number, scale), status)


def sign_of(text: str, profile: ImportProfile) -> str:
    """Return what a text means by the profile's sign table, empty if it is no sign; capitals do not count."""
    return profile.signs.get(text) or profile.signs.get(text.casefold(), "")


def _without_suffix(text: str, profile: ImportProfile) -> tuple[str, str]:
    for suffix, status in profile.suffixes.items():
        if text.endswith(suffix) and len(text) > len(suffix):
            return text[: -len(suffix)].rstrip(), status
    return text, ""


def _scaled(number: float, scale: float) -> float:
    """Return number x scale as people would compute it: 22.9 percent is the float 0.229, not its neighbour."""
    return number if scale == 1 else float(Decimal(repr(number)) * Decimal(repr(scale)))


def decide_decimal(
    cells: Iterable[tuple[Cell, int, int]], profile: ImportProfile, *, place: Callable[[int, int], Place]
) -> tuple[DecimalSign, str, tuple[Finding, ...]]:
    """Return the decimal sign, how it was decided in German, and a finding where nothing decides.

    Cells come with row and column, of which ``place`` makes a place. A cell is evidence if only one sign makes it a
    number. Where both kinds occur, the more frequent one counts and the other cells are refused when they are read.
    """
    if profile.decimal != "file":
        return profile.decimal, f"{_SIGN_DE[profile.decimal]} (Profil)", ()
    evidence: dict[DecimalSign, int] = {",": 0, ".": 0}
    doubtful: tuple[str, Place] | None = None
    for cell, row, column in cells:
        if cell is None or isinstance(cell, NumberText) or cell.isdecimal() or sign_of(cell, profile):
            continue
        comma, point = _as_number(cell, ","), _as_number(cell, ".")
        if comma is not None and point is not None and comma != point:
            doubtful = doubtful or (cell, place(row, column))
        elif (comma is None) != (point is None):
            evidence["," if point is None else "."] += 1
    if not any(evidence.values()):
        return _undecided(doubtful)
    decimal: DecimalSign = "," if evidence[","] >= evidence["."] else "."
    return decimal, f"{_SIGN_DE[decimal]} (an {evidence[decimal]} Werten erkannt)", ()


def _undecided(doubtful: tuple[str, Place] | None) -> tuple[DecimalSign, str, tuple[Finding, ...]]:
    if doubtful is None:
        return ".", "keines nötig, alle Zahlen sind ganz", ()
    text, place = doubtful
    sentence = f"„{text}“ kann ein Tausenderpunkt oder ein Dezimalpunkt sein; nichts in der Datei entscheidet es."
    advice = "Bitte Zahlen ohne Tausenderpunkt liefern."
    return ".", "nicht entschieden", (error("number.ambiguous", sentence, place, advice),)


def _as_number(text: str, decimal: DecimalSign) -> float | None:
    try:
        return parse_number(text, decimal=decimal, scientific=decimal == ".")
    except NumberTextError:
        return None


STATUS_WORDS: dict[str, str] = {
    **{status.value: status.value for status in ValueStatus},
    "wert": ValueStatus.VALUE,
    "geheim": ValueStatus.SUPPRESSED,
    "gesperrt": ValueStatus.SUPPRESSED,
    "fehlt": ValueStatus.MISSING,
    "entfällt": ValueStatus.NOT_APPLICABLE,
    "geschätzt": ValueStatus.ESTIMATED,
    "vorläufig": ValueStatus.PROVISIONAL,
}


def status_word(text: Cell) -> str:
    """Return the status a word in a status column names; unknown words stay as they are and are found later."""
    return "" if text is None else STATUS_WORDS.get(text.strip().casefold(), text.strip())
