"""The optional resource ``indicators`` of a data package: which indicators there are, and what is known of them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

from passgenau.common.errors import PassgenauError, refusal
from passgenau.common.findings import Finding, Place, enumerate_de, error, warning
from passgenau.data.figure_rules import FigureRule, PlainRule
from passgenau.files.content import suffix_of
from passgenau.files.limits import Limits
from passgenau.files.package_source import Resource
from passgenau.files.tables import read_table
from passgenau.indicators.definition import IndicatorDefinition, parse_indicator

_OPTIONAL = {"cohorts", "modelled", "potential"}
_FIELDS = tuple(field.name for field in fields(IndicatorDefinition))
_YES_NO = {
    "true": True,
    "wahr": True,
    "ja": True,
    "1": True,
    "false": False,
    "falsch": False,
    "nein": False,
    "0": False,
}


@dataclass(frozen=True)
class PackageIndicators:
    """Rules for every indicator the package names, and full definitions where all entries are given."""

    rules: dict[str, FigureRule]
    definitions: dict[str, IndicatorDefinition]
    findings: tuple[Finding, ...]


def read_indicator_resource(content: bytes, resource: Resource, *, limits: Limits) -> PackageIndicators:
    """Return the indicators of a CSV or JSON file (one object for each)."""
    rows = (
        _json_rows(content, resource) if suffix_of(resource.path) == ".json" else _table_rows(content, resource, limits)
    )
    rules: dict[str, FigureRule] = {}
    definitions: dict[str, IndicatorDefinition] = {}
    findings: list[Finding] = []
    incomplete: dict[str, None] = {}
    for number, row in rows:
        place = Place(file=resource.path, row=number)
        identifier = str(row.get("id") or row.get("indicator_id") or "")
        if not identifier or identifier in rules:
            text = f"Den Indikator „{identifier}“ gibt es schon." if identifier else "Der Eintrag „id“ fehlt."
            findings.append(error("indicator.id", text, place))
            continue
        entries = {key: _typed(key, value) for key, value in row.items() if key in _FIELDS}
        missing = [key for key in _FIELDS if key not in entries and key not in _OPTIONAL]
        incomplete.update(dict.fromkeys(missing))
        rules[identifier] = PlainRule(identifier, str(entries.get("unit", "")), entries.get("part_of_whole") is True)
        if not missing:
            try:
                definitions[identifier] = parse_indicator(entries, resource.path)
                rules[identifier] = definitions[identifier]
            except PassgenauError as refused:
                findings += [
                    error(one.code, f"{identifier}: {one.text}", place, one.advice) for one in refused.findings
                ]
    if incomplete:
        text = f"Die Angaben zu den Indikatoren sind unvollständig: Es fehlt {enumerate_de(list(incomplete), 20)}."
        findings.append(warning("indicator.incomplete", text, Place(file=resource.path)))
    return PackageIndicators(rules, definitions, tuple(findings))


def _json_rows(content: bytes, resource: Resource) -> list[tuple[int, Mapping[str, Any]]]:
    place = Place(file=resource.path)
    try:
        entries = json.loads(content.decode("utf-8-sig"))
    except (UnicodeDecodeError, json.JSONDecodeError, RecursionError):
        raise refusal("package.json", "Das ist kein gültiges JSON in UTF-8.", place) from None
    if not isinstance(entries, list) or not all(isinstance(entry, Mapping) for entry in entries):
        raise refusal("package.json", "Erwartet wird eine Liste mit einem Objekt je Indikator.", place)
    return list(enumerate(entries, start=1))


def _table_rows(content: bytes, resource: Resource, limits: Limits) -> list[tuple[int, Mapping[str, Any]]]:
    encoding = resource.encoding if suffix_of(resource.path) in {".csv", ".txt", ".tsv"} else ""
    raw = read_table(content, resource.path, separator=resource.separator, encoding=encoding, limits=limits)
    if raw.findings:
        raise PassgenauError(raw.findings)
    return [
        (number, dict(zip(raw.header, (cell or "" for cell in row), strict=True)))
        for number, row in zip(raw.row_numbers, raw.rows, strict=True)
    ]


def _typed(key: str, value: Any) -> Any:
    """Return a table's text as the type its entry has; what is no such text stays and is refused by name."""
    if not isinstance(value, str):
        return value
    text = value.strip()
    if key in {"part_of_whole", "modelled"}:
        return _YES_NO.get(text.casefold(), text)
    if key in {"direction", "cohorts"}:
        number = text.removeprefix("+").removesuffix(".0")
        return int(number) if number.removeprefix("-").isdecimal() else text
    return text
