"""What the checks of station Daten need to know about an indicator; full definitions of the next station fit."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

NEVER_NEGATIVE = frozenset({"percent", "per_1000", "count", "years"})


class FigureRule(Protocol):
    """The part of an indicator definition that says which figures are possible."""

    @property
    def id(self) -> str:
        """Return the id of the indicator."""
        ...

    @property
    def unit(self) -> str:
        """Return the unit, such as ``percent`` (shares 0-1 inside)."""
        ...

    @property
    def part_of_whole(self) -> bool:
        """Return whether the numerator is a part of the denominator."""
        ...


@dataclass(frozen=True)
class PlainRule:
    """A rule for an indicator without a full definition; an empty unit says nothing about possible values."""

    id: str
    unit: str = ""
    part_of_whole: bool = False
