"""The start page: singular and plural, nobody and one, ties, words not checked."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from passgenau.profile.sentences import cut_sentence, index_answer, start_answer, start_scope
from passgenau.profile.standing import Standing
from passgenau.profile.words import KREIS, STADT
from tests.profile.rankings import (
    LIKELY,
    NEVER,
    OPEN,
    SIEDLUNG,
    SURE,
    UNLIKELY,
    VERY,
    VIERTEL,
    WOHNPLATZ,
    ranking,
    sure,
)

START = [
    ([SURE] * 5 + [VERY] * 2 + [LIKELY, OPEN],
     "Für sieben davon ist das mindestens sehr wahrscheinlich, für einen wahrscheinlich; bei einem bleibt es offen."),
    ([SURE] * 9, "Für alle neun ist das so gut wie sicher."),
    ([VERY] * 9, "Für alle neun ist das sehr wahrscheinlich."),
    ([SURE] + [VERY] * 8, "Für alle neun ist das mindestens sehr wahrscheinlich."),
    ([LIKELY] * 9, "Für alle neun ist das wahrscheinlich."),
    ([OPEN] * 9, "Bei allen neun bleibt es offen."),
    ([SURE] + [OPEN] * 8, "Für einen davon ist das so gut wie sicher; bei acht bleibt es offen."),
    ([LIKELY] * 2 + [OPEN] * 4 + [UNLIKELY] * 3,
     "Für zwei davon ist das wahrscheinlich; bei vier bleibt es offen, bei drei ist es unwahrscheinlich."),
    ([OPEN] * 8 + [UNLIKELY], "Bei acht davon bleibt es offen, bei einem ist es unwahrscheinlich."),
    ([SURE] * 8 + [None], "Wie sicher das ist, wurde nicht geprüft."),
]  # fmt: skip


@pytest.mark.parametrize(("first", "rest"), START)
def test_the_start_page_groups_the_first_by_certainty(first: list[float | None], rest: str) -> None:
    answer = start_answer(ranking(first), top=9, noun=WOHNPLATZ)
    assert answer == ("In neun von 81 Wohnplätzen häufen sich Lasten am stärksten.", rest)


@pytest.mark.parametrize(
    ("p", "rest"),
    [
        (SURE, "Das ist so gut wie sicher."),
        (LIKELY, "Das ist wahrscheinlich."),
        (OPEN, "Ob das Bestand hat, ist offen."),
        (UNLIKELY, "Dass das Bestand hat, ist unwahrscheinlich."),
        (None, "Wie sicher das ist, wurde nicht geprüft."),
    ],
)
def test_a_single_first_area_stands_in_the_singular(p: float | None, rest: str) -> None:
    answer = start_answer(ranking([p], more=11), top=1, noun=VIERTEL)
    assert answer == ("In einem von zwölf Vierteln häufen sich Lasten am stärksten.", rest)


def test_two_are_both() -> None:
    assert start_answer(ranking([SURE, SURE]), top=2, noun=SIEDLUNG).rest == "Für beide ist das so gut wie sicher."
    assert start_answer(ranking([OPEN, OPEN]), top=2, noun=SIEDLUNG).rest == "Bei beiden bleibt es offen."


def test_gender_bends_the_number_one() -> None:
    first = [SURE, LIKELY, OPEN]
    rest = {noun.singular: start_answer(ranking(first), top=3, noun=noun).rest for noun in (VIERTEL, SIEDLUNG)}
    assert rest["Viertel"].startswith("Für eines davon")
    assert rest["Siedlung"].startswith("Für eine davon")
    assert rest["Siedlung"].endswith("bei einer bleibt es offen.")


def test_areas_that_share_the_last_place_are_all_counted_and_named() -> None:
    ranks = [*range(1, 9), 9, 9, *range(11, 82)]
    standings = ranking([SURE] * 10, more=71, ranks=ranks)
    answer = start_answer(standings, top=9, noun=WOHNPLATZ)
    assert answer.bold.startswith("In zehn von 81 Wohnplätzen")
    assert answer.rest.endswith("Weil sich zwei den Rang 9 teilen, sind es zehn statt neun.")
    assert cut_sentence(standings, top=9).rest.startswith("Weil sich zwei den Rang 9 teilen")


@pytest.mark.parametrize(
    ("count", "bold"),
    [
        (0, "Noch hat kein Wohnplatz einen Rang."),
        (1, "Nur ein Wohnplatz hat einen Rang."),
        (5, "Alle fünf Wohnplätze mit Rang liegen unter den ersten neun."),
        (9, "Alle neun Wohnplätze mit Rang liegen unter den ersten neun."),
    ],
)
def test_with_too_few_ranked_areas_nothing_is_singled_out(count: int, bold: str) -> None:
    standings = ranking([SURE] * count, more=0)
    assert start_answer(standings, top=9, noun=WOHNPLATZ).bold == bold
    assert start_scope(standings, top=9, noun=WOHNPLATZ, region=KREIS, municipalities=8, population=9000.0) == ""


def test_the_scope_names_municipalities_and_people() -> None:
    standings = ranking([SURE] * 8, more=0, place="A") + ranking([SURE], more=73, place="B")[:1]
    standings += ranking([NEVER], more=71, place="C")
    scope = start_scope(
        [replace(one, rank=rank) for rank, one in enumerate(standings, start=1)],
        top=9,
        noun=WOHNPLATZ,
        region=KREIS,
        municipalities=8,
        population=75_000.0,
    )
    assert scope == (
        "Die neun Wohnplätze liegen in zwei der acht Kommunen. "
        "In diesen Wohnplätzen leben 9.000 Menschen, 12\u00a0% der Bevölkerung des Kreises."
    )


@pytest.mark.parametrize(
    ("top", "municipalities", "sentence"),
    [
        (1, 8, "Das Viertel liegt in einer der acht Kommunen."),
        (3, 1, "In diesen Vierteln leben 3.000 Menschen, 30\u00a0% der Bevölkerung der Stadt."),
    ],
)
def test_the_scope_bends(top: int, municipalities: int, sentence: str) -> None:
    scope = start_scope(
        ranking([SURE] * top, more=7),
        top=top,
        noun=VIERTEL,
        region=STADT,
        municipalities=municipalities,
        population=10_000.0,
    )
    assert sentence in scope


def test_the_scope_keeps_silent_about_people_it_does_not_know() -> None:
    standings = [replace(one, population=None) for one in ranking([SURE] * 3)]
    scope = start_scope(standings, top=3, noun=WOHNPLATZ, region=KREIS, municipalities=2, population=9000.0)
    assert scope == "Die drei Wohnplätze liegen in einer der zwei Kommunen."


probabilities = st.lists(st.one_of(st.none(), st.floats(0, 1)), max_size=30)


@given(probabilities, st.integers(1, 12), st.sampled_from([WOHNPLATZ, VIERTEL, SIEDLUNG]))
def test_every_county_gets_whole_sentences(first: list[float | None], top: int, noun) -> None:
    standings = [
        Standing(str(at), f"Ort {at}", "Bergau", 100.0, at, None, None, sure(p, top))
        for at, p in enumerate(first, start=1)
    ]
    for answer in (start_answer(standings, top=top, noun=noun), index_answer(standings, top=top, noun=noun)):
        assert answer.bold.endswith(".")
        for text in answer:
            assert not text or (text[0].isupper() and text[-1] == "." and "  " not in text and " ." not in text)
