"""German numbers both ways: strict reading of what offices deliver, and formatting for people."""

from __future__ import annotations

import math
import re
import unicodedata
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Literal

DecimalSign = Literal[",", "."]

NO_BREAK_SPACE = "\u00a0"
MINUS = "\u2212"
_GROUP_MARKS = ".\u00a0\u202f "
_PLAIN = {",": re.compile(r"[+-]?[0-9]+(,[0-9]+)?"), ".": re.compile(r"[+-]?[0-9]+(\.[0-9]+)?")}
_GROUPED = re.compile(r"[+-]?[1-9][0-9]{0,2}((?:\.[0-9]{3})+|(?:[\u00a0\u202f ][0-9]{3})+)(,[0-9]+)?")
_SCIENTIFIC = re.compile(r"[+-]?[0-9]+(\.[0-9]+)?[eE][+-]?[0-9]{1,3}")
_NUMBER_CHARACTERS = frozenset("0123456789+-.,")
_LOOKALIKES = {"O": "der Buchstabe O statt der Ziffer 0", "o": "der Buchstabe o statt der Ziffer 0",
               "l": "der Buchstabe l statt der Ziffer 1", "I": "der Buchstabe I statt der Ziffer 1"}  # fmt: skip
_MONTHS = ("Januar", "Februar", "März", "April", "Mai", "Juni", "Juli",
           "August", "September", "Oktober", "November", "Dezember")  # fmt: skip
_WORDS = ("null", "ein", "zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun", "zehn", "elf", "zwölf")


class NumberTextError(ValueError):
    """A text is no number; ``problem`` says why as a German clause to be placed in a finding."""

    def __init__(self, text: str, problem: str) -> None:
        super().__init__(f"„{text}“ {problem}")
        self.text = text
        self.problem = problem


def parse_number(text: str | None, *, decimal: DecimalSign, scientific: bool = False) -> float | None:
    """Return the number in ``text``, or None for an empty text; anything doubtful is refused, never guessed.

    With the decimal comma a point (or space) may group thousands: ``1.234,5`` is 1234.5 and ``1.234`` is 1234.
    With the decimal point no grouping is read at all. ``scientific`` allows ``1e-05`` as machines write it.
    """
    stripped = "" if text is None else text.strip()
    if not stripped:
        return None
    plain = stripped.replace(MINUS, "-")
    if _PLAIN[decimal].fullmatch(plain):
        return float(plain.replace(",", "."))
    if decimal == "," and _GROUPED.fullmatch(plain):
        return float(plain.translate(dict.fromkeys(map(ord, _GROUP_MARKS))).replace(",", "."))
    if decimal == "." and scientific and _SCIENTIFIC.fullmatch(plain):
        value = float(plain)
        if math.isfinite(value):
            return value
    raise NumberTextError(stripped, _problem(plain, decimal))


def _problem(text: str, decimal: DecimalSign) -> str:
    """Return why ``text`` is no number, naming the character that is in the way."""
    if text.lower() in {"nan", "inf", "-inf", "infinity", "-infinity"}:
        return "ist keine Zahl; was fehlt, bleibt leer oder bekommt einen Status"
    if re.fullmatch(r"[+-]?[0-9.,]+[eE][+-]?[0-9]+", text):
        return "steht in Exponentialschreibweise; gebraucht wird die ausgeschriebene Zahl"
    strange = next((sign for sign in text if sign not in _NUMBER_CHARACTERS), None)
    if strange is not None:
        return f"ist keine Zahl: enthält {_name_of(strange)}"
    if decimal == "." and "," in text:
        return "enthält ein Komma; Dezimalzeichen ist hier der Punkt, Tausender werden nicht getrennt"
    if decimal == "," and text.count(",") > 1:
        return "enthält mehr als ein Dezimalkomma"
    if decimal == "," and "." in text:
        return "hat Punkte an Stellen, die keine Tausender trennen; Dezimalzeichen ist hier das Komma"
    if text.count(decimal) > 1:
        return "enthält mehr als ein Dezimalzeichen"
    return "ist keine vollständige Zahl"


def _name_of(sign: str) -> str:
    if sign in _LOOKALIKES:
        return f"„{sign}“ ({_LOOKALIKES[sign]})"
    if sign.isspace():
        return "ein Leerzeichen"
    if unicodedata.category(sign).startswith("C"):
        return f"ein unsichtbares Zeichen (U+{ord(sign):04X})"
    return f"den Buchstaben „{sign}“" if sign.isalpha() else f"das Zeichen „{sign}“"


def rounded(value: float, decimals: int = 0) -> Decimal:
    """Return the value rounded half away from zero, as people round; a missing number is refused."""
    if not math.isfinite(value):
        raise ValueError("a missing number has no digits; show its status instead")
    return Decimal(repr(float(value))).quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)


def _digits(value: Decimal, decimals: int) -> str:
    """Return the absolute value with decimal comma and points between thousands."""
    return f"{abs(value):,.{decimals}f}".translate(str.maketrans(",.", ".,"))


def number(value: float, *, decimals: int = 1) -> str:
    """Return ``1.234,5`` or ``−0,3``; a value that rounds to zero carries no sign."""
    shown = rounded(value, decimals)
    return (MINUS if shown < 0 else "") + _digits(shown, decimals)


def signed(value: float, *, decimals: int = 1) -> str:
    """Return ``+4,2``, ``−0,3`` or ``0,0``: always signed, only zero is not."""
    shown = rounded(value, decimals)
    sign = "+" if shown > 0 else MINUS if shown < 0 else ""
    return sign + _digits(shown, decimals)


def times(value: float) -> str:
    """Return by how much something counts, such as ``1-fach`` or ``1,034-fach``: never three zeros after a comma."""
    text = number(value, decimals=3)
    return f"{text.rstrip('0').rstrip(',')}-fach"


def share(value: float, *, decimals: int = 1) -> str:
    """Return a share 0-1 as percent, ``22,9 %`` with a no-break space."""
    percent = Decimal(repr(float(value))) * 100 if math.isfinite(value) else value
    return number(float(percent), decimals=decimals) + NO_BREAK_SPACE + "%"


def share_decimals(county_value: float) -> int:
    """Return how many decimals a column of shares needs: two where the county value is below one percent."""
    return 2 if abs(county_value) < 0.01 else 1


def count(value: float) -> str:
    """Return a count with points between thousands, ``34.458``."""
    return number(value, decimals=0)


def rank(first: int, last: int | None = None) -> str:
    """Return ``Rang 6`` or the interval ``Rang 6 bis 10``."""
    return f"Rang {first}" if last is None or last == first else f"Rang {first} bis {last}"


def rank_of(place: int, total: int) -> str:
    """Return ``2 von 81``."""
    return f"{place} von {count(total)}"


def count_words(value: int) -> str:
    """Return a small count in words (to twelve), larger ones in digits, as German sentences want it."""
    return _WORDS[value] if 0 <= value <= 12 else count(value)


def date_de(day: date) -> str:
    """Return ``12.10.2026`` for tables."""
    return f"{day.day:02d}.{day.month:02d}.{day.year:04d}"


def date_long_de(day: date) -> str:
    """Return ``12. Oktober 2026`` for sentences."""
    return f"{day.day}. {_MONTHS[day.month - 1]} {day.year}"
