"""The page "Was wäre, wenn": a trial beside the official definition, never saved."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.urls import reverse

from passgenau.common.errors import PassgenauError
from passgenau.files.definitions import indicator_catalogue
from passgenau.index.change_of_method import Change, change_between
from passgenau.index.compute import run_index
from passgenau.index.result import IndexResult
from passgenau.index.trial import Trial, trial_definition
from passgenau.profile.sentences import Answer
from passgenau.profile.words import area_noun, number_word
from passgenau.store.models import Release
from passgenau.store.queries.figures import register_of
from passgenau.store.queries.index import Reading
from passgenau.store.queries.profile import levels_of, region_noun
from passgenau.store.queries.regions import Standing
from passgenau.web.maps import PageMap, index_map
from passgenau.web.pages.choices import Choice
from passgenau.web.pages.index import parent_names
from passgenau.web.pages.index_moves import (
    MoveRow,
    SlopePicture,
    move_rows,
    moves_answer,
    rank_sentences,
    shown_rows,
    slope_picture,
)
from passgenau.web.pages.index_trial_fields import TrialForm, trial_form
from passgenau.web.pages.index_trial_form import WITHOUT, Sent, read_trial
from passgenau.web.pages.index_trial_words import difference_words
from passgenau.web.pages.index_words import context_of, reading_words, refusal_sentences
from passgenau.web.pages.ranking import reading_choices

FIRST_ROWS = 15
MAP_WIDTH = 400
NOTHING = Answer(
    "Noch ist nichts geändert.", "Unten lassen sich Gewichte und Rechenweg ändern; gespeichert wird nichts."
)


@dataclass(frozen=True)
class TrialResult:
    """What the trial says: picture, rows, who has no rank, map."""

    picture: SlopePicture
    rows: tuple[MoveRow, ...]
    more: str
    without: str
    map: PageMap | None


@dataclass(frozen=True)
class TrialPage:
    """Everything the page shows."""

    answer: Answer
    start: tuple[Choice, ...]
    form: TrialForm
    differences: tuple[str, ...]
    refusals: tuple[str, ...]
    result: TrialResult | None
    address: str
    reset: str
    official: str
    all_rows: str
    context_words: str
    context_href: str
    source: str
    noun: str


def trial_page(where: Standing, release: Release, read: Reading, given: Mapping[str, str]) -> TrialPage:
    """Return the page for one reading and what the address asks for."""
    catalogue, definition = indicator_catalogue(), read.definition
    context = context_of(definition, catalogue)
    start = {"definition": definition.id, "stand": read.period}
    ranked = int((read.result.rank > 0).sum())
    sent = read_trial(given, definition, context, start=start, top=read.top, ranked=ranked)
    noun = area_noun(levels_of(register_of(release.system)).finest)
    answer, result, refusals = _outcome(where, release, read, sent, everything="alle" in given)
    less = sent.fields["beschreibend"].text != WITHOUT
    return TrialPage(
        answer=answer,
        start=reading_choices(where, release, read),
        form=trial_form(sent, definition, catalogue, noun=noun, describes=bool(context)),
        differences=difference_words(definition, sent.trial, catalogue, read.top) if sent.trial else (),
        refusals=refusals,
        result=result,
        address=sent.address(),
        reset=Sent(start, {}, None).address(),
        official=reverse("index", args=[where.region.slug]) + Sent(start, {}, None).address(),
        all_rows=sent.address(alle="1"),
        context_words="ohne beschreibende Merkmale" if less else "mit den beschreibenden Merkmalen",
        context_href=sent.address(beschreibend=WITHOUT if less else "") if context else "",
        source=reading_words(definition, read.period),
        noun=noun.singular,
    )


def _outcome(
    where: Standing, release: Release, read: Reading, sent: Sent, *, everything: bool
) -> tuple[Answer, TrialResult | None, tuple[str, ...]]:
    if sent.trial is None:
        size = len(sent.problems)
        fields = "ist eine Angabe" if size == 1 else f"sind {number_word(size)} Angaben"
        return Answer("Noch keine Probe.", f"Im Formular {fields} zu berichtigen; alles andere ist erhalten."), None, ()
    try:
        definition = trial_definition(read.definition, sent.trial)
        trial = run_index(read.table, definition, earlier=read.earlier)
        change = change_between(read.result, trial)
    except PassgenauError as problem:
        sentences = refusal_sentences(problem.findings, indicator_catalogue())
        return Answer("So lässt sich der Index nicht rechnen.", "Der Grund steht unten."), None, sentences
    top = sent.trial.first or read.top
    answer = _answer(release, read, sent.trial, change, top)
    result = _result(where, release, read, trial, change=change, top=top, answer=answer, everything=everything)
    return answer, result, ()


def _answer(release: Release, read: Reading, trial: Trial, change: Change, top: int) -> Answer:
    if not difference_words(read.definition, trial, indicator_catalogue(), read.top):
        return NOTHING
    return moves_answer(change, top, area_noun(levels_of(register_of(release.system)).finest))


def _result(
    where: Standing,
    release: Release,
    read: Reading,
    trial: IndexResult,
    *,
    change: Change,
    top: int,
    answer: Answer,
    everything: bool,
) -> TrialResult:
    register = register_of(release.system)
    noun = area_noun(levels_of(register).finest)
    rows = move_rows(change, parent_names(register), top)
    title = f"Probe, nicht amtlich: Index im Vergleich zum {region_noun(where.region).name}mittel"
    shown = Reading(trial.definition, read.period, read.table, trial, None, None)
    return TrialResult(
        picture=slope_picture(change, top, heads=("amtlich", "Probe"), sentence=" ".join(answer)),
        rows=shown_rows(rows, FIRST_ROWS, everything=everything),
        more="" if everything or len(rows) <= FIRST_ROWS else f"Alle {len(rows)} {noun.plural} anzeigen",
        without=rank_sentences(change, noun, ("in der amtlichen Rangfolge", "in der Probe")),
        map=index_map(where.region.slug, release.system, shown, top, width=MAP_WIDTH, title=title, answer=answer.bold),
    )
