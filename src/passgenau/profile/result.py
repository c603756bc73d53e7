"""The profile as one frozen value: page, PDF, Word and report read the same thing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from passgenau.indicators.definition import Kind, Unit
from passgenau.profile.certainty import Certainty
from passgenau.profile.compare import ReferenceKind
from passgenau.profile.sentences import Answer
from passgenau.profile.trend import Trend

Judgement = Literal["less_favourable", "more_favourable", "different", "indistinct", "none"]
"""Colour and word of a value: different is without judgement, none is hidden, missing or not tested."""

StatementKind = Literal["strength", "weakness", "potential"]


@dataclass(frozen=True)
class ProfileLine:
    """One indicator in one area.

    ``value``, ``county_value``, ``municipality_value`` in the indicator's own unit (shares 0-1), None where there is
    no number. ``lower``/``upper`` bound the 90 % interval. ``deviation`` is (value - reference) / spread;
    ``reference`` says whether ``reference_value`` is the county value or the mean of the areas. ``distinguishable``
    is None where it cannot be tested. ``n`` is the denominator where it is not the area's population. ``tags`` are
    shown beside the name. For a hidden or missing value only name, status, tags and the county's value remain.
    """

    indicator_id: str
    name: str
    short_name: str
    domain: str
    kind: Kind
    direction: int
    unit: Unit
    period: str
    status: str
    value: float | None
    county_value: float | None
    municipality_value: float | None
    reference: ReferenceKind
    reference_value: float | None
    lower: float | None
    upper: float | None
    deviation: float | None
    distinguishable: bool | None
    judgement: Judgement
    words: str
    trend: Trend
    n: int | None
    cohorts: int
    tags: tuple[str, ...]


@dataclass(frozen=True)
class DomainLine:
    """One domain: mean standardised value (positive: more need), its rank, and the scores of all areas, sorted."""

    domain_id: str
    name: str
    kind: Kind
    score: float | None
    rank: int | None
    ranked: int
    words: str
    valid: int
    total: int
    scores: tuple[float, ...]


@dataclass(frozen=True)
class Facts:
    """The four facts at the head: people, rank with interval, certainty, valid values.

    ``rank`` is None without a rank, then ``reason`` says why; ``rank_words`` never shows a rank without its interval.
    """

    population: float | None
    rank: int | None
    ranked: int
    rank_low: int | None
    rank_high: int | None
    rank_words: str
    certainty: Certainty | None
    valid: int
    total: int
    suppressed: int
    missing: int
    not_applicable: int
    valid_words: str
    reason: str


@dataclass(frozen=True)
class SimilarArea:
    """An area with a similar profile: root mean square distance in spreads over ``shared`` indicators."""

    area_id: str
    name: str
    municipality: str
    distance: float
    shared: int


@dataclass(frozen=True)
class Statement:
    """A strength, weakness or potential proposed by figures; people confirm it."""

    kind: StatementKind
    text: str
    indicator_id: str
    unit: Unit
    value: float
    reference_value: float | None
    deviation: float


@dataclass(frozen=True)
class Profile:
    """What there is to say about one area."""

    area_id: str
    name: str
    municipality: str
    answer: Answer
    facts: Facts
    domains: tuple[DomainLine, ...]
    lines: tuple[ProfileLine, ...]
    strengths: tuple[Statement, ...]
    weaknesses: tuple[Statement, ...]
    potentials: tuple[Statement, ...]
    similar: tuple[SimilarArea, ...]

    def lines_of(self, domain: str) -> tuple[ProfileLine, ...]:
        """Return the lines of one domain in the order of the table."""
        return tuple(line for line in self.lines if line.domain == domain)
