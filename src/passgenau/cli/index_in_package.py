"""The index of a protected package as it can be read from its files: what it says, and whether the proof carries it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from passgenau.common.errors import refusal
from passgenau.common.findings import Finding, error
from passgenau.data.areas import AreaRegister
from passgenau.files.definitions import load_index_definition
from passgenau.files.package import Package
from passgenau.files.released_index import DEFINITION, FILE, read_released_index
from passgenau.index.definition import IndexDefinition
from passgenau.index.published_alone import published_alone
from passgenau.index.released import ReleasedOutputs
from passgenau.index.verify_released import verify_outputs
from passgenau.indicators.build import build_table
from passgenau.indicators.disclosure.alternatives import alternatives
from passgenau.indicators.disclosure.certificate import Certificate
from passgenau.indicators.disclosure.report import Section
from passgenau.indicators.table import IndicatorTable
from passgenau.profile.published_alone_section import index_section
from passgenau.profile.words import area_noun

TOP = 9


def certificate_tables(
    long: pd.DataFrame,
    register: AreaRegister,
    memberships: Mapping[str, tuple[str, ...]],
    certificate: Certificate,
    *,
    periods: Mapping[str, str],
) -> list[IndicatorTable]:
    """Return every table of the certificate as areas x indicators."""
    return [
        build_table(table, register, periods=periods)
        for table in alternatives(long, register, memberships, certificate=certificate)
    ]


@dataclass(frozen=True)
class PublishedIndex:
    """The index of a package as it can be read from its files."""

    definition: IndexDefinition
    outputs: ReleasedOutputs


def published_index(files: Mapping[str, bytes]) -> PublishedIndex | None:
    """Return the index among the files of a package; None where there is none."""
    if FILE not in files:
        return None
    if DEFINITION not in files:
        text = f"Zum Index gehört seine Definition; „{DEFINITION}“ fehlt."
        raise refusal("index.no_definition", text)
    definition = load_index_definition(files[DEFINITION])
    return PublishedIndex(definition, read_released_index(files[FILE], definition))


def check_index(
    found: PublishedIndex, package: Package, certificate: Certificate, periods: Mapping[str, str]
) -> tuple[Finding, ...]:
    """Return what speaks against the published index; every table of the certificate must give every output."""
    try:
        tables = certificate_tables(package.long, package.register, package.memberships, certificate, periods=periods)
    except ValueError:  # tables of another shape: the figures themselves are refused with a reason
        return (error("index.other_package", "Der Index lässt sich mit diesem Zertifikat nicht prüfen."),)
    return verify_outputs(found.outputs, tables, found.definition)


def report_on_index(found: PublishedIndex, package: Package, periods: Mapping[str, str]) -> Section:
    """Return what the report for planners says: what the index shows, and what published figures alone would say."""
    table = build_table(package.long, package.register, periods=periods)
    level = next((area.level for area in package.register.areas if area.area_id == table.area_ids[0]), "")
    alone = published_alone(found.outputs, table, found.definition, top=TOP)
    return index_section(found.definition.name, found.outputs, alone, noun=area_noun(level))
