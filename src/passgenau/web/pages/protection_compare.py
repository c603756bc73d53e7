"""Several protection profiles side by side: every one for all sources, and what else was computed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from passgenau.indicators.disclosure.choice import demands_of
from passgenau.indicators.disclosure.thresholds import ProtectionProfile
from passgenau.store.models import PreviewRun
from passgenau.store.queries.protection import LONGEST, StoredPreview
from passgenau.web.pages.protection_form import SourceGroup, Wish, chosen, wish_of, wish_words
from passgenau.web.pages.protection_tables import ShownCell, shown_cell
from passgenau.web.pages.protection_words import level_name, little_left

NO_RESULT = {PreviewRun.State.REFUSED: "abgelehnt", PreviewRun.State.FAILED: "abgebrochen"}


@dataclass(frozen=True)
class CompareRow:
    """One choice: how much it leaves visible by level, how many areas lose much; or that it is not computed."""

    words: str
    href: str
    current: bool
    cells: tuple[ShownCell, ...]
    areas: str
    state: str
    fields: tuple[tuple[str, str], ...]


def compare_rows(
    stored: Sequence[StoredPreview],
    profiles: Mapping[str, ProtectionProfile],
    groups: Sequence[SourceGroup],
    *,
    wish: Wish,
    now: datetime,
) -> tuple[tuple[CompareRow, ...], tuple[str, ...]]:
    """Return one row per choice, most visible first and what is not computed last, and the names of the levels."""
    by_digest = {one.digest: one for one in stored}
    single = [Wish(wish.audience, name, {}) for name in sorted(profiles, key=lambda name: profiles[name].name)]
    mixed = [wish_of(one.choice, groups) for one in stored]
    wishes = [*single, *(one for one in mixed if one.by_group), *([wish] if wish.by_group else [])]
    unique = {one.address(): one for one in wishes if chosen(one, groups) is not None}
    levels = max((one.preview.levels for one in stored if one.preview), key=len, default=())
    rows = [_row(one, by_digest, profiles, groups, levels=levels, wish=wish, now=now) for one in unique.values()]
    ordered = sorted(rows, key=lambda pair: -pair[0])
    return tuple(row for _, row in ordered), tuple(level_name(level) for level in levels)


def _row(
    one: Wish,
    by_digest: Mapping[str, StoredPreview],
    profiles: Mapping[str, ProtectionProfile],
    groups: Sequence[SourceGroup],
    *,
    levels: tuple[str, ...],
    wish: Wish,
    now: datetime,
) -> tuple[float, CompareRow]:
    choice = chosen(one, groups)
    found = by_digest.get(demands_of(choice, profiles).digest) if choice else None
    words, current = wish_words(one, groups, profiles), one.address() == wish.address()
    if found is None or found.preview is None:
        state = _state(found, now)
        fields = one.fields() if state != "wird gerechnet" else ()
        return -1.0, CompareRow(words, one.address(), current, (), "", state, fields)
    preview = found.preview
    sums = {
        level: (int(preview.shown[at].sum()), int(preview.known[at].sum())) for at, level in enumerate(preview.levels)
    }
    cells = tuple(shown_cell(*sums.get(level, (0, 0))) for level in levels)
    part = preview.shown[0].sum() / max(preview.known[0].sum(), 1) if preview.levels else 0.0
    areas = f"{len(little_left(preview))} von {len(preview.area_ids)}"
    return float(part), CompareRow(words, one.address(), current, cells, areas, "", ())


def _state(found: StoredPreview | None, now: datetime) -> str:
    if found is None:
        return "noch nicht gerechnet"
    if found.state in NO_RESULT:
        return NO_RESULT[found.state]
    return "wird gerechnet" if now - found.started_at < LONGEST else "abgebrochen"
