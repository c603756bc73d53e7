"""The tables of an explanation: one row per indicator with its bar, and a sum that adds up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from passgenau.common.findings import enumerate_de
from passgenau.common.numbers_de import count, number, signed, times
from passgenau.index.explanation import (
    AreaChange,
    AreaContributions,
    AreaCut,
    AreaDifference,
    Contribution,
    SmallestChange,
    by_domain,
)
from passgenau.indicators.definition import IndicatorDefinition
from passgenau.indicators.table import IndicatorTable
from passgenau.profile.indicator_labels import NOTHING, Labels, decimals_of
from passgenau.render.charts.signed_bar import signed_bar
from passgenau.web.pages.figures import state_word

FIRST_ROWS = 10
FILLED, MISSING = "Ersatzwert", "zählt nicht mit"


@dataclass(frozen=True)
class SignedRow:
    """One part of a sum: what it is, figures beside it, its bar and its amount; ``id`` is empty for no indicator."""

    id: str
    name: str
    tag: str
    cells: tuple[str, ...]
    bar: str
    amount: str
    value: float = 0.0


@dataclass(frozen=True)
class SignedTable:
    """Parts of a sum, largest first; ``total`` are the cells of the last row, its amount last.

    ``digits`` are the decimals of the amounts; ``more`` is how many rows were put together into one.
    """

    caption: str
    heads: tuple[str, ...]
    amount_head: str
    rows: tuple[SignedRow, ...]
    total_cells: tuple[str, ...]
    total: str
    digits: int = 0
    more: int = 0


def folded(table: SignedTable) -> SignedTable:
    """Return the table with its largest rows, all smaller ones together in one, so that the sum still holds."""
    parts = [row for row in table.rows if row.id]
    if len(parts) <= FIRST_ROWS + 2:
        return table
    shown, rest = parts[:FIRST_ROWS], parts[FIRST_ROWS:]
    together = sum(row.value for row in rest)
    name = f"{len(rest)} weitere Indikatoren zusammen"
    # No bar: a sum of many is often longer than the scale of the single ones beside it.
    cells = ("",) * len(table.heads)
    one = SignedRow("", name, "", cells, "", signed(together, decimals=table.digits), together)
    others = [row for row in table.rows if not row.id]
    return replace(table, rows=(*shown, one, *others), more=len(rest))


@dataclass(frozen=True)
class Figures:
    """Names, kinds and delivered values from which the cells are written."""

    labels: Labels
    table: IndicatorTable

    def describes(self, indicator_id: str) -> bool:
        """Return whether the indicator describes without judging."""
        known = self.labels.definitions.get(indicator_id)
        return known is not None and known.kind == "context"

    def tag(self, indicator_id: str) -> str:
        """Return the mark of an indicator that only describes."""
        return "beschreibt" if self.describes(indicator_id) else ""

    def shown(self, area_id: str, indicator_id: str, value: float, *, like: float) -> str:
        """Return a value in its unit, or the word for why there is none."""
        if value == value:
            return self.labels.value(indicator_id, value, like=like)
        return state_of(self.table, area_id, indicator_id)


def state_of(table: IndicatorTable, area_id: str, indicator_id: str) -> str:
    """Return the word for a figure without a number, a dash where the table does not know it."""
    if area_id not in table.area_ids or indicator_id not in table.indicator_ids:
        return NOTHING
    status = str(table.status[table.area_ids.index(area_id), table.indicator_ids.index(indicator_id)])
    return state_word(status)


def domain_table(explained: AreaContributions, names: Mapping[str, str], describing: set[str]) -> SignedTable | None:
    """Return what the domains add, None where the definition has none or just one."""
    sums = by_domain(explained)
    if len(sums) < 2:
        return None
    digits, largest = decimals_of(list(sums.values())), max(abs(value) for value in [*sums.values(), explained.shift])
    rows = [
        SignedRow("", names.get(domain, "ohne Themenfeld"), "beschreibt" if domain in describing else "", (),
                  signed_bar(value, largest, describing=domain in describing), signed(value, decimals=digits))
        for domain, value in sums.items()
    ]  # fmt: skip
    if explained.shift:
        rows.append(_rest("Verschiebung durch erneutes Standardisieren", explained.shift, largest, digits, 0))
    return SignedTable("Beiträge der Themenfelder", (), "Beitrag", tuple(rows), (),
                       signed(explained.final, decimals=digits), digits)  # fmt: skip


def score_table(explained: AreaContributions, figures: Figures) -> SignedTable:
    """Return what the indicators add to the score, with what was missing at the end."""
    amounts = [part.contribution for part in explained.parts]
    digits, largest = decimals_of(amounts), max([abs(value) for value in [*amounts, explained.shift]])
    rows = [_score_row(part, explained.area_id, figures, largest=largest, digits=digits) for part in explained.parts]
    if explained.shift:
        rows.append(_rest("Verschiebung durch erneutes Standardisieren", explained.shift, largest, digits, 3))
    heads = ("Wert", "Mittel", "zählt")
    return SignedTable("Beiträge der Indikatoren", heads, "Beitrag", tuple(rows), ("", "", ""),
                       signed(explained.final, decimals=digits), digits)  # fmt: skip


def _score_row(part: Contribution, area_id: str, figures: Figures, *, largest: float, digits: int) -> SignedRow:
    name = part.indicator_id
    there = part.state != "missing"
    return SignedRow(
        name,
        figures.labels.name(name),
        figures.tag(name),
        (
            figures.shown(area_id, name, part.value, like=part.reference),
            figures.labels.value(name, part.reference, like=part.reference),
            times(part.weight) if there else MISSING,
        ),
        signed_bar(part.contribution, largest, describing=figures.describes(name)) if there else "",
        (signed(part.contribution, decimals=digits) if there else NOTHING)
        + (f" ({FILLED})" if part.state == "filled" else ""),
        part.contribution if there else 0.0,
    )


def _rest(name: str, value: float, largest: float, digits: int, empty: int) -> SignedRow:
    bar = signed_bar(value, largest, describing=True)
    return SignedRow("", name, "", ("",) * empty, bar, signed(value, decimals=digits), value)


def difference_table(explained: AreaDifference, figures: Figures) -> SignedTable:
    """Return the distance of two areas, indicator by indicator."""
    amounts = [part.difference for part in explained.parts]
    digits, largest = decimals_of(amounts), max(abs(value) for value in amounts)
    rows = []
    for part in explained.parts:
        name, like = part.indicator_id, _known(part.first_value, part.second_value)
        cells = (
            figures.shown(explained.first_id, name, part.first_value, like=like),
            figures.shown(explained.second_id, name, part.second_value, like=like),
        )
        bar = signed_bar(part.difference, largest, describing=figures.describes(name))
        amount = signed(part.difference, decimals=digits)
        named = (name, figures.labels.name(name), figures.tag(name))
        rows.append(SignedRow(*named, cells, bar, amount, part.difference))
    points = tuple(
        f"{number(value, decimals=digits)} Punkte" for value in (explained.first_final, explained.second_final)
    )
    return SignedTable("Unterschied je Indikator", (explained.first_name, explained.second_name), "Unterschied",
                       tuple(rows), points, signed(explained.difference, decimals=digits), digits)  # fmt: skip


def _known(one: float, other: float) -> float:
    return one if one == one else other


def change_table(explained: AreaChange, figures: Figures, *, earlier: Figures, spans: tuple[str, str]) -> SignedTable:
    """Return the change since an earlier period, indicator by indicator, in its three causes of calculation."""
    whole = [part.total for part in explained.parts] + [explained.restandardised]
    digits, largest = decimals_of(whole), max(abs(value) for value in whole)
    rows = []
    for part in sorted(explained.parts, key=lambda one: -abs(one.total)):
        name, like = part.indicator_id, _known(part.later_value, part.earlier_value)
        cells = (
            earlier.shown(explained.area_id, name, part.earlier_value, like=like),
            figures.shown(explained.area_id, name, part.later_value, like=like),
            *(signed(value, decimals=digits) for value in (part.area, part.reference, part.choice)),
        )
        bar = signed_bar(part.total, largest, describing=figures.describes(name))
        amount = signed(part.total, decimals=digits)
        named = (name, figures.labels.name(name), figures.tag(name))
        rows.append(SignedRow(*named, cells, bar, amount, part.total))
    if explained.restandardised:
        cells = ("", "", "", signed(explained.restandardised, decimals=digits), "")
        bar = signed_bar(explained.restandardised, largest, describing=True)
        amount = signed(explained.restandardised, decimals=digits)
        rows.append(SignedRow("", "Erneutes Standardisieren", "", cells, bar, amount, explained.restandardised))
    sums = tuple(signed(value, decimals=digits) for value in (explained.area, explained.reference, explained.choice))
    heads = (*spans, "eigener Wert", "Maßstab", "Auswahl")
    return SignedTable("Änderung je Indikator", heads, "zusammen", tuple(rows), ("", "", *sums),
                       signed(explained.change, decimals=digits), digits)  # fmt: skip


@dataclass(frozen=True)
class NeededRow:
    """One indicator: what it is now, what alone would suffice, the same in whole cases, and the rank then."""

    id: str
    name: str
    tag: str
    now: str
    needed: str
    cases_now: str
    cases_needed: str
    rank: str


def needed_rows(explained: AreaCut, figures: Figures) -> tuple[NeededRow, ...]:
    """Return what would suffice at each indicator of which some value does, nearest first."""
    return tuple(_needed(change, figures) for change in explained.changes if change.possible)


def not_enough(explained: AreaCut, figures: Figures) -> tuple[str, str]:
    """Return names of indicators of which no value suffices alone, and of those without a value to move."""
    rest = [change for change in explained.changes if not change.possible]
    known = [figures.labels.name(one.indicator_id) for one in rest if one.value == one.value]
    unknown = [figures.labels.name(one.indicator_id) for one in rest if one.value != one.value]
    return enumerate_de(known), enumerate_de(unknown)


def _needed(change: SmallestChange, figures: Figures) -> NeededRow:
    name = change.indicator_id
    now, needed = figures.labels.values(name, change.value, change.needed)
    counted = change.needed_cases == change.needed_cases
    return NeededRow(
        name, figures.labels.name(name), figures.tag(name), now, needed,
        count(change.cases) if counted else NOTHING, count(change.needed_cases) if counted else NOTHING,
        f"Rang {change.rank_then}",
    )  # fmt: skip


def domains_that_describe(parts: Sequence[Contribution], definitions: Mapping[str, IndicatorDefinition]) -> set[str]:
    """Return the domains whose indicators all only describe."""
    kinds: dict[str, set[str]] = {}
    for part in parts:
        known = definitions.get(part.indicator_id)
        kinds.setdefault(part.domain_id, set()).add(known.kind if known else "need")
    return {domain for domain, found in kinds.items() if found == {"context"}}
