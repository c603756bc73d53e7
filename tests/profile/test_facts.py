"""The facts at the head: never a rank without its interval, and every state counted."""

from __future__ import annotations

from dataclasses import replace

import pytest

from passgenau.profile.build import build_profile
from passgenau.profile.facts import rank_words, valid_words
from tests.profile.county import CURRENT, index_of, inputs, robustness_of, with_cell


def test_rank_interval_and_certainty_come_from_the_runs() -> None:
    facts = build_profile(inputs(), "001").facts
    assert (facts.rank, facts.ranked, facts.rank_low, facts.rank_high) == (1, 12, 1, 2)
    assert facts.rank_words == "zwischen Rang 1 und 2"
    assert facts.certainty is not None
    assert facts.certainty.sentence == "so gut wie sicher unter den ersten drei"
    assert facts.population == 1000.0


def test_valid_values_are_counted_by_state() -> None:
    figures = with_cell(with_cell(CURRENT, "002", "kita", "suppressed"), "002", "leistung", "missing")
    facts = build_profile(inputs(with_cell(figures, "002", "jung", "estimated")), "002").facts
    assert (facts.valid, facts.total, facts.suppressed, facts.missing) == (3, 5, 1, 1)
    assert facts.valid_words == "3 von 5; 1 geheim, 1 fehlt"


@pytest.mark.parametrize(
    ("valid", "rest", "words"),
    [
        (30, (0, 0, 0), "30 von 30"),
        (27, (2, 1, 0), "27 von 30; 2 geheim, 1 fehlt"),
        (26, (0, 2, 2), "26 von 30; 2 fehlen, 2 entfallen"),
        (29, (0, 0, 1), "29 von 30; 1 entfällt"),
    ],
)
def test_valid_words_bend(valid: int, rest: tuple[int, int, int], words: str) -> None:
    suppressed, missing, not_applicable = rest
    found = valid_words(valid, 30, suppressed=suppressed, missing=missing, not_applicable=not_applicable)
    assert found == words


@pytest.mark.parametrize(
    ("rank", "low", "high", "words"),
    [
        (2, 2, 6, "zwischen Rang 2 und 6"),
        (1, 1, 1, "fast immer Rang 1"),
        (7, 8, 12, "zwischen Rang 8 und 12; der berechnete Rang 7 liegt außerhalb"),
        (2, None, None, "Spielraum nicht geprüft"),
    ],
)
def test_a_rank_is_read_with_its_interval(rank: int, low: int | None, high: int | None, words: str) -> None:
    assert rank_words(rank, low, high) == words


def test_below_a_thousand_replications_neither_word_nor_interval_is_given() -> None:
    index = index_of(CURRENT)
    facts = build_profile(inputs(robustness=robustness_of(index, replications=999)), "001").facts
    assert facts.certainty is not None
    assert (facts.certainty.word, facts.rank_low, facts.rank_words) == (
        "nicht geprüft",
        None,
        "Spielraum nicht geprüft",
    )


def test_failed_replications_do_not_count() -> None:
    run = replace(robustness_of(index_of(CURRENT), replications=1500), failed=600)
    certainty = build_profile(inputs(robustness=run), "001").facts.certainty
    assert certainty is not None
    assert certainty.rung is None


def test_an_area_the_index_excluded_has_no_rank_and_says_why() -> None:
    index = index_of(CURRENT)
    rank = index.rank.copy()
    rank[3] = 0
    reasons = tuple("Zu wenige Werte für einen Rang: 19 von 30." if row == 3 else "" for row in range(12))
    profile = build_profile(inputs(index=replace(index, rank=rank, reason=reasons)), "004")
    assert (profile.facts.rank, profile.facts.rank_words, profile.facts.ranked) == (None, "kein Rang", 11)
    assert profile.facts.certainty is None
    assert profile.answer.rest == "Zu wenige Werte für einen Rang: 19 von 30."


def test_without_a_run_there_is_no_rank_no_domain_profile_and_no_certainty() -> None:
    profile = build_profile(inputs(index=None, robustness=None), "001")
    assert (profile.facts.rank, profile.facts.certainty, profile.domains) == (None, None, ())
    assert profile.answer.rest.endswith("Noch kein freigegebener Lauf.")


def test_without_robustness_the_rank_is_named_untested() -> None:
    profile = build_profile(inputs(robustness=None), "001")
    assert profile.facts.rank_words == "Spielraum nicht geprüft"
    assert profile.answer.rest.endswith("Wie sicher der Rang ist, wurde nicht geprüft.")
