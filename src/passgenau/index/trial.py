"""A trial: what an index would say if some of its choices were different. Never an official definition."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

from passgenau.common.errors import PassgenauError
from passgenau.common.findings import Finding, Place, enumerate_de, error
from passgenau.index.definition import (
    Classes,
    Domain,
    IndexDefinition,
    IndexIndicator,
    Mean,
    Method,
    MissingRule,
    Treatment,
)
from passgenau.index.members import has_domain_weights
from passgenau.index.methods_known import PARAMETERS

Choice = Literal["method", "mean", "direction", "missing_rule", "min_share", "first", "factor", "weight", "left_out"]


@dataclass(frozen=True)
class Trial:
    """Every choice a trial may change; what equals the definition is not changed.

    ``factors`` multiplies what a domain counts (by domain id, >= 0, absent = 1), ``weights`` replaces the weight of an
    indicator (by id, >= 0, absent = as defined); 0 leaves out. ``left_out`` names indicators that do not take part
    whatever their weight. ``min_share`` is 0-1, ``first`` how many first areas are looked at (None: as defined).
    """

    method: Method
    mean: Mean
    direction: Literal["signed", "absolute"]
    missing_rule: MissingRule
    min_share: float
    first: int | None = None
    factors: Mapping[str, float] = field(default_factory=dict)
    weights: Mapping[str, float] = field(default_factory=dict)
    left_out: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Difference:
    """One choice in which a trial differs; ``subject`` is the id of the domain or indicator, empty for all others."""

    choice: Choice
    subject: str
    before: str | float | None
    after: str | float | None


def as_defined(definition: IndexDefinition) -> Trial:
    """Return the trial that changes nothing, from which all others start.

    Parameters
    ----------
    definition
        The official definition.

    Returns
    -------
    Trial
        With the choices of the definition.
    """
    return Trial(
        definition.method,
        definition.reference.mean,
        definition.direction,
        definition.missing_rule,
        definition.min_share,
        definition.proposed_cut,
    )


def trial_definition(definition: IndexDefinition, trial: Trial) -> IndexDefinition:
    """Return the definition a trial computes with.

    Parameters
    ----------
    definition
        The official definition; it stays as it is.
    trial
        What is different.

    Returns
    -------
    IndexDefinition
        Id, name and digest say that it is a trial; nobody has reviewed it, and its robustness is unknown. Indicators
        with weight 0 and domains without indicators are left out, since a weight must be above 0. Fixed class cuts
        stay only where the scale of the score is the same as in the definition.

    Raises
    ------
    PassgenauError
        Naming every weight or factor that is negative or not finite or belongs to nothing, a share outside 0-1, fewer
        than one first area, a method whose parameters the definition does not state; also where all indicators are
        left out.
    """
    findings = _wrong_numbers(definition, trial) + _wrong_choices(definition, trial)
    if findings:
        raise PassgenauError(findings)
    gone = _domains_gone(definition, trial)
    staying = tuple(
        changed for one in definition.indicators if (changed := _indicator(definition, trial, one, gone)) is not None
    )
    if not staying:
        text = "Alle Gewichte sind 0 oder weggelassen; mindestens ein Indikator muss bleiben."
        raise PassgenauError([error("index.trial_empty", text)])
    return replace(
        definition,
        id=f"{definition.id}_probe",
        name=f"Probe, ausgehend von: {definition.name}",
        digest=f"{definition.digest}-probe-{_fingerprint(trial)}",
        reference=replace(definition.reference, mean=trial.mean),
        method=trial.method,
        parameters=definition.parameters if trial.method == definition.method else {},
        direction=trial.direction,
        missing_rule=trial.missing_rule,
        min_share=trial.min_share,
        indicators=staying,
        domains=_domains(definition, trial, staying),
        classes=_classes(definition, trial),
        treatment=_treatment(definition, staying),
        robustness=None,
        reviewed_by="",
        proposed_cut=trial.first,
        proposed_cut_source="",
    )


def differences(definition: IndexDefinition, trial: Trial) -> tuple[Difference, ...]:
    """Return in what a trial differs from the official definition.

    Parameters
    ----------
    definition, trial
        As in :func:`trial_definition`.

    Returns
    -------
    tuple of Difference
        Choices first, then factors of domains, weights of indicators, and indicators left out, in the order of the
        definition; empty where nothing is different. ``before`` and ``after`` are what the definition and the trial
        say: a method, a share 0-1, a factor (before: 1), a weight; for an indicator left out its weight and 0.
    """
    own = as_defined(definition)
    plain: tuple[Choice, ...] = ("method", "mean", "direction", "missing_rule", "min_share", "first")
    found = [
        Difference(name, "", getattr(own, name), getattr(trial, name))
        for name in plain
        if getattr(own, name) != getattr(trial, name)
    ]
    found += [
        Difference("factor", domain.id, 1.0, trial.factors[domain.id])
        for domain in definition.domains
        if trial.factors.get(domain.id, 1.0) != 1.0
    ]
    for one in definition.indicators:
        if one.id in trial.left_out:
            found.append(Difference("left_out", one.id, one.weight, 0.0))
        elif trial.weights.get(one.id, one.weight) != one.weight:
            found.append(Difference("weight", one.id, one.weight, trial.weights[one.id]))
    return tuple(found)


def _wrong_numbers(definition: IndexDefinition, trial: Trial) -> list[Finding]:
    found = [
        error("index.trial_weight", f"Ein Gewicht muss eine Zahl ab 0 sein, ist aber „{value}“.", Place(column=key))
        for key, value in (*trial.factors.items(), *trial.weights.items())
        if not (math.isfinite(value) and value >= 0)
    ]
    known = {domain.id for domain in definition.domains}, {one.id for one in definition.indicators}
    strange = [key for key in trial.factors if key not in known[0]]
    strange += [key for key in (*trial.weights, *sorted(trial.left_out)) if key not in known[1]]
    if strange:
        text = f"Die Definition kennt diese Themenfelder oder Indikatoren nicht: {enumerate_de(strange)}."
        found.append(error("index.trial_unknown", text))
    if not 0 <= trial.min_share <= 1:
        text = f"Der Mindestanteil muss zwischen 0 und 1 liegen, ist aber „{trial.min_share}“."
        found.append(error("index.trial_share", text))
    if trial.first is not None and trial.first < 1:
        text = f"Die Zahl der ersten Gebiete muss mindestens 1 sein, ist aber „{trial.first}“."
        found.append(error("index.trial_first", text))
    return found


def _wrong_choices(definition: IndexDefinition, trial: Trial) -> list[Finding]:
    wanted = PARAMETERS.get(trial.method, ())
    if trial.method == definition.method or not wanted:
        return []
    text = (
        f"Die Standardisierung „{trial.method}“ braucht Angaben, die in dieser Definition nicht stehen: "
        f"{enumerate_de(wanted)}."
    )
    return [error("index.trial_parameters", text)]


def _domains_gone(definition: IndexDefinition, trial: Trial) -> set[str]:
    """Return the domains with factor 0 and everything below them."""
    gone = {domain.id for domain in definition.domains if trial.factors.get(domain.id, 1.0) == 0}
    for _ in definition.domains:
        gone |= {domain.id for domain in definition.domains if domain.parent in gone}
    return gone


def _indicator(definition: IndexDefinition, trial: Trial, one: IndexIndicator, gone: set[str]) -> IndexIndicator | None:
    weight = trial.weights.get(one.id, one.weight)
    if not has_domain_weights(definition):
        weight *= trial.factors.get(one.domain, 1.0)
    if one.id in trial.left_out or one.domain in gone or not weight > 0:
        return None
    return replace(one, weight=weight)


def _domains(definition: IndexDefinition, trial: Trial, staying: tuple[IndexIndicator, ...]) -> tuple[Domain, ...]:
    """Return the domains that still have indicators, with what stands above them."""
    used = {one.domain for one in staying}
    for _ in definition.domains:
        used |= {domain.parent for domain in definition.domains if domain.id in used}
    return tuple(
        domain if domain.weight is None else replace(domain, weight=domain.weight * trial.factors.get(domain.id, 1.0))
        for domain in definition.domains
        if domain.id in used
    )


def _classes(definition: IndexDefinition, trial: Trial) -> Classes | None:
    """Return the classes where their cuts still mean the same."""
    if definition.classes is None or definition.restandardise or definition.classes.shares:
        return definition.classes
    same = trial.method == definition.method and trial.direction == definition.direction
    return definition.classes if same and definition.aggregate != "sum" else None


def _treatment(definition: IndexDefinition, staying: tuple[IndexIndicator, ...]) -> Treatment | None:
    """Return the treatment of outliers for those that stay; an empty list would mean all of them."""
    treatment = definition.treatment
    if treatment is None or not treatment.only:
        return treatment
    only = tuple(one for one in treatment.only if one in {member.id for member in staying})
    return replace(treatment, only=only) if only else None


def _fingerprint(trial: Trial) -> str:
    settings = (
        trial.method, trial.mean, trial.direction, trial.missing_rule, trial.min_share, trial.first,
        sorted(trial.factors.items()), sorted(trial.weights.items()), sorted(trial.left_out),
    )  # fmt: skip
    return hashlib.sha256(repr(settings).encode()).hexdigest()[:16]
