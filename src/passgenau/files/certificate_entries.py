"""From the entries of a certificate file to the certificate; strict, since it decides what counts as proven."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from typing import Any, TypeVar

import numpy as np

from passgenau.indicators.disclosure.breakdowns import Breakdown
from passgenau.indicators.disclosure.cells import Ints
from passgenau.indicators.disclosure.certificate import Certificate
from passgenau.indicators.disclosure.figures import Demands, FigureKey, Structure
from passgenau.indicators.disclosure.thresholds import AUDIENCES, Audience, Dominance, Thresholds

T = TypeVar("T")


class MisshapenError(ValueError):
    """Entries that are absent or not what they must be, by name."""

    def __init__(self, *entries: str) -> None:
        super().__init__(", ".join(entries))
        self.entries = entries


@dataclass(frozen=True)
class ReadEntries:
    """What a certificate file holds."""

    certificate: Certificate
    rule_id: str
    rule_name: str
    digests: dict[str, str]
    index_periods: dict[str, str]


def read_entries(entries: Mapping[str, Any]) -> ReadEntries:
    """Return what the entries hold; every misshapen one is named at once."""
    readers: dict[str, Callable[[Any], Any]] = {
        "rule_id": _text, "rule_name": _text, "package": _texts_by_name, "index_periods": _texts_by_name,
        "audience": _audience, "demands": _demands,
        "structure": _structure, "earlier": _earlier, "limited": _earlier, "tables": _tables,
    }  # fmt: skip
    read: dict[str, Any] = {}
    wrong = []
    for name, reader in readers.items():
        try:
            read[name] = reader(entries[name])
        except (MisshapenError, KeyError, TypeError, ValueError, OverflowError):
            wrong.append(name)
    if wrong:
        raise MisshapenError(*wrong)
    parts = (read[name] for name in ("audience", "demands", "structure", "tables", "earlier", "limited"))
    return ReadEntries(Certificate(*parts), read["rule_id"], read["rule_name"], read["package"], read["index_periods"])


def _kind(value: Any, kind: type[T]) -> T:
    """Return a value of exactly this type: in Python ``True`` would pass for the number 1."""
    if type(value) is not kind:
        raise MisshapenError(str(value))
    return value


def _text(value: Any) -> str:
    return _kind(value, str)


def _texts(value: Any) -> tuple[str, ...]:
    return tuple(_text(one) for one in _kind(value, list))


def _texts_by_name(value: Any) -> dict[str, str]:
    return {name: _text(one) for name, one in _kind(value, dict).items()}


def _audience(value: Any) -> Audience:
    for audience in AUDIENCES:
        if value == audience:
            return audience
    raise MisshapenError(str(value))


def _exactly(value: Any, kind: type[Any]) -> dict[str, Any]:
    """Return an object that has exactly the entries of a dataclass."""
    found: dict[str, Any] = _kind(value, dict)
    if set(found) != {field.name for field in fields(kind)}:
        raise MisshapenError(kind.__name__)
    return found


def _demands(value: Any) -> Demands:
    found = _exactly(value, Demands)
    populations = found["populations"]
    return Demands(
        thresholds={key: _thresholds(one) for key, one in _kind(found["thresholds"], dict).items()},
        part_of_whole=frozenset(_texts(found["part_of_whole"])),
        breakdowns=tuple(_breakdown(one) for one in _kind(found["breakdowns"], list)),
        populations=None if populations is None else _thresholds(populations),
    )


def _breakdown(value: Any) -> Breakdown:
    found = _exactly(value, Breakdown)
    return Breakdown(_text(found["total"]), _texts(found["parts"]))


def _thresholds(value: Any) -> Thresholds:
    found = _exactly(value, Thresholds)
    numbers = {name: _kind(found[name], int) for name in _NUMBERS}
    coalition, dominance = found["coalition"], found["dominance"]
    if min(numbers.values()) < 0 or numbers["rounding"] < 1:
        raise MisshapenError("thresholds")
    return Thresholds(
        **numbers,
        complement=_kind(found["complement"], bool),
        coalition=None if coalition is None else _kind(coalition, int),
        hide_none=_kind(found["hide_none"], bool),
        dominance=None if dominance is None else _dominance(dominance),
    )


_NUMBERS = ("minimum_count", "minimum_denominator", "minimum_units", "rounding")


def _dominance(value: Any) -> Dominance:
    found = _exactly(value, Dominance)
    return Dominance(_kind(found["largest"], int), float(_kind(found["share"], float)))


def _structure(value: Any) -> Structure:
    found = _exactly(value, Structure)
    return Structure(
        same=tuple(_texts(one) for one in _kind(found["same"], list)),
        rests=tuple(_key(_texts(one)) for one in _kind(found["rests"], list)),
        pooled=tuple(_pair(_texts(one)) for one in _kind(found["pooled"], list)),
        inhabitants=tuple(_pair(_texts(one)) for one in _kind(found["inhabitants"], list)),
        sums=tuple(_sum(one) for one in _kind(found["sums"], list)),
        former=tuple(_former(one) for one in _kind(found["former"], list)),
    )


def _sum(value: Any) -> tuple[str, tuple[str, ...]]:
    total, parts = _kind(value, list)
    return _text(total), _texts(parts)


def _former(value: Any) -> tuple[str, str, tuple[str, ...]]:
    area, parent, others = _kind(value, list)
    return _text(area), _text(parent), _texts(others)


def _key(texts: tuple[str, ...]) -> FigureKey:
    area, quantity, period = texts
    return area, quantity, period


def _pair(texts: tuple[str, ...]) -> tuple[str, str]:
    quantity, period = texts
    return quantity, period


def _earlier(value: Any) -> dict[FigureKey, int]:
    return {_key(_texts(entry[:3])): _count(entry) for entry in _kind(value, list)}


def _count(entry: list[Any]) -> int:
    area_quantity_period_count = 4
    if len(entry) != area_quantity_period_count:
        raise MisshapenError("earlier")
    return _kind(entry[3], int)


def _tables(value: Any) -> Ints:
    rows = [[int(number) for number in line.split()] for line in _texts(value)]
    if len({len(row) for row in rows}) > 1:
        raise MisshapenError("tables")
    return np.array(rows, dtype=np.int64).reshape(len(rows), -1 if rows else 0)
