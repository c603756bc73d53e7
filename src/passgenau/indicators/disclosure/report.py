"""What a report on a protected package may know, and the plain shape every report has."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from passgenau.common.findings import Finding
from passgenau.data.areas import AreaRegister
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
    ``free`` gives the reason for indicators with no persons behind them; ``part_names`` are indicators that are parts
    of a breakdown, with the indicator they are parts of.
    """

    id: str
    name: str
    decided_by: str
    decided_on: str
    audience: Audience
    profiles: tuple[ProtectionProfile, ...]
    thresholds: Mapping[str, Thresholds]
    free: Mapping[str, str]
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
