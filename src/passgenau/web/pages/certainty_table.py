"""The numbers behind the words: rank, median, interval and frequencies of every area, sortable."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from passgenau.common.numbers_de import count
from passgenau.index.result import RobustnessResult
from passgenau.profile.certainty import times_in_100
from passgenau.profile.standing import Standing
from passgenau.web.pages.certainty_chart import rows_around_the_cut

KEPT = ("definition", "stand", "sortierung", "alle")
ASCENDING = {"rang", "name", "median"}
FIXED = 4  # columns before the frequencies: rank, name, median, interval


@dataclass(frozen=True)
class Wish:
    """What the address asks of the table: its order, whether all rows; ``given`` is the rest of the address."""

    sort: str
    everything: bool
    given: Mapping[str, str]

    def address(self, **changes: str) -> str:
        """Return the address of the same page with something changed."""
        return "?" + urlencode({**{name: self.given[name] for name in KEPT if name in self.given}, **changes})


@dataclass(frozen=True)
class Head:
    """A column head that sorts; ``sortable`` is false for the interval."""

    key: str
    label: str
    href: str
    aria: str


@dataclass(frozen=True)
class NumberRow:
    """One area; ``frequencies`` are of 100 runs, first for the first places, then for each class."""

    area_id: str
    rank: str
    name: str
    parent: str
    median: str
    interval: str
    frequencies: tuple[str, ...]


@dataclass(frozen=True)
class NumberTable:
    """The table with what is left to show."""

    heads: tuple[Head, ...]
    frequency_heads: tuple[Head, ...]
    rows: tuple[NumberRow, ...]
    more: str
    more_href: str


def wish_of(given: Mapping[str, str]) -> Wish:
    """Return what the parameters of an address ask for."""
    return Wish(given.get("sortierung", "rang"), "alle" in given, given)


def number_table(
    robustness: RobustnessResult, placed: Sequence[Standing], labels: Sequence[str], *, noun: str, wish: Wish
) -> NumberTable:
    """Return the table of tested areas in the order asked for."""
    top = robustness.top
    place = {area_id: row for row, area_id in enumerate(robustness.area_ids)}
    ordered = _ordered(placed, robustness, place, sort=wish.sort)
    few = rows_around_the_cut(len(placed), top)
    rows = [_row(entry, robustness, place[entry.area_id]) for entry in ordered]
    whole = wish.everything or len(rows) <= few
    first = f"erste {count(top)}" if top > 1 else "Rang 1"
    named = [("erste", first), *((f"k{number}", label) for number, label in reversed(list(enumerate(labels))))]
    return NumberTable(
        heads=tuple(_head(wish, key, label) for key, label in (("rang", "Rang"), ("name", noun), ("median", "Median"))),
        frequency_heads=tuple(_head(wish, key, label) for key, label in named),
        rows=tuple(rows if whole else rows[:few]),
        more="" if whole else _more(wish.sort, few, len(rows)),
        more_href=wish.address(alle="1"),
    )


def _more(sort: str, few: int, size: int) -> str:
    return f"Rang {few + 1} bis {size} anzeigen" if sort == "rang" else f"{size - few} weitere anzeigen"


def _row(entry: Standing, robustness: RobustnessResult, row: int) -> NumberRow:
    classes = robustness.p_class[row][::-1]
    return NumberRow(
        entry.area_id,
        str(entry.rank),
        entry.name,
        entry.municipality,
        count(float(robustness.rank_p50[row])),
        f"{entry.low} bis {entry.high}" if entry.low != entry.high else str(entry.low),
        (times_in_100(float(robustness.p_top[row])), *(times_in_100(float(value)) for value in classes)),
    )


def _ordered(
    placed: Sequence[Standing], robustness: RobustnessResult, place: Mapping[str, int], *, sort: str
) -> list[Standing]:
    if sort == "name":
        return sorted(placed, key=lambda entry: entry.name)
    if sort == "median":
        return sorted(placed, key=lambda entry: robustness.rank_p50[place[entry.area_id]])
    if sort == "erste":
        return sorted(placed, key=lambda entry: -robustness.p_top[place[entry.area_id]])
    if sort.startswith("k") and sort[1:].isdecimal() and int(sort[1:]) < robustness.p_class.shape[1]:
        return sorted(placed, key=lambda entry: -robustness.p_class[place[entry.area_id], int(sort[1:])])
    return list(placed)


def _head(wish: Wish, key: str, label: str) -> Head:
    aria = "none" if wish.sort != key else "ascending" if key in ASCENDING else "descending"
    return Head(key, label, wish.address(sortierung=key) + "#zahlen", aria)
