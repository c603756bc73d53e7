"""From a data package and a rule to what disclosure control works on; what is not clear is said, not guessed away."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from passgenau.common.errors import PassgenauError, refusal
from passgenau.common.findings import Finding, Place, enumerate_de, error, warning
from passgenau.data.figure_rules import FigureRule
from passgenau.files.definitions import indicator_catalogue
from passgenau.files.package import Package, read_package
from passgenau.files.protection_rules import load_rule
from passgenau.indicators.disclosure.breakdowns import Breakdown
from passgenau.indicators.disclosure.figures import Figures
from passgenau.indicators.disclosure.report import DecidedRule, decided_rule
from passgenau.indicators.disclosure.rule import ProtectionRule, idle_patterns
from passgenau.indicators.disclosure.thresholds import AUDIENCES_DE, Audience, ProtectionProfile, Thresholds


@dataclass(frozen=True)
class Task:
    """A package under a rule: the figures, the rule as it applies, what indicators are called, and what to say."""

    package: Package
    rule: ProtectionRule
    decided: DecidedRule
    figures: Figures
    names: dict[str, str]
    findings: tuple[Finding, ...]


def task_of(package: Path, rule: str, audience: Audience) -> Task:
    """Return what is to be protected and how; a faulty package or an unclear rule is refused."""
    wanted, profiles = load_rule(rule)
    catalogue = indicator_catalogue()
    read = read_package(package, rules=catalogue).sound()
    known = {**catalogue, **read.indicators}
    ids = tuple(dict.fromkeys(str(one) for one in read.long["indicator_id"]))
    decided = decided_rule(wanted, profiles, indicator_ids=ids, audience=audience)
    _refuse_withheld_parts(wanted, decided)
    long = read.long[~read.long["indicator_id"].isin(list(decided.withheld))].reset_index(drop=True)
    part_of_whole, guessed = parts_of_wholes(long, known)
    figures = Figures(
        long=long,
        register=read.register,
        memberships=read.memberships,
        thresholds=decided.thresholds,
        part_of_whole=part_of_whole,
        breakdowns=_breakdowns(wanted, ids),
        populations=_populations(wanted, profiles, audience),
    )
    names = {key: known[key].short_name.replace("\u00ad", "") for key in ids if key in known}
    said = (*read.findings, *_rule_findings(wanted, decided, ids=ids, guessed=guessed))
    return Task(read, wanted, decided, figures, names, said)


def parts_of_wholes(long: pd.DataFrame, known: Mapping[str, FigureRule]) -> tuple[frozenset[str], tuple[str, ...]]:
    """Return the indicators whose numerator is part of the denominator, and those of which that is only assumed.

    Where nothing is known of an indicator it is assumed if no numerator is above its denominator: protecting those
    not concerned as well can hide too much, but never too little.
    """
    above = set(long.loc[long["numerator"] > long["denominator"], "indicator_id"])
    ids = [str(one) for one in dict.fromkeys(long["indicator_id"])]
    unknown = tuple(one for one in ids if one not in known and one not in above)
    stated = [one for one in ids if one in known and known[one].part_of_whole]
    return frozenset((*stated, *unknown)), unknown


def _populations(
    rule: ProtectionRule, profiles: Mapping[str, ProtectionProfile], audience: Audience
) -> Thresholds | None:
    """Return what binds the populations of the areas; None: official figures that everybody knows."""
    if rule.populations is None or not rule.populations.profile:
        return None
    profile = profiles[rule.populations.profile]
    if audience not in profile.audiences:
        text = f"Die {AUDIENCES_DE[audience]} darf Einwohnerzahlen nach dem Profil „{profile.id}“ nicht sehen."
        advice = "Bitte ein Profil nennen, das diesen Empfängerkreis kennt."
        raise refusal("protect.populations", text, advice=advice)
    return profile.audiences[audience]


def _refuse_withheld_parts(rule: ProtectionRule, decided: DecidedRule) -> None:
    """Refuse a breakdown of which one member may not be seen: the others would give it away as a difference."""
    findings = [
        error(
            "protect.withheld_part",
            f"„{member}“ darf die {AUDIENCES_DE[decided.audience]} nicht sehen, ist aber aus der Aufteilung von "
            f"„{one.total}“ zu errechnen.",
            Place(indicator_id=member),
            "Nehmen Sie die Summe oder die übrigen Teile aus dem Datenpaket.",
        )
        for one in rule.breakdowns
        for member in (one.total, *one.parts)
        if member in decided.withheld
    ]
    if findings:
        raise PassgenauError(findings)


def _breakdowns(rule: ProtectionRule, ids: Sequence[str]) -> tuple[Breakdown, ...]:
    """Return the breakdowns of which every member was delivered; of the others nothing adds up here."""
    return tuple(one for one in rule.breakdowns if {one.total, *one.parts} <= set(ids))


def _rule_findings(
    rule: ProtectionRule, decided: DecidedRule, *, ids: Sequence[str], guessed: Sequence[str]
) -> Iterator[Finding]:
    if idle := idle_patterns(rule, ids):
        listing = enumerate_de([f"„{one}“" for one in idle], 20)
        yield warning("protect.idle", f"Auf {listing} in der Regel passt kein Indikator des Datenpakets.")
    for one in rule.breakdowns:
        absent = [member for member in (one.total, *one.parts) if member not in ids]
        if absent:
            listing = enumerate_de([f"„{member}“" for member in absent], 20)
            yield warning(
                "protect.breakdown", f"Die Aufteilung von „{one.total}“ bleibt ohne Wirkung; es fehlt {listing}."
            )
    if decided.withheld:
        listing = enumerate_de([f"„{one}“" for one in decided.withheld], 20)
        yield warning("protect.withheld", f"Für diesen Empfängerkreis nicht zugelassen und weggelassen: {listing}.")
    if guessed:
        listing = enumerate_de([f"„{one}“" for one in guessed], 8)
        text = f"Der Zähler wird als Teil des Nenners behandelt, weil nichts anderes bekannt ist: {listing}."
        yield warning("protect.part_of_whole", text, advice="Was gilt, sagt die Ressource „indicators“.")
