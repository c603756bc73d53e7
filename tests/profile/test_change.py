"""Sentences about what moves: numbers in words, verbs that agree, fixed words for alike orders."""

from __future__ import annotations

import math

import pytest

from passgenau.profile.change import change_answer, move_words, order_words
from passgenau.profile.words import area_noun

ORT = area_noun("Wohnplatz")


@pytest.mark.parametrize(
    ("first", "entering", "leaving", "said"),
    [
        (9, ["Anger"], ["Esch"], ("Acht der ersten neun bleiben.", "Anger kommt hinzu, Esch fällt heraus.")),
        (9, [], [], ("Die ersten neun bleiben dieselben.", "")),
        (2, ["A", "B"], ["C", "D"], ("Keiner der ersten zwei bleibt.", "A und B kommen hinzu, C und D fallen heraus.")),
        (3, ["A", "B"], ["C", "D"], ("Einer der ersten drei bleibt.", "A und B kommen hinzu, C und D fallen heraus.")),
        (1, ["A"], ["B"], ("Der erste Wohnplatz wechselt.", "A kommt hinzu, B fällt heraus.")),
        (1, [], [], ("Der erste Wohnplatz bleibt.", "")),
        (4, ["A"], [], ("Die ersten vier bleiben dieselben.", "A kommt hinzu.")),
        (20, list("ABCDE"), [], ("Die ersten 20 bleiben dieselben.", "A, B, C und 2 weitere kommen hinzu.")),
    ],
)
def test_the_answer_counts_who_stays_and_names_who_comes_and_goes(
    first: int, entering: list[str], leaving: list[str], said: tuple[str, str]
) -> None:
    assert tuple(change_answer(first, entering, leaving, noun=ORT)) == said


def test_the_answer_follows_the_gender_of_the_areas() -> None:
    assert change_answer(2, ["A"], ["B"], noun=area_noun("Siedlung")).bold == "Eine der ersten zwei bleibt."
    assert change_answer(2, ["A"], ["B"], noun=area_noun("Quartier")).bold == "Eines der ersten zwei bleibt."


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        (9, 6, "drei Ränge weiter vorn"),
        (6, 7, "ein Rang weiter hinten"),
        (5, 5, "unverändert"),
        (30, 4, "26 Ränge weiter vorn"),
        (5, 0, "jetzt ohne Rang"),
        (0, 5, "jetzt mit Rang"),
        (0, 0, "ohne Rang"),
    ],
)
def test_a_move_is_said_in_ranks(before: int, after: int, said: str) -> None:
    assert move_words(before, after) == said


@pytest.mark.parametrize(
    ("correlation", "said"),
    [
        (1.0, "so gut wie dieselbe Reihenfolge"),
        (0.99, "so gut wie dieselbe Reihenfolge"),
        (0.95, "fast dieselbe Reihenfolge"),
        (0.9499, "eine ähnliche Reihenfolge"),
        (0.5, "eine in Teilen andere Reihenfolge"),
        (0.0, "eine weitgehend andere Reihenfolge"),
        (-0.1, "eine eher umgekehrte Reihenfolge"),
        (math.nan, ""),
    ],
)
def test_alike_orders_have_fixed_words_and_a_limit_belongs_to_the_closer_one(correlation: float, said: str) -> None:
    assert order_words(correlation) == said
