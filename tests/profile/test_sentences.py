"""Answer sentences: singular and plural, nobody and one, ties, words not checked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from passgenau.profile.certainty import Certainty, certainty
from passgenau.profile.sentences import Answer, cut_sentence, index_answer, profile_answer, start_answer, start_scope
from passgenau.profile.standing import NOTHING_TESTED, Standing
from passgenau.profile.words import KREIS, STADT, area_noun

WOHNPLATZ, VIERTEL, SIEDLUNG = area_noun("wohnplatz"), area_noun("viertel"), area_noun("siedlung")
SURE, VERY, LIKELY, OPEN, UNLIKELY, NEVER = 1.0, 0.95, 0.8, 0.5, 0.2, 0.001

ORDER_ENDS = "ab Rang {} trägt die Reihenfolge nicht mehr."
NO_ORDER = "die Reihenfolge trägt von Anfang an nicht."


def sure(p: float | None, top: int = 9) -> Certainty:
    """Return certainty from a probability without Monte Carlo doubt; None: not tested."""
    return NOTHING_TESTED if p is None else certainty(p, replications=10**7, top=top)


def ranking(
    first: Sequence[float | None], *, more: int = 72, ranks: Sequence[int] | None = None, place: str = "Bergau"
) -> list[Standing]:
    """Return standings: the first areas with these probabilities, then areas that never come first."""
    probabilities = [*first, *([None if first and first[0] is None else NEVER] * more)]
    numbers = ranks or range(1, len(probabilities) + 1)
    return [
        Standing(f"{at:03d}", f"Ort {at}", place, 1000.0, rank, max(rank - 1, 1), rank + 1, sure(p))
        for at, (p, rank) in enumerate(zip(probabilities, numbers, strict=True), start=1)
    ]


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


def test_the_index_page_says_who_how_many_and_how_far_the_order_holds() -> None:
    answer = index_answer(ranking([SURE] * 5 + [VERY] * 2 + [LIKELY, OPEN]), top=9, noun=WOHNPLATZ)
    assert answer == (
        "Am stärksten in Ort 1 in Bergau.",
        "Sieben Wohnplätze gehören mindestens sehr wahrscheinlich zu den ersten neun; " + ORDER_ENDS.format(8),
    )


@pytest.mark.parametrize(
    ("first", "top", "rest"),
    [
        ([SURE, OPEN], 2, "Ein Wohnplatz gehört mindestens sehr wahrscheinlich zu den ersten zwei; " + ORDER_ENDS.format(2)),
        (
            [OPEN, OPEN],
            2,
            f"Kein Wohnplatz gehört mindestens sehr wahrscheinlich zu den ersten zwei; {NO_ORDER}",
        ),
        ([SURE], 1, "Ein Wohnplatz liegt mindestens sehr wahrscheinlich auf Rang 1; " + ORDER_ENDS.format(2)),
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


def profile(
    burdens: int, tested: int, *, domains: Sequence[str] = (), p: float | None = SURE, top: int = 9, noun=WOHNPLATZ
) -> Answer:
    """Return the answer of a profile with a rank."""
    return profile_answer(
        burdens=burdens,
        tested=tested,
        domains=domains,
        certainty=sure(p),
        top=top,
        reason="",
        noun=noun,
        region=KREIS,
    )


@pytest.mark.parametrize(
    ("burdens", "tested", "domains", "bold"),
    [
        (12, 24, ["Arbeit und Soziales", "Jugendhilfe", "Gesundheit"],
         "Viele Lasten treffen hier zusammen, vor allem in den Themenfeldern „Arbeit und Soziales“ und „Jugendhilfe“."),
        (12, 24, ["Gesundheit"], "Viele Lasten treffen hier zusammen, vor allem im Themenfeld „Gesundheit“."),
        (8, 24, [], "Viele Lasten treffen hier zusammen."),
        (7, 24, [], "Bei sieben von 24 prüfbaren Merkmalen ist die Last hier gesichert deutlich höher als im Kreis."),
        (1, 24, [], "Bei einem von 24 prüfbaren Merkmalen ist die Last hier gesichert deutlich höher als im Kreis."),
        (2, 3, [], "Bei zwei von drei prüfbaren Merkmalen ist die Last hier gesichert deutlich höher als im Kreis."),
        (1, 1, [], "Beim einzigen prüfbaren Merkmal ist die Last hier gesichert deutlich höher als im Kreis."),
        (0, 24, [], "Kein Merkmal zeigt hier gesichert eine deutlich höhere Last als im Kreis."),
        (0, 0, [], "Zu wenige Werte lassen sich hier prüfen, um etwas über Lasten zu sagen."),
    ],
)  # fmt: skip
def test_a_profile_opens_with_how_much_comes_together(burdens: int, tested: int, domains: list[str], bold: str) -> None:
    assert profile(burdens, tested, domains=domains).bold == bold


def test_many_burdens_are_counted_in_the_second_sentence() -> None:
    assert profile(12, 24).rest.startswith("Zwölf von 24 prüfbaren Merkmalen zeigen gesichert eine deutlich höhere")
    assert profile(3, 3).rest.startswith("Alle drei prüfbaren Merkmale zeigen gesichert eine deutlich höhere Last.")


@pytest.mark.parametrize(
    ("p", "top", "noun", "rest"),
    [
        (SURE, 9, WOHNPLATZ, "Er gehört so gut wie sicher zu den ersten neun."),
        (VERY, 9, SIEDLUNG, "Sie gehört sehr wahrscheinlich zu den ersten neun."),
        (LIKELY, 1, VIERTEL, "Es liegt wahrscheinlich auf Rang 1."),
        (OPEN, 9, WOHNPLATZ, "Ob er zu den ersten neun gehört, ist offen."),
        (UNLIKELY, 9, SIEDLUNG, "Dass sie zu den ersten neun gehört, ist unwahrscheinlich."),
        (NEVER, 1, VIERTEL, "Dass es auf Rang 1 liegt, ist sehr unwahrscheinlich."),
        (None, 9, WOHNPLATZ, "Wie sicher der Rang ist, wurde nicht geprüft."),
    ],
)
def test_a_profile_says_how_sure_its_place_is(p: float | None, top: int, noun, rest: str) -> None:
    assert profile(0, 5, p=p, top=top, noun=noun).rest == rest


def test_a_profile_without_a_rank_says_why() -> None:
    reason = "Zu wenige Werte für einen Rang: 19 von 30."
    answer = profile_answer(
        burdens=0, tested=5, domains=[], certainty=None, top=None, reason=reason, noun=WOHNPLATZ, region=STADT
    )
    assert answer.rest == reason
    assert answer.bold.endswith("als in der Stadt.")


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
