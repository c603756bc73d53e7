"""The rule of a release: which source's profiles bind which indicator, as decided by people."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import Literal

from passgenau.common.errors import PassgenauError
from passgenau.common.findings import Finding, Place, enumerate_de, error
from passgenau.indicators.disclosure.breakdowns import Breakdown
from passgenau.indicators.disclosure.primary import strictest
from passgenau.indicators.disclosure.thresholds import AUDIENCES_DE, Audience, ProtectionProfile, Thresholds

IndexPart = Literal["class", "rank", "score", "contribution"]

EXCEPT_ADVICE = "Nehmen Sie ihn bei der anderen Quelle unter „except“ aus."


@dataclass(frozen=True)
class SourceRule:
    """Indicators that come from one source: those that fit one of ``indicators`` and none of ``exceptions``.

    Both hold ids or patterns (``sgb2_*``), capitals and small letters being different. All of ``profiles`` count.
    """

    indicators: tuple[str, ...]
    profiles: tuple[str, ...]
    exceptions: tuple[str, ...] = ()


@dataclass(frozen=True)
class FreeIndicators:
    """Indicators without persons behind them, such as square metres, and the reason why they are none."""

    indicators: tuple[str, ...]
    reason: str


@dataclass(frozen=True)
class IndexRelease:
    """What of the official index leaves the house; what is not in ``show`` stays inside.

    ``period`` is needed where the figures have several; empty: the only one.
    """

    definition: str
    show: tuple[IndexPart, ...]
    period: str = ""


@dataclass(frozen=True)
class Populations:
    """How the populations of the areas are treated: by a profile, or known to everybody as ``official`` figures."""

    profile: str = ""
    official: bool = False


@dataclass(frozen=True)
class ProtectionRule:
    """One release's rule. ``decided_by`` and ``decided_on`` are empty where nobody has decided yet."""

    id: str
    name: str
    decided_by: str
    decided_on: str
    sources: tuple[SourceRule, ...]
    breakdowns: tuple[Breakdown, ...] = ()
    free: tuple[FreeIndicators, ...] = ()
    index: IndexRelease | None = None
    populations: Populations | None = None

    @property
    def profile_ids(self) -> tuple[str, ...]:
        """Return the profiles that the rule names, each once, in the order of the rule."""
        named = [profile for source in self.sources for profile in source.profiles]
        if self.populations is not None and self.populations.profile:
            named.append(self.populations.profile)
        return tuple(dict.fromkeys(named))

    def profiles_of(self, indicator_id: str) -> tuple[str, ...]:
        """Return the profiles that bind an indicator, each once; empty where no source names it."""
        named = [
            profile
            for source in self.sources
            if _fits(indicator_id, source.indicators) and not _fits(indicator_id, source.exceptions)
            for profile in source.profiles
        ]
        return tuple(dict.fromkeys(named))

    def is_free(self, indicator_id: str) -> bool:
        """Return whether the rule says that no persons stand behind an indicator."""
        return any(_fits(indicator_id, free.indicators) for free in self.free)


def _fits(indicator_id: str, patterns: Iterable[str]) -> bool:
    return any(fnmatchcase(indicator_id, pattern) for pattern in patterns)


def rule_from_profile(profile: ProtectionProfile) -> ProtectionRule:
    """Return the rule that applies one profile to every indicator.

    Parameters
    ----------
    profile
        The profile.

    Returns
    -------
    ProtectionRule
        Named like the profile; nobody has decided it, nothing is free, no index and nothing about populations.
    """
    everything = SourceRule(indicators=("*",), profiles=(profile.id,))
    return ProtectionRule(profile.id, profile.name, decided_by="", decided_on="", sources=(everything,))


def thresholds_for(
    rule: ProtectionRule,
    profiles: Mapping[str, ProtectionProfile],
    *,
    indicator_ids: Sequence[str],
    audience: Audience,
) -> dict[str, Thresholds]:
    """Return what binds each indicator: of several profiles the strictest, parameter by parameter.

    Parameters
    ----------
    rule
        The rule of the release.
    profiles
        Every profile that the rule names, by id.
    indicator_ids
        Indicators to be shown, those left out that :func:`withheld_indicators` names.
    audience
        Who will see them.

    Returns
    -------
    dict of str to Thresholds
        In the order of ``indicator_ids``. Indicators that pass unchanged are absent: those without persons behind
        them, and those that their source has already protected.

    Raises
    ------
    PassgenauError
        With every indicator that no source names, that is both free and bound, that is protected at source and bound
        by a further profile, or that this audience may not see at all.
    KeyError
        If a profile that the rule names is not in ``profiles``.
    """
    bound = {one: tuple(profiles[name] for name in rule.profiles_of(one)) for one in indicator_ids}
    findings = [
        finding
        for one, binding in bound.items()
        for finding in _findings(rule, one, binding=binding, audience=audience)
    ]
    if findings:
        raise PassgenauError(findings)
    return {
        one: strictest([profile.audiences[audience] for profile in binding])
        for one, binding in bound.items()
        if binding and not any(profile.protected_at_source for profile in binding)
    }


def withheld_indicators(
    rule: ProtectionRule,
    profiles: Mapping[str, ProtectionProfile],
    *,
    indicator_ids: Sequence[str],
    audience: Audience,
) -> tuple[str, ...]:
    """Return the indicators that an audience may not see at all, since one of their profiles does not name it.

    Parameters
    ----------
    rule
        The rule of the release.
    profiles
        Every profile that the rule names, by id.
    indicator_ids
        Indicators of the package.
    audience
        Who would see them.

    Returns
    -------
    tuple of str
        In the order of ``indicator_ids``.

    Raises
    ------
    KeyError
        If a profile that the rule names is not in ``profiles``.
    """
    return tuple(
        one for one in indicator_ids if any(audience not in profiles[name].audiences for name in rule.profiles_of(one))
    )


def idle_patterns(rule: ProtectionRule, indicator_ids: Sequence[str]) -> tuple[str, ...]:
    """Return the patterns of the rule that fit no indicator; one of them may be a slip of the pen.

    Parameters
    ----------
    rule
        The rule of the release.
    indicator_ids
        Indicators of the package.

    Returns
    -------
    tuple of str
        Each once, in the order of the rule: sources with their exceptions, free indicators.
    """
    patterns = [pattern for source in rule.sources for pattern in (*source.indicators, *source.exceptions)]
    patterns += [pattern for free in rule.free for pattern in free.indicators]
    return tuple(
        pattern for pattern in dict.fromkeys(patterns) if not any(fnmatchcase(one, pattern) for one in indicator_ids)
    )


def _findings(
    rule: ProtectionRule, indicator_id: str, *, binding: Sequence[ProtectionProfile], audience: Audience
) -> Iterator[Finding]:
    place, free = Place(indicator_id=indicator_id), rule.is_free(indicator_id)
    names = enumerate_de([profile.id for profile in binding], 20)
    if not binding and not free:
        text = "Die Regel muss für jeden Indikator sagen, was ihn schützt; für diesen sagt sie nichts."
        advice = "Nennen Sie ihn unter [[sources]] oder, wenn keine Personen dahinterstehen, unter [[free]]."
        yield error("protection_rule.unmatched", text, place, advice)
    if binding and free:
        text = f"Ein Indikator ist entweder frei oder geschützt; dieser steht unter [[free]] und gehört zu {names}."
        yield error("protection_rule.free_and_bound", text, place, EXCEPT_ADVICE)
    if len({profile.protected_at_source for profile in binding}) > 1:
        text = f"Was schon die Quelle schützt, lässt sich nicht mit anderen Profilen verbinden; genannt sind {names}."
        yield error("protection_rule.at_source_and_bound", text, place, EXCEPT_ADVICE)
    closed = [profile.id for profile in binding if audience not in profile.audiences]
    if closed:
        text = f"Die {AUDIENCES_DE[audience]} darf diesen Indikator nicht sehen; so will es {enumerate_de(closed, 20)}."
        yield error("protection_rule.withheld", text, place, "Lassen Sie ihn aus der Veröffentlichung weg.")
