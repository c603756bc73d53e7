"""Why an area stands here, as a page: its score, another area, an earlier period, and what would suffice."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse

from passgenau.common.errors import PassgenauError
from passgenau.common.periods import parse_period, period_de
from passgenau.files.definitions import indicator_catalogue, load_index_definition
from passgenau.index.explanation import (
    AreaContributions,
    Reading,
    explain_change,
    explain_cut,
    explain_difference,
    explain_score,
)
from passgenau.index.result import IndexResult
from passgenau.profile.explanation_words import change_answer, cut_answer, difference_answer, score_answer
from passgenau.profile.indicator_labels import Labels
from passgenau.profile.sentences import Answer
from passgenau.store.models import Release
from passgenau.store.queries import index as stored
from passgenau.store.queries.regions import Standing
from passgenau.web.frame import release_words
from passgenau.web.pages.choices import Choice, choice
from passgenau.web.pages.explanation_tables import (
    Figures,
    NeededRow,
    SignedTable,
    change_table,
    difference_table,
    domain_table,
    domains_that_describe,
    folded,
    needed_rows,
    not_enough,
    score_table,
)

NOTHING_SAID = Answer("", "")


@dataclass(frozen=True)
class Section:
    """One answer with its tables, or in ``instead`` the sentence why there is none."""

    answer: Answer = NOTHING_SAID
    tables: tuple[SignedTable, ...] = ()
    needed: tuple[NeededRow, ...] = ()
    not_enough: str = ""
    unknown: str = ""
    instead: str = ""


@dataclass(frozen=True)
class ExplanationPage:
    """Everything the page shows; ``without`` says why there are no sections."""

    area_id: str
    name: str
    answer: Answer
    without: str
    definition: Choice
    period: Choice
    other: Choice
    other_name: str
    since: Choice
    score: Section
    difference: Section
    change: Section
    cut: Section | None
    top: str
    index_href: str
    csv_href: str
    all_href: str
    source: str


@dataclass(frozen=True)
class Subject:
    """What is explained: a reading of the index, an area, and what it is compared with (empty: nothing)."""

    read: stored.Reading
    area_id: str
    other_id: str
    since: str
    everything: bool = False

    def tables(self, *found: SignedTable) -> tuple[SignedTable, ...]:
        """Return the tables whole where all rows were asked for, else folded."""
        return found if self.everything else tuple(folded(table) for table in found)

    @property
    def taken_apart(self) -> Reading:
        """Return figures and index in the form explanations read."""
        return Reading(self.read.table, self.read.result)


def earlier_periods(periods: list[str], period: str) -> list[str]:
    """Return the periods before this one, latest first."""
    return [one for one in periods if parse_period(one) < parse_period(period)]


def next_in_rank(result: IndexResult, area_id: str) -> str:
    """Return the area before this one in the ranking, for the first the one behind it; empty where it is alone."""
    order = ranked(result)
    if area_id not in order or len(order) < 2:
        return ""
    place = order.index(area_id)
    return order[place - 1] if place else order[1]


def ranked(result: IndexResult) -> list[str]:
    """Return the areas with a rank, first rank first."""
    places = [place for place in range(len(result.area_ids)) if result.rank[place] > 0]
    return [result.area_ids[place] for place in sorted(places, key=lambda place: (result.rank[place], place))]


def explanation_page(where: Standing, release: Release, subject: Subject) -> ExplanationPage:
    """Return the page for one area."""
    read, result = subject.read, subject.read.result
    row = result.area_ids.index(subject.area_id)
    name, without = result.area_names[row], ""
    if result.rank[row] == 0:
        without = result.reason[row] or "Für dieses Gebiet ergibt die Definition keinen Rang."
    fitting = stored.definitions_for(where.region, release)
    named = urlencode({"definition": read.definition.id, "stand": read.period})
    figures = Figures(Labels(indicator_catalogue()), read.table)
    score = Section() if without else _told(lambda: _score(subject, figures))
    return ExplanationPage(
        area_id=subject.area_id,
        name=name,
        answer=Answer(f"{name} hat keinen Rang.", without) if without else _opening(subject, row, score),
        without=without,
        definition=choice("definition", "Definition",
                          [(one, load_index_definition(one).name) for one in fitting], read.definition.id),
        period=choice("stand", "Datenstand", _periods(fitting[read.definition.id]), read.period),
        other=choice("mit", "Vergleichen mit", _others(result, subject.area_id), subject.other_id),
        other_name=_name(result, subject.other_id),
        since=choice("seit", "Seit", _periods(earlier_periods(fitting[read.definition.id], read.period)),
                     subject.since),
        score=score,
        difference=Section() if without or score.instead else _told(lambda: _difference(subject, figures)),
        change=Section() if without or score.instead else _told(lambda: _change(where, release, subject, figures)),
        cut=_told(lambda: _cut(subject, figures)) if read.top and not without else None,
        top=str(read.top),
        index_href=f"{reverse('index', args=[where.region.slug])}?{named}",
        csv_href=f"{reverse('index-explain-csv', args=[where.region.slug, subject.area_id])}?{named}",
        all_href="?" + urlencode({"definition": read.definition.id, "stand": read.period, "mit": subject.other_id,
                                  "seit": subject.since, "alle": "1"}),
        source=f"{read.definition.name}, {period_de(read.period)}. {release_words(release)}.",
    )  # fmt: skip


def _name(result: IndexResult, area_id: str) -> str:
    return result.area_names[result.area_ids.index(area_id)] if area_id else ""


def _opening(subject: Subject, row: int, score: Section) -> Answer:
    """Return the first sentence, also where the score cannot be taken apart."""
    if not score.instead:
        return score.answer
    result = subject.read.result
    return Answer(f"{result.area_names[row]} steht auf Rang {result.rank[row]}.", "")


def _told(section: Callable[[], Section]) -> Section:
    """Return a section, or the sentences of its refusal in its place."""
    try:
        return section()
    except PassgenauError as refused:
        return Section(instead=" ".join(finding.text for finding in refused.findings))


def _periods(periods: list[str]) -> list[tuple[str, str]]:
    return [(period, period_de(period)) for period in periods]


def _others(result: IndexResult, area_id: str) -> list[tuple[str, str]]:
    places = {one: place for place, one in enumerate(result.area_ids)}
    return [
        (one, f"Rang {result.rank[places[one]]}: {result.area_names[places[one]]}")
        for one in ranked(result)
        if one != area_id
    ]


def _score(subject: Subject, figures: Figures) -> Section:
    explained = explain_score(subject.taken_apart, subject.area_id)
    domains = _domains(subject, explained, figures.labels)
    tables = [domains] if domains else []
    return Section(score_answer(explained, figures.labels), (*tables, *subject.tables(score_table(explained, figures))))


def _domains(subject: Subject, explained: AreaContributions, labels: Labels) -> SignedTable | None:
    names: Mapping[str, str] = {domain.id: domain.name for domain in subject.read.definition.domains}
    return domain_table(explained, names, domains_that_describe(explained.parts, labels.definitions))


def _difference(subject: Subject, figures: Figures) -> Section:
    if not subject.other_id:
        return Section(instead="Es gibt kein anderes Gebiet mit Rang.")
    explained = explain_difference(subject.taken_apart, subject.area_id, second_id=subject.other_id)
    tables = subject.tables(difference_table(explained, figures))
    return Section(difference_answer(explained, figures.labels), tables)


def _change(where: Standing, release: Release, subject: Subject, figures: Figures) -> Section:
    if not subject.since:
        return Section(instead="Für diese Definition gibt es keinen früheren Datenstand.")
    then = stored.reading(where.region, release, subject.read.definition.id, subject.since)
    explained = explain_change(subject.area_id, earlier=Reading(then.table, then.result), later=subject.taken_apart)
    since, until = period_de(subject.since), period_de(subject.read.period)
    table = change_table(explained, figures, earlier=Figures(figures.labels, then.table), spans=(since, until))
    return Section(change_answer(explained, since=since, until=until), subject.tables(table))


def _cut(subject: Subject, figures: Figures) -> Section:
    result = subject.read.result
    explained = explain_cut(subject.taken_apart, subject.area_id, top=subject.read.top)
    names = dict(zip(result.area_ids, result.area_names, strict=True))
    rest, unknown = not_enough(explained, figures)
    answer = cut_answer(explained, figures.labels, names)
    return Section(answer, needed=needed_rows(explained, figures), not_enough=rest, unknown=unknown)
