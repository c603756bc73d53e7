"""Delivery sets: several tables of one source that become figures together, written down once as TOML."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path, PurePath
from typing import Any, Literal

from passgenau.common.errors import PassgenauError, refusal
from passgenau.common.findings import Finding, Place, enumerate_de, error

FOLDER = Path(__file__).with_name("delivery_sets")

Ref = str  # "table.column": the short name of a table in the set, and one of its columns


@dataclass(frozen=True)
class SetIndicator:
    """The columns whose sum is the numerator of an indicator, and those whose sum is its denominator."""

    numerator: tuple[Ref, ...]
    denominator: tuple[Ref, ...]


@dataclass(frozen=True)
class Sum:
    """Two sums of columns that must be equal; where a period breaks it, ``leave_out`` is not taken over there."""

    total: tuple[Ref, ...]
    parts: tuple[Ref, ...]
    leave_out: tuple[Ref, ...] = ()


@dataclass(frozen=True)
class OutOfOrder:
    """Columns that belong to other areas in one period, for as long as ``area`` still shows ``number`` there."""

    columns: tuple[Ref, ...]
    period: str
    area: str
    number: float
    reason: str


@dataclass(frozen=True)
class SetAreas:
    """The area file of a set, the whole its areas belong to, and the column that says how many people live there."""

    file: str
    key: str
    name: str
    number_before_name: bool
    level: str
    system: str
    title: str
    whole_key: str
    whole_name: str
    whole_level: str
    population: Ref


@dataclass(frozen=True)
class DeliverySet:
    """Everything one must know to make figures of a source's tables.

    ``tables`` gives every table a short name; ``not_read`` says of files and of columns why they stay unread;
    ``breakdowns`` name a total and its parts among the indicators, whose numerators add up.
    ``whole_number_keys``: a key written ``1.0`` means 1. ``without_area`` says whom a row without a key counts.
    """

    id: str
    name: str
    source: str
    licence: str
    decimal: Literal[",", "."]
    area: str
    period: str
    whole_number_keys: bool
    without_area: str
    areas: SetAreas
    tables: dict[str, str]
    indicators: dict[str, SetIndicator]
    sums: tuple[Sum, ...] = ()
    breakdowns: tuple[tuple[str, tuple[str, ...]], ...] = ()
    out_of_order: tuple[OutOfOrder, ...] = ()
    not_read: dict[str, str] = field(default_factory=dict)

    def refs(self) -> tuple[Ref, ...]:
        """Return every column that is read, in the order of the tables."""
        named = [ref for one in self.indicators.values() for ref in (*one.numerator, *one.denominator)]
        named += [ref for one in self.sums for ref in (*one.total, *one.parts)]
        order = {table: place for place, table in enumerate(self.tables)}
        return tuple(sorted(dict.fromkeys([*named, self.areas.population]), key=lambda ref: order[table_of(ref)]))

    def all_sums(self) -> tuple[Sum, ...]:
        """Return the sums, with those that the breakdowns say of the numerators."""
        known = {(frozenset(one.total), frozenset(one.parts)) for one in self.sums}
        sums = list(self.sums)
        for total, parts in self.breakdowns:
            above = self.indicators[total].numerator
            below = tuple(ref for part in parts for ref in self.indicators[part].numerator)
            if (frozenset(above), frozenset(below)) not in known and frozenset(above) != frozenset(below):
                sums.append(Sum(above, below))
        return tuple(sums)


def table_of(ref: Ref) -> str:
    """Return the short name of the table of a column."""
    return ref.partition(".")[0]


def column_of(ref: Ref) -> str:
    """Return the column without its table."""
    return ref.partition(".")[2]


def available_sets() -> list[str]:
    """Return the names of the shipped delivery sets."""
    return sorted(path.stem for path in FOLDER.glob("*.toml"))


@cache
def load_set(name: str) -> DeliverySet:
    """Return a shipped delivery set by name; an unknown name is refused with the known ones."""
    if name not in available_sets():
        known = enumerate_de(available_sets(), 20)
        raise refusal("set.unknown", f"Einen Tabellensatz „{name}“ gibt es nicht; vorhanden: {known}.")
    path = FOLDER / f"{name}.toml"
    return parse_set(tomllib.loads(path.read_text(encoding="utf-8")), path.name)


def propose_set(file_names: Iterable[str]) -> DeliverySet | None:
    """Return the shipped set to which most of these files belong; None where none of them does."""
    names = {PurePath(name).name for name in file_names}
    sets = [load_set(name) for name in available_sets()]
    found = [(len(names & set(one.tables.values())), one) for one in sets]
    best = max(found, key=lambda pair: pair[0], default=(0, None))
    return best[1] if best[0] else None


_REQUIRED = (
    "id", "name", "source", "licence", "decimal", "area", "period", "whole_number_keys", "without_area", "areas",
    "tables", "indicators",
)  # fmt: skip
_OPTIONAL = ("sums", "breakdowns", "out_of_order", "not_read")


def parse_set(raw: Mapping[str, Any], file: str) -> DeliverySet:
    """Return the set in ``raw``; every unknown, missing or impossible entry is named at once."""
    place = Place(file=file)
    findings = [
        error("set.entry", f"Der Eintrag „{key}“ ist nicht bekannt.", place)
        for key in raw
        if key not in (*_REQUIRED, *_OPTIONAL)
    ]
    findings += [error("set.entry", f"Der Eintrag „{key}“ fehlt.", place) for key in _REQUIRED if key not in raw]
    if findings:
        raise PassgenauError(findings)
    try:
        found = _set(raw)
    except (KeyError, TypeError, AttributeError) as problem:
        text = f"Ein Eintrag ist unvollständig oder hat die falsche Form ({problem})."
        raise refusal("set.entry", text, place) from problem
    if wrong := _faults(found, place):
        raise PassgenauError(wrong)
    return found


def _set(raw: Mapping[str, Any]) -> DeliverySet:
    areas = dict(raw["areas"])
    whole = areas.pop("whole")
    plain = {key: raw[key] for key in _REQUIRED if key not in ("areas", "tables", "indicators")}
    return DeliverySet(
        **plain,
        areas=SetAreas(**areas, whole_key=whole["key"], whole_name=whole["name"], whole_level=whole["level"]),
        tables=dict(raw["tables"]),
        indicators={
            key: SetIndicator(tuple(one["numerator"]), tuple(one["denominator"]))
            for key, one in raw["indicators"].items()
        },
        sums=tuple(
            Sum(tuple(one["total"]), tuple(one["parts"]), tuple(one.get("leave_out", ())))
            for one in raw.get("sums", [])
        ),
        breakdowns=tuple((one["total"], tuple(one["parts"])) for one in raw.get("breakdowns", [])),
        out_of_order=tuple(
            OutOfOrder(
                tuple(one["columns"]), one["period"], one["sign"]["area"], float(one["sign"]["number"]), one["reason"]
            )
            for one in raw.get("out_of_order", [])
        ),
        not_read=dict(raw.get("not_read", {})),
    )


def _faults(found: DeliverySet, place: Place) -> list[Finding]:
    """Return what the entries say of tables and indicators that the set does not have."""
    named = [ref for one in found.indicators.values() for ref in (*one.numerator, *one.denominator)]
    named += [ref for one in found.sums for ref in (*one.total, *one.parts, *one.leave_out)]
    named += [ref for one in found.out_of_order for ref in one.columns]
    named += [found.areas.population]
    tables = [ref for ref in dict.fromkeys(named) if table_of(ref) not in found.tables or not column_of(ref)]
    used = dict.fromkeys(key for total, parts in found.breakdowns for key in (total, *parts))
    return [
        *(error("set.entry", f"„{ref}“ nennt keine Tabelle des Satzes und ihre Spalte.", place) for ref in tables),
        *(
            error("set.entry", f"Der Indikator „{key}“ einer Aufgliederung ist nicht beschrieben.", place)
            for key in used
            if key not in found.indicators
        ),
    ]
