"""Which protection profile shall bind which indicator, for whom: a choice to look at, not yet a rule of a release."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass

from passgenau.common.errors import refusal
from passgenau.common.findings import enumerate_de
from passgenau.indicators.disclosure.rule import (
    FreeIndicators,
    ProtectionRule,
    SourceRule,
    thresholds_for,
    withheld_indicators,
)
from passgenau.indicators.disclosure.thresholds import Audience, ProtectionProfile, Thresholds

FREE = "frei"
"""In place of a profile: no person stands behind the figures, so no rule is asked for."""


@dataclass(frozen=True)
class ProtectionChoice:
    """One profile (or ``FREE``) for each indicator, and who shall see the figures."""

    audience: Audience
    profiles: Mapping[str, str]


@dataclass(frozen=True)
class ChosenDemands:
    """What a choice asks for: thresholds by indicator, and the indicators this audience does not see at all.

    An indicator named in neither passes unchanged.
    """

    thresholds: Mapping[str, Thresholds]
    withheld: frozenset[str]

    @property
    def digest(self) -> str:
        """Return the SHA-256 of the content, so that a profile that changed is another demand."""
        content = {name: asdict(one) for name, one in sorted(self.thresholds.items())}
        text = json.dumps([content, sorted(self.withheld)], sort_keys=True)
        return hashlib.sha256(text.encode()).hexdigest()


def rule_of(choice: ProtectionChoice) -> ProtectionRule:
    """Return the choice as a rule that nobody has decided on.

    Parameters
    ----------
    choice
        A profile for each indicator.

    Returns
    -------
    ProtectionRule
        One source for each profile chosen; indicators chosen as ``FREE`` are free.
    """
    bound: dict[str, list[str]] = {}
    for indicator, name in choice.profiles.items():
        bound.setdefault(name, []).append(indicator)
    free = bound.pop(FREE, [])
    return ProtectionRule(
        id="", name="", decided_by="", decided_on="",
        sources=tuple(SourceRule(tuple(members), (name,)) for name, members in bound.items()),
        free=(FreeIndicators(tuple(free), "so gewählt"),) if free else (),
    )  # fmt: skip


def demands_of(choice: ProtectionChoice, profiles: Mapping[str, ProtectionProfile]) -> ChosenDemands:
    """Return what a choice asks for.

    Parameters
    ----------
    choice
        A profile for each indicator.
    profiles
        The profiles there are, by id.

    Returns
    -------
    ChosenDemands
        Thresholds of the chosen audience. Indicators whose profile was already applied by the source
        (``protected_at_source``) and those chosen as ``FREE`` pass; those whose profile does not name the audience
        are withheld.

    Raises
    ------
    PassgenauError
        If the choice names a profile that does not exist.
    """
    unknown = sorted({name for name in choice.profiles.values() if name != FREE and name not in profiles})
    if unknown:
        text = f"Ein Schutzprofil muss es geben; unbekannt: {enumerate_de(unknown)}."
        raise refusal("protection.unknown_profile", text)
    rule, indicators = rule_of(choice), tuple(choice.profiles)
    withheld = withheld_indicators(rule, profiles, indicator_ids=indicators, audience=choice.audience)
    rest = tuple(name for name in indicators if name not in withheld)
    return ChosenDemands(
        thresholds_for(rule, profiles, indicator_ids=rest, audience=choice.audience), frozenset(withheld)
    )
