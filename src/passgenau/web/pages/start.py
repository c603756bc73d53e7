"""The start page: where the county stands, what stands out, what to do next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse

from passgenau.common.errors import PassgenauError
from passgenau.common.numbers_de import count
from passgenau.common.periods import period_de
from passgenau.data.areas import AreaRegister
from passgenau.profile.certainty import OPEN
from passgenau.profile.fires import HiddenFire, hidden_fires
from passgenau.profile.inputs import ProfileInput
from passgenau.profile.sentences import index_answer, start_answer, start_scope
from passgenau.profile.standing import Standing as Placed
from passgenau.profile.standing import standings
from passgenau.profile.words import area_noun, number_word
from passgenau.store.models import AreaSystem, Delivery, Release
from passgenau.store.queries.figures import figures_of, memory, register_of, state_key
from passgenau.store.queries.index import Reading
from passgenau.store.queries.profile import levels_of, official_reading, profile_input, region_noun
from passgenau.store.queries.regions import Standing
from passgenau.web.frame import release_words
from passgenau.web.maps import PageMap, index_map
from passgenau.web.pages.coverage import DomainCoverage, domain_coverage
from passgenau.web.pages.index_method import varied, without_chance

LISTED_WITHOUT_CUT = 10
MOST_TASKS = 5
MAP_WIDTH = 700


@dataclass(frozen=True)
class First:
    """One of the first k."""

    area_id: str
    rank: str
    name: str
    where: str
    dots: str
    word: str
    interval: str


@dataclass(frozen=True)
class Task:
    """Something to do next: when, what, why, where."""

    when: str
    what: str
    href: str
    why: str
    station: str


@dataclass(frozen=True)
class StartPage:
    """Everything the start page shows; what a region does not have yet stays empty."""

    answer: tuple[str, str]
    kicker: str = ""
    scope: str = ""
    ranked: bool = False
    first_title: str = ""
    first_question: str = ""
    certainty_href: str = ""
    noun: str = ""
    map: PageMap | None = None
    first: tuple[First, ...] = ()
    total: str = ""
    tasks: tuple[Task, ...] = ()
    fires: tuple[HiddenFire, ...] = ()
    coverage: DomainCoverage | None = None
    source: str = ""
    empty: str = ""
    empty_href: str = ""
    empty_label: str = ""


def start_page(where: Standing) -> StartPage:
    """Return the start page for what the visitor may see."""
    release = where.release
    if release is None:
        return _empty(where)
    figures = figures_of(where.region, release)
    coverage = memory.get(("domain-coverage", *state_key(release)), lambda: domain_coverage(figures))
    found = official_reading(where.region, release)
    tasks = _tasks(where, coverage, found)
    if found is not None:
        return _ranked(where, release, found, coverage=coverage, tasks=tasks)
    return StartPage(
        ("Die Zahlen sind da, ein Index noch nicht.", "Zu den gelieferten Indikatoren passt keine Definition."),
        kicker=release_words(release),
        tasks=tasks,
        coverage=coverage,
        empty="Noch kein freigegebener Lauf",
        empty_href=reverse("coverage", args=[where.region.slug]),
        empty_label="Sehen, was geliefert ist",
    )


def _empty(where: Standing) -> StartPage:
    areas = AreaSystem.objects.of(where.region).exists()
    href = reverse("delivery-new" if areas else "areas-new", args=[where.region.slug]) if where.may_import else ""
    rest = "Mit der ersten Lieferung beginnt die Übersicht." if areas else "Zuerst kommen die Gebiete, dann die Zahlen."
    label = "Lieferung prüfen" if areas else "Gebiete prüfen"
    return StartPage(("Noch keine Daten.", rest), empty="Noch keine Daten", empty_href=href, empty_label=label)


def _ranked(
    where: Standing, release: Release, found: Reading, *, coverage: DomainCoverage, tasks: tuple[Task, ...]
) -> StartPage:
    register = register_of(release.system)
    placed = standings(found.result, found.robustness, register)
    noun = area_noun(levels_of(register).finest)
    top = found.top
    answer = start_answer(placed, top=top, noun=noun) if top else index_answer(placed, top=1, noun=noun)
    key = (*state_key(release), found.definition.digest, found.period, found.robustness is not None)
    named = {"definition": found.definition.id, "stand": found.period}
    shown = [entry for entry in placed if entry.rank <= top] or list(placed[:LISTED_WITHOUT_CUT])
    return StartPage(
        answer,
        kicker=f"Übersicht · {period_de(found.period)} · {release_words(release)}",
        scope=_scope(where, placed, register, top=top) if top else "",
        ranked=True,
        first_title=f"Die ersten {number_word(top)}" if top else "Die höchsten Ränge",
        first_question=f"Unter den ersten {number_word(top)}?" if top else "Wie sicher?",
        certainty_href=f"{reverse('index-certainty', args=[where.region.slug])}?{urlencode(named)}",
        noun=noun.singular,
        map=memory.get(("start-map", *key), lambda: _map(where, release, found, " ".join(answer))),
        first=tuple(_first(entry) for entry in shown),
        total=f"{count(len(placed))} {noun.plural}",
        tasks=(*tasks, *_open_tasks(where, placed, top))[:MOST_TASKS],
        fires=_fires(where, release),
        coverage=coverage,
        source=_source(found, release),
    )


def _map(where: Standing, release: Release, found: Reading, answer: str) -> PageMap | None:
    title = f"Lasten im Vergleich zum {region_noun(where.region).name}mittel"
    return index_map(where.region.slug, release.system, found, found.top, width=MAP_WIDTH, title=title, answer=answer)


def _scope(where: Standing, placed: Sequence[Placed], register: AreaRegister, *, top: int) -> str:
    levels = levels_of(register)
    people = [area.population for area in register.at_level(levels.finest)]
    known = [value for value in people if value is not None]
    return start_scope(
        placed,
        top=top,
        noun=area_noun(levels.finest),
        region=region_noun(where.region),
        municipalities=len(register.at_level(levels.parent)) if levels.parent else 0,
        population=sum(known) if len(known) == len(people) else None,
    )


def _first(entry: Placed) -> First:
    people = f" · {count(entry.population)} Personen" if entry.population is not None else ""
    interval = f"Rang {entry.low} bis {entry.high}" if entry.low != entry.high else f"Rang {entry.low}"
    return First(
        entry.area_id,
        str(entry.rank),
        entry.name,
        (entry.municipality + people).removeprefix(" · "),
        entry.certainty.dots,
        entry.certainty.word,
        interval if entry.low is not None else "Spielraum nicht geprüft",
    )


def _source(found: Reading, release: Release) -> str:
    runs = (
        f" Sicherheit aus {count(found.robustness.replications)} Durchläufen; sie prüfen, "
        f"ob {varied(found.definition)} den Rang ändern. {without_chance(found.definition)}".rstrip()
        if found.robustness
        else ""
    )
    return f"{found.definition.name}, {len(found.result.indicator_ids)} Indikatoren, {release_words(release)}.{runs}"


def _fires(where: Standing, release: Release) -> tuple[HiddenFire, ...]:
    def find() -> tuple[HiddenFire, ...]:
        try:
            source: ProfileInput = profile_input(where.region, release)
            return hidden_fires(source)
        except PassgenauError:
            return ()

    return memory.get(("fires", *state_key(release)), find)


def _tasks(where: Standing, coverage: DomainCoverage, found: Reading | None) -> tuple[Task, ...]:
    return (*(_staff_tasks(where, found) if where.staff else ()), *_gap_tasks(where, coverage))


def _staff_tasks(where: Standing, found: Reading | None) -> tuple[Task, ...]:
    slug = where.region.slug
    waiting = Delivery.objects.of(where.region).filter(state=Delivery.State.CHECKED)[:2]
    why = "Die Lieferung ist geprüft, aber noch nicht übernommen."
    tasks = [
        Task("wartet", f"„{entry.title}“ fertig prüfen", reverse("delivery", args=[slug, entry.pk]), why, "Daten")
        for entry in waiting
    ]
    if found is not None and found.robustness is None and found.definition.robustness is not None:
        why = "Ohne diese Prüfung hat kein Rang einen Spielraum."
        tasks.append(Task("offen", "Sicherheit der Rangfolge prüfen", reverse("index", args=[slug]), why, "Index"))
    return tuple(tasks)


def _gap_tasks(where: Standing, coverage: DomainCoverage) -> tuple[Task, ...]:
    href = reverse("coverage", args=[where.region.slug])
    tasks = []
    for gap in coverage.gaps[:2]:
        verb = "Indikator wurde" if gap.missing == 1 else "Indikatoren wurden"
        what = f"{gap.domain} aus {gap.municipality} nachfordern" if gap.municipality else f"{gap.domain} nachfordern"
        why = f"{number_word(gap.missing, 'm').capitalize()} {verb} nicht geliefert."
        tasks.append(Task("offen", what, href, why, "Daten"))
    return tuple(tasks)


def _open_tasks(where: Standing, placed: Sequence[Placed], top: int) -> tuple[Task, ...]:
    unsure = [entry for entry in placed if entry.rank <= top and entry.certainty.rung == OPEN]
    return tuple(
        Task(
            "offen",
            f"{entry.name} fachlich beurteilen",
            reverse("profile", args=[where.region.slug, entry.area_id]),
            f"Die Zahlen allein entscheiden hier nicht: Rang {entry.low} bis {entry.high}.",
            "Steckbrief",
        )
        for entry in unsure[:2]
    )
