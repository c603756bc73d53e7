"""The page "Was würde verborgen?": what a protection profile would leave visible, before anybody decides on one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from passgenau.common.numbers_de import count, number
from passgenau.files.definitions import indicator_catalogue
from passgenau.frame.rights import may
from passgenau.indicators.build import periods_by_indicator
from passgenau.indicators.disclosure.choice import demands_of
from passgenau.indicators.disclosure.preview import ProfilePreview
from passgenau.indicators.disclosure.thresholds import AUDIENCES_DE, ProtectionProfile
from passgenau.profile.sentences import Answer
from passgenau.store.models import PreviewRun, Release
from passgenau.store.queries.figures import figures_of
from passgenau.store.queries.protection import LONGEST, StoredPreview, protection_profiles, stored_previews
from passgenau.store.queries.regions import Standing
from passgenau.web.frame import release_words
from passgenau.web.maps import PageMap
from passgenau.web.pages.protection_compare import CompareRow, compare_rows
from passgenau.web.pages.protection_form import (
    ProtectionForm,
    SourceGroup,
    Wish,
    chosen,
    protection_form,
    read_wish,
    source_groups,
    wish_words,
)
from passgenau.web.pages.protection_map import remaining_map
from passgenau.web.pages.protection_tables import (
    AreaRow,
    DemandRow,
    IndicatorGroup,
    LevelRow,
    area_rows,
    demand_rows,
    first_rows,
    indicator_groups,
    level_rows,
)
from passgenau.web.pages.protection_words import Help, helps, level_name, preview_answer

NOTHING_CHOSEN = Answer(
    "Noch ist kein Schutzprofil gewählt.", "Unten steht, was jedes verlangt; hier entscheidet noch niemand etwas."
)
INCOMPLETE = Answer("Noch hat nicht jede Quelle ein Schutzprofil.", "Eines für alle wählen oder je Quelle eines.")
NOT_COMPUTED = Answer("Das ist noch nicht gerechnet.", "")
GONE = Answer("Die Rechnung ist ohne Ergebnis abgebrochen.", "Sie lässt sich neu beginnen.")


@dataclass(frozen=True)
class PreviewResult:
    """What a computed preview says."""

    levels: tuple[LevelRow, ...]
    heads: tuple[str, ...]
    groups: tuple[IndicatorGroup, ...]
    areas: tuple[AreaRow, ...]
    more_areas: str
    map: PageMap | None
    helps: tuple[Help, ...]
    index_alone: tuple[str, ...]
    width: str
    source: str


@dataclass(frozen=True)
class PreviewPage:
    """Everything the page shows."""

    answer: Answer
    form: ProtectionForm
    demands: tuple[DemandRow, ...]
    audience: str
    words: str
    waiting: str
    problems: tuple[str, ...]
    may_compute: bool
    waits: bool
    fields: tuple[tuple[str, str], ...]
    address: str
    sort: str
    by_remaining: str
    by_domain: str
    all_areas: str
    result: PreviewResult | None
    compare: tuple[CompareRow, ...]
    compare_heads: tuple[str, ...]
    compare_width: str
    planner: bool


def preview_page(where: Standing, release: Release, given: Mapping[str, str], now: datetime) -> PreviewPage:
    """Return the page for what the address asks for; reads what is stored and computes nothing."""
    figures, profiles, catalogue = figures_of(where.region, release), protection_profiles(), indicator_catalogue()
    groups = source_groups(figures.indicator_ids, catalogue)
    wish = read_wish(given, groups, profiles)
    stored = stored_previews(where.region, release, audience=wish.audience)
    found = _stored(wish, groups, profiles, stored)
    waiting = found is not None and found.preview is None and _runs(found, now)
    picked = chosen(wish, groups) is not None
    done = found.preview if found else None
    answer = _answer(wish, found, now, picked=picked)
    computable = picked and done is None and not waiting
    planner = may(where.role, "protection.preview")
    rows, heads = compare_rows(stored, profiles, groups, wish=wish, now=now)
    return PreviewPage(
        answer=answer,
        form=protection_form(wish, groups, profiles),
        demands=demand_rows(profiles, wish.audience),
        audience=AUDIENCES_DE[wish.audience],
        words=wish_words(wish, groups, profiles),
        waiting=_waiting(found, now) if found and waiting else "",
        problems=found.problems if found else (),
        may_compute=computable and planner,
        waits=computable and not planner,
        fields=wish.fields(),
        address=wish.address(),
        sort=given.get("sortierung", ""),
        by_remaining=wish.address(sortierung="sichtbar") + "#indikatoren",
        by_domain=wish.address() + "#indikatoren",
        all_areas=wish.address(alle="1") + "#gebiete",
        result=_result(where, release, found, done, given=given, answer=answer) if found and done else None,
        compare=rows,
        compare_heads=heads,
        compare_width=count(len(heads) + 1),
        planner=planner,
    )


def _stored(
    wish: Wish,
    groups: Sequence[SourceGroup],
    profiles: Mapping[str, ProtectionProfile],
    stored: Sequence[StoredPreview],
) -> StoredPreview | None:
    choice = chosen(wish, groups)
    if choice is None:
        return None
    digest = demands_of(choice, profiles).digest
    return next((one for one in stored if one.digest == digest), None)


def _runs(one: StoredPreview, now: datetime) -> bool:
    return one.state in {PreviewRun.State.WAITING, PreviewRun.State.RUNNING} and now - one.started_at < LONGEST


def _answer(wish: Wish, found: StoredPreview | None, now: datetime, *, picked: bool) -> Answer:
    if not picked:
        return INCOMPLETE if wish.for_all or wish.by_group else NOTHING_CHOSEN
    if found is None:
        return NOT_COMPUTED
    if found.preview is not None:
        return preview_answer(found.preview, wish.audience)
    if found.state == PreviewRun.State.REFUSED:
        return Answer("So lässt sich nichts schützen.", "Der Grund steht unten.")
    return Answer("Es wird noch gerechnet.", "") if _runs(found, now) else GONE


def _waiting(found: StoredPreview, now: datetime) -> str:
    seconds = max(int((now - found.started_at).total_seconds()), 0)
    if found.state == PreviewRun.State.WAITING:
        return f"Seit {_duration(seconds)} in der Warteschlange: Eine andere Rechnung läuft noch."
    return f"Die Rechnung läuft seit {_duration(seconds)}. Wie lange es noch dauert, lässt sich nicht sagen."


def _duration(seconds: int) -> str:
    if seconds < 120:
        return "einer Sekunde" if seconds == 1 else f"{count(seconds)} Sekunden"
    return f"{count(seconds // 60)} Minuten"


def _result(
    where: Standing,
    release: Release,
    found: StoredPreview,
    preview: ProfilePreview,
    *,
    given: Mapping[str, str],
    answer: Answer,
) -> PreviewResult:
    figures, catalogue = figures_of(where.region, release), indicator_catalogue()
    areas = area_rows(preview, figures.register)
    shown = first_rows(areas, everything="alle" in given)
    took = f" Gerechnet in {number(found.seconds)} Sekunden." if found.seconds is not None else ""
    return PreviewResult(
        levels=level_rows(preview),
        heads=tuple(level_name(level) for level in preview.levels),
        groups=indicator_groups(preview, catalogue, sort=given.get("sortierung", "")),
        areas=shown,
        more_areas=f"Alle {count(len(areas))} anzeigen" if len(shown) < len(areas) else "",
        map=remaining_map(where.region.slug, release.system, preview, answer.bold),
        helps=helps(preview, catalogue, periods_by_indicator(figures.long)),
        index_alone=found.index_alone,
        width=count(len(preview.levels) + 1),
        source=f"{release_words(release)}, je Indikator der jüngste Zeitraum.{took}",
    )
