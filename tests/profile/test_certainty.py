"""Certainty in words: fixed thresholds, the weaker claim in doubt, no word without enough replications."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from passgenau.profile.certainty import certainty, frequency_words

MANY = 10_000_000
LADDER = [
    "sehr unwahrscheinlich",
    "unwahrscheinlich",
    "offen",
    "wahrscheinlich",
    "sehr wahrscheinlich",
    "so gut wie sicher",
]


@pytest.mark.parametrize(
    ("p", "word", "dots"),
    [
        (1.0, "so gut wie sicher", "●●●●●"),
        (0.991, "so gut wie sicher", "●●●●●"),
        (0.989, "sehr wahrscheinlich", "●●●●○"),
        (0.901, "sehr wahrscheinlich", "●●●●○"),
        (0.899, "wahrscheinlich", "●●●○○"),
        (0.661, "wahrscheinlich", "●●●○○"),
        (0.659, "offen", "●●○○○"),
        (0.331, "offen", "●●○○○"),
        (0.329, "unwahrscheinlich", "●○○○○"),
        (0.101, "unwahrscheinlich", "●○○○○"),
        (0.099, "sehr unwahrscheinlich", "○○○○○"),
        (0.0, "sehr unwahrscheinlich", "○○○○○"),
    ],
)
def test_words_and_dots_follow_the_thresholds(p: float, word: str, dots: str) -> None:
    found = certainty(p, replications=MANY, top=9)
    assert (found.word, found.dots) == (word, dots)


@pytest.mark.parametrize(
    ("p", "word"),
    [
        (0.992, "sehr wahrscheinlich"),
        (0.905, "wahrscheinlich"),
        (0.67, "offen"),
        (0.32, "offen"),
        (0.34, "offen"),
        (0.095, "unwahrscheinlich"),
    ],
)
def test_where_chance_reaches_over_a_threshold_the_weaker_claim_is_made(p: float, word: str) -> None:
    assert certainty(p, replications=1000, top=9).word == word


@given(st.floats(0, 1), st.integers(1000, 100_000))
def test_a_word_is_never_stronger_than_the_probability_allows(p: float, replications: int) -> None:
    found = certainty(p, replications=replications, top=9)
    exact = certainty(p, replications=10**12, top=9)
    assert found.rung is not None
    assert exact.rung is not None
    assert abs(found.rung - 2) <= abs(exact.rung - 2)
    assert found.word == LADDER[found.rung]


def test_certainty_all_replications_agree_is_as_good_as_certain() -> None:
    found = certainty(1.0, replications=1000, top=9)
    assert found.word == "so gut wie sicher"
    assert found.frequency == "in über 99 von 100 Durchläufen"


@pytest.mark.parametrize(("p", "replications"), [(0.99, 999), (0.5, 0), (float("nan"), 5000)])
def test_without_enough_replications_or_a_rank_there_is_no_word(p: float, replications: int) -> None:
    found = certainty(p, replications=replications, top=9)
    assert (found.rung, found.word, found.dots, found.frequency) == (None, "nicht geprüft", "", "")


@pytest.mark.parametrize(
    ("p", "top", "sentence"),
    [
        (0.999, 9, "so gut wie sicher unter den ersten neun"),
        (0.5, 9, "offen, ob unter den ersten neun"),
        (0.01, 15, "sehr unwahrscheinlich unter den ersten 15"),
        (0.8, 1, "wahrscheinlich auf Rang 1"),
        (0.5, 1, "offen, ob auf Rang 1"),
    ],
)
def test_the_sentence_names_how_many_are_the_first(p: float, top: int, sentence: str) -> None:
    assert certainty(p, replications=MANY, top=top).sentence == sentence


@pytest.mark.parametrize(
    ("p", "words"),
    [
        (1.0, "in über 99 von 100 Durchläufen"),
        (0.9951, "in über 99 von 100 Durchläufen"),
        (0.995, "in 99 von 100 Durchläufen"),
        (0.94, "in 94 von 100 Durchläufen"),
        (0.945, "in 95 von 100 Durchläufen"),
        (0.01, "in einem von 100 Durchläufen"),
        (0.005, "in einem von 100 Durchläufen"),
        (0.004, "in weniger als einem von 100 Durchläufen"),
        (0.0, "in weniger als einem von 100 Durchläufen"),
    ],
)
def test_frequencies_are_natural_and_never_claim_all_or_none(p: float, words: str) -> None:
    assert frequency_words(p) == words
