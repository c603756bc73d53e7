"""The half-sentence that says how sure the first areas are: grouped by certainty, each group in its own clause."""

from __future__ import annotations

from collections.abc import Sequence

from passgenau.profile.certainty import LIKELY, OPEN, VERY_LIKELY, Certainty
from passgenau.profile.standing import Standing
from passgenau.profile.words import AreaNoun, capital, number_word

NOT_CHECKED = "Wie sicher das ist, wurde nicht geprüft."


def rung_of(standing: Standing) -> int:
    """Return the rung of an area's certainty.

    Parameters
    ----------
    standing
        One ranked area.

    Returns
    -------
    int
        0 to 5; -1 where it was not tested.
    """
    return -1 if standing.certainty.rung is None else standing.certainty.rung


def how_sure(first: Sequence[Standing], noun: AreaNoun) -> str:
    """Return how sure it is that these areas belong to the first, as one sentence.

    Parameters
    ----------
    first
        The first areas, at least one.
    noun
        What the areas are called.

    Returns
    -------
    str
        Groups at least very likely, likely, open and unlikely, empty ones left out. If one area was not tested, the
        sentence says only that.
    """
    if any(standing.certainty.rung is None for standing in first):
        return NOT_CHECKED
    if len(first) == 1:
        return _how_sure_alone(first[0].certainty)
    sure = [rung_of(standing) for standing in first if rung_of(standing) >= VERY_LIKELY]
    likely = sum(rung_of(standing) == LIKELY for standing in first)
    undecided = sum(rung_of(standing) == OPEN for standing in first)
    word = "mindestens sehr wahrscheinlich"
    if len(set(sure)) == 1:
        word = "sehr wahrscheinlich" if sure[0] == VERY_LIKELY else "so gut wie sicher"
    claims = [(len(sure), word), (likely, "wahrscheinlich")]
    doubts = [(undecided, "bleibt es offen"), (len(first) - len(sure) - likely - undecided, "ist es unwahrscheinlich")]
    positive = _clauses(claims, first, noun, preposition="für")
    negative = _clauses(doubts, first, noun, preposition="bei", lead=not positive)
    return capital("; ".join(part for part in (positive, negative) if part)) + "."


def _clauses(
    groups: Sequence[tuple[int, str]],
    first: Sequence[Standing],
    noun: AreaNoun,
    *,
    preposition: str,
    lead: bool = True,
) -> str:
    """Return ``für sieben davon ist das ..., für einen ...``; only the leading clause says ``davon``."""
    said: list[str] = []
    for size, words in groups:
        if size:
            number = _of_them(size, first, noun, dative=preposition == "bei", lead=lead and not said)
            verb = "ist das " if preposition == "für" and not said else ""
            said.append(f"{preposition} {number} {verb}{words}")
    return ", ".join(said)


def _of_them(size: int, first: Sequence[Standing], noun: AreaNoun, *, dative: bool, lead: bool) -> str:
    if size == len(first):
        return (
            ("beiden" if dative else "beide") if size == 2 else f"{'allen' if dative else 'alle'} {number_word(size)}"
        )
    return number_word(size, noun.gender, case="dat" if dative else "acc", alone=True) + (" davon" if lead else "")


def _how_sure_alone(certainty: Certainty) -> str:
    rung = certainty.rung
    if rung is None:
        return NOT_CHECKED
    if rung == OPEN:
        return "Ob das Bestand hat, ist offen."
    return f"Das ist {certainty.word}." if rung > OPEN else f"Dass das Bestand hat, ist {certainty.word}."
