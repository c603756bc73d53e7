"""The sentences about how firm a ranking is: who belongs, where figures alone do not decide, who stands before whom."""

from __future__ import annotations

from collections.abc import Sequence

from passgenau.common.findings import enumerate_de
from passgenau.common.numbers_de import rank as rank_de
from passgenau.profile.assurance import rung_of
from passgenau.profile.certainty import LIKELY, VERY_LIKELY, among_the_first, certainty, frequency_words
from passgenau.profile.sentences import Answer
from passgenau.profile.standing import Standing
from passgenau.profile.words import AreaNoun, capital, number_word

VERDICTS = (
    "Eher nein.",
    "Eher nein.",
    "Das ist offen.",
    "Wahrscheinlich ja.",
    "Ja, sehr wahrscheinlich.",
    "Ja, so gut wie sicher.",
)
"""The answer for each rung of certainty that the first of two areas has more need."""


def firmness_answer(standings: Sequence[Standing], *, top: int, noun: AreaNoun) -> Answer:
    """Return the answer to "Wie sicher ist das?".

    Parameters
    ----------
    standings
        Ranked areas, highest need first, all tested.
    top
        Number of areas that count as the first, at least 1.
    noun
        What the areas are called.

    Returns
    -------
    Answer
        Bold: how many of the first belong there at least very likely. Rest: between which ranks the figures alone do
        not decide (an area within with a weaker word, or outside with a stronger one than very unlikely), and from
        which rank on it is very unlikely to belong. With an untested area only that it was not checked.
    """
    if not standings:
        return Answer(f"Noch hat {noun.counted(0)} einen Rang.", "")
    if any(standing.certainty.rung is None for standing in standings):
        return Answer("Das ist noch nicht geprüft.", "")
    if len(standings) <= top:
        return Answer(f"Alle {noun.plural} mit Rang liegen {among_the_first(top)}.", "Ein Schnitt trennt hier nicht.")
    first = [standing for standing in standings if standing.rank <= top]
    sure = sum(rung_of(standing) >= VERY_LIKELY for standing in first)
    doubtful = [standing for standing in standings if _doubtful(standing, top)]
    rest = [_undecided(doubtful, noun), _beyond(standings, doubtful, top)]
    return Answer(_belonging(sure, first, top=top, noun=noun), " ".join(part for part in rest if part))


def _doubtful(standing: Standing, top: int) -> bool:
    return rung_of(standing) < VERY_LIKELY if standing.rank <= top else rung_of(standing) > 0


def _belonging(sure: int, first: Sequence[Standing], *, top: int, noun: AreaNoun) -> str:
    if top == 1 and len(first) == 1:
        return _alone(first[0])
    if not sure:
        return f"{capital(noun.counted(0))} gehört mindestens sehr wahrscheinlich zu den ersten {number_word(top)}."
    size = number_word(len(first))
    if sure == len(first):
        together = "beide" if sure == 2 else "alle"
        return f"Die ersten {size} {noun.plural} gehören {together} mindestens sehr wahrscheinlich dorthin."
    number, verb = number_word(sure, noun.gender, alone=True), "gehört" if sure == 1 else "gehören"
    return f"Von den ersten {size} {noun.dative_plural} {verb} {number} mindestens sehr wahrscheinlich dorthin."


def _alone(standing: Standing) -> str:
    word = standing.certainty.word
    if rung_of(standing) >= LIKELY:
        return f"{standing.name} liegt {word} auf Rang 1."
    return f"Ob {standing.name} auf Rang 1 gehört, ist {word}."


def _undecided(doubtful: Sequence[Standing], noun: AreaNoun) -> str:
    """Return how many areas are left to other reasons than figures, and between which ranks they stand."""
    if not doubtful:
        return "Am Schnitt ist eine Kante: Nach den Zahlen ist klar, wer dazugehört und wer nicht."
    ranks = [standing.rank for standing in doubtful]
    number = number_word(len(doubtful), noun.gender, case="dat")
    named = noun.singular if len(doubtful) == 1 else noun.dative_plural
    where = f"auf Rang {ranks[0]}" if min(ranks) == max(ranks) else f"zwischen Rang {min(ranks)} und {max(ranks)}"
    return f"Bei {number} {named} {where} entscheiden die Zahlen allein nicht."


def _beyond(standings: Sequence[Standing], doubtful: Sequence[Standing], top: int) -> str:
    """Return from which rank on it is very unlikely to belong; empty where the doubt reaches to the last rank."""
    last = max([top, *(standing.rank for standing in doubtful)])
    after = [standing.rank for standing in standings if standing.rank > last]
    if not after:
        return ""
    belong = "auf Rang 1 zu liegen" if top == 1 else f"zu den ersten {number_word(top)} zu gehören"
    return f"Ab Rang {min(after)} ist es sehr unwahrscheinlich, {belong}."


def order_answer(first: Standing, second: Standing, *, ahead: float, replications: int) -> Answer:
    """Return the answer to "Ist Rang 9 wirklich höher belastet als Rang 10?".

    Parameters
    ----------
    first, second
        Two ranked areas, the one with the smaller rank first.
    ahead
        Probability 0-1 that the first has more need than the second; NaN where not tested.
    replications
        Replications that came to a result.

    Returns
    -------
    Answer
        Bold: the answer in the words for certainty, the weaker one where the error of the simulation leaves two open.
        Rest: how often it was so, and whether the intervals of the two ranks meet.
    """
    spans = (first.low, first.high, second.low, second.high)
    rung = certainty(ahead, replications=replications, top=1).rung
    if None in spans or rung is None:
        return Answer("Das ist nicht geprüft.", "")
    if first.rank == second.rank:
        return Answer("Nein, beide haben denselben Wert.", f"{first.name} und {second.name} teilen sich den Rang.")
    how_often = (
        f"{capital(frequency_words(ahead))} war {first.name} (Rang {first.rank}) höher belastet als "
        f"{second.name} (Rang {second.rank})."
    )
    return Answer(VERDICTS[rung], f"{how_often} {_overlap(first, second)}")


def _overlap(first: Standing, second: Standing) -> str:
    spans = enumerate_de([f"{one.name} {rank_de(one.low or 0, one.high)}" for one in (first, second)])
    meet = (first.low or 0) <= (second.high or 0) and (second.low or 0) <= (first.high or 0)
    if not meet:
        return f"Ihre Spielräume berühren sich nicht: {spans}."
    return f"Ihre Spielräume überschneiden sich: {spans}. Die Reihenfolge kann also auch umgekehrt sein."
