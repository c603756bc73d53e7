"""Where the doubt comes from, made by hand: parts of the spread of the ranks by source."""

from __future__ import annotations

import numpy as np
import pytest

from passgenau.index.result import SourceShares
from passgenau.profile.doubt_sources import NOTHING_MOVES, source_answer, source_parts, source_words


def shares(first: list[list[float]], overall: list[float], sources: tuple[str, ...] = ()) -> SourceShares:
    """Return invented parts of areas a, b, ... and of all of them."""
    parts = np.array(first, dtype=float)
    together = np.array(overall, dtype=float)
    return SourceShares(
        area_ids=tuple("abcdef"[: len(parts)]), sources=sources or ("counts", "weights", "choices"),
        first=parts, total=parts + 0.05, overall_first=together, overall_total=together + 0.05,
        replications=1000, failed=0, seed=1,
    )  # fmt: skip


def test_sources_are_ordered_by_size_and_interplay_is_what_they_leave() -> None:
    parts = source_parts(shares([[0.5, 0.1, 0.2]], [0.25, 0.05, 0.6]), None)
    assert [part.source for part in parts] == ["choices", "counts", "weights", "interplay"]
    assert [part.alone for part in parts] == pytest.approx([0.6, 0.25, 0.05, 0.1])
    assert parts[0].total == pytest.approx(0.65)
    assert np.isnan(parts[-1].total)


def test_an_area_has_its_own_parts() -> None:
    made = shares([[0.5, 0.1, 0.2], [0.1, 0.1, 0.7]], [0.3, 0.1, 0.5])
    assert source_words(source_parts(made, "b")) == "vor allem Rechenweg"
    assert source_words(source_parts(made, "a")) == "am meisten Zufall"


def test_noise_of_the_simulation_is_shown_as_nothing_or_all() -> None:
    parts = source_parts(shares([[0, 0, 0]], [-0.02, 0.01, 1.03]), None)
    assert [part.alone for part in parts] == pytest.approx([1.0, 0.01, 0.0, 0.0])


@pytest.mark.parametrize("area", ["a", "unbekannt"])
def test_a_rank_that_never_moves_has_no_parts(area: str) -> None:
    parts = source_parts(shares([[np.nan] * 3], [0.3, 0.1, 0.5]), area)
    assert parts == ()
    assert source_words(parts) == "bewegt sich nicht"


def test_the_answer_names_the_largest_source_and_then_the_others() -> None:
    answer = source_answer(source_parts(shares([], [0.52, 0.09, 0.31]), None))
    assert answer == (
        "Am meisten Zweifel kommt aus dem Zufall in den Fallzahlen.",
        (
            "Das sind 52\u00a0%; dazu kommen 31\u00a0% aus dem Rechenweg, 9\u00a0% aus den Gewichten "
            "und 8\u00a0% erst aus dem Zusammenspiel."
        ),
    )


def test_two_sources_that_read_the_same_are_both_named() -> None:
    answer = source_answer(source_parts(shares([], [0.401, 0.1, 0.399]), None))
    assert answer.bold == "Am meisten Zweifel kommt aus dem Zufall in den Fallzahlen und dem Rechenweg."
    assert answer.rest.startswith("Das sind je 40\u00a0%; dazu kommen 10\u00a0% aus den Gewichten und ")


def test_a_single_source_is_all_the_doubt_there_is() -> None:
    parts = source_parts(shares([], [0.98], ("weights",)), None)
    assert source_answer(parts) == ("Der ganze Zweifel kommt aus den Gewichten.", "Nur das wurde verändert.")


def test_where_nothing_moves_it_says_so() -> None:
    assert source_answer(source_parts(shares([], [np.nan] * 3), None)) == NOTHING_MOVES
