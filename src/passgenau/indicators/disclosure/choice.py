"""Which protection profile shall bind which indicator, for whom: a choice to look at, not yet a rule of a release."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass

from passgenau.common.errors import refusal
from passgenau.common.findings import enumerate_de
from passgenau.indicators.disclosure.thresholds import Audience, ProtectionProfile, Thresholds

FREE = "frei"
"""In place of a profile: no person stands behind the figures, so no rule is asked for."""


@dataclass(frozen=True)
class ProtectionChoice:
    """One profile (or ``FREE``) for each indicator, and who shall see the figures."""

    audience: Audience
    profiles: Mapping[str, str]


@dataclass(frozen=True)
class Demands:
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


def demands_of(choice: ProtectionChoice, profiles: Mapping[str, ProtectionProfile]) -> Demands:
    """Return what a choice asks for.

    Parameters
    ----------
    choice
        A profile for each indicator.
    profiles
        The profiles there are, by id.

    Returns
    -------
    Demands
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
    thresholds: dict[str, Thresholds] = {}
    withheld = set()
    for indicator, name in choice.profiles.items():
        if name == FREE or profiles[name].protected_at_source:
            continue
        found = profiles[name].audiences.get(choice.audience)
        if found is None:
            withheld.add(indicator)
        else:
            thresholds[indicator] = found
    return Demands(thresholds, frozenset(withheld))
