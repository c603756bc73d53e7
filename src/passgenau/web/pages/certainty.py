"""The page "Wie sicher ist das?" as a value: plain words first, the picture second, the numbers third."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse

from passgenau.common.numbers_de import count
from passgenau.common.periods import period_de
from passgenau.index.result import RobustnessResult, SourceShares
from passgenau.profile.certainty import LEAST_REPLICATIONS
from passgenau.profile.doubt_sources import source_answer, source_parts
from passgenau.profile.firmness import firmness_answer, order_answer
from passgenau.profile.sentences import Answer
from passgenau.profile.standing import Standing as Placed
from passgenau.profile.standing import standings
from passgenau.profile.words import AreaNoun, area_noun, number_word
from passgenau.store.models import Release
from passgenau.store.queries.figures import memory, register_of, state_key
from passgenau.store.queries.index import Reading
from passgenau.store.queries.profile import levels_of
from passgenau.store.queries.regions import Standing
from passgenau.web.frame import release_words
from passgenau.web.pages.certainty_chart import SpanChart, span_chart
from passgenau.web.pages.certainty_edges import Edges, edges
from passgenau.web.pages.certainty_sources import Sources, sources
from passgenau.web.pages.certainty_table import NumberTable, Wish, number_table
from passgenau.web.pages.certainty_words import (
    chance_sentences,
    runs_words,
    unvaried_words,
    varied_words,
    without_statement,
)
from passgenau.web.pages.choices import Choice
from passgenau.web.pages.index import cut_words
from passgenau.web.pages.method_variants import Variants, variants
from passgenau.web.pages.ranking import reading_choices


@dataclass(frozen=True)
class Question:
    """A question of the committee with its answer."""

    title: str
    answer: Answer


@dataclass(frozen=True)
class Tested:
    """What can be said once the runs are there."""

    question: Question | None
    chance: tuple[str, ...]
    varied: tuple[tuple[str, str], ...]
    unvaried: tuple[tuple[str, str], ...]
    runs: str
    chart: SpanChart
    cut: tuple[str, str]
    edges: Edges
    sources: Sources | None
    numbers: NumberTable
    csv_href: str


@dataclass(frozen=True)
class CertaintyPage:
    """Everything the page shows; ``tested`` is None where nothing can be said about certainty."""

    answer: Answer
    choices: tuple[Choice, ...]
    definition_id: str
    period: str
    index_href: str
    may_check: bool
    waits: bool
    among: str
    noun: str
    tested: Tested | None
    variants: Variants | None
    source: str


def certainty_page(
    where: Standing, release: Release, read: Reading, wish: Wish, *, shares: SourceShares | None
) -> CertaintyPage:
    """Return the page for one reading; ``shares`` says where the doubt comes from, None where not computed."""
    register = register_of(release.system)
    placed = standings(read.result, read.robustness, register)
    noun = area_noun(levels_of(register).finest)
    named = urlencode({"definition": read.definition.id, "stand": read.period})
    checked = enough(read)
    tested = _tested(where, read, checked, placed=placed, noun=noun, wish=wish, shares=shares) if checked else None
    answer = _answer(placed, checked.top, noun, shares) if checked else Answer(*_unsaid(read))
    key = ("variants", *state_key(release), read.definition.digest, read.period)
    return CertaintyPage(
        answer=answer,
        choices=reading_choices(where, release, read),
        definition_id=read.definition.id,
        period=read.period,
        index_href=f"{reverse('index', args=[where.region.slug])}?{named}",
        may_check=_may_be_checked(read) and where.may_import,
        waits=_may_be_checked(read) and not where.may_import,
        among=f"Unter den ersten {number_word(read.top)}?" if read.top > 1 else "Auf Rang 1?",
        noun=noun.singular,
        tested=tested,
        variants=memory.get(key, lambda: variants(read, noun)),
        source=_source(read, release),
    )


def enough(read: Reading) -> RobustnessResult | None:
    """Return the runs of a reading if there are enough of them for words."""
    found = read.robustness
    if found is None or not read.top:
        return None
    return found if found.replications - found.failed >= LEAST_REPLICATIONS else None


def _may_be_checked(read: Reading) -> bool:
    return read.robustness is None and read.definition.robustness is not None and read.top > 0


def _unsaid(read: Reading) -> tuple[str, str]:
    return without_statement(read.definition, read.robustness, top=read.top)


def _answer(placed: Sequence[Placed], top: int, noun: AreaNoun, shares: SourceShares | None) -> Answer:
    answer = firmness_answer(placed, top=top, noun=noun)
    if shares is None:
        return answer
    return Answer(answer.bold, f"{answer.rest} {source_answer(source_parts(shares, None)).bold}")


def _tested(
    where: Standing,
    read: Reading,
    checked: RobustnessResult,
    *,
    placed: Sequence[Placed],
    noun: AreaNoun,
    wish: Wish,
    shares: SourceShares | None,
) -> Tested:
    settings, classes = read.definition.robustness, read.definition.classes
    named = urlencode({"definition": read.definition.id, "stand": read.period})
    return Tested(
        question=_question(placed, checked),
        chance=chance_sentences(read.definition, noun, checked.replications),
        varied=varied_words(settings) if settings else (),
        unvaried=unvaried_words(settings) if settings else (),
        runs=runs_words(checked),
        chart=span_chart(placed, top=checked.top),
        cut=cut_words(read, placed),
        edges=edges(read, checked, noun),
        sources=sources(shares, placed, top=checked.top),
        numbers=number_table(checked, placed, classes.labels if classes else (), noun=noun.singular, wish=wish),
        csv_href=f"{reverse('index-certainty-csv', args=[where.region.slug])}?{named}",
    )


def _question(placed: Sequence[Placed], checked: RobustnessResult) -> Question | None:
    """Return the question that is asked at the cut; None where the cut separates nobody."""
    within = [entry for entry in placed if entry.rank <= checked.top]
    after = [entry for entry in placed if entry.rank > checked.top]
    if not within or not after:
        return None
    # Who follows whom among equals is decided by the key, as in the run.
    first = max((entry for entry in within if entry.rank == within[-1].rank), key=lambda entry: entry.area_id)
    second = min((entry for entry in after if entry.rank == after[0].rank), key=lambda entry: entry.area_id)
    ahead = dict(zip(checked.area_ids, checked.p_ahead.tolist(), strict=False)).get(first.area_id, math.nan)
    answer = order_answer(first, second, ahead=ahead, replications=checked.replications - checked.failed)
    return Question(f"Ist Rang {first.rank} wirklich höher belastet als Rang {second.rank}?", answer)


def _source(read: Reading, release: Release) -> str:
    runs = f", {count(read.robustness.replications)} Durchläufe" if read.robustness else ""
    size = f"{count(len(read.result.indicator_ids))} Indikatoren"
    return f"{read.definition.name}, {size}, {period_de(read.period)}{runs}. {release_words(release)}."
