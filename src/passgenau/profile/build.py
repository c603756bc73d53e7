"""Profiles from figures: everything there is to say about one area, as one frozen value."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from passgenau.common.errors import refusal
from passgenau.common.findings import Place
from passgenau.common.periods import parse_period
from passgenau.data.status import ValueStatus
from passgenau.indicators.definition import IndicatorDefinition
from passgenau.indicators.table import IndicatorTable
from passgenau.profile.compare import Comparison, compare
from passgenau.profile.domains import DomainTable, domain_lines, domain_table
from passgenau.profile.facts import facts_of
from passgenau.profile.inputs import ProfileInput
from passgenau.profile.result import DomainLine, Facts, Judgement, Profile, ProfileLine, SimilarArea
from passgenau.profile.sentences import Answer, profile_answer
from passgenau.profile.similar import similar_areas
from passgenau.profile.standing import Standing, standings
from passgenau.profile.statements import MARKED_IN_SPREADS, is_burden, proposed
from passgenau.profile.trend import HIDDEN, Series, Trend, trend
from passgenau.profile.words import deviation_words


@dataclass(frozen=True)
class _Shared:
    """What all profiles of a county have in common; computed once."""

    inputs: ProfileInput
    comparison: Comparison
    domains: DomainTable | None
    standing: dict[str, Standing]
    tables: tuple[IndicatorTable, ...]


def build_profile(inputs: ProfileInput, area_id: str) -> Profile:
    """Return the profile of one area.

    Parameters
    ----------
    inputs
        Figures, definitions and, where released, index and robustness of the county.
    area_id
        An area of ``inputs.current``.

    Returns
    -------
    Profile
        Hidden and missing values keep their name and state, nothing else.

    Raises
    ------
    PassgenauError
        If there are no figures for the area.
    """
    if area_id not in inputs.row_of:
        raise refusal("profile.unknown_area", "Für dieses Gebiet gibt es keine Werte.", Place(area_id=area_id))
    return _profile(_shared(inputs), area_id)


def build_profiles(inputs: ProfileInput) -> dict[str, Profile]:
    """Return the profiles of all areas.

    Parameters
    ----------
    inputs
        Figures, definitions and, where released, index and robustness of the county.

    Returns
    -------
    dict
        Area id to profile, in the order of ``inputs.current``; each equals what :func:`build_profile` returns.
    """
    shared = _shared(inputs)
    return {area_id: _profile(shared, area_id) for area_id in inputs.current.area_ids}


def _shared(inputs: ProfileInput) -> _Shared:
    comparison = compare(inputs.current, inputs.county, inputs.definitions)
    ranked = standings(inputs.index, inputs.robustness, inputs.register) if inputs.index is not None else ()
    return _Shared(
        inputs=inputs,
        comparison=comparison,
        domains=domain_table(inputs, comparison),
        standing={standing.area_id: standing for standing in ranked},
        tables=(*inputs.earlier, inputs.current),
    )


def _profile(shared: _Shared, area_id: str) -> Profile:
    inputs = shared.inputs
    row = inputs.row_of[area_id]
    lines = tuple(_line(shared, row, column) for column in range(len(inputs.current.indicator_ids)))
    standing = shared.standing.get(area_id)
    facts = facts_of(inputs, area_id, lines=lines, standing=standing, ranked=len(shared.standing))
    domains = domain_lines(shared.domains, row, inputs.region_noun) if shared.domains is not None else ()
    strengths, weaknesses, potentials = proposed(lines, inputs.definitions, region=inputs.region_noun)
    return Profile(
        area_id=area_id,
        name=inputs.current.area_names[row],
        municipality=_municipality(inputs, area_id),
        answer=_answer(inputs, lines, domains, facts=facts),
        facts=facts,
        domains=domains,
        lines=lines,
        strengths=strengths,
        weaknesses=weaknesses,
        potentials=potentials,
        similar=_similar(shared, row),
    )


def _line(shared: _Shared, row: int, column: int) -> ProfileLine:
    inputs, comparison = shared.inputs, shared.comparison
    table = inputs.current
    definition = inputs.definitions[table.indicator_ids[column]]
    value = _number(table.value[row, column])
    tested = bool(comparison.tested[row, column])
    distinguishable = bool(comparison.distinct[row, column]) if tested else None
    deviation = _number(comparison.deviation[row, column])
    reference = _number(comparison.reference[column])
    kind = comparison.reference_kind[column]
    return ProfileLine(
        indicator_id=definition.id,
        name=definition.name,
        short_name=definition.short_name,
        domain=definition.domain,
        kind=definition.kind,
        direction=definition.direction,
        unit=definition.unit,
        period=table.periods[column],
        status=str(table.status[row, column]),
        value=value,
        county_value=reference if kind == "county" else None,
        municipality_value=_municipality_value(inputs, table.area_ids[row], definition.id)
        if value is not None
        else None,
        reference=kind,
        reference_value=reference,
        lower=_number(comparison.lower[row, column]),
        upper=_number(comparison.upper[row, column]),
        deviation=deviation,
        distinguishable=distinguishable,
        judgement=_judgement(definition, deviation, distinguishable),
        words=deviation_words(deviation, distinguishable),
        trend=_trend(shared, row, column) if value is not None else HIDDEN,
        n=_n(table, row, column),
        cohorts=definition.cohorts,
        tags=_tags(definition, str(table.status[row, column])),
    )


def _judgement(definition: IndicatorDefinition, deviation: float | None, distinguishable: bool | None) -> Judgement:
    if deviation is None or distinguishable is None:
        return "none"
    if not distinguishable:
        return "indistinct"
    if definition.kind == "context" or definition.direction == 0:
        return "different"
    return "less_favourable" if deviation * definition.direction > 0 else "more_favourable"


def _tags(definition: IndicatorDefinition, status: str) -> tuple[str, ...]:
    tags = ["beschreibt"] if definition.kind == "context" else []
    if definition.modelled or status == ValueStatus.ESTIMATED:
        tags.append("geschätzt")
    if status == ValueStatus.PROVISIONAL:
        tags.append("vorläufig")
    return tuple(tags)


def _n(table: IndicatorTable, row: int, column: int) -> int | None:
    of, people = table.denominator[row, column], table.populations[row]
    if np.isnan(of) or np.isnan(table.value[row, column]) or of == people:
        return None
    return round(float(of))


def _trend(shared: _Shared, row: int, column: int) -> Trend:
    area_id, indicator = shared.inputs.current.area_ids[row], shared.inputs.current.indicator_ids[column]
    definition = shared.inputs.definitions[indicator]
    found: dict[str, tuple[float, float, float]] = {}
    for table in shared.tables:
        if area_id in table.area_ids and indicator in table.indicator_ids:
            at = table.area_ids.index(area_id), table.indicator_ids.index(indicator)
            found[table.periods[at[1]]] = (
                float(table.value[at]),
                float(table.numerator[at]),
                float(table.denominator[at]),
            )
    periods = tuple(sorted(found, key=parse_period))
    columns = np.array([found[period] for period in periods]).T
    return trend(Series(periods, *columns), noise=definition.noise, cohorts=definition.cohorts)


def _municipality(inputs: ProfileInput, area_id: str) -> str:
    unit = inputs.unit_of(area_id)
    return unit.name if unit is not None else ""


def _municipality_value(inputs: ProfileInput, area_id: str, indicator: str) -> float | None:
    unit, table = inputs.unit_of(area_id), inputs.municipalities
    if unit is None or table is None or unit.area_id not in table.area_ids or indicator not in table.indicator_ids:
        return None
    return _number(table.value[table.area_ids.index(unit.area_id), table.indicator_ids.index(indicator)])


def _similar(shared: _Shared, row: int) -> tuple[SimilarArea, ...]:
    table = shared.inputs.current
    return tuple(
        SimilarArea(
            area_id=table.area_ids[place],
            name=table.area_names[place],
            municipality=_municipality(shared.inputs, table.area_ids[place]),
            distance=distance,
            shared=common,
        )
        for place, distance, common in similar_areas(shared.comparison.deviation, row)
    )


def _answer(
    inputs: ProfileInput, lines: tuple[ProfileLine, ...], domains: tuple[DomainLine, ...], *, facts: Facts
) -> Answer:
    marked = [one for one in domains if one.kind == "need" and one.score is not None and one.score > MARKED_IN_SPREADS]
    return profile_answer(
        burdens=sum(is_burden(line) for line in lines),
        tested=sum(line.kind == "need" and line.distinguishable is not None for line in lines),
        domains=[one.name for one in sorted(marked, key=lambda one: -(one.score or 0.0))],
        certainty=facts.certainty,
        top=inputs.robustness.top if inputs.robustness is not None and facts.rank is not None else None,
        reason=facts.reason,
        noun=inputs.area_noun,
        region=inputs.region_noun,
    )


def _number(value: float) -> float | None:
    return None if np.isnan(value) else float(value)
