"""Labelled choices of a form whose state lives in the address."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Option:
    """One entry of a select."""

    value: str
    label: str
    selected: bool


@dataclass(frozen=True)
class Choice:
    """One labelled select."""

    name: str
    label: str
    options: tuple[Option, ...]

    @property
    def chosen(self) -> str:
        """Return the label of the selected entry."""
        return next((option.label for option in self.options if option.selected), "")


def choice(name: str, label: str, entries: list[tuple[str, str]], selected: str) -> Choice:
    """Return a select with one entry chosen."""
    return Choice(name, label, tuple(Option(value, text, value == selected) for value, text in entries))
