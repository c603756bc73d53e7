"""Findings about delivered data: what must be, what came, where. All are collected before anything stops."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

Level = Literal["error", "warning"]

LEVEL_DE: dict[Level, str] = {"error": "Fehler", "warning": "Hinweis"}


@dataclass(frozen=True)
class Place:
    """Where in a delivery something stands; empty parts are unknown or do not apply."""

    file: str = ""
    row: int | None = None
    column: str = ""
    area_id: str = ""
    indicator_id: str = ""
    period: str = ""

    def words(self) -> str:
        """Return the place in German, such as ``werte.csv, Zeile 9, Spalte D``."""
        parts = [self.file] if self.file else []
        if self.row is not None:
            parts.append(f"Zeile {self.row}")
        if self.column:
            parts.append(f"Spalte {self.column}")
        if self.area_id:
            parts.append(f"Gebiet {self.area_id}")
        if self.indicator_id:
            parts.append(f"Indikator {self.indicator_id}")
        if self.period:
            parts.append(f"Zeitraum {self.period}")
        return ", ".join(parts)


@dataclass(frozen=True)
class Finding:
    """One thing to say about a delivery: a stable code, a German sentence with what came, and what to do."""

    level: Level
    code: str
    text: str
    place: Place = Place()
    advice: str = ""

    def sentence(self) -> str:
        """Return level, place, text and advice as one German line."""
        where = self.place.words()
        head = f"{LEVEL_DE[self.level]} ({where}): " if where else f"{LEVEL_DE[self.level]}: "
        return head + self.text + (f" {self.advice}" if self.advice else "")


def error(code: str, text: str, place: Place = Place(), advice: str = "") -> Finding:
    """Return a finding that stops the delivery."""
    return Finding("error", code, text, place, advice)


def warning(code: str, text: str, place: Place = Place(), advice: str = "") -> Finding:
    """Return a finding that a person may accept."""
    return Finding("warning", code, text, place, advice)


def errors_in(findings: Iterable[Finding]) -> list[Finding]:
    """Return only the findings that stop."""
    return [finding for finding in findings if finding.level == "error"]


def enumerate_de(items: Sequence[str], most: int = 5) -> str:
    """Return ``a, b und c``; past ``most`` items the rest is counted, not listed."""
    if len(items) > most:
        return ", ".join(items[:most]) + f" und {len(items) - most} weitere"
    if len(items) < 2:
        return "".join(items)
    return ", ".join(items[:-1]) + " und " + items[-1]
