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


def asked(ahead: float, spans: tuple[int, int, int, int] = (7, 12, 8, 14)) -> Answer:
    """Return the answer about two invented neighbours at ranks 9 and 10."""
    one = Standing("a", "Am Kanal", "", None, 9, spans[0], spans[1], sure(OPEN))
    other = Standing("b", "Gerberviertel", "", None, 10, spans[2], spans[3], sure(OPEN))
    return order_answer(one, other, ahead=ahead, replications=RUNS)


OVERLAP = (
    "Ihre Spielräume überschneiden sich: Am Kanal Rang 7 bis 12 und Gerberviertel Rang 8 bis 14. "
    "Die Reihenfolge kann also auch umgekehrt sein."
)


@pytest.mark.parametrize(
    ("ahead", "bold", "times"),
    [
        (0.999, "Ja, so gut wie sicher.", "In über 99"),
        (0.95, "Ja, sehr wahrscheinlich.", "In 95"),
        (0.75, "Wahrscheinlich ja.", "In 75"),
        (0.6, "Das ist offen.", "In 60"),
        (0.2, "Eher nein.", "In 20"),
    ],
)
def test_it_says_how_often_the_first_had_more_need_than_the_second(ahead: float, bold: str, times: str) -> None:
    answer = asked(ahead)
    assert answer.bold == bold
    assert answer.rest == (
        f"{times} von 100 Durchläufen war Am Kanal (Rang 9) höher belastet als Gerberviertel (Rang 10). {OVERLAP}"
    )


def test_intervals_that_do_not_touch_are_said_to() -> None:
    answer = asked(0.97, (3, 5, 6, 9))
    assert answer.rest.endswith(
        "Ihre Spielräume berühren sich nicht: Am Kanal Rang 3 bis 5 und Gerberviertel Rang 6 bis 9."
    )


def test_a_shared_rank_is_no_order() -> None:
    one = Standing("a", "Am Kanal", "", None, 9, 7, 12, sure(OPEN))
    other = replace(one, area_id="b", name="Gerberviertel")
    answer = order_answer(one, other, ahead=0.5, replications=RUNS)
    assert answer.bold == "Nein, beide haben denselben Wert."


@pytest.mark.parametrize(("ahead", "runs"), [(float("nan"), RUNS), (0.9, 999)])
def test_what_was_not_recorded_or_too_seldom_is_not_checked(ahead: float, runs: int) -> None:
    one = Standing("a", "Am Kanal", "", None, 9, 7, 12, sure(OPEN))
    answer = order_answer(one, replace(one, area_id="b", rank=10), ahead=ahead, replications=runs)
    assert answer == ("Das ist nicht geprüft.", "")


@given(ahead=st.floats(0, 1), runs=st.integers(1000, 5000))
def test_no_more_is_claimed_than_the_runs_allow(ahead: float, runs: int) -> None:
    one = Standing("a", "Am Kanal", "", None, 9, 7, 12, sure(OPEN))
    bold = order_answer(one, replace(one, area_id="b", rank=10), ahead=ahead, replications=runs).bold
    if bold.startswith("Ja"):
        assert ahead >= 0.9
    if bold.startswith("Wahrscheinlich"):
        assert ahead >= 0.66
    if bold.startswith("Eher nein"):
        assert ahead < 0.33
