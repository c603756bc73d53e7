"""The profile page: how much comes together here, and how sure its place is."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from passgenau.profile.sentences import Answer, profile_answer
from passgenau.profile.words import KREIS, STADT, AreaNoun
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
    sure,
)


def profile(
    burdens: int,
    tested: int,
    *,
    domains: Sequence[str] = (),
    p: float | None = SURE,
    top: int = 9,
    noun: AreaNoun = WOHNPLATZ,
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
def test_a_profile_says_how_sure_its_place_is(p: float | None, top: int, noun: AreaNoun, rest: str) -> None:
    assert profile(0, 5, p=p, top=top, noun=noun).rest == rest


def test_a_profile_without_a_rank_says_why() -> None:
    reason = "Zu wenige Werte für einen Rang: 19 von 30."
    answer = profile_answer(
        burdens=0, tested=5, domains=[], certainty=None, top=None, reason=reason, noun=WOHNPLATZ, region=STADT
    )
    assert answer.rest == reason
    assert answer.bold.endswith("als in der Stadt.")
