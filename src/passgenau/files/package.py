"""Data packages in: register, figures and every finding, all at once; nothing is taken from a package by halves."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

import pandas as pd

from passgenau.common.errors import PassgenauError
from passgenau.common.findings import Finding, errors_in
from passgenau.data.areas import AreaRegister
from passgenau.data.figure_rules import FigureRule
from passgenau.data.long_table import COLUMNS, long_table
from passgenau.files.content import suffix_of
from passgenau.files.figures import understand
from passgenau.files.import_profiles import ImportProfile, load_profile
from passgenau.files.limits import LOCAL, Limits
from passgenau.files.package_areas import read_area_resource
from passgenau.files.package_crosswalk import read_crosswalk_resource
from passgenau.files.package_indicators import read_indicator_resource
from passgenau.files.package_source import PackageSource, Resource, described, open_source
from passgenau.files.tables import TABLE_SUFFIXES, read_table
from passgenau.indicators.definition import IndicatorDefinition

T = TypeVar("T")


@dataclass(frozen=True)
class Package:
    """A data package as read. With an error among the findings, ``register`` and ``long`` hold what could be read.

    ``memberships`` name the areas of further geographies that contain an area whole, beside its ``parent_id``.
    ``indicators`` are full definitions that came with the package; ``digests`` the SHA-256 of every file read.
    """

    name: str
    title: str
    register: AreaRegister
    memberships: dict[str, tuple[str, ...]]
    long: pd.DataFrame
    indicators: dict[str, IndicatorDefinition]
    findings: tuple[Finding, ...]
    digests: dict[str, str]

    def sound(self) -> Package:
        """Return the package itself; refuse it with every error there is."""
        if wrong := errors_in(self.findings):
            raise PassgenauError(wrong)
        return self


def read_package(path: Path, *, rules: Mapping[str, FigureRule] | None = None, limits: Limits = LOCAL) -> Package:
    """Return a package with all findings; only what is no data package at all is refused at once.

    ``rules`` say what is known of indicators (usually the shipped catalogue) where the package itself says nothing;
    an indicator outside them is no error, since then the values define the set.
    """
    source = open_source(path, limits=limits)
    descriptor, resources, findings = described(source)
    name = str(descriptor.get("name") or source.title)
    collector = _Collector(source, resources, findings)
    areas = collector.read("areas", lambda content, one: read_area_resource(content, one, system=name, limits=limits))
    register, some = areas or (AreaRegister(name, ()), [])
    findings += some
    crosswalk = collector.read(
        "crosswalk", lambda content, one: read_crosswalk_resource(content, one, register=register, limits=limits)
    )
    memberships, some = crosswalk or ({}, [])
    findings += some
    own = collector.read("indicators", lambda content, one: read_indicator_resource(content, one, limits=limits))
    findings += own.findings if own is not None else ()
    catalogue = own.rules if own is not None else None
    values = collector.read(
        "values", lambda content, one: _values(content, one, register, catalogue=catalogue, rules=rules, limits=limits)
    )
    long, found = values or (long_table(pd.DataFrame(columns=list(COLUMNS))), ())
    findings += _without_repetition(found, register)
    definitions = own.definitions if own is not None else {}
    title = str(descriptor.get("title") or name)
    return Package(name, title, register, memberships, long, definitions, tuple(findings), dict(source.digests))


@dataclass(frozen=True)
class _Collector:
    """Reads one resource after the other; what one of them is refused for does not keep the next from being read."""

    source: PackageSource
    resources: Mapping[str, Resource]
    findings: list[Finding]

    def read(self, name: str, reader: Callable[[bytes, Resource], T]) -> T | None:
        """Return what the reader makes of a resource; None where it is not described or was refused."""
        resource = self.resources.get(name)
        if resource is None:
            return None
        try:
            return reader(self.source.read(resource.path), resource)
        except PassgenauError as refused:
            self.findings.extend(refused.findings)
            return None


def _values(
    content: bytes,
    resource: Resource,
    register: AreaRegister,
    *,
    catalogue: Mapping[str, FigureRule] | None,
    rules: Mapping[str, FigureRule] | None,
    limits: Limits,
) -> tuple[pd.DataFrame, tuple[Finding, ...]]:
    encoding = resource.encoding if TABLE_SUFFIXES.get(suffix_of(resource.path)) == "text" else ""
    raw = read_table(content, resource.path, separator=resource.separator, encoding=encoding, limits=limits)
    read = understand(raw, _profile(resource), register=register, catalogue=catalogue, rules=rules)
    return read.long, read.findings


def _profile(resource: Resource) -> ImportProfile:
    """Return the column contract of ``values`` with what the description of the resource says about reading it."""
    contract = load_profile("package_values")
    return replace(
        contract,
        decimal="," if resource.decimal_comma else contract.decimal,
        signs=dict.fromkeys(resource.missing, "missing"),
    )


def _without_repetition(findings: tuple[Finding, ...], register: AreaRegister) -> list[Finding]:
    """Return the findings; without any readable area it would be idle to name every row as unknown."""
    if register.areas:
        return list(findings)
    return [finding for finding in findings if finding.code not in {"area.unknown", "area.leading_zeros"}]
