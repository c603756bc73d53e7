"""How one figure is written: by its unit, with the right number of decimals, or by its state."""

from __future__ import annotations

from passgenau.common.numbers_de import count, number, share, share_decimals
from passgenau.data.status import STATUS_DE, ValueStatus
from passgenau.indicators.definition import Unit

UNIT_DE: dict[Unit, str] = {
    "percent": "Prozent",
    "per_1000": "je 1.000",
    "count": "Anzahl",
    "index": "Index",
    "years": "Jahre",
    "score": "Punkte",
    "percentage_points": "Prozentpunkte",
}


def figure(value: float | None, unit: Unit, *, county: float | None = None) -> str:
    """Return a value in its unit; the county value decides how many decimals a share needs."""
    if value is None or value != value:
        return "–"
    if unit == "percent":
        return share(value, decimals=share_decimals(county if county is not None and county == county else value))
    if unit == "per_1000":
        return number(1000 * value, decimals=1)
    if unit == "count":
        return count(value)
    if unit == "percentage_points":
        return number(value, decimals=2)
    return number(value, decimals=1)


def state_word(status: str) -> str:
    """Return the word for a figure without a number."""
    return STATUS_DE[ValueStatus(status)]
