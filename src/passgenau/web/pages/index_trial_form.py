"""The form of a trial: what the address asks for, every field with what was typed and what is wrong with it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, cast
from urllib.parse import urlencode

from passgenau.common.numbers_de import NumberTextError, parse_number
from passgenau.index.definition import IndexDefinition
from passgenau.index.trial import Trial, as_defined
from passgenau.web.pages.index_words import DIRECTIONS, MEANS, METHODS, MISSING, offered, plain

MOST = 1000.0
LONGEST = 40
FACTOR, WEIGHT = "f-", "g-"
WITHOUT = "ohne"


@dataclass(frozen=True)
class Field:
    """One field as it was sent: name, text, what is wrong with it (empty: nothing), whether it is as defined."""

    name: str
    text: str
    problem: str
    changed: bool


@dataclass(frozen=True)
class Sent:
    """A form as it was sent: definition and period it starts from, its fields by name, and the trial they ask for.

    The trial is None while something is wrong.
    """

    start: Mapping[str, str]
    fields: Mapping[str, Field]
    trial: Trial | None

    def address(self, **changes: str) -> str:
        """Return the shortest address that says the same, with something changed."""
        kept = {field.name: field.text for field in self.fields.values() if field.changed}
        wanted = {**self.start, **kept, **changes}
        return "?" + urlencode({name: text for name, text in wanted.items() if text or name not in changes})

    @property
    def problems(self) -> tuple[Field, ...]:
        """Return the fields that have to be corrected."""
        return tuple(field for field in self.fields.values() if field.problem)


def entries_of(definition: IndexDefinition) -> dict[str, list[tuple[str, str]]]:
    """Return what each select offers."""
    return {
        "methode": offered(METHODS, definition.method),
        "mittel": offered(MEANS, definition.reference.mean),
        "richtung": offered(DIRECTIONS, definition.direction),
        "fehlend": offered(MISSING, definition.missing_rule),
        "beschreibend": [("mit", "mitgerechnet"), (WITHOUT, "weggelassen")],
    }


def read_trial(
    given: Mapping[str, str],
    definition: IndexDefinition,
    context: frozenset[str],
    *,
    start: Mapping[str, str],
    top: int,
    ranked: int,
) -> Sent:
    """Return the form as sent; a field that is absent is as defined, one that is empty or nonsense has a sentence."""
    fields: dict[str, Field] = {}
    numbers: dict[str, float] = {}
    for name, chosen in _selects(definition).items():
        known = [value for value, _ in entries_of(definition)[name]]
        fields[name] = _select(name, given.get(name, chosen), chosen, known)
    wanted: dict[str, tuple[float | None, float]] = {
        "mindestanteil": (100 * definition.min_share, 100.0),
        "erste": (float(top) if top else None, float(ranked)),
    }
    wanted |= {FACTOR + domain.id: (1.0, MOST) for domain in definition.domains}
    wanted |= {WEIGHT + one.id: (one.weight, max(MOST, one.weight)) for one in definition.indicators}
    for name, (own, most) in wanted.items():
        own_text = "" if own is None else plain(own)
        field, value = _number(name, given.get(name, own_text), own_text, own=own, most=most)
        fields[name] = field
        if value is not None:
            numbers[name] = value
    broken = any(field.problem for field in fields.values())
    return Sent(start, fields, None if broken else _trial(definition, fields, numbers, context, top=top))


def _selects(definition: IndexDefinition) -> dict[str, str]:
    return {
        "methode": definition.method,
        "mittel": definition.reference.mean,
        "richtung": definition.direction,
        "fehlend": definition.missing_rule,
        "beschreibend": "mit",
    }


def _select(name: str, text: str, own: str, known: list[str]) -> Field:
    problem = "" if text in known else f"„{text[:LONGEST]}“ steht nicht zur Wahl; bitte neu wählen."
    return Field(name, text[:LONGEST], problem, text != own)


def _number(name: str, text: str, own_text: str, *, own: float | None, most: float) -> tuple[Field, float | None]:
    text = text.strip()[: LONGEST + 1]
    if text == own_text:
        return Field(name, text, "", False), own
    whole = name == "erste"
    least = 1 if whole else 0
    kind = "eine ganze Zahl" if whole else "eine Zahl"
    wanted = f"Gebraucht wird {kind} von {least} bis {plain(most)}"
    value, problem = _value(text, wanted)
    if value is not None and (not least <= value <= most or (whole and value != int(value))):
        problem = f"{wanted}, eingetragen ist „{text[:LONGEST]}“."
    return Field(name, text[:LONGEST], problem, True), None if problem else value


def _value(text: str, wanted: str) -> tuple[float | None, str]:
    if not text:
        return None, f"{wanted}; das Feld ist leer."
    try:
        return parse_number(text[:LONGEST], decimal=","), ""
    except NumberTextError as wrong:
        return None, f"{wanted}; „{text[:LONGEST]}“ {wrong.problem}."


def _trial(
    definition: IndexDefinition,
    fields: Mapping[str, Field],
    numbers: Mapping[str, float],
    context: frozenset[str],
    *,
    top: int,
) -> Trial:
    own = as_defined(definition)
    chosen = cast(Any, {name: fields[name].text for name in _selects(definition)})
    first = int(numbers["erste"]) if "erste" in numbers else 0
    return Trial(
        method=chosen["methode"],
        mean=chosen["mittel"],
        direction=chosen["richtung"],
        missing_rule=chosen["fehlend"],
        min_share=numbers["mindestanteil"] / 100 if fields["mindestanteil"].changed else own.min_share,
        first=own.first if first == top else first,
        factors={domain.id: numbers[FACTOR + domain.id] for domain in definition.domains},
        weights={one.id: numbers[WEIGHT + one.id] for one in definition.indicators},
        left_out=context if chosen["beschreibend"] == WITHOUT else frozenset(),
    )
