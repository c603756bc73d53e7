"""A trial: nothing changed is nothing changed, 0 leaves out, differences are what differs, nonsense is refused."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from passgenau.common.errors import PassgenauError
from passgenau.files.definitions import indicator_catalogue, load_index_definition
from passgenau.index import IndexDefinition, implied_domain_weights, run_index, without_context
from passgenau.index.definition import Treatment
from passgenau.index.trial import Difference, Trial, as_defined, differences, trial_definition
from tests.index.figures import definition, indicators, table_of

DOMAINS = [{"id": "arbeit", "name": "Arbeit"}, {"id": "bildung", "name": "Bildung"}]
WEIGHTED = [{**domain, "weight": weight} for domain, weight in zip(DOMAINS, (3.0, 1.0), strict=True)]
VALUES = np.random.default_rng(7).uniform(0.02, 0.4, size=(25, 4))
TABLE = table_of(VALUES)


def in_domains(domains: list[dict[str, Any]] | None = None, **changes: Any) -> IndexDefinition:
    """Return four indicators, two in each domain."""
    members = indicators(4, domain=["arbeit", "arbeit", "bildung", "bildung"])
    return definition(4, domains=domains or DOMAINS, indicators=members, **changes)


PLAIN = in_domains()


@pytest.mark.parametrize("official", [PLAIN, in_domains(WEIGHTED, combine__aggregate="arithmetic"), definition(4)])
def test_a_trial_that_changes_nothing_computes_the_same(official: IndexDefinition) -> None:
    same = as_defined(official)
    assert differences(official, same) == ()
    np.testing.assert_array_equal(
        run_index(TABLE, trial_definition(official, same)).score, run_index(TABLE, official).score
    )


def test_a_trial_can_never_be_taken_for_the_official_definition() -> None:
    official = replace(PLAIN, reviewed_by="Fachgruppe", proposed_cut=9, proposed_cut_source="Beschluss")
    made = trial_definition(official, as_defined(official))
    assert made.id == "probe_probe"
    assert made.name.startswith("Probe, ausgehend von")
    assert made.digest.startswith(f"{official.digest}-probe-")
    assert (made.reviewed_by, made.proposed_cut_source, made.robustness) == ("", "", None)


def test_two_different_trials_have_different_digests() -> None:
    trials = [as_defined(PLAIN), replace(as_defined(PLAIN), factors={"arbeit": 2.0})]
    assert len({trial_definition(PLAIN, trial).digest for trial in trials}) == 2


@given(st.floats(0.01, 100))
def test_the_same_factor_for_all_domains_changes_no_rank(factor: float) -> None:
    trial = replace(as_defined(PLAIN), factors={"arbeit": factor, "bildung": factor})
    expected = run_index(TABLE, PLAIN).rank
    np.testing.assert_array_equal(run_index(TABLE, trial_definition(PLAIN, trial)).rank, expected)


def test_a_factor_multiplies_what_the_domain_counts() -> None:
    made = trial_definition(PLAIN, replace(as_defined(PLAIN), factors={"arbeit": 3.0}))
    assert implied_domain_weights(made) == pytest.approx({"arbeit": 0.75, "bildung": 0.25})


def test_a_factor_multiplies_the_own_weight_of_a_domain() -> None:
    official = in_domains(WEIGHTED, combine__aggregate="arithmetic")
    made = trial_definition(official, replace(as_defined(official), factors={"bildung": 3.0}))
    assert [domain.weight for domain in made.domains] == [3.0, 3.0]
    assert implied_domain_weights(made) == pytest.approx({"arbeit": 0.5, "bildung": 0.5})


@pytest.mark.parametrize(
    "trial",
    [
        replace(as_defined(PLAIN), factors={"bildung": 0.0}),
        replace(as_defined(PLAIN), weights={"x2": 0.0, "x3": 0.0}),
        replace(as_defined(PLAIN), left_out=frozenset({"x2", "x3"})),
    ],
    ids=["factor", "weights", "left-out"],
)
def test_zero_leaves_out_as_if_it_had_never_been_there(trial: Trial) -> None:
    made = trial_definition(PLAIN, trial)
    assert [one.id for one in made.indicators] == ["x0", "x1"]
    assert [domain.id for domain in made.domains] == ["arbeit"]
    np.testing.assert_allclose(run_index(TABLE, made).score, run_index(table_of(VALUES[:, :2]), definition(2)).score)


def test_leaving_out_describing_indicators_is_the_index_without_context() -> None:
    official, catalogue = load_index_definition("rbk_gesamtindex"), indicator_catalogue()
    context = frozenset(one.id for one in official.indicators if catalogue[one.id].kind == "context")
    made = trial_definition(official, replace(as_defined(official), left_out=context))
    reduced = without_context(official, catalogue)
    assert context
    assert (made.indicators, made.domains) == (reduced.indicators, reduced.domains)


def test_a_domain_below_one_that_is_left_out_goes_with_it() -> None:
    below = replace(PLAIN.domains[1], parent="arbeit")
    official = replace(PLAIN, domains=(PLAIN.domains[0], below))
    with pytest.raises(PassgenauError, match="mindestens ein Indikator muss bleiben"):
        trial_definition(official, replace(as_defined(official), factors={"arbeit": 0.0}))
    made = trial_definition(official, replace(as_defined(official), weights={"x0": 0.0, "x1": 0.0}))
    assert [domain.id for domain in made.domains] == ["arbeit", "bildung"]


def test_differences_name_what_differs_and_nothing_else() -> None:
    trial = replace(
        as_defined(PLAIN), method="rank", first=5, factors={"bildung": 2.0, "arbeit": 1.0},
        weights={"x0": 0.5, "x1": 1.0}, left_out=frozenset({"x3"}),
    )  # fmt: skip
    assert differences(PLAIN, trial) == (
        Difference("method", "", "zscore", "rank"),
        Difference("first", "", None, 5),
        Difference("factor", "bildung", 1.0, 2.0),
        Difference("weight", "x0", 1.0, 0.5),
        Difference("left_out", "x3", 1.0, 0.0),
    )


def test_class_cuts_stay_only_where_the_scale_is_the_same() -> None:
    classes = {"cuts": [0.0], "labels": ["unten", "oben"]}
    mean = in_domains(classes=classes, combine__aggregate="arithmetic")
    again = in_domains(classes=classes, combine__restandardise=True)
    assert trial_definition(mean, replace(as_defined(mean), factors={"arbeit": 2.0})).classes == mean.classes
    assert trial_definition(mean, replace(as_defined(mean), method="rank")).classes is None
    assert trial_definition(again, replace(as_defined(again), method="rank")).classes == again.classes


def test_a_treatment_of_indicators_that_all_left_does_not_become_one_of_all() -> None:
    official = replace(PLAIN, treatment=Treatment(2.0, 3.5, 5, "none", only=("x0",)))
    kept = trial_definition(official, replace(as_defined(official), weights={"x1": 0.0}))
    gone = trial_definition(official, replace(as_defined(official), weights={"x0": 0.0}))
    assert kept.treatment == official.treatment
    assert gone.treatment is None


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"factors": {"arbeit": -1.0}}, "Ein Gewicht muss eine Zahl ab 0 sein"),
        ({"weights": {"x0": math.nan}}, "Ein Gewicht muss eine Zahl ab 0 sein"),
        ({"weights": {"x0": math.inf}}, "Ein Gewicht muss eine Zahl ab 0 sein"),
        ({"factors": {"verkehr": 1.0}}, "kennt diese Themenfelder oder Indikatoren nicht: verkehr"),
        ({"left_out": frozenset({"x9"})}, "kennt diese Themenfelder oder Indikatoren nicht: x9"),
        ({"min_share": 1.2}, "Der Mindestanteil muss zwischen 0 und 1 liegen"),
        ({"first": 0}, "muss mindestens 1 sein"),
        (
            {"method": "exponential_rank"},
            "braucht Angaben, die in dieser Definition nicht stehen: decay, offset und ties",
        ),
        ({"factors": {"arbeit": 0.0, "bildung": 0.0}}, "mindestens ein Indikator muss bleiben"),
    ],
)
def test_nonsense_is_refused_with_a_sentence(changes: dict[str, Any], sentence: str) -> None:
    with pytest.raises(PassgenauError, match=sentence):
        trial_definition(PLAIN, replace(as_defined(PLAIN), **changes))
