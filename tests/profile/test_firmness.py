"""How firm a ranking is, in sentences: who belongs, where figures do not decide, who stands before whom."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from passgenau.profile.firmness import firmness_answer, order_answer
from passgenau.profile.sentences import Answer
from passgenau.profile.standing import Standing
from tests.profile.rankings import (
    LIKELY,
    NEVER,
    OPEN,
    SIEDLUNG,
    SURE,
    UNLIKELY,
    VERY,
    WOHNPLATZ,
    ranking,
    sure,
)

RUNS = 10**7


def test_the_answer_names_the_sure_the_undecided_and_the_rest() -> None:
    standings = ranking([SURE] * 5 + [VERY] * 2 + [LIKELY, OPEN, UNLIKELY, UNLIKELY])
    assert firmness_answer(standings, top=9, noun=WOHNPLATZ) == (
        "Von den ersten neun Wohnplätzen gehören sieben mindestens sehr wahrscheinlich dorthin.",
        (
            "Bei vier Wohnplätzen zwischen Rang 8 und 11 entscheiden die Zahlen allein nicht. "
            "Ab Rang 12 ist es sehr unwahrscheinlich, zu den ersten neun zu gehören."
        ),
    )


@pytest.mark.parametrize(
    ("first", "top", "bold", "rest"),
    [
        ([SURE, SURE], 2, "Die ersten zwei Wohnplätze gehören beide mindestens sehr wahrscheinlich dorthin.",
         ("Am Schnitt ist eine Kante: Nach den Zahlen ist klar, wer dazugehört und wer nicht. "
         "Ab Rang 3 ist es sehr unwahrscheinlich, zu den ersten zwei zu gehören.")),
        ([SURE, VERY, VERY], 3,
         "Die ersten drei Wohnplätze gehören alle mindestens sehr wahrscheinlich dorthin.", None),
        ([SURE, OPEN], 2, "Von den ersten zwei Wohnplätzen gehört einer mindestens sehr wahrscheinlich dorthin.",
         ("Bei einem Wohnplatz auf Rang 2 entscheiden die Zahlen allein nicht. "
         "Ab Rang 3 ist es sehr unwahrscheinlich, zu den ersten zwei zu gehören.")),
        ([OPEN, OPEN], 2, "Kein Wohnplatz gehört mindestens sehr wahrscheinlich zu den ersten zwei.", None),
        ([SURE], 1, "Ort 1 liegt so gut wie sicher auf Rang 1.", None),
        ([OPEN], 1, "Ob Ort 1 auf Rang 1 gehört, ist offen.",
         ("Bei einem Wohnplatz auf Rang 1 entscheiden die Zahlen allein nicht. "
         "Ab Rang 2 ist es sehr unwahrscheinlich, auf Rang 1 zu liegen.")),
    ],
)  # fmt: skip
def test_the_answer_bends(first: list[float], top: int, bold: str, rest: str | None) -> None:
    answer = firmness_answer(ranking(first), top=top, noun=WOHNPLATZ)
    assert answer.bold == bold
    assert rest is None or answer.rest == rest


def test_a_noun_of_another_gender_bends_too() -> None:
    answer = firmness_answer(ranking([SURE, OPEN]), top=2, noun=SIEDLUNG)
    assert answer.bold == "Von den ersten zwei Siedlungen gehört eine mindestens sehr wahrscheinlich dorthin."
    assert answer.rest.startswith("Bei einer Siedlung auf Rang 2 ")


def test_where_the_doubt_reaches_the_last_rank_nothing_is_said_beyond_it() -> None:
    answer = firmness_answer(ranking([OPEN] * 3, more=0), top=2, noun=WOHNPLATZ)
    assert answer.rest == "Bei drei Wohnplätzen zwischen Rang 1 und 3 entscheiden die Zahlen allein nicht."


def test_an_area_outside_that_the_runs_put_within_counts_as_undecided() -> None:
    answer = firmness_answer(ranking([SURE, NEVER, VERY]), top=2, noun=WOHNPLATZ)
    assert "Bei zwei Wohnplätzen zwischen Rang 2 und 3" in answer.rest


def test_without_a_check_it_only_says_so() -> None:
    assert firmness_answer(ranking([None, None]), top=2, noun=WOHNPLATZ) == ("Das ist noch nicht geprüft.", "")


def test_a_cut_that_separates_nobody_is_named_as_such() -> None:
    answer = firmness_answer(ranking([SURE, SURE], more=0), top=2, noun=WOHNPLATZ)
    assert answer.rest == "Ein Schnitt trennt hier nicht."
    assert firmness_answer([], top=2, noun=WOHNPLATZ).bold == "Noch hat kein Wohnplatz einen Rang."


def asked(p_first: float, p_second: float, spans: tuple[int, int, int, int] = (7, 12, 8, 14)) -> Answer:
    """Return the answer about two invented neighbours at ranks 9 and 10."""
    one = Standing("a", "Am Kanal", "", None, 9, spans[0], spans[1], sure(p_first))
    other = Standing("b", "Gerberviertel", "", None, 10, spans[2], spans[3], sure(p_second))
    return order_answer(one, other, p_first=p_first, p_second=p_second, replications=RUNS, top=9)


OVERLAP = (
    "Ihre Spielräume überschneiden sich: Am Kanal Rang 7 bis 12 und Gerberviertel Rang 8 bis 14. "
    "Die Reihenfolge kann also auch umgekehrt sein."
)


@pytest.mark.parametrize(
    ("p_first", "p_second", "bold", "times"),
    [
        (0.999, 0.003, "Ja, so gut wie sicher.", "99"),
        (0.97, 0.02, "Ja, sehr wahrscheinlich.", "95"),
        (0.85, 0.1, "Wahrscheinlich ja.", "75"),
        (0.82, 0.22, "Eher ja, aber nicht sicher.", "60"),
    ],
)
def test_the_first_stands_before_the_second_at_least_as_often_as_their_chances_differ(
    p_first: float, p_second: float, bold: str, times: str
) -> None:
    answer = asked(p_first, p_second)
    assert answer.bold == bold
    assert answer.rest == (
        f"In mindestens {times} von 100 Durchläufen stand Am Kanal (Rang 9) vor Gerberviertel (Rang 10). {OVERLAP}"
    )


def test_two_areas_with_like_chances_cannot_be_told_apart() -> None:
    assert asked(0.5, 0.45) == ("Das geben die Zahlen nicht her.", OVERLAP)


def test_where_the_runs_favour_the_second_it_says_so() -> None:
    answer = asked(0.2, 0.8)
    assert answer.bold == "Eher nein."
    assert answer.rest.startswith(
        "In mindestens 60 von 100 Durchläufen stand Gerberviertel (Rang 10) vor Am Kanal (Rang 9)."
    )


def test_intervals_that_do_not_touch_make_it_very_likely() -> None:
    answer = asked(0.99, 0.97, (3, 5, 6, 9))
    assert answer.bold == "Ja, sehr wahrscheinlich."
    assert answer.rest == (
        "In mindestens 90 von 100 Durchläufen stand Am Kanal (Rang 9) vor Gerberviertel (Rang 10). "
        "Ihre Spielräume berühren sich nicht: Am Kanal Rang 3 bis 5 und Gerberviertel Rang 6 bis 9."
    )


def test_a_shared_rank_is_no_order() -> None:
    one = Standing("a", "Am Kanal", "", None, 9, 7, 12, sure(OPEN))
    other = replace(one, area_id="b", name="Gerberviertel")
    answer = order_answer(one, other, p_first=0.5, p_second=0.5, replications=RUNS, top=9)
    assert answer.bold == "Nein, beide haben denselben Wert."


def test_untested_areas_have_no_order_to_speak_of() -> None:
    one = Standing("a", "Am Kanal", "", None, 9, None, None, sure(None))
    answer = order_answer(one, replace(one, rank=10), p_first=0.5, p_second=0.5, replications=RUNS, top=9)
    assert answer == ("Das ist nicht geprüft.", "")


@given(p_first=st.floats(0, 1), p_second=st.floats(0, 1))
def test_no_more_is_claimed_than_the_chances_allow(p_first: float, p_second: float) -> None:
    """With touching intervals a yes needs a difference of at least 66 in 100."""
    bold = asked(p_first, p_second).bold
    if bold.startswith(("Ja", "Wahrscheinlich")):
        assert p_first - p_second >= 0.66
    if bold == "Eher nein.":
        assert p_second > p_first + 0.5
