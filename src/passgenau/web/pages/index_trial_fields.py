"""The fields of a trial as the template shows them: selects, numbers, domains with their indicators and shares."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from passgenau.common.errors import PassgenauError
from passgenau.common.numbers_de import share
from passgenau.index.context import implied_domain_weights
from passgenau.index.definition import IndexDefinition
from passgenau.index.trial import trial_definition
from passgenau.indicators.definition import IndicatorDefinition
from passgenau.profile.words import AreaNoun
from passgenau.web.pages.choices import Choice, choice
from passgenau.web.pages.index_trial_form import FACTOR, WEIGHT, Sent, entries_of
from passgenau.web.pages.index_words import plain, short_name

LABELS = {
    "methode": "Standardisierung",
    "mittel": "Bezug",
    "richtung": "Vorzeichen",
    "fehlend": "Fehlende Werte",
    "beschreibend": "Beschreibende Merkmale",
}


@dataclass(frozen=True)
class SelectField:
    """A labelled select, and what is wrong with it."""

    choice: Choice
    problem: str
    changed: bool


@dataclass(frozen=True)
class NumberField:
    """A labelled number: what was typed, what is wrong, a hint, whether it differs from the definition."""

    name: str
    label: str
    text: str
    problem: str
    hint: str
    changed: bool
    describes: bool = False


@dataclass(frozen=True)
class DomainFields:
    """A domain: its factor (None without domain), its share, its indicators, and whether they are open."""

    name: str
    factor: NumberField | None
    shares: str
    summary: str
    indicators: tuple[NumberField, ...]
    open: bool


@dataclass(frozen=True)
class Problem:
    """One field that has to be corrected, for the list above the form."""

    anchor: str
    label: str
    sentence: str


@dataclass(frozen=True)
class TrialForm:
    """Everything the form shows."""

    hidden: tuple[tuple[str, str], ...]
    selects: tuple[SelectField, ...]
    numbers: tuple[NumberField, ...]
    domains: tuple[DomainFields, ...]
    problems: tuple[Problem, ...]


def trial_form(
    sent: Sent,
    definition: IndexDefinition,
    catalogue: Mapping[str, IndicatorDefinition],
    *,
    noun: AreaNoun,
    describes: bool,
) -> TrialForm:
    """Return the form of a trial."""
    selects = tuple(
        SelectField(
            choice(name, LABELS[name], entries, sent.fields[name].text),
            sent.fields[name].problem,
            sent.fields[name].changed,
        )
        for name, entries in entries_of(definition).items()
        if name != "beschreibend" or describes
    )
    share_label = "Mindestanteil gültiger Werte in Prozent"
    numbers = (
        _number(sent, "mindestanteil", share_label, "gilt beim Hochrechnen und Ersetzen"),
        _number(sent, "erste", f"Wie viele erste {noun.plural} ansehen", ""),
    )
    domains = _domains(sent, definition, catalogue)
    labels = {f"t-{one.choice.name}": (one.choice.label, one.problem) for one in selects}
    fields = [*numbers, *(one for group in domains for one in (group.factor, *group.indicators) if one)]
    labels |= {f"t-{one.name}": (one.label, one.problem) for one in fields}
    problems = tuple(Problem(anchor, label, said) for anchor, (label, said) in labels.items() if said)
    return TrialForm(tuple(sent.start.items()), selects, numbers, domains, problems)


def _number(sent: Sent, name: str, label: str, hint: str, *, describes: bool = False) -> NumberField:
    field = sent.fields[name]
    return NumberField(name, label, field.text, field.problem, hint, field.changed, describes)


def _domains(
    sent: Sent, definition: IndexDefinition, catalogue: Mapping[str, IndicatorDefinition]
) -> tuple[DomainFields, ...]:
    names = {domain.id: domain.name for domain in definition.domains}
    if any(not one.domain for one in definition.indicators):
        names[""] = "Indikatoren ohne Themenfeld" if names else "Indikatoren"
    before, after = implied_domain_weights(definition), _after(sent, definition)
    groups = []
    for domain, name in names.items():
        members = [one for one in definition.indicators if one.domain == domain]
        fields = tuple(
            _number(sent, WEIGHT + one.id, short_name(one.id, catalogue), "", describes=_describes(one.id, catalogue))
            for one in members
        )
        touched = any(field.changed for field in fields)
        groups.append(
            DomainFields(
                name=name,
                factor=_number(sent, FACTOR + domain, name, "") if domain else None,
                shares=_shares(before.get(domain, 0.0), after.get(domain, 0.0)) if domain else "",
                summary=_summary(len(members)),
                indicators=fields,
                open=touched or not domain,
            )
        )
    return tuple(groups)


def _describes(indicator: str, catalogue: Mapping[str, IndicatorDefinition]) -> bool:
    return indicator in catalogue and catalogue[indicator].kind == "context"


def _after(sent: Sent, definition: IndexDefinition) -> dict[str, float]:
    """Return the shares of the trial, those of the definition while there is none."""
    try:
        return implied_domain_weights(trial_definition(definition, sent.trial) if sent.trial else definition)
    except PassgenauError:
        return {}


def _shares(before: float, after: float) -> str:
    was, now = share(before, decimals=0), share(after, decimals=0)
    return f"zählt {was}" if was == now else f"zählt {now} (amtlich: {was})"


def _summary(size: int) -> str:
    return "Gewicht des einen Indikators" if size == 1 else f"Gewichte der {plain(size)} Indikatoren"
