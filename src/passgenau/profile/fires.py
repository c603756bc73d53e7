"""Hidden fires: areas that are inconspicuous overall and far out in a single indicator."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from passgenau.common.numbers_de import rank as rank_de
from passgenau.indicators.table import Floats
from passgenau.profile.compare import Comparison, compare, positions
from passgenau.profile.facts import rank_words
from passgenau.profile.inputs import ProfileInput
from passgenau.profile.standing import Standing, standings
from passgenau.profile.words import RegionNoun, ordinal_stem


@dataclass(frozen=True)
class FireRule:
    """When a fire counts as hidden.

    ``quiet_from``: the rank must lie behind this share (0-1) of the ranked areas. ``spreads``: the value must differ
    from the reference by more than this. ``position``: and be among so many highest (or lowest) of the county.
    ``most``: so many areas are listed.
    """

    quiet_from: float = 0.5
    spreads: float = 2.0
    position: int = 3
    most: int = 3


@dataclass(frozen=True)
class HiddenFire:
    """One area that is easy to overlook, with the indicator that stands out and a sentence that says so."""

    area_id: str
    name: str
    municipality: str
    rank: int
    rank_low: int | None
    rank_high: int | None
    indicator_id: str
    short_name: str
    position: int
    deviation: float
    sentence: str


def hidden_fires(inputs: ProfileInput, *, rule: FireRule = FireRule()) -> tuple[HiddenFire, ...]:
    """Return the areas that the index does not show, but one indicator does.

    Parameters
    ----------
    inputs
        Figures, definitions and index of the county.
    rule
        When a fire counts as hidden.

    Returns
    -------
    tuple of HiddenFire
        Largest distance first, one indicator per area (its furthest). Only need indicators count, only values that
        differ from the reference beyond their uncertainty, never hidden ones. Empty without an index.
    """
    if inputs.index is None:
        return ()
    comparison = compare(inputs.current, inputs.county, inputs.definitions)
    need = _need(inputs, comparison)
    place = positions(need)
    glowing = comparison.distinct & (need > rule.spreads) & (place <= rule.position) & (place > 0)
    ranked = standings(inputs.index, inputs.robustness, inputs.register)
    quiet = [one for one in ranked if one.rank > rule.quiet_from * len(ranked) and one.area_id in inputs.row_of]
    found = []
    for standing in quiet:
        row = inputs.row_of[standing.area_id]
        if glowing[row].any():
            column = int(np.argmax(np.where(glowing[row], need[row], -np.inf)))
            found.append(_fire(inputs, standing, column, position=int(place[row, column]), distance=need[row, column]))
    return tuple(sorted(found, key=lambda fire: -abs(fire.deviation))[: rule.most])


def _need(inputs: ProfileInput, comparison: Comparison) -> Floats:
    """Return distances with direction, positive for more need; NaN for context, which says nothing about need."""
    definitions = [inputs.definitions[indicator] for indicator in inputs.current.indicator_ids]
    signs = [float(one.direction) if one.kind == "need" and one.direction else np.nan for one in definitions]
    need: Floats = comparison.deviation * np.array(signs)
    return need


def _fire(inputs: ProfileInput, standing: Standing, column: int, *, position: int, distance: float) -> HiddenFire:
    definition = inputs.definitions[inputs.current.indicator_ids[column]]
    return HiddenFire(
        area_id=standing.area_id,
        name=standing.name,
        municipality=standing.municipality,
        rank=standing.rank,
        rank_low=standing.low,
        rank_high=standing.high,
        indicator_id=definition.id,
        short_name=definition.short_name,
        position=position,
        deviation=float(distance) * definition.direction,
        sentence=_sentence(
            standing, definition.short_name, position, higher=definition.direction > 0, region=inputs.region_noun
        ),
    )


def _sentence(standing: Standing, short_name: str, position: int, *, higher: bool, region: RegionNoun) -> str:
    span = rank_words(standing.rank, standing.low, standing.high)
    extreme = f"{ordinal_stem(position)}{'höchster' if higher else 'niedrigster'} Wert {region.inside}"
    return f"{rank_de(standing.rank)} im Index ({span}), aber {extreme}: {short_name}."
