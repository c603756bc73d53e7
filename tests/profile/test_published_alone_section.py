"""The section on the official index: how much is shown, the comparison, and nobody named whose output is withheld."""

from __future__ import annotations

import numpy as np

from passgenau.index.published_alone import FirstAreas, OtherVerdict, PublishedAlone
from passgenau.index.released import ReleasedOutputs
from passgenau.profile.published_alone_section import index_section
from passgenau.profile.words import area_noun

OFFICIAL = ReleasedOutputs(
    ("1", "2", "3"), ("Anger", "Bruch", "Esch"), ("niedrig", "hoch"), ("class", "rank"), 1,
    np.array([[1.0, 1.0], [0.0, np.nan], [np.nan, np.nan]]),
    np.array([[False, False], [False, True], [True, True]]),
)  # fmt: skip
MISSED = OtherVerdict("1", "Anger", "hoch", 1, "", 0)
ALONE = PublishedAlone(3, 2, 2, 1, 1, 1, (FirstAreas("class", "hoch", 0, 1, (MISSED,), ()),))


def test_it_counts_what_is_shown_of_every_output() -> None:
    section = index_section("Gesamtindex", OFFICIAL, ALONE, noun=area_noun("Wohnplatz"))
    assert section.tables[0].rows == (("Klasse", "2 von 3", "66,7\u00a0%"), ("Rang", "1 von 3", "33,3\u00a0%"))


def test_it_names_whom_the_published_figures_alone_would_have_missed() -> None:
    section = index_section("Gesamtindex", OFFICIAL, ALONE, noun=area_noun("Wohnplatz"))
    assert section.tables[1].rows == (("Anger", "würde übersehen", "hoch, Rang 1", "kein Indexwert"),)
    assert "Der einzige Wohnplatz der Klasse „hoch“ würde übersehen: Anger." in section.paragraphs[1]


def test_where_nobody_is_missed_there_is_no_second_table() -> None:
    alone = PublishedAlone(3, 3, 2, 1, 2, 2, (FirstAreas("class", "hoch", 0, 1, (), ()),))
    assert len(index_section("Gesamtindex", OFFICIAL, alone, noun=area_noun("")).tables) == 1
