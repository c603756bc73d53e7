"""What is said about a score, a distance, a move and a cut: careful, neutral, and true to the figures."""

from __future__ import annotations

import re
from dataclasses import replace

import numpy as np
import pytest

from passgenau.files.definitions import indicator_catalogue
from passgenau.index.explanation import (
    Reading,
    SmallestChange,
    explain_change,
    explain_cut,
    explain_difference,
    explain_score,
)
from passgenau.profile.explanation_words import (
    NO_GOAL,
    change_answer,
    cut_answer,
    difference_answer,
    needed_words,
    score_answer,
)
from passgenau.profile.indicator_labels import NOTHING, Labels, decimals_of
from tests.index.figures import definition, indicators, table_of

PLAIN = Labels({})
VALUES = [[10.0, 4.0], [20.0, 9.0], [60.0, 5.0], [30.0, np.nan]]
GAPS = {"rule": "rescale", "min_share": 0.5}
DIFFERENCES = definition(standardise__method="difference", combine__missing=GAPS)
MORE_THAN_ALL = "Gebiet a02 liegt vor Gebiet a01 vor allem wegen „x0“: zusammen +40,0 Punkte, der Abstand ist +36,0."
READING = Reading.of(table_of(VALUES), DIFFERENCES)


def test_a_score_is_told_with_its_rank_and_what_goes_which_way() -> None:
    answer = score_answer(explain_score(READING, "a02"), PLAIN)
    assert answer.bold == "Gebiet a02 steht auf Rang 1 von 4, mit 29,0 Punkten."
    assert answer.rest == "Am meisten tragen bei: „x0“ (+30,0). In die andere Richtung gehen vor allem: „x1“ (−1,00)."


def test_a_missing_value_is_told_with_the_factor() -> None:
    answer = score_answer(explain_score(READING, "a03"), PLAIN)
    assert "Ohne Wert: „x1“; die vorhandenen Beiträge zählen dafür 2-fach." in answer.rest


def test_a_filled_value_is_told_as_such() -> None:
    filled = definition(combine__missing={"rule": "impute_reference", "min_share": 0.5})
    answer = score_answer(explain_score(Reading.of(table_of(VALUES), filled), "a03"), PLAIN)
    assert "Ohne eigenen Wert: „x1“; dort steht ein Ersatzwert" in answer.rest


@pytest.mark.parametrize(
    ("first", "second", "bold"),
    [
        ("a01", "a00", "Gebiet a01 liegt vor Gebiet a00 vor allem wegen „x0“: +10,0 von +15,0 Punkten."),
        ("a00", "a01", "Gebiet a00 liegt hinter Gebiet a01 vor allem wegen „x0“: −10,0 von −15,0 Punkten."),
        ("a02", "a01", MORE_THAN_ALL),
    ],
)  # fmt: skip
def test_a_distance_names_what_makes_up_half_of_it(first: str, second: str, bold: str) -> None:
    assert difference_answer(explain_difference(READING, first, second_id=second), PLAIN).bold == bold


def test_a_distance_names_what_points_the_other_way() -> None:
    answer = difference_answer(explain_difference(READING, "a02", second_id="a01"), PLAIN)
    assert answer.rest == "In die andere Richtung gehen vor allem: „x1“ (−4,00)."


def test_equal_areas_with_different_figures_are_told_in_what_they_differ() -> None:
    level = Reading.of(table_of([[1.0, 4.0], [2.0, 3.0], [9.0, 9.0]]), definition(standardise__method="difference"))
    answer = difference_answer(explain_difference(level, "a00", second_id="a01"), PLAIN)
    assert answer.bold == "Gebiet a00 und Gebiet a01 liegen gleichauf auf Rang 2."
    assert answer.rest == "Sie unterscheiden sich vor allem bei: „x0“ (−1,00) und „x1“ (+1,00)."


def test_a_move_is_split_in_three_and_says_what_the_area_alone_would_have_done() -> None:
    later = Reading.of(table_of([[65.0, 4.0], [80.0, 9.0], [60.0, 5.0], [30.0, np.nan]]), DIFFERENCES)
    found = explain_change("a00", earlier=READING, later=later)
    answer = change_answer(found, since="2021", until="2023")
    assert answer.bold == "Gebiet a00 bewegte sich von Rang 4 (2021) auf Rang 2 (2023)."
    pieces = re.findall(r"[+−]\d+,\d|0,0", answer.rest)
    whole, own, reference, choice = (float(piece.replace("−", "-").replace(",", ".")) for piece in pieces)
    assert own == 55.0
    assert whole == pytest.approx(own + reference + choice, abs=0.11)
    assert f"wäre es Rang {found.rank_alone};" in answer.rest
    assert found.rank_alone == 1
    assert "ein Platz geht rechnerisch auf alles Übrige zurück" in answer.rest


def test_a_move_that_is_none_stays_where_it_is() -> None:
    answer = change_answer(explain_change("a00", earlier=READING, later=READING), since="2021", until="2023")
    assert answer.bold == "Gebiet a00 blieb auf Rang 4 (2021 und 2023)."
    assert answer.rest.endswith("wäre es Rang 4, also derselbe.")


def test_a_different_number_of_ranked_areas_is_told() -> None:
    found = replace(explain_change("a00", earlier=READING, later=READING), earlier_ranked=3, rank_alone=None)
    rest = change_answer(found, since="2021", until="2023").rest
    assert "lässt sich nicht rechnen" in rest
    assert rest.endswith("Einen Rang hatten 3 und 4 Gebiete; die Ränge sind nur bedingt vergleichbar.")


def test_a_cut_says_which_side_how_far_and_that_it_is_no_goal() -> None:
    names = {"a02": "Gebiet a02", "a03": "Gebiet a03"}
    first, inside, outside = (
        cut_answer(explain_cut(READING, area, top=top), PLAIN, names)
        for area, top in (("a02", 1), ("a02", 2), ("a01", 1))
    )
    other_side = "auf der anderen Seite des Schnitts sind es"
    assert first.bold == f"Gebiet a02 liegt auf Rang 1; bis Gebiet a03 {other_side} 29,0 Punkte."
    assert (
        inside.bold == f"Gebiet a02 liegt auf Rang 1 und damit unter den ersten zwei; bis a01 {other_side} 36,0 Punkte."
    )
    assert outside.bold == f"Gebiet a01 liegt auf Rang 3; bis Gebiet a02 {other_side} 36,0 Punkte."
    assert "um herauszufallen" in inside.rest
    assert "um hinzuzukommen" in outside.rest
    assert inside.rest.endswith(NO_GOAL)
    assert outside.rest.endswith(NO_GOAL)


def test_a_cut_that_no_single_value_crosses_says_so() -> None:
    cut = explain_cut(READING, "a02", top=1)
    stuck = replace(cut, changes=tuple(replace(one, needed=np.nan) for one in cut.changes))
    rest = cut_answer(stuck, PLAIN, {}).rest
    assert rest == f"Kein anderer Wert eines einzelnen Indikators genügte, um herauszufallen. {NO_GOAL}"


def test_a_needed_value_has_its_unit_and_whole_cases() -> None:
    labels = Labels(indicator_catalogue())
    one = SmallestChange("sgb2_rate", 0.224, 0.0, 1.0, 0.2009, -0.3, 10, 135.0, 603.0, 121.0)
    known = next(key for key, entry in labels.definitions.items() if entry.unit == "percent")
    told = needed_words(replace(one, indicator_id=known), labels)
    assert told == f"„{labels.name(known)}“ mit 20,1\u00a0% statt 22,4\u00a0% (121 statt 135 Fälle)"
    assert needed_words(replace(one, needed_cases=np.nan), PLAIN).endswith("mit 0,201 statt 0,224")


def test_two_values_get_as_many_decimals_as_tell_them_apart() -> None:
    assert PLAIN.values("x", 12.34, 12.31) == ("12,34", "12,31")
    assert PLAIN.values("x", 12.34, 12.34) == ("12,3", "12,3")
    assert PLAIN.values("x", float("nan"), 12.34) == (NOTHING, "12,3")


@pytest.mark.parametrize(("values", "digits"), [([5.0], 1), ([-4.9, 0.1], 2), ([0.49], 3), ([], 3), ([np.nan, 6.0], 1)])
def test_figures_shown_together_have_the_decimals_of_the_largest(values: list[float], digits: int) -> None:
    assert decimals_of(values) == digits


@pytest.mark.parametrize("word", ["schlecht", "gut", "Ursache für", "verursacht", "weil"])
def test_no_sentence_judges_or_names_a_cause(word: str) -> None:
    reading = Reading.of(table_of(VALUES), definition(combine__missing=GAPS, indicators=indicators(2)))
    told = [
        score_answer(explain_score(reading, "a03"), PLAIN),
        difference_answer(explain_difference(reading, "a02", second_id="a01"), PLAIN),
        change_answer(explain_change("a00", earlier=reading, later=reading), since="2021", until="2023"),
        cut_answer(explain_cut(reading, "a02", top=2), PLAIN, {}),
    ]
    assert [answer for answer in told if re.search(rf"\b{word}\b", " ".join(answer))] == []
