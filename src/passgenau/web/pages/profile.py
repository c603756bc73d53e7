"""The Steckbrief as a page: facts, domains, statements, every indicator."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from passgenau.common.numbers_de import count
from passgenau.common.periods import period_de
from passgenau.data.status import ValueStatus
from passgenau.indicators.definition import DOMAINS_DE
from passgenau.profile.result import DomainLine, Profile, ProfileLine, Statement
from passgenau.profile.words import number_word
from passgenau.render.charts import (
    Deviation,
    Judgement,
    common_scale,
    deviation_plot,
    domain_strip,
    hidden_field,
    missing_field,
    sparkline,
)
from passgenau.web.pages.figures import figure, state_word

JUDGEMENTS = {
    "less_favourable": Judgement.UNFAVOURABLE,
    "more_favourable": Judgement.FAVOURABLE,
    "different": Judgement.DIFFERENT,
    "indistinct": Judgement.INDISTINCT,
    "none": Judgement.INDISTINCT,
}


@dataclass(frozen=True)
class StripRow:
    """One domain of the area."""

    name: str
    svg: str
    words: str
    rank: str


@dataclass(frozen=True)
class LineRow:
    """One indicator of the area."""

    id: str
    name: str
    tags: tuple[str, ...]
    note: str
    value: str
    state: str
    hidden: bool
    county: str
    municipality: str
    plot: str
    words: str
    unclear: bool
    course: str
    trend: str


@dataclass(frozen=True)
class LineGroup:
    """The indicators of one domain."""

    name: str
    size: str
    rows: tuple[LineRow, ...]


@dataclass(frozen=True)
class StatementRow:
    """One proposed strength, weakness or potential with its evidence."""

    text: str
    evidence: str


@dataclass(frozen=True)
class ProfilePage:
    """Everything the Steckbrief shows."""

    name: str
    municipality: str
    answer: tuple[str, str]
    locator: str
    population: str
    population_note: str
    rank: str
    rank_note: str
    certainty: str
    certainty_note: str
    dots: str
    top_words: str
    valid: str
    valid_note: str
    strips: tuple[StripRow, ...]
    strengths: tuple[StatementRow, ...]
    weaknesses: tuple[StatementRow, ...]
    potentials: tuple[StatementRow, ...]
    groups: tuple[LineGroup, ...]
    has_municipality: bool
    total: str
    span: str
    similar: tuple[tuple[str, str, str, str], ...]
    source: str


def profile_page(profile: Profile, *, top: int, locator: str, source: str, span: str) -> ProfilePage:
    """Return the page of one profile."""
    facts = profile.facts
    sure = facts.certainty
    valid, _, rest = facts.valid_words.partition("; ")
    return ProfilePage(
        name=profile.name,
        municipality=profile.municipality,
        answer=profile.answer,
        locator=locator,
        population=count(facts.population) if facts.population is not None else "nicht geliefert",
        population_note="Hauptwohnsitz" if facts.population is not None else "",
        rank=f"{facts.rank} von {facts.ranked}" if facts.rank else "kein Rang",
        rank_note=facts.rank_words if facts.rank else facts.reason,
        certainty=sure.word if sure and sure.rung is not None else "nicht geprüft",
        certainty_note=sure.frequency if sure else "",
        dots=sure.dots if sure else "",
        top_words=number_word(top),
        valid=valid,
        valid_note=rest or "vollständig",
        strips=_strips(profile.domains),
        strengths=_statements(profile.strengths),
        weaknesses=_statements(profile.weaknesses),
        potentials=_statements(profile.potentials),
        groups=_groups(profile),
        has_municipality=any(line.municipality_value is not None for line in profile.lines),
        total=number_word(len(profile.lines)),
        span=span,
        similar=tuple(
            (entry.area_id, entry.name, entry.municipality, f"{count(entry.shared)} gemeinsame Werte")
            for entry in profile.similar
        ),
        source=source,
    )


def _strips(domains: tuple[DomainLine, ...]) -> tuple[StripRow, ...]:
    scale = common_scale([domain.scores for domain in domains])
    return tuple(
        StripRow(
            domain.name,
            domain_strip(domain.scores, domain.score, scale=scale, judgement=_domain_judgement(domain)),
            domain.words,
            f"Rang {domain.rank} von {domain.ranked}" if domain.rank else "ohne Rang",
        )
        for domain in domains
    )


def _domain_judgement(domain: DomainLine) -> Judgement:
    if domain.score is None or abs(round(domain.score, 1)) <= 0.5:
        return Judgement.INDISTINCT
    if domain.kind == "context":
        return Judgement.DIFFERENT
    return Judgement.UNFAVOURABLE if domain.score > 0 else Judgement.FAVOURABLE


def _statements(statements: tuple[Statement, ...]) -> tuple[StatementRow, ...]:
    return tuple(
        StatementRow(
            statement.text,
            _evidence(statement),
        )
        for statement in statements
    )


def _evidence(statement: Statement) -> str:
    county = statement.reference_value
    value = figure(statement.value, statement.unit, county=county)
    return f"{value}, Kreis {figure(county, statement.unit, county=county)}"


def _groups(profile: Profile) -> tuple[LineGroup, ...]:
    domains = list(dict.fromkeys(line.domain for line in profile.lines))
    return tuple(
        LineGroup(
            DOMAINS_DE[domain],
            f"{len(profile.lines_of(domain))} Indikatoren",
            tuple(_line(line) for line in profile.lines_of(domain)),
        )
        for domain in domains
    )


def _line(line: ProfileLine) -> LineRow:
    show: Callable[[float | None], str] = lambda value: figure(value, line.unit, county=line.county_value)  # noqa: E731
    hidden = line.status == ValueStatus.SUPPRESSED
    return LineRow(
        id=line.indicator_id,
        name=line.short_name,
        tags=line.tags,
        note=_note(line),
        value=show(line.value) if line.value is not None else "",
        state="" if line.value is not None else state_word(line.status),
        hidden=hidden,
        county=show(line.county_value),
        municipality=show(line.municipality_value),
        plot=_plot(line),
        words=line.words,
        unclear=line.judgement in {"indistinct", "none"},
        course=sparkline(line.trend.values) if line.value is not None else "",
        trend=line.trend.word if line.value is not None else "–",
    )


def _note(line: ProfileLine) -> str:
    parts = [f"n = {count(line.n)}"] if line.n is not None and line.value is not None else []
    if line.cohorts > 1:
        parts.append(f"{number_word(line.cohorts)} Jahrgänge bis {period_de(line.period)}")
    return ", ".join(parts)


def _plot(line: ProfileLine) -> str:
    if line.value is None:
        if line.status == ValueStatus.SUPPRESSED:
            return hidden_field()
        return missing_field("nicht geliefert" if line.status == ValueStatus.MISSING else state_word(line.status))
    middle = line.reference_value
    if line.deviation is None or middle is None:
        return ""
    spread = (line.value - middle) / line.deviation if line.deviation else 0.0
    low = (line.lower - middle) / spread if spread and line.lower is not None else None
    high = (line.upper - middle) / spread if spread and line.upper is not None else None
    return deviation_plot(Deviation(line.deviation, low, high, JUDGEMENTS[line.judgement]))
