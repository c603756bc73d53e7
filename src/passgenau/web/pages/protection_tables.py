"""The tables of the protection preview: by level, by indicator, by area, and several profiles side by side."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from passgenau.common.numbers_de import count, share
from passgenau.data.areas import AreaRegister
from passgenau.indicators.definition import DOMAINS_DE, IndicatorDefinition
from passgenau.indicators.disclosure.preview import ProfilePreview
from passgenau.indicators.disclosure.thresholds import Audience, ProtectionProfile, Thresholds
from passgenau.render.charts import share_bar
from passgenau.web.pages.index import parent_names
from passgenau.web.pages.protection_words import level_name, little_left

BAR = 192
SMALL_BAR = 96
FIRST_AREAS = 12


@dataclass(frozen=True)
class ShownCell:
    """How much remains: the share in words, the counts it is made of, and a bar."""

    share: str
    counts: str
    bar: str


@dataclass(frozen=True)
class LevelRow:
    """One level of areas."""

    name: str
    cell: ShownCell


@dataclass(frozen=True)
class IndicatorRow:
    """One indicator over all levels."""

    id: str
    name: str
    describes: bool
    cells: tuple[ShownCell, ...]


@dataclass(frozen=True)
class IndicatorGroup:
    """The indicators of one domain."""

    name: str
    rows: tuple[IndicatorRow, ...]


@dataclass(frozen=True)
class AreaRow:
    """One area that loses much."""

    area_id: str
    name: str
    parent: str
    remains: str
    bar: str


@dataclass(frozen=True)
class DemandRow:
    """What one profile asks of the figures for one audience."""

    name: str
    demands: tuple[str, ...]
    source: str
    basis: str
    evidence: str


def shown_cell(shown: int, known: int, *, width: int = SMALL_BAR) -> ShownCell:
    """Return a cell; where nothing is known there is nothing to lose."""
    if not known:
        return ShownCell("–", "", "")
    return ShownCell(
        _percent(shown, known), f"{count(shown)} von {count(known)}", share_bar(shown / known, width=width)
    )


def _percent(shown: int, known: int) -> str:
    """Return a share without decimals that reads 0 or 100 only where it is."""
    words = share(shown / known, decimals=0)
    if shown < known and words.startswith("100"):
        return "über " + share(0.99, decimals=0)
    return "unter " + share(0.01, decimals=0) if shown and words.startswith("0") else words


def level_rows(preview: ProfilePreview) -> tuple[LevelRow, ...]:
    """Return how much remains on each level, finest first."""
    return tuple(
        LevelRow(level_name(level), shown_cell(int(preview.shown[at].sum()), int(preview.known[at].sum()), width=BAR))
        for at, level in enumerate(preview.levels)
    )


def indicator_groups(
    preview: ProfilePreview, catalogue: Mapping[str, IndicatorDefinition], *, sort: str
) -> tuple[IndicatorGroup, ...]:
    """Return the indicators by domain; sorted by what remains they stand in one group, fewest first."""
    rows = [_indicator_row(preview, place, catalogue) for place in range(len(preview.indicator_ids))]
    if sort == "sichtbar":
        part = {
            name: int(preview.shown[0, at]) / max(int(preview.known[0, at]), 1)
            for at, name in enumerate(preview.indicator_ids)
        }
        return (IndicatorGroup("", tuple(sorted(rows, key=lambda row: (part[row.id], row.name)))),)
    groups: dict[str, list[IndicatorRow]] = {name: [] for name in (*DOMAINS_DE, "")}
    for row in rows:
        groups[catalogue[row.id].domain if row.id in catalogue else ""].append(row)
    named = {**DOMAINS_DE, "": "Ohne Themenfeld"}
    return tuple(IndicatorGroup(named[key], tuple(found)) for key, found in groups.items() if found)


def _indicator_row(preview: ProfilePreview, place: int, catalogue: Mapping[str, IndicatorDefinition]) -> IndicatorRow:
    indicator = preview.indicator_ids[place]
    known = catalogue.get(indicator)
    cells = tuple(
        shown_cell(int(preview.shown[at, place]), int(preview.known[at, place])) for at in range(len(preview.levels))
    )
    name = known.short_name if known else indicator
    return IndicatorRow(indicator, name, known is not None and known.kind == "context", cells)


def area_rows(preview: ProfilePreview, register: AreaRegister) -> tuple[AreaRow, ...]:
    """Return the areas that keep less than half of their figures, fewest first."""
    parents = parent_names(register)
    shown, known = preview.area_shown, preview.area_known
    order = sorted(
        little_left(preview), key=lambda at: (shown[at] / known[at], register.by_id[preview.area_ids[at]].name)
    )
    rows = []
    for at in order:
        area, cell = preview.area_ids[at], shown_cell(int(shown[at]), int(known[at]))
        rows.append(AreaRow(area, register.by_id[area].name, parents[area], cell.counts, cell.bar))
    return tuple(rows)


def demand_rows(profiles: Mapping[str, ProtectionProfile], audience: Audience) -> tuple[DemandRow, ...]:
    """Return what every profile asks for, in words, for one audience."""
    evidence = {"read": "in der Quelle nachgelesen", "open": "offen, beim Datengeber zu erfragen"}
    return tuple(
        DemandRow(one.name, _asked(one, audience), one.source, one.legal_basis, evidence[one.evidence])
        for one in sorted(profiles.values(), key=lambda one: one.name)
    )


def _asked(profile: ProtectionProfile, audience: Audience) -> tuple[str, ...]:
    if profile.protected_at_source:
        return ("von der Quelle schon geschützt, wird gezeigt wie geliefert",)
    found = profile.audiences.get(audience)
    if found is None:
        return ("nichts davon wird gezeigt",)
    return _threshold_words(found) or ("nichts wird verborgen",)


def _threshold_words(asked: Thresholds) -> tuple[str, ...]:
    """Return each parameter that asks for something."""
    said = {
        f"mindestens {count(asked.minimum_count)} Fälle": asked.minimum_count > 1,
        f"Anteile erst ab {count(asked.minimum_denominator)} Personen": asked.minimum_denominator > 0,
        "auch die nicht Betroffenen zählen": asked.complement and asked.minimum_count > 1,
        _coalition(asked.coalition): asked.coalition is not None,
        "„niemand“ wird verborgen": asked.hide_none,
        f"mindestens {count(asked.minimum_units)} Einheiten dahinter": asked.minimum_units > 0,
        "keine Summe, die wenige bestimmen": asked.dominance is not None,
        f"gerundet auf {count(asked.rounding)}": asked.rounding > 1,
    }
    return tuple(words for words, holds in said.items() if holds)


def _coalition(size: int | None) -> str:
    if not size:
        return "„alle“ wird verborgen"
    return f"verborgen, wenn höchstens {count(size)} nicht betroffen {'ist' if size == 1 else 'sind'}"


def first_rows(rows: Sequence[AreaRow], *, everything: bool) -> tuple[AreaRow, ...]:
    """Return the rows that are shown at first."""
    return tuple(rows if everything else rows[:FIRST_AREAS])
