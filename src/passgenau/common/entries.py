"""Reading a raw definition entry by entry, collecting what is wrong instead of stopping at the first."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterator, Mapping
from typing import Any

from passgenau.common.findings import Finding, Place, enumerate_de, error


class Entries:
    """One table of a definition file with its path, for instance ``combine`` or ``indicators[3]``.

    Every reader returns the value, or ``None`` after adding a finding; ``findings`` is shared by all tables of
    one definition. ``topic`` opens the code of every finding, such as ``index_definition``.
    """

    def __init__(self, raw: Mapping[str, Any], path: str, *, file: str, findings: list[Finding], topic: str) -> None:
        self.raw = raw
        self.path = path
        self.file = file
        self.findings = findings
        self.topic = topic

    def __contains__(self, key: str) -> bool:
        return key in self.raw

    def name(self, key: str) -> str:
        """Return the full name of an entry as shown to people."""
        return f"{self.path}.{key}" if self.path else key

    def say(self, code: str, text: str) -> None:
        """Add an error about this definition."""
        self.findings.append(error(f"{self.topic}.{code}", text, Place(file=self.file)))

    def only(self, known: Collection[str]) -> None:
        """Refuse every key that is not known, by name."""
        for key in self.raw:
            if key not in known:
                possible = enumerate_de(sorted(known), 20)
                self.say("unknown_key", f"Der Eintrag „{self.name(key)}“ ist nicht bekannt; möglich sind {possible}.")

    def missing(self, key: str) -> bool:
        """Say that a required entry is absent, and return whether it is."""
        if key in self.raw:
            return False
        self.say("missing_key", f"Der Eintrag „{self.name(key)}“ fehlt.")
        return True

    def wrong(self, key: str, wanted: str) -> None:
        """Say what an entry must be and what came."""
        self.say("wrong_value", f"„{self.name(key)}“ muss {wanted} sein, ist aber „{self.raw[key]}“.")

    def text(self, key: str) -> str | None:
        """Return a non-empty text."""
        if self.missing(key):
            return None
        value = self.raw[key]
        if isinstance(value, str) and value.strip():
            return value
        self.wrong(key, "ein nicht leerer Text")
        return None

    def optional_text(self, key: str) -> str:
        """Return a text that may be absent or empty."""
        return (self.text(key) or "") if self.raw.get(key, "") != "" else ""

    def choice(self, key: str, allowed: Collection[str]) -> str | None:
        """Return one of the allowed words."""
        if self.missing(key):
            return None
        value = self.raw[key]
        if isinstance(value, str) and value in allowed:
            return value
        self.wrong(key, f"eines von {enumerate_de(list(allowed), 20)}")
        return None

    def number(self, key: str, wanted: str, low: float = -math.inf, high: float = math.inf) -> float | None:
        """Return a finite number in ``[low, high]``; ``wanted`` says it in German."""
        if self.missing(key):
            return None
        value = _as_number(self.raw[key])
        if value is not None and low <= value <= high:
            return value
        self.wrong(key, wanted)
        return None

    def positive(self, key: str) -> float | None:
        """Return a finite number above zero."""
        value = self.number(key, "eine endliche Zahl größer als 0")
        if value is not None and value <= 0:
            self.wrong(key, "eine endliche Zahl größer als 0")
            return None
        return value

    def integer(self, key: str, wanted: str, low: int) -> int | None:
        """Return a whole number from ``low`` upwards."""
        if self.missing(key):
            return None
        value = self.raw[key]
        if isinstance(value, int) and not isinstance(value, bool) and value >= low:
            return value
        self.wrong(key, wanted)
        return None

    def boolean(self, key: str) -> bool | None:
        """Return true or false."""
        if self.missing(key):
            return None
        value = self.raw[key]
        if isinstance(value, bool):
            return value
        self.wrong(key, "true oder false")
        return None

    def texts(self, key: str) -> tuple[str, ...] | None:
        """Return a list of non-empty texts without repetition."""
        if self.missing(key):
            return None
        value = self.raw[key]
        if not isinstance(value, list) or not all(isinstance(item, str) and item.strip() for item in value):
            self.wrong(key, "eine Liste nicht leerer Texte")
            return None
        if len(set(value)) < len(value):
            self.wrong(key, "eine Liste ohne Wiederholung")
            return None
        return tuple(value)

    def numbers(self, key: str) -> tuple[float, ...] | None:
        """Return a list of finite numbers."""
        if self.missing(key):
            return None
        value = self.raw[key]
        found = [_as_number(item) for item in value] if isinstance(value, list) else [None]
        if any(item is None for item in found):
            self.wrong(key, "eine Liste endlicher Zahlen")
            return None
        return tuple(item for item in found if item is not None)

    def table(self, key: str) -> Entries | None:
        """Return a table inside this one."""
        if self.missing(key):
            return None
        value = self.raw[key]
        if isinstance(value, Mapping):
            return self._inside(value, self.name(key))
        self.wrong(key, "ein Abschnitt mit Einträgen")
        return None

    def tables(self, key: str) -> Iterator[Entries]:
        """Yield the tables of a list, each with its number (from 1) in the path."""
        value = self.raw.get(key, [])
        if not isinstance(value, list) or not all(isinstance(item, Mapping) for item in value):
            self.wrong(key, f"eine Liste von Abschnitten [[{key}]]")
            return
        for place, item in enumerate(value, start=1):
            yield self._inside(item, f"{self.name(key)}[{place}]")

    def _inside(self, raw: Mapping[str, Any], path: str) -> Entries:
        return Entries(raw, path, file=self.file, findings=self.findings, topic=self.topic)


def _as_number(value: object) -> float | None:
    """Return a finite number as float; None for anything else (true and false are no numbers)."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    try:
        number = float(value)
    except OverflowError:
        return None
    return number if math.isfinite(number) else None
