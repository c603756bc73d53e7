"""Sentences and classes of the protection preview, each from the numbers alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest

from passgenau.files.definitions import indicator_catalogue
from passgenau.files.protection_rules import load_profile_named, shipped_profiles
from passgenau.indicators.disclosure.choice import FREE, ProtectionChoice
from passgenau.indicators.disclosure.preview import ProfilePreview
from passgenau.indicators.disclosure.thresholds import Dominance
from passgenau.render.palette import MapClass
from passgenau.web.pages.protection_form import (
    UnknownWordError,
    Wish,
    chosen,
    protection_form,
    read_wish,
    source_groups,
    wish_of,
    wish_words,
)
from passgenau.web.pages.protection_map import remaining_class
from passgenau.web.pages.protection_tables import demand_rows, shown_cell
from passgenau.web.pages.protection_words import area_sentence, helps, of_hundred, preview_answer

PROFILES = {name: load_profile_named(name) for name in shipped_profiles()}
JOBS, BENEFITS, CHECKS = "unemployment_share", "sgb2_recipient_share", "school_entry_obesity_share"
GROUPS = source_groups([JOBS, BENEFITS, CHECKS, "unbekannt"], indicator_catalogue())
AGENCY = "statistik-der-bundesagentur-fur-arbeit"


def _preview(known: Sequence[Sequence[int]], shown: Sequence[Sequence[int]], areas: Sequence[int]) -> ProfilePreview:
    """Return a preview of two indicators; each area has two figures, of which ``areas`` says how many remain."""
    levels = ("Stadtteil", "Stadt")[: len(known)]
    ids = tuple(str(place) for place in range(len(areas)))
    return ProfilePreview(
        levels, (JOBS, CHECKS), np.array(known), np.array(shown), ids, np.full(len(ids), 2), np.array(areas, dtype=int)
    )


@pytest.mark.parametrize(
    ("shown", "known", "words"),
    [
        (81, 81, "alle"), (0, 81, "keiner"), (80, 81, "99 von 100"), (999, 1000, "über 99 von 100"),
        (1, 1000, "unter 1 von 100"), (1, 3, "33 von 100"),
    ],
)  # fmt: skip
def test_none_and_all_are_said_only_where_they_are_true(shown: int, known: int, words: str) -> None:
    assert of_hundred(shown, known) == words


@pytest.mark.parametrize(
    ("shown", "share"), [(1000, "100 %"), (999, "über 99 %"), (1, "unter 1 %"), (0, "0 %"), (500, "50 %")]
)
def test_a_percentage_is_zero_or_a_hundred_only_where_it_is(shown: int, share: str) -> None:
    assert shown_cell(shown, 1000).share.replace("\u00a0", " ") == share


def test_where_nothing_is_known_nothing_can_be_lost() -> None:
    assert (shown_cell(0, 0).share, shown_cell(0, 0).bar) == ("–", "")


def test_the_answer_names_audience_levels_and_areas() -> None:
    answer = preview_answer(_preview([[4, 4], [1, 1]], [[3, 1], [1, 0]], [2, 1, 0, 1]), "planning")
    assert answer.bold == "Die Planung sähe 50 von 100 Werten der Stadtteile."
    assert answer.rest == ("Auf der Ebene Stadt blieben 50 von 100. Ein Stadtteil behielte gar nichts.")


@pytest.mark.parametrize(
    ("shown", "words"),
    [([4, 4], "Die Öffentlichkeit sähe alle Werte der Stadtteile."),
     ([0, 0], "Die Öffentlichkeit sähe keinen Wert der Stadtteile.")],
)  # fmt: skip
def test_everything_and_nothing_have_words_of_their_own(shown: list[int], words: str) -> None:
    assert preview_answer(_preview([[4, 4]], [shown], [2, 2]), "public").bold == words


def test_without_figures_there_is_nothing_to_protect() -> None:
    empty = replace(_preview([[4, 4]], [[4, 4]], []), levels=(), known=np.zeros((0, 2)), shown=np.zeros((0, 2)))
    assert preview_answer(empty, "public").bold == "Es gibt keine Zahlen, die zu schützen wären."
    assert helps(empty, {}, {}) == ()


def test_half_is_not_less_than_half() -> None:
    from passgenau.profile.words import area_noun

    noun = area_noun("Stadtteil")
    kept = _preview([[2, 2]], [[1, 1]], [1, 1])
    assert area_sentence(kept, noun) == "Jeder Stadtteil behielte mindestens die Hälfte."


@pytest.mark.parametrize(
    ("shown", "klass"),
    [(8, MapClass.CONTEXT_5), (7, MapClass.CONTEXT_4), (6, MapClass.CONTEXT_4), (5, MapClass.CONTEXT_3),
     (4, MapClass.CONTEXT_3), (3, MapClass.CONTEXT_2), (1, MapClass.CONTEXT_2), (0, MapClass.HIDDEN)],
)  # fmt: skip
def test_the_map_is_grey_since_nothing_is_judged(shown: int, klass: MapClass) -> None:
    assert remaining_class(shown, 8) is klass
    assert remaining_class(0, 0) is MapClass.MISSING


def test_help_is_named_only_for_what_loses_much() -> None:
    lost = _preview([[4, 4], [1, 1]], [[4, 1], [1, 1]], [2, 2, 1, 0])
    periods = {JOBS: ["2023", "2024", "2025"], CHECKS: ["2023", "2024", "2025"]}
    found = helps(lost, indicator_catalogue(), periods)
    assert [one.title for one in found] == ["Gröbere Gebiete zeigen", "Jahrgänge zusammenfassen"]
    assert all("Adipositas bei Schuleingang" in one.text for one in found)
    assert not any("Arbeitslosen" in one.text for one in found)
    some = replace(lost, known=np.array([[4, 4], [2, 1]]), shown=np.array([[4, 1], [2, 1]]))
    assert [one.title for one in helps(some, indicator_catalogue(), {})] == []  # a total of one unit in two is no help
    assert helps(replace(lost, shown=np.array([[4, 2], [1, 1]])), indicator_catalogue(), periods) == ()
    assert [one.title for one in helps(lost, indicator_catalogue(), {CHECKS: ["2025"]})] == ["Gröbere Gebiete zeigen"]


def test_indicators_of_one_house_are_one_group() -> None:
    assert {group.key: group.indicators for group in GROUPS} == {
        AGENCY: (JOBS, BENEFITS),
        "schuleingangsuntersuchung-des-kinder-und-jugendgesundheitsdienstes": (CHECKS,),
        "ohne": ("unbekannt",),
    }


def test_the_address_leads_back_to_the_same_choice() -> None:
    given = {"publikum": "planning", "profil": "own_3", f"quelle-{AGENCY}": "ba_10", "quelle-ohne": FREE}
    wish = read_wish(given, GROUPS, PROFILES)
    choice = chosen(wish, GROUPS)
    assert choice == ProtectionChoice(
        "planning", {JOBS: "ba_10", BENEFITS: "ba_10", CHECKS: "own_3", "unbekannt": FREE}
    )
    assert dict(pair for pair in wish.fields() if pair[1]) == given
    assert choice is not None
    assert chosen(wish_of(choice, GROUPS), GROUPS) == choice


@pytest.mark.parametrize(
    "given", [{"profil": FREE}, {"profil": "x"}, {"publikum": "alle"}, {f"quelle-{AGENCY}": "own_4"}]
)
def test_words_that_do_not_exist_are_refused(given: dict[str, str]) -> None:
    with pytest.raises(UnknownWordError):
        read_wish(given, GROUPS, PROFILES)


def test_a_source_that_is_chosen_like_all_is_no_exception() -> None:
    wish = read_wish({"profil": "own_3", f"quelle-{AGENCY}": "own_3"}, GROUPS, PROFILES)
    assert wish == Wish("public", "own_3", {})
    assert not protection_form(wish, GROUPS, PROFILES).open


def test_a_mixed_choice_is_told_by_its_exceptions() -> None:
    wish = Wish("public", "own_3", {AGENCY: "ba_10", "ohne": FREE})
    assert wish_words(wish, GROUPS, PROFILES) == (
        f"{PROFILES['own_3'].name}; dazu Statistik der Bundesagentur für Arbeit: {PROFILES['ba_10'].name}; "
        "Ohne Angabe einer Quelle: ohne Regel: keine Personen dahinter"
    )
    assert protection_form(wish, GROUPS, PROFILES).open


def test_every_demand_is_said() -> None:
    everything = replace(
        PROFILES["own_3"].audiences["public"], minimum_denominator=100, coalition=2, hide_none=True, minimum_units=3,
        dominance=Dominance(1, 0.85), rounding=5,
    )  # fmt: skip
    profile = replace(PROFILES["own_3"], audiences={"public": everything})
    (row,) = demand_rows({"own_3": profile}, "public")
    assert row.demands == (
        "mindestens 3 Fälle", "Anteile erst ab 100 Personen", "auch die nicht Betroffenen zählen",
        "verborgen, wenn höchstens 2 nicht betroffen sind", "„niemand“ wird verborgen",
        "mindestens 3 Einheiten dahinter", "keine Summe, die wenige bestimmen", "gerundet auf 5",
    )  # fmt: skip
    assert demand_rows({"own_3": profile}, "planning")[0].demands == ("nichts davon wird gezeigt",)
    assert demand_rows(PROFILES, "statistics_office")[0].demands == ("nichts wird verborgen",)


def test_what_counts_no_cases_stands_by_itself_and_is_bound_only_where_chosen() -> None:
    groups = source_groups([JOBS, "expected_care_need_share", "D1"], indicator_catalogue())
    assert [(group.key, group.counts) for group in groups] == [(AGENCY, True), ("berechnet", False)]
    free = chosen(read_wish({"profil": "own_3"}, groups, PROFILES), groups)
    bound = chosen(read_wish({"profil": "own_3", "quelle-berechnet": "own_3"}, groups, PROFILES), groups)
    assert free is not None
    assert bound is not None
    assert free.profiles == {JOBS: "own_3", "expected_care_need_share": FREE, "D1": FREE}
    assert set(bound.profiles.values()) == {"own_3"}
    assert wish_of(free, groups).by_group == {}
    assert wish_of(bound, groups).by_group == {"berechnet": "own_3"}
