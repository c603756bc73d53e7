"""Sentences about an index from published figures alone: numbers in words, verbs that agree, published names."""

from __future__ import annotations

import pytest

from passgenau.index.published_alone import FirstAreas, OtherVerdict, PublishedAlone
from passgenau.profile.published_alone_words import first_sentence, published_alone_answer, verdict_words
from passgenau.profile.words import area_noun

ORT, SIEDLUNG = area_noun("Wohnplatz"), area_noun("Siedlung")


def named(*names: str) -> tuple[OtherVerdict, ...]:
    """Return verdicts on areas of these names."""
    return tuple(OtherVerdict(name, name, "hoch", 1, "mittel", 4) for name in names)


def group(official: int, missed: str = "", instead: str = "", *, top: int = 0) -> FirstAreas:
    """Return first areas; the missed and those named instead are one letter each."""
    return FirstAreas("rank" if top else "class", "" if top else "hoch", top, official, named(*missed), named(*instead))


@pytest.mark.parametrize(
    ("first", "said"),
    [
        (group(7, "AB"), "Von den sieben Wohnplätzen der Klasse „hoch“ würden zwei übersehen: A und B."),
        (group(7, "A"), "Von den sieben Wohnplätzen der Klasse „hoch“ würde einer übersehen: A."),
        (group(1, "A"), "Der einzige Wohnplatz der Klasse „hoch“ würde übersehen: A."),
        (group(1), "Der einzige Wohnplatz der Klasse „hoch“ wäre auch so benannt."),
        (group(2), "Beide Wohnplätze der Klasse „hoch“ wären auch so benannt."),
        (group(3, "", "D"), "Alle drei Wohnplätze der Klasse „hoch“ wären auch so benannt. Zusätzlich stünde dort D."),
        (group(0), "Die Veröffentlichung nennt keinen Wohnplatz der Klasse „hoch“."),
        (group(6, "A", top=9), "Von den sechs Wohnplätzen mit veröffentlichtem Rang 1 bis 9 würde einer übersehen: A."),
        (group(1, "A", top=1), "Der einzige Wohnplatz mit veröffentlichtem Rang 1 würde übersehen: A."),
    ],
)  # fmt: skip
def test_it_says_who_is_missed_and_who_is_named_instead(first: FirstAreas, said: str) -> None:
    assert first_sentence(first, noun=ORT) == said


def test_the_names_that_stand_there_instead_follow() -> None:
    assert first_sentence(group(7, "A", "B"), noun=ORT).endswith("übersehen: A. Stattdessen stünde dort B.")
    assert first_sentence(group(7, "A", "BC"), noun=ORT).endswith("übersehen: A. Stattdessen stünden dort B und C.")


def test_the_noun_shapes_the_sentence() -> None:
    assert first_sentence(group(1, "A"), noun=SIEDLUNG).startswith("Die einzige Siedlung der Klasse „hoch“")
    assert "würde eine übersehen" in first_sentence(group(3, "A"), noun=SIEDLUNG)
    assert first_sentence(group(0), noun=SIEDLUNG).startswith("Die Veröffentlichung nennt keine Siedlung")


def test_the_answer_begins_with_how_many_areas_get_a_score() -> None:
    found = PublishedAlone(81, 50, 66, 15, 38, 24, (group(7, "AB"),))
    answer = published_alone_answer(found, noun=ORT)
    assert answer.bold == "Aus den veröffentlichten Werten allein bekämen nur 50 von 81 Wohnplätzen einen Indexwert."
    assert answer.rest == (
        "Von den sieben Wohnplätzen der Klasse „hoch“ würden zwei übersehen: A und B. "
        "Wo beide eine Klasse nennen, ist es bei 24 von 38 Wohnplätzen dieselbe. "
        "Bei 15 Wohnplätzen ist die Klasse zurückgehalten und deshalb nicht verglichen."
    )


@pytest.mark.parametrize(
    ("scored", "bold"),
    [
        (1, "Aus den veröffentlichten Werten allein bekäme nur einer von drei Wohnplätzen einen Indexwert."),
        (3, "Aus den veröffentlichten Werten allein bekämen alle Wohnplätze einen Indexwert."),
    ],
)
def test_the_verb_agrees_with_the_number_of_areas(scored: int, bold: str) -> None:
    answer = published_alone_answer(PublishedAlone(3, scored, 3, 1, 0, 0, ()), noun=ORT)
    assert answer.bold == bold
    assert answer.rest == "Bei einem Wohnplatz ist die Klasse zurückgehalten und deshalb nicht verglichen."


def test_an_index_that_cannot_be_computed_says_only_why() -> None:
    answer = published_alone_answer(PublishedAlone(3, 0, 3, 0, 0, 0, (group(1, "A"),), "Werte fehlen."), noun=ORT)
    assert answer == ("Aus den veröffentlichten Werten allein lässt sich der Index nicht berechnen.", "Werte fehlen.")


def test_a_table_cell_says_class_and_rank_or_that_there_is_none() -> None:
    assert verdict_words("hoch", 9) == "hoch, Rang 9"
    assert (verdict_words("hoch", 0), verdict_words("", 9)) == ("hoch", "Rang 9")
    assert verdict_words("", 0) == "kein Indexwert"
