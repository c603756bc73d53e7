"""The start page: where the county stands, what stands out, what to do next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse

from passgenau.common.errors import PassgenauError
from passgenau.common.numbers_de import count
from passgenau.common.periods import period_de
from passgenau.profile.certainty import OPEN
from passgenau.profile.fires import HiddenFire, hidden_fires
from passgenau.profile.inputs import ProfileInput
from passgenau.profile.sentences import start_answer, start_scope
from passgenau.profile.standing import Standing as Placed
from passgenau.profile.standing import standings
from passgenau.profile.words import KREIS, area_noun, number_word
from passgenau.store.models import AreaSystem, Delivery, Release
from passgenau.store.queries.figures import Figures, figures_of, memory, state_key
from passgenau.store.queries.index import Reading
from passgenau.store.queries.profile import levels_of, official_reading, profile_input
from passgenau.store.queries.regions import Standing
from passgenau.web.frame import release_words
from passgenau.web.maps import PageMap, index_map
from passgenau.web.pages.coverage import DomainCoverage, domain_coverage

DEFAULT_TOP = 9
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
    """Everything the start page shows."""

    kicker: str
    answer: tuple[str, str]
    scope: str
    ranked: bool
    top_words: str
    noun: str
    map: PageMap | None
    first: tuple[First, ...]
    total: str
    tasks: tuple[Task, ...]
    fires: tuple[HiddenFire, ...]
    coverage: DomainCoverage | None
    source: str
    empty: str
    empty_href: str
    empty_label: str


def start_page(where: Standing) -> StartPage:
    """Return the start page for what the visitor may see."""
    release = where.release
    if release is None:
        return _empty(where)
    figures = figures_of(where.region, release)
    coverage = memory.get(("domain-coverage", *state_key(release)), lambda: domain_coverage(figures))
    found = official_reading(where.region, release)
    tasks = _tasks(where, coverage, found, figures)
    if found is None:
        return StartPage(
            release_words(release),
            ("Die Zahlen sind da, ein Index noch nicht.", "Zu den gelieferten Indikatoren passt keine Definition."),
            "",
            False,
            "",
            levels_of(figures.register).finest,
            None,
            (),
            "",
            tasks,
            (),
            coverage,
            "",
            "Noch kein freigegebener Lauf",
            reverse("coverage", args=[where.region.slug]),
            "Sehen, was geliefert ist",
        )
    return _ranked(where, release, found, figures=figures, coverage=coverage, tasks=tasks)


def _empty(where: Standing) -> StartPage:
    areas = AreaSystem.objects.of(where.region).exists()
    label = "Lieferung prüfen" if areas else "Gebiete prüfen"
    href = reverse("delivery-new" if areas else "areas-new", args=[where.region.slug]) if where.may_import else ""
    rest = "Mit der ersten Lieferung beginnt die Übersicht." if areas else "Zuerst kommen die Gebiete, dann die Zahlen."
    return StartPage(
        "",
        ("Noch keine Daten.", rest),
        "",
        False,
        "",
        "",
        None,
        (),
        "",
        (),
        (),
        None,
        "",
        "Noch keine Daten",
        href,
        label,
    )


def _ranked(
    where: Standing,
    release: Release,
    found: Reading,
    *,
    figures: Figures,
    coverage: DomainCoverage,
    tasks: tuple[Task, ...],
) -> StartPage:
    register = figures.register
    top = found.definition.proposed_cut or DEFAULT_TOP
    placed = standings(found.result, found.robustness, register)
    levels = levels_of(register)
    noun = area_noun(levels.finest)
    answer = start_answer(placed, top=top, noun=noun)
    people = [area.population for area in register.at_level(levels.finest)]
    population = sum(value for value in people if value is not None) if None not in people else None
    municipalities = len(register.at_level(levels.parent)) if levels.parent else 0
    key = (*state_key(release), found.definition.digest, found.period, found.robustness is not None)
    drawn = memory.get(
        ("start-map", *key),
        lambda: index_map(
            where.region.slug,
            release.system,
            found,
            top,
            width=MAP_WIDTH,
            title="Lasten im Vergleich zum Kreismittel",
            answer=" ".join(answer),
        ),
    )
    return StartPage(
        kicker=f"Übersicht · {period_de(found.period)} · {release_words(release)}",
        answer=answer,
        scope=start_scope(
            placed, top=top, noun=noun, region=KREIS, municipalities=municipalities, population=population
        ),
        ranked=True,
        top_words=number_word(top),
        noun=noun.singular,
        map=drawn,
        first=tuple(_first(entry) for entry in placed if entry.rank <= top),
        total=f"{count(len(placed))} {noun.plural}",
        tasks=(*tasks, *_open_tasks(where, placed, top))[:MOST_TASKS],
        fires=_fires(where, release),
        coverage=coverage,
        source=_source(found, release),
        empty="",
        empty_href="",
        empty_label="",
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
        f" Sicherheit aus {count(found.robustness.replications)} Durchläufen "
        "mit veränderten Fallzahlen, Gewichten und Rechenwegen."
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


def _tasks(where: Standing, coverage: DomainCoverage, found: Reading | None, figures: Figures) -> tuple[Task, ...]:
    slug, tasks = where.region.slug, []
    if where.staff:
        for delivery in Delivery.objects.of(where.region).filter(state=Delivery.State.CHECKED)[:2]:
            tasks.append(
                Task(
                    "wartet",
                    f"„{delivery.title}“ fertig prüfen",
                    reverse("delivery", args=[slug, delivery.pk]),
                    "Die Lieferung ist geprüft, aber noch nicht übernommen.",
                    "Daten",
                )
            )
        if found is not None and found.robustness is None and found.definition.robustness is not None:
            tasks.append(
                Task(
                    "offen",
                    "Sicherheit der Rangfolge prüfen",
                    reverse("index", args=[slug]),
                    "Ohne diese Prüfung hat kein Rang einen Spielraum.",
                    "Index",
                )
            )
    for gap in coverage.gaps[:2]:
        verb = "Indikator wurde" if gap.missing == 1 else "Indikatoren wurden"
        place = f" aus {gap.municipality}" if gap.municipality else ""
        tasks.append(
            Task(
                "offen",
                f"{gap.domain}{place} nachfordern",
                reverse("coverage", args=[slug]),
                f"{number_word(gap.missing, 'm').capitalize()} {verb} nicht geliefert.",
                "Daten",
            )
        )
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
