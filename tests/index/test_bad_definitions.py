"""A definition that leaves a choice open or says something nobody knows is refused, with everything at once."""

from __future__ import annotations

import math
from typing import Any

import pytest

from passgenau.common.errors import PassgenauError
from passgenau.index.parse import parse_index_definition
from tests.index.figures import definition, indicators, raw_definition

DOMAINS = [{"id": "d", "name": "D"}]

REQUIRED = [
    "id", "name", "reference", "reference.mean", "reference.spread_ddof", "standardise", "standardise.method",
    "combine", "combine.direction", "combine.aggregate", "indicators",
]  # fmt: skip

WRONG: dict[str, tuple[dict[str, Any], str]] = {
    "a word for the mean": ({"reference__mean": "kreis"}, "areas, population und county"),
    "a negative ddof": ({"reference__spread_ddof": -1}, "reference.spread_ddof"),
    "a true ddof": ({"reference__spread_ddof": True}, "reference.spread_ddof"),
    "a fractional ddof": ({"reference__spread_ddof": 0.5}, "reference.spread_ddof"),
    "a negative population": ({"reference__exclude": {"population_below": -1}}, "reference.exclude.population_below"),
    "areas as one text": ({"reference__exclude": {"areas": "a01"}}, "reference.exclude.areas"),
    "an unknown method": ({"standardise__method": "zscor"}, "zscor"),
    "a number as method": ({"standardise__method": 1}, "standardise.method"),
    "an unknown direction": ({"combine__direction": "both"}, "signed und absolute"),
    "an unknown aggregate": ({"combine__aggregate": "product"}, "product"),
    "restandardise as text": ({"combine__restandardise": "ja"}, "true oder false"),
    "an unknown rule": ({"combine__missing": {"rule": "zero"}}, "rescale"),
    "a rule without name": ({"combine__missing": {"min_share": 0.8}}, "combine.missing.rule"),
    "a share above one": ({"combine__missing": {"rule": "rescale", "min_share": 80}}, "Anteil von 0 bis 1"),
    "missing as text": ({"combine__missing": "rescale"}, "combine.missing"),
    "cuts that fall": ({"classes": {"cuts": [1.0, -1.0], "labels": ["a", "b", "c"]}}, "aufsteigend"),
    "cuts that repeat": ({"classes": {"cuts": [1.0, 1.0], "labels": ["a", "b", "c"]}}, "aufsteigend"),
    "an endless cut": ({"classes": {"cuts": [math.inf], "labels": ["a", "b"]}}, "endlicher Zahlen"),
    "too few labels": ({"classes": {"cuts": [1.0], "labels": ["a"]}}, "2 Klassennamen"),
    "a label twice": ({"classes": {"cuts": [1.0], "labels": ["a", "a"]}}, "ohne Wiederholung"),
    "an empty label": ({"classes": {"cuts": [1.0], "labels": ["a", " "]}}, "nicht leerer Texte"),
    "direction zero": ({"indicators": indicators(2, direction=[1, 0])}, "ohne Richtung"),
    "direction two": ({"indicators": indicators(2, direction=[1, 2])}, "indicators[2].direction"),
    "direction true": ({"indicators": indicators(2, direction=[1, True])}, "indicators[2].direction"),
    "weight zero": ({"indicators": indicators(2, weight=[1.0, 0])}, "indicators[2].weight"),
    "a negative weight": ({"indicators": indicators(2, weight=[-1.0, 1.0])}, "indicators[1].weight"),
    "an endless weight": ({"indicators": indicators(2, weight=[math.inf, 1.0])}, "indicators[1].weight"),
    "a weight that is no number": ({"indicators": indicators(2, weight=[math.nan, 1.0])}, "indicators[1].weight"),
    "a weight beyond all floats": ({"indicators": indicators(2, weight=[10**400, 1.0])}, "indicators[1].weight"),
    "an indicator twice": ({"indicators": indicators(1) * 2}, "„x0“ steht 2-mal"),
    "no indicator": ({"indicators": []}, "mindestens einen Indikator"),
    "indicators as a table": ({"indicators": {"id": "x0"}}, "[[indicators]]"),
    "indicators as texts": ({"indicators": ["x0"]}, "[[indicators]]"),
    "an unknown domain": ({"indicators": indicators(2, domain="health")}, "„health“"),
    "a domain without indicators": ({"domains": DOMAINS}, "gehört kein Indikator"),
    "a domain twice": ({"domains": DOMAINS * 2, "indicators": indicators(2, domain="d")}, "„d“ steht 2-mal"),
    "a period nobody knows": ({"indicators": indicators(1, period="2021-13")}, "„2021-13“"),
    "a first period after the last": (
        {"indicators": indicators(1, first_period="2020", last_period="2019")},
        "liegt nach",
    ),
    "counting by another law": ({"robustness": {"counts": "normal"}}, "none, binomial und poisson"),
    "weights by another law": ({"robustness": {"weights": {"law": "normal", "spread": 0.1}}}, "uniform"),
    "weights without spread": ({"robustness": {"weights": {"law": "uniform"}}}, "robustness.weights.spread"),
    "weights that vanish": ({"robustness": {"weights": {"law": "uniform", "spread": 1.5}}}, "von 0 bis 1"),
    "a choice nobody knows": ({"robustness": {"choices": {"method": ["zscore", "t"]}}}, "„t“"),
    "a cut proposal of zero": ({"proposed_cut": 0}, "proposed_cut"),
}  # fmt: skip


@pytest.mark.parametrize("path", REQUIRED)
def test_it_refuses_a_definition_that_leaves_something_out(path: str) -> None:
    raw = raw_definition()
    *parents, key = path.split(".")
    place = raw
    for parent in parents:
        place = place[parent]
    del place[key]
    with pytest.raises(PassgenauError, match=rf"Der Eintrag „{path}“ fehlt"):
        parse_index_definition(raw, "probe.toml")


@pytest.mark.parametrize(("changes", "words"), WRONG.values(), ids=WRONG.keys())
def test_it_refuses_what_cannot_be_and_says_what_must_be(changes: dict[str, Any], words: str) -> None:
    with pytest.raises(PassgenauError) as refused:
        definition(**changes)
    sentence = str(refused.value)
    assert words in sentence
    assert sentence.startswith("Fehler (probe.toml): ")


@pytest.mark.parametrize(
    "path",
    [
        "treshold", "reference__median", "reference__exclude__names", "standardise__decay", "combine__weights",
        "combine__missing__share", "classes__colours", "robustness__seed", "robustness__weights__law2",
        "robustness__choices__weights",
    ],
)  # fmt: skip
def test_it_refuses_a_key_that_nobody_knows_by_its_full_name(path: str) -> None:
    with pytest.raises(PassgenauError, match=path.replace("__", r"\.")):
        definition(**{path: 1})


def test_it_refuses_unknown_keys_of_indicators_and_domains_by_name() -> None:
    raw = raw_definition(domains=[{"id": "d", "name": "D", "wieght": 2}], indicators=indicators(1, domain="d", sign=1))
    with pytest.raises(PassgenauError) as refused:
        parse_index_definition(raw, "probe.toml")
    assert "„domains[1].wieght“" in str(refused.value)
    assert "„indicators[1].sign“" in str(refused.value)


def test_it_says_everything_at_once() -> None:
    raw = raw_definition(combine__aggregate="product", indicators=indicators(2, direction=[0, 1], weight=[1.0, 0.0]))
    del raw["name"], raw["reference"]["mean"]
    with pytest.raises(PassgenauError) as refused:
        parse_index_definition(raw, "probe.toml")
    assert len(refused.value.findings) == 5


@pytest.mark.parametrize("key", ["decay", "offset", "ties"])
def test_a_method_requires_its_parameters(key: str) -> None:
    complete = {"method": "exponential_rank", "decay": 23.0, "offset": 1.0, "ties": "average"}
    assert definition(standardise=complete).parameters == {"decay": 23.0, "offset": 1.0, "ties": "average"}
    with pytest.raises(PassgenauError, match=rf"standardise\.{key}“ fehlt"):
        definition(standardise={name: entry for name, entry in complete.items() if name != key})


def test_a_choice_in_the_monte_carlo_requires_its_parameters_too() -> None:
    with pytest.raises(PassgenauError, match=r"standardise\.decay“ fehlt"):
        definition(robustness={"choices": {"method": ["zscore", "exponential_rank"]}})


@pytest.mark.parametrize(
    ("parameter", "value"), [("decay", 0), ("decay", -23.0), ("offset", 1.5), ("offset", -0.1), ("ties", "max")]
)
def test_it_refuses_impossible_parameters(parameter: str, value: object) -> None:
    complete = {"method": "exponential_rank", "decay": 23.0, "offset": 1.0, "ties": "average", parameter: value}
    with pytest.raises(PassgenauError, match=f"standardise.{parameter}"):
        definition(standardise=complete)


def test_domain_weights_are_given_for_all_or_for_none() -> None:
    domains = [{"id": "d", "name": "D", "weight": 1.0}, {"id": "e", "name": "E"}]
    with pytest.raises(PassgenauError, match="es fehlt bei „e“"):
        definition(domains=domains, indicators=indicators(2, domain=["d", "e"]))
    weighted = [{"id": "d", "name": "D", "weight": 1.0}]
    with pytest.raises(PassgenauError, match="„x1“ nennt keinen"):
        definition(domains=weighted, indicators=[*indicators(1, domain="d"), indicators(2)[1]])


def test_what_is_absent_is_not_done() -> None:
    plain = definition()
    assert plain.reference.population_below == 0
    assert plain.reference.excluded_areas == ()
    assert plain.restandardise is False
    assert plain.missing_rule == "refuse"
    assert (plain.classes, plain.robustness, plain.domains, plain.proposed_cut) == (None, None, (), None)


def test_the_digest_names_the_content_and_not_the_order_of_keys() -> None:
    raw = raw_definition()
    turned = dict(reversed(raw.items()))
    assert parse_index_definition(raw, "a.toml").digest == parse_index_definition(turned, "b.toml").digest
    assert parse_index_definition(raw, "a.toml").digest != definition(combine__aggregate="arithmetic").digest
    assert len(definition().digest) == 64
