"""What must add up in a delivery set, and what is left out because it demonstrably does not belong where it stands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from passgenau.common.findings import Finding, Place, enumerate_de, warning
from passgenau.common.numbers_de import count, number
from passgenau.files.delivery_set import DeliverySet, OutOfOrder, Ref, Sum, column_of, table_of
from passgenau.files.set_tables import Key, SetCell

Cells = Mapping[Ref, Mapping[Key, SetCell]]
LeftOut = frozenset[tuple[Ref, str]]  # column and period


def check_sums(cells: Cells, wanted: DeliverySet) -> tuple[LeftOut, tuple[Finding, ...]]:
    """Return which column is left out in which period, and a finding for all that does not add up."""
    left: set[tuple[Ref, str]] = set()
    findings: list[Finding] = []
    for entry in wanted.out_of_order:
        if _is_out_of_order(entry, cells):
            left |= {(ref, entry.period) for ref in entry.columns}
            findings.append(_out_of_order(entry, wanted))
    for one in wanted.all_sums():
        broken = _broken(one, cells)
        periods = sorted({period for _, period in broken})
        if broken:
            left |= {(ref, period) for ref in one.leave_out for period in periods}
            findings.append(_does_not_add_up(one, cells, wanted, broken=broken, periods=periods))
    return frozenset(left), tuple(findings)


def total_of(refs: Sequence[Ref], key: Key, cells: Cells) -> float | None:
    """Return the sum of the columns for an area and period; None where one of them has no number."""
    numbers = [cell.number if (cell := cells.get(ref, {}).get(key)) else None for ref in refs]
    known = [one for one in numbers if one is not None]
    return sum(known) if len(known) == len(numbers) else None


def _broken(one: Sum, cells: Cells) -> list[Key]:
    keys = cells.get(one.total[0], {})
    pairs = ((key, total_of(one.total, key, cells), total_of(one.parts, key, cells)) for key in keys)
    return [key for key, total, parts in pairs if total is not None and parts is not None and total != parts]


def _does_not_add_up(
    one: Sum, cells: Cells, wanted: DeliverySet, *, broken: Sequence[Key], periods: Sequence[str]
) -> Finding:
    area, period = broken[0]
    total, parts = (total_of(refs, broken[0], cells) or 0.0 for refs in (one.total, one.parts))
    files = [wanted.tables[table_of(ref)] for ref in (*one.total, *one.parts)]
    where = "einem Fall" if len(broken) == 1 else f"{count(len(broken))} Fällen"
    text = (
        f"{_named(one.parts, wanted, files)} {_verb(one.parts)} in {where} ({enumerate_de(periods, 8)}) nicht "
        f"{_named(one.total, wanted, files)}, etwa in Gebiet {area}, {period}: {number(parts, decimals=0)} "
        f"statt {number(total, decimals=0)}."
    )
    if one.leave_out:
        text += f" {_columns(one.leave_out)} {_taken(one.leave_out)} für {enumerate_de(periods, 8)} nicht übernommen."
    return warning("set.does_not_add_up", text, Place(file=wanted.tables[table_of(one.parts[0])]), _ASK)


_ASK = "Bitte bei der liefernden Stelle nachfragen."


def _verb(refs: Sequence[Ref]) -> str:
    return "ist" if len(refs) == 1 else "ergeben zusammen"


def _taken(refs: Sequence[Ref]) -> str:
    return "wird" if len(refs) == 1 else "werden"


def _columns(refs: Sequence[Ref]) -> str:
    return enumerate_de([f"„{column_of(ref)}“" for ref in refs], 8)


def _named(refs: Sequence[Ref], wanted: DeliverySet, others: Sequence[str]) -> str:
    """Return the columns, with their tables where these differ: ``„residents“ (fl_residents_by_district.csv)``."""
    files = list(dict.fromkeys(wanted.tables[table_of(ref)] for ref in refs))
    if len({*files, *others}) == 1:
        return _columns(refs)
    groups = [f"{_columns([ref for ref in refs if wanted.tables[table_of(ref)] == file])} ({file})" for file in files]
    return enumerate_de(groups, 8)


def _is_out_of_order(entry: OutOfOrder, cells: Cells) -> bool:
    cell = cells.get(entry.columns[0], {}).get((entry.area, entry.period))
    return cell is not None and cell.number == entry.number


def _out_of_order(entry: OutOfOrder, wanted: DeliverySet) -> Finding:
    text = f"{_columns(entry.columns)} {_taken(entry.columns)} für {entry.period} nicht übernommen: {entry.reason}."
    return warning("set.out_of_order", text, Place(file=wanted.tables[table_of(entry.columns[0])]), _ASK)
