"""Small German words: numbers, nouns, distances."""

from __future__ import annotations

import pytest

from passgenau.profile.words import (
    KREIS,
    Case,
    Gender,
    area_noun,
    deviation_words,
    domain_words,
    number_word,
    ordinal_stem,
)


@pytest.mark.parametrize(
    ("number", "word"), [(0, "null"), (1, "eins"), (9, "neun"), (12, "zwölf"), (13, "13"), (81, "81"), (1204, "1.204")]
)
def test_numbers_are_words_up_to_twelve(number: int, word: str) -> None:
    assert number_word(number) == word


@pytest.mark.parametrize(
    ("number", "gender", "case", "alone", "word"),
    [
        (1, "m", "nom", False, "ein"),
        (1, "m", "nom", True, "einer"),
        (1, "m", "acc", True, "einen"),
        (1, "m", "dat", True, "einem"),
        (1, "f", "dat", True, "einer"),
        (1, "f", "acc", False, "eine"),
        (1, "n", "acc", True, "eines"),
        (1, "n", "acc", False, "ein"),
        (0, "m", "nom", False, "kein"),
        (0, "f", "nom", False, "keine"),
        (0, "n", "acc", True, "keines"),
        (2, "f", "dat", True, "zwei"),
    ],
)
def test_zero_and_one_bend_with_what_they_count(
    number: int, gender: Gender, case: Case, alone: bool, word: str
) -> None:
    assert number_word(number, gender, case=case, alone=alone) == word


@pytest.mark.parametrize(
    ("level", "plural", "pronoun"),
    [("wohnplatz", "Wohnplätze", "er"), ("Viertel", "Viertel", "es"), ("Siedlung", "Siedlungen", "sie"),
     ("Planungsräume", "Planungsräume", "er"), ("xy", "Gebiete", "es"), ("", "Gebiete", "es")],
)  # fmt: skip
def test_levels_have_their_noun_and_unknown_ones_are_areas(level: str, plural: str, pronoun: str) -> None:
    noun = area_noun(level)
    assert (noun.plural, noun.pronoun) == (plural, pronoun)


def test_counted_nouns_agree_with_their_number() -> None:
    noun = area_noun("wohnplatz")
    assert [noun.counted(number) for number in (0, 1, 2, 81)] == [
        "kein Wohnplatz", "ein Wohnplatz", "zwei Wohnplätze", "81 Wohnplätze",
    ]  # fmt: skip


def test_ordinals_stand_before_a_superlative() -> None:
    assert [ordinal_stem(position) for position in (1, 2, 3, 7, 12, 13)] == [
        "", "zweit", "dritt", "siebt", "zwölft", "13.-",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("deviation", "distinguishable", "words"),
    [
        (2.1, True, "weit höher"),
        (2.0, True, "deutlich höher"),
        (-1.2, True, "deutlich niedriger"),
        (1.0, True, "etwas höher"),
        (-0.4, True, "etwas niedriger"),
        (2.4, False, "nicht unterscheidbar"),
        (-2.4, None, "weit niedriger, ungeprüft"),
        (None, None, "ohne Angabe"),
    ],
)
def test_distances_have_fixed_words(deviation: float | None, distinguishable: bool | None, words: str) -> None:
    assert deviation_words(deviation, distinguishable) == words


@pytest.mark.parametrize(
    ("score", "context", "words"),
    [
        (2.06, False, "weit höher belastet"),
        (2.04, False, "deutlich höher belastet"),
        (1.04, False, "etwas höher belastet"),
        (0.54, False, "nahe am Kreismittel"),
        (0.55, False, "etwas höher belastet"),
        (-0.5, False, "nahe am Kreismittel"),
        (-0.6, False, "geringer belastet"),
        (-3.0, False, "geringer belastet"),
        (2.9, True, "weit höher, ohne Wertung"),
        (-1.2, True, "deutlich niedriger, ohne Wertung"),
        (0.1, True, "nahe am Kreismittel"),
        (None, False, "zu wenige Werte"),
    ],
)
def test_domains_have_fixed_words_that_follow_the_shown_figure(score: float | None, context: bool, words: str) -> None:
    assert domain_words(score, context=context, region=KREIS) == words


def test_context_is_never_called_a_burden() -> None:
    assert not any("belastet" in domain_words(tenth / 10, context=True, region=KREIS) for tenth in range(-40, 41))
