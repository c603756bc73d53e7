"""What a source demands of its figures, by audience: the parameters of every primary rule."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Audience = Literal["statistics_office", "planning", "public"]
AUDIENCES: tuple[Audience, ...] = ("statistics_office", "planning", "public")  # from wide to narrow

AUDIENCES_DE: dict[Audience, str] = {
    "statistics_office": "Statistikstelle",
    "planning": "Planung",
    "public": "Öffentlichkeit",
}

Evidence = Literal["read", "open"]


@dataclass(frozen=True)
class Dominance:
    """A figure is hidden where its ``largest`` contributors (1 or 2) hold more than ``share`` (0-1) of it."""

    largest: int
    share: float


@dataclass(frozen=True)
class Thresholds:
    """What must hold before a figure may be shown.

    ``minimum_count`` t: counts with 0 < count < t are hidden, and whatever is hidden stays uncertain by t - 1 (0 or 1:
    nothing is small). ``minimum_denominator``: rates over fewer people are hidden together with their count (0: none).
    ``complement``: the number of those *not* concerned obeys ``minimum_count`` too. ``coalition`` k: hidden where
    at most k people of the group are not concerned, since these k know all about the rest (None: not applied; 0 hides
    only "all of them"). ``hide_none``: a count of 0 among a group is hidden as well ("none of them").
    ``minimum_units``: least number of units behind a count, such as Bedarfsgemeinschaften (0: none; applies where the
    units are delivered). ``dominance``: for sums of money; applies where the largest contributors are delivered.
    ``rounding``: counts are shown as multiples of this base (1: as they are).
    """

    minimum_count: int
    minimum_denominator: int
    complement: bool
    coalition: int | None
    hide_none: bool
    minimum_units: int
    dominance: Dominance | None
    rounding: int


@dataclass(frozen=True)
class ProtectionProfile:
    """The rules of one source as reviewed by people. An audience absent from ``audiences`` sees nothing of the source.

    ``protected_at_source``: the office has already changed its figures so that single cases are safe and totals need
    not add up (cell key method); they pass as delivered. ``evidence``: ``read`` in the named source, or ``open``:
    ask the data owner.
    """

    id: str
    name: str
    source: str
    legal_basis: str
    evidence: Evidence
    reviewed_by: str
    note: str
    protected_at_source: bool
    audiences: Mapping[Audience, Thresholds]
