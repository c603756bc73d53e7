"""Why two readings differ: other choices, other indicators, new figures or a new yardstick."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from passgenau.common.errors import PassgenauError
from passgenau.common.findings import enumerate_de
from passgenau.common.numbers_de import number
from passgenau.common.periods import period_de
from passgenau.index.change_of_method import Causes, Change, causes_of_moves, moves_by_group
from passgenau.index.compute import apply_reference, fit_reference
from passgenau.index.definition import IndexDefinition
from passgenau.index.result import IndexResult
from passgenau.indicators.definition import IndicatorDefinition
from passgenau.profile.change import order_words
from passgenau.profile.words import AreaNoun, capital, number_word
from passgenau.web.pages.index_compare_sides import Side
from passgenau.web.pages.index_words import (
    AGGREGATES,
    DIRECTIONS,
    MEANS,
    METHODS,
    MISSING,
    plain,
    refusal_sentences,
    short_name,
    worded,
)

NAMED = 8


@dataclass(frozen=True)
class Setting:
    """One choice in which the two definitions differ."""

    term: str
    before: str
    after: str


@dataclass(frozen=True)
class GroupRow:
    """How the areas of one municipality move."""

    name: str
    areas: str
    forward: str
    back: str
    median: str


@dataclass(frozen=True)
class Reasons:
    """Why the two readings differ, in sentences and as a table of differing choices."""

    sentences: tuple[str, ...]
    settings: tuple[Setting, ...]
    groups: tuple[GroupRow, ...]


def at_other_yardstick(before: Side, after: Side) -> IndexResult:
    """Return the figures of the second side measured by the reference of the first."""
    definition = before.result.definition
    return apply_reference(after.read.table, definition, fit_reference(before.read.table, definition))


def reasons(
    before: Side,
    after: Side,
    change: Change,
    *,
    catalogue: Mapping[str, IndicatorDefinition],
    parents: Mapping[str, str],
    noun: AreaNoun,
) -> Reasons:
    """Return why two readings differ."""
    settings = tuple(_settings(before.result.definition, after.result.definition))
    sentences = [_order(change, noun)]
    sentences += _members(change, catalogue)
    if before.wanted.key == after.wanted.key and before.wanted.period != after.wanted.period:
        sentences += _figures_or_yardstick(before, after, catalogue, noun)
    groups = _groups(change, parents, noun)
    if groups and change.moved:
        farthest = groups[0]
        said = f"{farthest.areas}, davon {farthest.forward} weiter vorn und {farthest.back} weiter hinten"
        also = "Auch bei ähnlicher Reihenfolge kann sich eine Kommune als Ganzes verschieben."
        sentences.append(f"Am weitesten verschiebt sich {farthest.name}: {said}. {also}")
    return Reasons(tuple(filter(None, sentences)), settings, groups)


def _order(change: Change, noun: AreaNoun) -> str:
    alike = order_words(change.spearman)
    if not alike:
        return ""
    return (
        f"Über {plain(change.compared)} {noun.plural} mit Rang in beiden ist es {alike} "
        f"(Rangkorrelation nach Spearman {number(change.spearman, decimals=2)})."
    )


def _members(change: Change, catalogue: Mapping[str, IndicatorDefinition]) -> list[str]:
    said = []
    for side, ids in (("A", change.only_before), ("B", change.only_after)):
        if ids:
            names = enumerate_de([short_name(one, catalogue) for one in ids], NAMED)
            whom = "Ein Indikator zählt" if len(ids) == 1 else f"{capital(number_word(len(ids)))} Indikatoren zählen"
            said.append(f"{whom} nur in {side}: {names}.")
    return said


def _settings(before: IndexDefinition, after: IndexDefinition) -> list[Setting]:
    rows = (
        ("Standardisierung", worded(METHODS, before.method), worded(METHODS, after.method)),
        ("Bezug", worded(MEANS, before.reference.mean), worded(MEANS, after.reference.mean)),
        ("Vorzeichen", worded(DIRECTIONS, before.direction), worded(DIRECTIONS, after.direction)),
        ("Zusammenfassung", worded(AGGREGATES, before.aggregate), worded(AGGREGATES, after.aggregate)),
        ("Fehlende Werte", _missing(before), _missing(after)),
        ("Indikatoren", plain(len(before.indicators)), plain(len(after.indicators))),
    )
    return [Setting(*row) for row in rows if row[1] != row[2]]


def _missing(definition: IndexDefinition) -> str:
    words = worded(MISSING, definition.missing_rule)
    return f"{words}, ab {plain(100 * definition.min_share)} % gültigen Werten" if definition.min_share else words


def _figures_or_yardstick(
    before: Side, after: Side, catalogue: Mapping[str, IndicatorDefinition], noun: AreaNoun
) -> list[str]:
    """Return how many moved by their figures and how many by the yardstick, or why that cannot be told apart."""
    try:
        between = at_other_yardstick(before, after)
    except PassgenauError as problem:
        why = " ".join(refusal_sentences(problem.findings, catalogue))
        return [f"Neue Werte und neuer Maßstab lassen sich hier nicht trennen. {why}"]
    steps = before.result, between, after.result
    ranks = causes_of_moves(*steps)
    classes = causes_of_moves(*steps, classes=True) if before.result.definition.classes is not None else None
    old, total = period_de(before.read.period), ranks.moved + ranks.unmoved
    whole = f"von {plain(total)} {noun.dative_plural}"
    said = (
        f"Am Maßstab von {old} gemessen, ändern die neuen Werte {_changed(ranks, classes, figures=True, whole=whole)}. "
        f"Der neue Maßstab ändert danach {_changed(ranks, classes, figures=False)}."
    )
    return [said, "Ein Rang kann sich auch ändern, weil sich nur andere bewegen."]


def _changed(ranks: Causes, classes: Causes | None, *, figures: bool, whole: str = "") -> str:
    def size(causes: Causes) -> str:
        alone = causes.by_figures if figures else causes.by_yardstick
        return number_word(alone + causes.by_both, "n", case="dat", alone=True)

    rank = f"bei {size(ranks)} {whole} den Rang" if whole else f"bei {size(ranks)} den Rang"
    return f"{rank} und bei {size(classes)} die Klasse" if classes else rank


def _groups(change: Change, parents: Mapping[str, str], noun: AreaNoun) -> tuple[GroupRow, ...]:
    found = moves_by_group(change, parents)
    if len(found) < 2:
        return ()
    return tuple(
        GroupRow(one.group, noun.counted(one.areas), plain(one.forward), plain(one.back), _median(one.median))
        for one in found
    )


def _median(value: float) -> str:
    if not value:
        return "unverändert"
    size = abs(value)
    return f"{plain(size)} {'Rang' if size == 1 else 'Ränge'} weiter {'vorn' if value > 0 else 'hinten'}"
