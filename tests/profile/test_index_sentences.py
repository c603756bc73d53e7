"""The index page: who is first, how far the order holds, and what lies at the cut."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from passgenau.profile.sentences import cut_sentence, index_answer
from passgenau.profile.standing import Standing
from tests.profile.rankings import (
    LIKELY,
    OPEN,
    SURE,
    VERY,
    VIERTEL,
    WOHNPLATZ,
    ranking,
    sure,
)

ORDER_ENDS = "ab Rang {} trägt die Reihenfolge nicht mehr."
NO_ORDER = "die Reihenfolge trägt von Anfang an nicht."
ONE_BELONGS = "Ein Wohnplatz gehört mindestens sehr wahrscheinlich zu den ersten zwei; "
NONE_BELONGS = "Kein Wohnplatz gehört mindestens sehr wahrscheinlich zu den ersten zwei; "
ONE_LIES = "Ein Wohnplatz liegt mindestens sehr wahrscheinlich auf Rang 1; "


def test_the_index_page_says_who_how_many_and_how_far_the_order_holds() -> None:
    answer = index_answer(ranking([SURE] * 5 + [VERY] * 2 + [LIKELY, OPEN]), top=9, noun=WOHNPLATZ)
    assert answer == (
        "Am stärksten in Ort 1 in Bergau.",
        "Sieben Wohnplätze gehören mindestens sehr wahrscheinlich zu den ersten neun; " + ORDER_ENDS.format(8),
    )


@pytest.mark.parametrize(
    ("first", "top", "rest"),
    [
        ([SURE, OPEN], 2, ONE_BELONGS + ORDER_ENDS.format(2)),
        ([OPEN, OPEN], 2, NONE_BELONGS + NO_ORDER),
        ([SURE], 1, ONE_LIES + ORDER_ENDS.format(2)),
        ([None, None], 2, "Wie fest die Reihenfolge ist, wurde nicht geprüft."),
    ],
)  # fmt: skip
def test_the_index_page_bends(first: list[float | None], top: int, rest: str) -> None:
    assert index_answer(ranking(first), top=top, noun=WOHNPLATZ).rest == rest


def test_a_shared_first_rank_is_named_as_such() -> None:
    two = ranking([SURE] * 3, more=5, ranks=[1, 1, 3, 4, 5, 6, 7, 8])
    assert index_answer(two, top=3, noun=WOHNPLATZ).bold == (
        "Am stärksten in Ort 1 in Bergau und in Ort 2 in Bergau, gleichauf."
    )
    many = ranking([SURE] * 4, more=4, ranks=[1, 1, 1, 1, 5, 6, 7, 8])
    assert index_answer(many, top=4, noun=WOHNPLATZ).bold == "Am stärksten gleichauf in vier Wohnplätzen."


@pytest.mark.parametrize(
    ("name", "place", "bold"),
    [
        ("Am Kanal", "Bergau", "Am stärksten im Wohnplatz Am Kanal in Bergau."),
        ("Amselweg", "", "Am stärksten in Amselweg."),
    ],
)
def test_names_with_a_preposition_are_introduced(name: str, place: str, bold: str) -> None:
    standings = ranking([SURE], more=3)
    standings[0] = replace(standings[0], name=name, municipality=place)
    assert index_answer(standings, top=1, noun=WOHNPLATZ).bold == bold


def test_without_ranks_the_index_page_says_so() -> None:
    assert index_answer([], top=9, noun=VIERTEL) == ("Noch hat kein Viertel einen Rang.", "")


def with_spans(spans: Sequence[tuple[int | None, int | None]]) -> list[Standing]:
    """Return standings with these rank intervals."""
    return [
        Standing(str(rank), "Ort", "", None, rank, low, high, sure(SURE))
        for rank, (low, high) in enumerate(spans, start=1)
    ]


@pytest.mark.parametrize(
    ("spans", "rest"),
    [
        ([(1, 1), (2, 2), (3, 3)], "In den Zahlen ist hier eine Kante: Kein Spielraum reicht über den Schnitt."),
        ([(1, 1), (2, 3), (2, 3)],
         "Fachlich ist hier keine Kante: Zwischen Rang 2 und 3 reichen zwei Spielräume über den Schnitt."),
        ([(1, 1), (2, 3), (3, 3)], "Fachlich ist hier keine Kante: Bei Rang 2 reicht ein Spielraum über den Schnitt."),
        ([(None, None)] * 3, "Ob in den Zahlen eine Kante liegt, wurde nicht geprüft."),
    ],
)  # fmt: skip
def test_the_cut_says_whether_the_figures_have_an_edge(spans: list[tuple[int | None, int | None]], rest: str) -> None:
    assert cut_sentence(with_spans(spans), top=2) == ("Schnitt nach Rang 2.", rest)
