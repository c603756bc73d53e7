"""What a report on a protected package may know, and the plain shape every report has."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase

import pandas as pd

from passgenau.common.findings import Finding
from passgenau.data.areas import AreaRegister
from passgenau.indicators.disclosure.rule import ProtectionRule, thresholds_for, withheld_indicators
from passgenau.indicators.disclosure.thresholds import Audience, ProtectionProfile, Thresholds


@dataclass(frozen=True)
class Table:
    """A table in words: the first cell of each row names it; ``numbers`` are the columns written as numbers."""

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numbers: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Section:
    """A heading with paragraphs, points of a list and tables, in this order; empty parts are left out."""

    heading: str
    paragraphs: tuple[str, ...] = ()
    points: tuple[str, ...] = ()
    tables: tuple[Table, ...] = ()


@dataclass(frozen=True)
class Report:
    """A report: the title, its answer in a sentence or two, then the sections."""

    title: str
    answer: str
    sections: tuple[Section, ...]


@dataclass(frozen=True)
class DecidedRule:
    """The rule as people decided it, with what it demands for one audience.

    ``profiles`` are those that apply to any indicator of the package; ``thresholds`` what binds each indicator;
    ``free`` gives the reason for indicators with no persons behind them, ``at_source`` those that their source has
    already protected, ``withheld`` those this audience may not see at all. ``parts`` are indicators that are parts of
    a breakdown, with the indicator they are parts of. ``decided_by`` and ``decided_on`` (a date) may be empty.
    """

    id: str
    name: str
    decided_by: str
    decided_on: str
    audience: Audience
    profiles: tuple[ProtectionProfile, ...]
    thresholds: Mapping[str, Thresholds]
    free: Mapping[str, str]
    at_source: tuple[str, ...]
    withheld: tuple[str, ...]
    parts: Mapping[str, str]


@dataclass(frozen=True)
class Released:
    """Everything a report may be made from: the protected package, what its certificate proves, and the rule.

    The true counts are not here, so no report can tell more than the package does. ``findings`` are what the check
    of the certificate found (empty: accepted), ``digests`` the SHA-256 of every file of the package, ``names`` what
    indicators are called, ``index`` what there is to say on the official index (None: the package has none).
    """

    title: str
    long: pd.DataFrame
    register: AreaRegister
    rule: DecidedRule
    findings: tuple[Finding, ...]
    digests: Mapping[str, str]
    names: Mapping[str, str]
    index: Section | None = None


def decided_rule(
    rule: ProtectionRule,
    profiles: Mapping[str, ProtectionProfile],
    *,
    indicator_ids: Sequence[str],
    audience: Audience,
) -> DecidedRule:
    """Return what a rule says of the indicators of one package for one audience.

    Parameters
    ----------
    rule
        The rule of the release.
    profiles
        Every profile that the rule names, by id.
    indicator_ids
        Indicators of the package, also those the audience may not see.
    audience
        Who will see the figures.

    Returns
    -------
    DecidedRule
        With the profiles that bind at least one of the indicators, in the order of the rule.

    Raises
    ------
    PassgenauError
        As in :func:`passgenau.indicators.disclosure.rule.thresholds_for`.
    KeyError
        If a profile that the rule names is not in ``profiles``.
    """
    withheld = withheld_indicators(rule, profiles, indicator_ids=indicator_ids, audience=audience)
    seen = [one for one in indicator_ids if one not in withheld]
    bound = {one: rule.profiles_of(one) for one in indicator_ids}
    used = {name for names in bound.values() for name in names}
    return DecidedRule(
        id=rule.id,
        name=rule.name,
        decided_by=rule.decided_by,
        decided_on=rule.decided_on,
        audience=audience,
        profiles=tuple(profiles[name] for name in rule.profile_ids if name in used),
        thresholds=thresholds_for(rule, profiles, indicator_ids=seen, audience=audience),
        free={one: _why_free(rule, one) for one in seen if rule.is_free(one)},
        at_source=tuple(one for one in seen if any(profiles[name].protected_at_source for name in bound[one])),
        withheld=withheld,
        parts={part: breakdown.total for breakdown in rule.breakdowns for part in breakdown.parts},
    )


def _why_free(rule: ProtectionRule, indicator_id: str) -> str:
    fitting = (one.reason for one in rule.free if any(fnmatchcase(indicator_id, name) for name in one.indicators))
    return next(fitting, "")
