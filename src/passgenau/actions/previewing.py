"""What a preview computes: figures protected as for a release, counted, and what an index from them would say."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from passgenau.data.areas import AreaRegister
from passgenau.data.long_table import COLUMNS
from passgenau.files.definitions import indicator_catalogue
from passgenau.index.published_alone import published_alone
from passgenau.index.released import OutputKind, outputs_of
from passgenau.indicators.build import build_table
from passgenau.indicators.disclosure.choice import ChosenDemands
from passgenau.indicators.disclosure.figures import Figures as Counts
from passgenau.indicators.disclosure.preview import ProfilePreview, profile_preview
from passgenau.indicators.disclosure.protect import protect
from passgenau.profile.published_alone_words import published_alone_answer
from passgenau.profile.words import area_noun
from passgenau.store.queries.figures import Figures
from passgenau.store.queries.index import Reading


@dataclass(frozen=True)
class PreviewTask:
    """Everything a preview is computed from; ``official`` is the index of the region's pages, where it has one."""

    figures: Figures
    demands: ChosenDemands
    official: Reading | None


@dataclass(frozen=True)
class PreviewOutcome:
    """What would remain, and what an index from the figures shown alone would say (sentences, the first in bold)."""

    preview: ProfilePreview
    index_alone: tuple[str, ...] = ()


def computed_outcome(task: PreviewTask) -> PreviewOutcome:
    """Protect the figures as a release would, count what remains, and run the index on it."""
    figures = task.figures
    withheld = figures.long["indicator_id"].isin(list(task.demands.withheld))
    shown, register = _shown(figures.long.loc[~withheld, list(COLUMNS)].reset_index(drop=True), task)
    return PreviewOutcome(
        profile_preview(figures.long, shown, register),
        index_alone(task.official, shown, figures.register) if task.official else (),
    )


def _shown(rows: pd.DataFrame, task: PreviewTask) -> tuple[pd.DataFrame, AreaRegister]:
    """Return what of the rows would be shown, and of which areas."""
    register, thresholds = task.figures.register, task.demands.thresholds
    if not thresholds:  # nothing is asked of anything, so everything passes
        return rows, register
    part_of_whole = frozenset(name for name, one in indicator_catalogue().items() if one.part_of_whole)
    protected = protect(Counts(rows, register, {}, thresholds, part_of_whole))
    return protected.long, protected.register


def index_alone(official: Reading, shown: pd.DataFrame, register: AreaRegister) -> tuple[str, ...]:
    """Return what the index of the region would say from these figures alone; nothing where they are of other periods.

    The comparison is with everything the official index says inside: only people of the region read it.
    """
    definition, table = official.definition, official.table
    periods = dict(zip(table.indicator_ids, table.periods, strict=True))
    there = set(shown[["indicator_id", "period"]].drop_duplicates().itertuples(index=False, name=None))
    if official.earlier is not None or not set(periods.items()) <= there:
        return ()
    show: tuple[OutputKind, ...] = ("class",) if definition.classes is not None else ("rank",)
    said = published_alone(
        outputs_of(table, definition, show=show, decimals=0),
        build_table(shown, register, periods=periods),
        definition,
        top=max(official.top, 1),
    )
    level = register.by_id[table.area_ids[0]].level
    return tuple(part for part in published_alone_answer(said, noun=area_noun(level)) if part)
