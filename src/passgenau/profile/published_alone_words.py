"""Sentences about what an index from the published figures alone would have said."""

from __future__ import annotations

from passgenau.common.findings import enumerate_de
from passgenau.common.numbers_de import rank
from passgenau.index.published_alone import FirstAreas, OtherVerdict, PublishedAlone
from passgenau.profile.sentences import Answer
from passgenau.profile.words import AreaNoun, number_word

NO_SCORE = "kein Indexwert"
NAMED = 12


def published_alone_answer(found: PublishedAlone, *, noun: AreaNoun) -> Answer:
    """Return the answer to "Was hätte ein Index nur aus den veröffentlichten Werten gesagt?".

    Parameters
    ----------
    found
        The comparison; it holds published outputs only.
    noun
        What the areas are called.

    Returns
    -------
    Answer
        Bold: how many areas would have a score at all. Rest: whom it would have missed among those with the highest
        need, whom it would have named instead, how often the class is the same, and how many areas are not compared
        because their class is withheld. Where no index can be computed: why.
    """
    if found.reason:
        return Answer("Aus den veröffentlichten Werten allein lässt sich der Index nicht berechnen.", found.reason)
    sentences = [first_sentence(group, noun=noun) for group in found.first]
    return Answer(_scored(found, noun), " ".join([*sentences, *_classes(found, noun)]))


def first_sentence(group: FirstAreas, *, noun: AreaNoun) -> str:
    """Return whom the published figures alone would have missed and named instead.

    Parameters
    ----------
    group
        The areas of the highest class, or of the first places.
    noun
        What the areas are called.

    Returns
    -------
    str
        Such as ``Von den sieben Wohnplätzen der Klasse „höher belastet“ würden zwei übersehen: Anger und Esch.`` and
        ``Stattdessen stünde dort Bruch.``; names are counted past twelve.
    """
    where = _where(group)
    if not group.official:
        parts = [f"Die Veröffentlichung nennt {number_word(0, noun.gender, case='acc')} {noun.singular} {where}."]
    elif not group.missed:
        parts = [_none_missed(group, noun)]
    else:
        parts = [_missed(group, noun)]
    if group.instead:
        verb = "stünde" if len(group.instead) == 1 else "stünden"
        how = "Stattdessen" if group.missed else "Zusätzlich"
        parts.append(f"{how} {verb} dort {_names(group.instead)}.")
    return " ".join(parts)


def verdict_words(klass: str, place: int) -> str:
    """Return class and rank of one area as a table shows them.

    Parameters
    ----------
    klass
        Label of the class, empty for none.
    place
        Rank from 1, 0 for none.

    Returns
    -------
    str
        Such as ``höher belastet, Rang 9`` or ``kein Indexwert``.
    """
    return ", ".join(part for part in (klass, rank(place) if place else "") if part) or NO_SCORE


def _scored(found: PublishedAlone, noun: AreaNoun) -> str:
    start = "Aus den veröffentlichten Werten allein"
    if found.scored == found.areas:
        return f"{start} bekämen alle {noun.plural} einen Indexwert."
    number = number_word(found.scored, noun.gender, alone=True)
    verb = "bekäme" if found.scored == 1 else "bekämen"
    return f"{start} {verb} nur {number} von {number_word(found.areas)} {noun.dative_plural} einen Indexwert."


def _where(group: FirstAreas) -> str:
    if group.by == "class":
        return f"der Klasse „{group.label}“"
    return f"mit veröffentlichtem {rank(1, group.top)}"


def _none_missed(group: FirstAreas, noun: AreaNoun) -> str:
    if group.official == 1:
        return f"{_the_only(noun)} {noun.singular} {_where(group)} wäre auch so benannt."
    number = "Beide" if group.official == 2 else f"Alle {number_word(group.official)}"
    return f"{number} {noun.plural} {_where(group)} wären auch so benannt."


def _missed(group: FirstAreas, noun: AreaNoun) -> str:
    if group.official == 1:
        return f"{_the_only(noun)} {noun.singular} {_where(group)} würde übersehen: {_names(group.missed)}."
    number = number_word(len(group.missed), noun.gender, alone=True)
    verb = "würde" if len(group.missed) == 1 else "würden"
    whole = f"{number_word(group.official)} {noun.dative_plural} {_where(group)}"
    return f"Von den {whole} {verb} {number} übersehen: {_names(group.missed)}."


def _the_only(noun: AreaNoun) -> str:
    return {"m": "Der einzige", "f": "Die einzige", "n": "Das einzige"}[noun.gender]


def _names(verdicts: tuple[OtherVerdict, ...]) -> str:
    return enumerate_de([one.name for one in verdicts], NAMED)


def _classes(found: PublishedAlone, noun: AreaNoun) -> list[str]:
    sentences = []
    if found.compared:
        same = f"{number_word(found.same_class)} von {number_word(found.compared)}"
        sentences.append(f"Wo beide eine Klasse nennen, ist es bei {same} {noun.dative_plural} dieselbe.")
    if found.classes_withheld:
        number = number_word(found.classes_withheld, noun.gender, case="dat")
        named = noun.singular if found.classes_withheld == 1 else noun.dative_plural
        sentences.append(f"Bei {number} {named} ist die Klasse zurückgehalten und deshalb nicht verglichen.")
    return sentences
