"""Everything a profile is made from, gathered once per state of a release."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

import pandas as pd

from passgenau.common.errors import PassgenauError
from passgenau.common.periods import parse_period
from passgenau.data.areas import AreaRegister
from passgenau.files.definitions import indicator_catalogue, load_index_definition
from passgenau.indicators.build import build_table, periods_by_indicator
from passgenau.indicators.definition import DOMAINS_DE, IndicatorDefinition
from passgenau.indicators.rollup import roll_up, total
from passgenau.indicators.table import IndicatorTable
from passgenau.profile.inputs import ProfileInput
from passgenau.profile.words import KREIS, STADT, RegionNoun, area_noun
from passgenau.store.models import Region, Release
from passgenau.store.queries.figures import Figures, figures_of, memory, state_key
from passgenau.store.queries.index import Reading, definitions_for, reading

OFFICIAL = "rbk_gesamtindex"


@dataclass(frozen=True)
class Levels:
    """The levels a page speaks of: the areas themselves, what they belong to, and the one that holds all."""

    finest: str
    parent: str
    top: str


def region_noun(region: Region) -> RegionNoun:
    """Return what the whole region is called."""
    return STADT if region.kind == Region.Kind.TOWN else KREIS


def levels_of(register: AreaRegister) -> Levels:
    """Return finest level, level of the parents, and level of the single area above all (empty where none)."""
    finest = register.finest_level()
    areas = register.at_level(finest)
    parents = Counter(register.by_id[area.parent_id].level for area in areas if area.parent_id in register.by_id)
    parent = parents.most_common(1)[0][0] if parents else ""
    tops = [level for level in register.levels() if len(register.at_level(level)) == 1 and level != finest]
    top = next((level for level in tops if all(register.ancestor(area.area_id, level) for area in areas)), "")
    return Levels(finest, "" if parent == top else parent, top)


def known_definitions(figures: Figures) -> dict[str, IndicatorDefinition]:
    """Return the definitions of the indicators that have figures."""
    catalogue = indicator_catalogue()
    known = [catalogue[key] for key in figures.indicator_ids if key in catalogue]
    order, turn = list(DOMAINS_DE), list(_turns())
    known.sort(key=lambda found: (order.index(found.domain), turn.index(found.id) if found.id in turn else len(turn)))
    return {definition.id: definition for definition in known}


def _turns() -> tuple[str, ...]:
    """Return the indicators in the order of the county index, as its tables show them."""
    return tuple(entry.id for entry in load_index_definition(OFFICIAL).indicators)


def latest_periods(long: pd.DataFrame) -> dict[str, str]:
    """Return the latest period of each indicator."""
    return {indicator: periods[-1] for indicator, periods in periods_by_indicator(long).items()}


def direct_table(figures: Figures, periods: dict[str, str], level: str) -> IndicatorTable | None:
    """Return what was delivered for a level itself, None where nothing was."""
    ids = {area.area_id for area in figures.register.at_level(level)}
    rows = figures.long[figures.long["area_id"].isin(ids)]
    if rows.empty:
        return None
    return build_table(rows, figures.register, periods=periods, level=level)


def county_table(figures: Figures, table: IndicatorTable, levels: Levels, name: str) -> IndicatorTable:
    """Return the values of the whole region: delivered ones first, else summed from counts."""
    periods = dict(zip(table.indicator_ids, table.periods, strict=True))
    if levels.top:
        return roll_up(table, figures.register, levels.top, direct=direct_table(figures, periods, levels.top))
    return total(table, area_id="gesamt", name=name)


def municipality_table(figures: Figures, table: IndicatorTable, levels: Levels) -> IndicatorTable | None:
    """Return the values of the municipalities, None where areas belong to nothing."""
    if not levels.parent:
        return None
    periods = dict(zip(table.indicator_ids, table.periods, strict=True))
    try:
        return roll_up(table, figures.register, levels.parent, direct=direct_table(figures, periods, levels.parent))
    except PassgenauError:
        return None


def official_reading(region: Region, release: Release) -> Reading | None:
    """Return the index a region's pages speak of: the county index where it fits, else the first that fits.

    None where none fits or where it cannot be computed.
    """
    fitting = definitions_for(region, release)
    if not fitting:
        return None
    definition_id = OFFICIAL if OFFICIAL in fitting else next(iter(fitting))
    try:
        return reading(region, release, definition_id, fitting[definition_id][0])
    except PassgenauError:  # such as an indicator without any difference; the index page says so, the others go on
        return None


def profile_input(region: Region, release: Release) -> ProfileInput:
    """Return what profiles of this release state are built from; PassgenauError where there are no figures."""
    found = official_reading(region, release)
    stamp = (found.definition.digest, found.period, found.robustness is not None) if found else None
    return memory.get(("profile-input", *state_key(release), stamp), lambda: _gather(region, release, found))


def _gather(region: Region, release: Release, found: Reading | None) -> ProfileInput:
    figures = figures_of(region, release)
    definitions = known_definitions(figures)
    long = figures.long[figures.long["indicator_id"].isin(list(definitions))]
    levels = levels_of(figures.register)
    own = long[long["area_id"].isin({area.area_id for area in figures.register.at_level(levels.finest)})]
    latest = latest_periods(own)
    ordered = {key: latest[key] for key in definitions if key in latest}
    current = build_table(own, figures.register, periods=ordered, level=levels.finest)
    return ProfileInput(
        current=current, county=county_table(figures, current, levels, region.name), definitions=definitions,
        register=figures.register, earlier=earlier_tables(own, figures.register, latest, levels.finest),
        municipalities=municipality_table(figures, current, levels),
        index=found.result if found else None, robustness=found.robustness if found else None,
        area_noun=area_noun(levels.finest),
        region_noun=region_noun(region),
    )  # fmt: skip


def earlier_tables(
    long: pd.DataFrame, register: AreaRegister, latest: dict[str, str], level: str
) -> tuple[IndicatorTable, ...]:
    """Return one table per earlier period, with the indicators that were delivered for it."""
    by_period: dict[str, dict[str, str]] = {}
    for indicator, periods in periods_by_indicator(long).items():
        for period in periods:
            if period != latest[indicator]:
                by_period.setdefault(period, {})[indicator] = period
    return tuple(
        build_table(long, register, periods=by_period[period], level=level)
        for period in sorted(by_period, key=parse_period)
    )
