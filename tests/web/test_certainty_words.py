"""The plain words about chance, about what the runs varied, and about what could not be computed."""

from __future__ import annotations

from dataclasses import replace
from typing import get_args

import numpy as np

from passgenau.files.definitions import load_index_definition
from passgenau.index.definition import Aggregate, Mean, Method, Robustness
from passgenau.index.result import RobustnessResult
from passgenau.web.pages.certainty_words import (
    AGGREGATE_NAMES,
    MEAN_NAMES,
    METHOD_NAMES,
    chance_sentences,
    runs_words,
    unvaried_words,
    varied_words,
    without_statement,
)
from passgenau.web.pages.method_variants import VARIANT_WORDS
from tests.profile.rankings import SIEDLUNG, WOHNPLATZ


def runs(failed: int) -> RobustnessResult:
    """Return 3,000 runs about nobody, some of which could not be computed."""
    none = np.empty(0)
    return RobustnessResult((), none.astype(int), none, none, none, none, np.empty((0, 0)), 9, 3000, failed, 1)


def test_failed_runs_are_counted_in_words() -> None:
    assert runs_words(runs(0)) == "Alle 3.000 Durchläufe ließen sich rechnen."
    assert runs_words(runs(1)).startswith("In einem von 3.000 Durchläufen ließ sich")
    said = runs_words(runs(1204))
    assert said.startswith("In 1.204 von 3.000 Durchläufen ließ sich der Index nicht rechnen")
    assert said.endswith("Sie zählen nirgends mit.")


def test_a_definition_without_a_proposal_has_no_first_areas_to_be_sure_about() -> None:
    assert without_statement(load_index_definition("rbk_gesamtindex"), None, top=0)[1].startswith(
        "Seine Definition schlägt nicht vor"
    )


def test_what_varied_and_what_did_not_follow_the_definition() -> None:
    everything = Robustness("binomial", 0.25, ("zscore", "rank"), ("areas", "county"))
    assert [term for term, _ in varied_words(everything)] == ["Fallzahlen", "Gewichte", "Rechenweg"]
    assert "bis zu 25\u00a0% mehr oder weniger" in dict(varied_words(everything))["Gewichte"]
    assert dict(varied_words(everything))["Rechenweg"] == (
        "gerechnet als Abstand zum Mittel in üblichen Streuungen oder Rangplatz; "
        "gemessen am Mittel der Gebiete oder am Gesamtwert aus allen Fällen"
    )
    nothing = Robustness("none", 0.0)
    assert varied_words(nothing) == ()
    assert [term for term, _ in unvaried_words(nothing)][:3] == ["Zufall in den Fallzahlen", "Gewichte", "Rechenweg"]
    always = [term for term, _ in unvaried_words(everything)]
    assert always == ["Fehler in den Daten", "Lücken", "Alte Grenzen", "Auswahl der Indikatoren"]


def test_chance_is_explained_in_three_sentences_and_not_claimed_where_it_was_left_out() -> None:
    definition = load_index_definition("rbk_gesamtindex")
    assert definition.robustness is not None
    with_chance = chance_sentences(definition, WOHNPLATZ, 3000)
    fixed = replace(definition, robustness=replace(definition.robustness, counts="none"))
    without = chance_sentences(fixed, SIEDLUNG, 3000)
    assert len(with_chance) == len(without) == 3
    assert "3.000-mal" in with_chance[2]
    assert without[1].startswith("Ob in einer kleinen Siedlung vier oder sechs")
    assert without[2].startswith("Dieser Zufall ist hier nicht enthalten")


def test_every_way_to_compute_has_plain_words() -> None:
    """A definition may choose any of them."""
    ways = {("method", one) for one in get_args(Method)} | {("mean", one) for one in get_args(Mean)}
    ways |= {("aggregate", one) for one in get_args(Aggregate)} | {("indicators", "without_context")}
    assert set(VARIANT_WORDS) == ways
    assert set(METHOD_NAMES) == set(get_args(Method))
    assert set(MEAN_NAMES) == set(get_args(Mean))
    assert set(AGGREGATE_NAMES) == set(get_args(Aggregate))
