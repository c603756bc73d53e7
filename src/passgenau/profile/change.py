"""Sentences about what moves when an index is computed differently."""

from __future__ import annotations

import math
from collections.abc import Sequence

from passgenau.common.findings import enumerate_de
from passgenau.profile.sentences import Answer
from passgenau.profile.words import AreaNoun, capital, number_word

NAMED = 3
ORDER_WORDS = (
    (0.99, "so gut wie dieselbe Reihenfolge"),
    (0.95, "fast dieselbe Reihenfolge"),
    (0.8, "eine ähnliche Reihenfolge"),
    (0.5, "eine in Teilen andere Reihenfolge"),
    (0.0, "eine weitgehend andere Reihenfolge"),
)


def change_answer(first: int, entering: Sequence[str], leaving: Sequence[str], *, noun: AreaNoun) -> Answer:
    """Return who stays among the first areas, who comes in and who drops out.

    Parameters
    ----------
    first
        How many areas are among the first before the change, at least 1; those tied across the last place included.
    entering, leaving
        Names of the areas that come in and drop out.
    noun
        What the areas are called.

    Returns
    -------
    Answer
        Such as ``Acht der ersten neun bleiben.`` and ``Anger kommt hinzu, Esch fällt heraus.``, the rest empty where
        nobody does either.
    """
    parts = [_verb(entering, "kommt hinzu", "kommen hinzu"), _verb(leaving, "fällt heraus", "fallen heraus")]
    said = [part for part in parts if part]
    rest = f"{', '.join(said)}." if said else ""
    return Answer(_staying(first, first - len(leaving), noun), rest)


def move_words(before: int, after: int) -> str:
    """Return what a move from one rank to another is called.

    Parameters
    ----------
    before, after
        Ranks, 0 where there is none.

    Returns
    -------
    str
        Such as ``drei Ränge weiter vorn``, ``ein Rang weiter hinten``, ``unverändert``, ``jetzt ohne Rang``.
    """
    if not before or not after:
        return "ohne Rang" if not after and not before else "jetzt mit Rang" if after else "jetzt ohne Rang"
    if before == after:
        return "unverändert"
    size = abs(before - after)
    ranks = f"{number_word(size, 'm')} {'Rang' if size == 1 else 'Ränge'}"
    return f"{ranks} weiter {'vorn' if after < before else 'hinten'}"


def order_words(correlation: float) -> str:
    """Return what a rank correlation is called.

    Parameters
    ----------
    correlation
        Spearman's coefficient, -1 to 1; NaN where there is none.

    Returns
    -------
    str
        Such as ``fast dieselbe Reihenfolge``; empty for NaN. A limit belongs to the closer word.
    """
    if math.isnan(correlation):
        return ""
    return next((words for limit, words in ORDER_WORDS if correlation >= limit), "eine eher umgekehrte Reihenfolge")


def _staying(first: int, staying: int, noun: AreaNoun) -> str:
    whole = number_word(first)
    if first == 1:
        stays = {"m": "Der", "f": "Die", "n": "Das"}[noun.gender]
        return f"{stays} erste {noun.singular} {'bleibt' if staying else 'wechselt'}."
    if staying == first:
        return f"Die ersten {whole} bleiben dieselben."
    number = capital(number_word(staying, noun.gender, alone=True))
    return f"{number} der ersten {whole} {'bleibt' if staying < 2 else 'bleiben'}."


def _verb(names: Sequence[str], one: str, several: str) -> str:
    return f"{enumerate_de(names, NAMED)} {one if len(names) == 1 else several}" if names else ""
