"""Indicator pages: the list by domain, and one indicator as map, table, course and definition."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from passgenau.common.numbers_de import count
from passgenau.common.periods import period_de
from passgenau.data.status import WITH_NUMBER, ValueStatus
from passgenau.indicators.definition import DOMAINS_DE, IndicatorDefinition
from passgenau.indicators.intervals import table_intervals
from passgenau.indicators.table import IndicatorTable
from passgenau.profile.compare import Comparison, compare
from passgenau.profile.inputs import ProfileInput
from passgenau.profile.words import NO_STATEMENT, deviation_words
from passgenau.web.pages.figures import figure, state_word

LEVEL = 0.90
DOCUMENTED_DE = {
    "documented": "in einer Quelle gefunden",
    "topic_documented": "Thema in einer Quelle gefunden, Festlegung von uns ergänzt",
    "completion": "von uns ergänzt",
}


@dataclass(frozen=True)
class IndicatorRow:
    """One indicator in the list."""

    id: str
    name: str
    describes: bool
    county: str
    spread: str
    period: str
    delivered: str
    gap: bool


@dataclass(frozen=True)
class IndicatorGroup:
    """One domain with its indicators."""

    name: str
    rows: tuple[IndicatorRow, ...]


@dataclass(frozen=True)
class AreaRow:
    """One area in the table of an indicator."""

    area_id: str
    name: str
    parent: str
    value: str
    state: str
    interval: str
    cases: str
    words: str
    order: float


def indicator_groups(source: ProfileInput) -> tuple[IndicatorGroup, ...]:
    """Return the indicators that have figures, by domain."""
    table = source.current
    groups: dict[str, list[IndicatorRow]] = {}
    for column, indicator_id in enumerate(table.indicator_ids):
        definition = source.definitions[indicator_id]
        values = table.value[:, column]
        known = values[np.isfinite(values)]
        county = float(source.county.value[0, column])
        extremes = (known.min(), known.max()) if known.size else ()
        spread = " bis ".join(figure(float(end), definition.unit, county=county) for end in extremes) or "–"
        hidden = int((table.status[:, column] == ValueStatus.SUPPRESSED.value).sum())
        row = IndicatorRow(
            indicator_id,
            definition.name,
            definition.kind == "context",
            figure(county, definition.unit, county=county),
            spread,
            period_de(table.periods[column]),
            f"{count(known.size)} von {count(len(values))}" + (f", {count(hidden)} geheim" if hidden else ""),
            bool(known.size + hidden < len(values)),
        )
        groups.setdefault(definition.domain, []).append(row)
    return tuple(IndicatorGroup(DOMAINS_DE[domain], tuple(rows)) for domain, rows in groups.items())


def area_rows(
    table: IndicatorTable, county: IndicatorTable, definition: IndicatorDefinition, parents: Mapping[str, str]
) -> tuple[AreaRow, ...]:
    """Return all areas of a one-column table, highest value first, those without a number last."""
    compared = compare(table, county, {definition.id: definition})
    lower, upper = table_intervals(table, {definition.id: definition.noise}, level=LEVEL)
    whole = float(county.value[0, 0])

    def shown(value: float) -> str:
        return figure(float(value), definition.unit, county=whole)

    rows = []
    for place, area_id in enumerate(table.area_ids):
        status, value = str(table.status[place, 0]), float(table.value[place, 0])
        name, parent = table.area_names[place], parents.get(area_id, "")
        if status not in WITH_NUMBER or not np.isfinite(value):
            rows.append(AreaRow(area_id, name, parent, "", state_word(status), "", "", NO_STATEMENT, -math.inf))
            continue
        state = "" if status == ValueStatus.VALUE else state_word(status)
        interval = _span((lower[place, 0], upper[place, 0]), shown)
        cases = _cases(float(table.numerator[place, 0]), float(table.denominator[place, 0]))
        words = _words(compared, place)
        rows.append(AreaRow(area_id, name, parent, shown(value), state, interval, cases, words, value))
    return tuple(sorted(rows, key=lambda row: (-row.order, row.name)))


def _span(ends: tuple[float, float], shown: Callable[[float], str]) -> str:
    return " bis ".join(shown(end) for end in ends) if np.isfinite(ends[0]) else ""


def _cases(numerator: float, denominator: float) -> str:
    known = np.isfinite(numerator) and np.isfinite(denominator)
    return f"{count(numerator)} von {count(denominator)}" if known else ""


def _words(compared: Comparison, place: int) -> str:
    away = float(compared.deviation[place, 0])
    distinct = bool(compared.distinct[place, 0]) if compared.tested[place, 0] else None
    return deviation_words(away if np.isfinite(away) else None, distinct)


def definition_facts(definition: IndicatorDefinition) -> tuple[tuple[str, str], ...]:
    """Return the definition as terms and words."""
    direction = {
        1: "höherer Wert heißt mehr Bedarf",
        -1: "niedrigerer Wert heißt mehr Bedarf",
        0: "beschreibt, ohne Wertung",
    }
    noise = {
        "none": "Vollbestand; Zufall spielt keine Rolle",
        "binomial": "Fälle schwanken zufällig (binomial)",
        "poisson": "Ereignisse schwanken zufällig (Poisson)",
    }
    facts = [
        ("Zähler", definition.numerator),
        ("Nenner", definition.denominator),
        ("Richtung", direction[definition.direction]),
        ("Quelle", f"{definition.source}, {definition.rhythm}"),
        ("Altersgruppe", definition.age_group),
        ("Zufall", noise[definition.noise]),
        ("Warum es zählt", definition.why_it_matters),
        ("Zu beachten", definition.caveats),
        ("Herkunft der Festlegung", f"{DOCUMENTED_DE[definition.documented]}. {definition.documented_source}"),
        (
            "Verfasst, geprüft",
            f"{definition.author}; {definition.checked_by}; nächste Durchsicht {definition.next_review}",
        ),
    ]
    if definition.cohorts > 1:
        facts.insert(2, ("Jahrgänge", f"{definition.cohorts} zusammengefasst; der Zeitraum nennt den letzten"))
    if definition.modelled:
        facts.insert(2, ("Art", "modelliert, nicht gezählt"))
    return tuple((term, words) for term, words in facts if words)
