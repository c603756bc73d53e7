"""What an indicator is: a reviewed document with numerator, denominator, direction, source and reviewer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any, Literal, get_args

from passgenau.common.errors import PassgenauError
from passgenau.common.findings import Finding, Place, error

Unit = Literal["percent", "per_1000", "count", "index", "years", "score", "percentage_points"]
Noise = Literal["none", "binomial", "poisson"]
Kind = Literal["need", "context"]

DOMAINS_DE: dict[str, str] = {
    "foreign_population": "Ausländische Bevölkerung",
    "work_and_social": "Arbeit und Soziales",
    "health": "Gesundheit",
    "youth_welfare": "Jugendhilfe",
    "care_and_seniors": "Pflege und Senioren",
    "social_situation": "Soziale Lage",
    "social_change": "Veränderung der sozialen Lage",
}

# For narrow column heads; the soft hyphens say where a word may break.
DOMAINS_SHORT_DE: dict[str, str] = {
    "foreign_population": "Ausl. Bevöl\u00adkerung",
    "work_and_social": "Arbeit, Sozia\u00adles",
    "health": "Gesund\u00adheit",
    "youth_welfare": "Jugend\u00adhilfe",
    "care_and_seniors": "Pflege, Senio\u00adren",
    "social_situation": "Soziale Lage",
    "social_change": "Verän\u00adderung",
}


@dataclass(frozen=True)
class IndicatorDefinition:
    """One indicator as reviewed by people.

    ``direction``: +1 more means more need, -1 less means more need, 0 describes without judgement. ``kind`` is
    ``context`` for figures that say who lives somewhere, not what is lacking (they may still enter an index).
    ``noise``: ``none`` for complete stocks, ``binomial``/``poisson`` for events and benefit receipt.
    ``part_of_whole``: a numerator above the denominator is an error, else a warning. ``cohorts`` > 1: the period
    names the last of so many pooled cohorts. ``documented``: what was read in a source and what is our completion.
    ``potential`` names what a markedly high value may be noted as (such as a young population); empty: nothing.
    """

    id: str
    name: str
    short_name: str
    domain: str
    numerator: str
    denominator: str
    unit: Unit
    direction: int
    kind: Kind
    noise: Noise
    part_of_whole: bool
    source: str
    rhythm: str
    age_group: str
    why_it_matters: str
    caveats: str
    documented: str
    documented_source: str
    author: str
    checked_by: str
    next_review: str
    cohorts: int = 1
    modelled: bool = False
    potential: str = ""


def parse_indicator(raw: Mapping[str, Any], file: str) -> IndicatorDefinition:
    """Return the definition in ``raw``, refusing unknown and missing keys by name, all at once.

    Parameters
    ----------
    raw
        Content of one TOML file: keys are the fields of :class:`IndicatorDefinition`; ``cohorts``,
        ``modelled`` and ``potential`` may be absent (not pooled, not modelled, no potential noted). Nothing with a
        political meaning has a default.
    file
        Name shown in findings.

    Returns
    -------
    IndicatorDefinition
        The checked definition.

    Raises
    ------
    PassgenauError
        With every finding: unknown key, missing key, wrong type, value outside the allowed list.
    """
    findings: list[Finding] = []
    known = {field.name: field for field in fields(IndicatorDefinition)}
    optional = {"cohorts", "modelled", "potential"}
    place = Place(file=file)
    for key in raw:
        if key not in known:
            findings.append(error("definition.unknown_key", f"Der Eintrag „{key}“ ist nicht bekannt.", place))
    for key in known:
        if key not in raw and key not in optional:
            findings.append(error("definition.missing_key", f"Der Eintrag „{key}“ fehlt.", place))
    findings += _wrong_choices(raw, place)
    if findings:
        raise PassgenauError(findings)
    return IndicatorDefinition(**{key: raw[key] for key in known if key in raw})


def _wrong_choices(raw: Mapping[str, Any], place: Place) -> list[Finding]:
    allowed: dict[str, tuple[Any, ...]] = {
        "unit": get_args(Unit),
        "noise": get_args(Noise),
        "kind": get_args(Kind),
        "direction": (-1, 0, 1),
        "part_of_whole": (True, False),
        "modelled": (True, False),
        "documented": ("documented", "topic_documented", "completion"),
        "domain": tuple(DOMAINS_DE),
    }
    findings = []
    for key, choices in allowed.items():
        if key in raw and raw[key] not in choices:
            wanted = ", ".join(str(choice) for choice in choices)
            findings.append(
                error("definition.choice", f"„{key}“ muss eines von {wanted} sein, ist aber „{raw[key]}“.", place)
            )
    texts = {"id", "name", "short_name", "numerator", "source", "author", "checked_by"}
    for key in sorted(texts & set(raw)):
        if not isinstance(raw[key], str) or not raw[key].strip():
            findings.append(error("definition.text", f"„{key}“ muss ein nicht leerer Text sein.", place))
    if not isinstance(raw.get("cohorts", 1), int) or raw.get("cohorts", 1) < 1:
        findings.append(error("definition.cohorts", "„cohorts“ muss eine ganze Zahl ab 1 sein.", place))
    return findings
