"""What the choices of an index definition are called where a visitor picks them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from passgenau.common.findings import Finding, enumerate_de
from passgenau.common.numbers_de import number
from passgenau.common.periods import period_de
from passgenau.index.definition import IndexDefinition
from passgenau.indicators.definition import IndicatorDefinition

AS_DEFINED = "wie in der Definition"
METHODS: dict[str, str] = {
    "zscore": "Abstand in Streuungen",
    "robust_z": "Abstand vom Median, in mittleren Abweichungen",
    "difference": "Abstand in der Einheit des Indikators",
    "relative": "Abstand als Anteil des Mittels",
    "minmax": "Lage zwischen kleinstem und größtem Wert",
    "rank": "Rangplätze",
}
MEANS: dict[str, str] = {
    "areas": "Mittel der Gebiete, ungewichtet",
    "population": "Mittel, gewichtet mit der Bevölkerung",
    "county": "Gesamtwert aus allen Fällen",
}
DIRECTIONS: dict[str, str] = {
    "signed": "mit Vorzeichen",
    "absolute": "ohne Vorzeichen, nur die Größe",
}
MISSING: dict[str, str] = {
    "rescale": "die vorhandenen hochrechnen",
    "exclude_area": "das Gebiet bleibt ohne Rang",
    "impute_reference": "durch das Mittel ersetzen",
    "refuse": "nicht rechnen, solange etwas fehlt",
}
AGGREGATES: dict[str, str] = {"sum": "Summe", "arithmetic": "Mittel"}
NAMED_PROBLEMS = 4


def worded(words: Mapping[str, str], value: str) -> str:
    """Return what a choice is called; one that only a definition can make is named as such."""
    return words.get(value, AS_DEFINED)


def offered(words: Mapping[str, str], own: str) -> list[tuple[str, str]]:
    """Return the entries of a select, with the definition's own choice first where it has no word of its own."""
    return [*([] if own in words else [(own, AS_DEFINED)]), *words.items()]


def plain(value: float) -> str:
    """Return a number as a person would type it: ``1``, ``0,25``."""
    text = number(value, decimals=6)
    return text.rstrip("0").rstrip(",") if "," in text else text


def short_name(indicator: str, catalogue: Mapping[str, IndicatorDefinition]) -> str:
    """Return the short name of an indicator, or its id where nobody defined it."""
    return catalogue[indicator].short_name if indicator in catalogue else indicator


def context_of(definition: IndexDefinition, catalogue: Mapping[str, IndicatorDefinition]) -> frozenset[str]:
    """Return the indicators of a definition that only describe."""
    return frozenset(
        one.id for one in definition.indicators if one.id in catalogue and catalogue[one.id].kind == "context"
    )


def refusal_sentences(findings: Sequence[Finding], catalogue: Mapping[str, IndicatorDefinition]) -> tuple[str, ...]:
    """Return why something could not be computed, with indicators by name; the same reason said once."""
    named: dict[str, list[str]] = {}
    for finding in findings:
        place = finding.place.indicator_id
        named.setdefault(finding.text, []).extend([short_name(place, catalogue)] if place else [])
    return tuple(
        f"{text} Betroffen: {enumerate_de(places, NAMED_PROBLEMS)}." if places else text
        for text, places in named.items()
    )


def reading_words(definition: IndexDefinition, period: str) -> str:
    """Return a reading as it stands in a sentence."""
    return f"{definition.name}, {period_de(period)}"
