"""Strengths, weaknesses and potentials as the figures propose them; the conference confirms, drops or adds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from passgenau.indicators.definition import IndicatorDefinition
from passgenau.profile.result import ProfileLine, Statement, StatementKind
from passgenau.profile.words import RegionNoun

MARKED_IN_SPREADS = 1.0
"""From here on a distance is called "deutlich"; smaller ones are no strength and no weakness."""

MOST_STATEMENTS = 4
MOST_PER_DOMAIN = 2
"""Several indicators of one domain often tell one story; the others should be heard too."""


def is_burden(line: ProfileLine) -> bool:
    """Return whether a line shows, beyond its uncertainty, markedly more need than the reference.

    Parameters
    ----------
    line
        One indicator of one area.

    Returns
    -------
    bool
        False for context, hidden, missing and untested values.
    """
    return line.judgement == "less_favourable" and _is_marked(line)


def proposed(
    lines: Sequence[ProfileLine], definitions: Mapping[str, IndicatorDefinition], *, region: RegionNoun
) -> tuple[tuple[Statement, ...], tuple[Statement, ...], tuple[Statement, ...]]:
    """Return strengths, weaknesses and potentials.

    Parameters
    ----------
    lines
        All indicators of one area.
    definitions
        Their definitions; ``potential`` says what a markedly high value may be noted as.
    region
        What the reference is called.

    Returns
    -------
    strengths, weaknesses, potentials
        Only values that differ from the reference beyond their uncertainty and by more than one spread; largest
        distance first; at most four of a kind and two per domain. Context is never a strength or weakness.
    """
    strengths = [line for line in lines if line.judgement == "more_favourable" and _is_marked(line)]
    weaknesses = [line for line in lines if is_burden(line)]
    potentials = [
        line
        for line in lines
        if definitions[line.indicator_id].potential and line.distinguishable and _is_marked(line) and _rising(line)
    ]
    return (
        tuple(_statement("strength", line, f"{line.short_name}: {_than(line, region)}") for line in _most(strengths)),
        tuple(_statement("weakness", line, f"{line.short_name}: {_than(line, region)}") for line in _most(weaknesses)),
        tuple(
            _statement("potential", line, f"{definitions[line.indicator_id].potential}: Anteil {_than(line, region)}")
            for line in _most(potentials)
        ),
    )


def _most(lines: Sequence[ProfileLine]) -> list[ProfileLine]:
    kept: list[ProfileLine] = []
    for line in sorted(lines, key=lambda one: -abs(one.deviation or 0.0)):
        same = sum(other.domain == line.domain for other in kept)
        if len(kept) < MOST_STATEMENTS and same < MOST_PER_DOMAIN:
            kept.append(line)
    return kept


def _statement(kind: StatementKind, line: ProfileLine, text: str) -> Statement:
    if line.value is None or line.deviation is None:
        raise ValueError("a statement needs a value to stand on")
    return Statement(kind, text, line.indicator_id, line.unit, line.value, line.reference_value, line.deviation)


def _than(line: ProfileLine, region: RegionNoun) -> str:
    return f"{line.words} als {region.inside if line.reference == 'county' else 'im Mittel der Gebiete'}"


def _is_marked(line: ProfileLine) -> bool:
    return line.deviation is not None and abs(line.deviation) > MARKED_IN_SPREADS


def _rising(line: ProfileLine) -> bool:
    return line.deviation is not None and line.deviation > 0
