"""Which counts there are and how they hang together: the same for those who protect and for those who verify."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import numpy as np
from scipy.sparse import coo_array, csr_array

from passgenau.common.periods import parse_period
from passgenau.data.areas import AreaRegister
from passgenau.indicators.disclosure.cells import Cell
from passgenau.indicators.disclosure.figures import (
    POPULATION,
    Demands,
    FigureKey,
    Structure,
    denominator_of,
    numerator_of,
)

REST = "rest"
Family = dict[str, tuple[str, ...]]
Memberships = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True)
class Layout:
    """The counts, their relations, and which of them stand in a row of the figures.

    ``cells`` in a fixed order; ``place`` finds them. ``relations`` has shape (r, n). ``numerators``/``denominators``:
    number of the count of every row (area, indicator, period). ``complements``: (people not concerned, numerator,
    denominator) by number. ``rests``: what a total holds beside its parts, with the total. ``totals``: counts with
    finer ones below them.
    """

    cells: tuple[Cell, ...]
    place: Mapping[Cell, int]
    relations: csr_array
    numerators: Mapping[FigureKey, int]
    denominators: Mapping[FigureKey, int]
    complements: tuple[tuple[int, int, int], ...]
    rests: tuple[tuple[int, int], ...]
    totals: frozenset[int]

    def place_of(self, area_id: str, quantity: str, period: str) -> int | None:
        """Return the number of a count, None where there is no such count."""
        return self.place.get(Cell(area_id, quantity, period))


@dataclass
class _Draft:
    """A layout while it grows."""

    place: dict[Cell, int] = field(default_factory=dict)
    rows: list[list[tuple[int, int]]] = field(default_factory=list)
    seen: set[tuple[tuple[int, int], ...]] = field(default_factory=set)

    def cell(self, cell: Cell) -> int:
        return self.place.setdefault(cell, len(self.place))

    def relate(self, entries: Iterable[tuple[int, int]]) -> None:
        """Add a relation once: two quantities that are the same bring the same relations along."""
        row = tuple(sorted(entries))
        if row not in self.seen and len(row) > 1:
            self.seen.add(row)
            self.rows.append(list(row))

    def matrix(self) -> csr_array:
        entries = [(row, cell, factor) for row, relation in enumerate(self.rows) for cell, factor in relation]
        rows, cells, factors = np.array(entries, dtype=np.int64).reshape(-1, 3).T
        return csr_array(coo_array((factors, (rows, cells)), shape=(len(self.rows), len(self.place))))


def lay_out(
    rows: Iterable[FigureKey],
    register: AreaRegister,
    memberships: Memberships,
    *,
    demands: Demands,
    structure: Structure,
    others: Iterable[FigureKey] = (),
) -> Layout:
    """Return every count that the rows and the areas speak of, and every relation between them.

    Parameters
    ----------
    rows
        Area, indicator and period of each row of bound indicators, hidden and missing ones among them.
    register
        The areas; parents stand in ``parent_id``.
    memberships
        Further public geographies, see :class:`~passgenau.indicators.disclosure.figures.Figures`.
    demands
        What binds the figures; its breakdowns and parts of wholes give relations.
    structure
        What else hangs together.
    others
        Area, quantity and period of counts that are public beside the rows: of indicators without persons, and of
        earlier releases.

    Returns
    -------
    Layout
        Relations: an area is the sum of its parts in every geography; denominator = numerator + those not concerned;
        total = parts of a breakdown; pooled years = sum of the years; inhabitants = denominator. A parent and all its
        children are counts as soon as one of them stands in a row, and so are years and parts that were not delivered,
        since everybody can add up and subtract.
    """
    draft, names = _Draft(), structure.names()
    numerators: dict[FigureKey, int] = {}
    denominators: dict[FigureKey, int] = {}
    for area, indicator, period in sorted(set(rows)):
        n, d = (names.get(one, one) for one in (numerator_of(indicator), denominator_of(indicator)))
        numerators[area, indicator, period] = draft.cell(Cell(area, n, period))
        denominators[area, indicator, period] = draft.cell(Cell(area, d, period))
    for area, quantity, period in sorted(set(others)):
        draft.cell(Cell(area, names.get(quantity, quantity), period))
    families = families_of(register, memberships, structure.former)
    if demands.populations is not None:
        _inhabitants(draft, register)
    _years_add_up(draft, structure)
    _parts_add_up(draft, demands, structure)
    rests = _areas_add_up(draft, families, structure)
    if demands.populations is None:
        _inhabitants(draft, register)
    totals = frozenset(draft.place[cell] for cell in draft.place if any(cell.area_id in one for one in families))
    complements = _complements(draft, numerators, denominators, demands)
    _inhabitants_agree(draft, structure)
    return Layout(tuple(draft.place), draft.place, draft.matrix(), numerators, denominators, complements, rests, totals)


def _inhabitants(draft: _Draft, register: AreaRegister) -> None:
    for area in register.areas:
        if area.population is not None and float(area.population).is_integer():
            draft.cell(Cell(area.area_id, POPULATION, ""))


def families_of(
    register: AreaRegister, memberships: Memberships, former: Iterable[tuple[str, str, tuple[str, ...]]] = ()
) -> list[Family]:
    """Return the children of every area: by the chain of parents, for the further geographies, and as it was before.

    An area of a further geography is no child of its parent beside the areas it is made of, and a part of an area
    that belongs to it whole is not counted there a second time.

    Parameters
    ----------
    register, memberships
        The areas of today.
    former
        Area, parent and further areas as they were in earlier releases.

    Returns
    -------
    list of dict
        Each maps parents to their children; no list of children is empty.
    """
    today = {area.area_id: (area.parent_id, memberships.get(area.area_id, ())) for area in register.areas}
    then = {area: (parent, others) for area, parent, others in former}
    return [family for tree in (today, then) for family in _families(tree) if family]


def _families(belongs: Mapping[str, tuple[str, tuple[str, ...]]]) -> list[Family]:
    targets = {other for _, others in belongs.values() for other in others}
    by_parent: dict[str, list[str]] = {}
    further: dict[str, list[str]] = {}
    for area, (parent, others) in belongs.items():
        if parent in belongs and area not in targets:
            by_parent.setdefault(parent, []).append(area)
        for other in others:
            if other in belongs and other != parent and not _inside(area, other, belongs):
                further.setdefault(other, []).append(area)
    return [{parent: tuple(children) for parent, children in one.items()} for one in (by_parent, further)]


def _inside(area: str, other: str, belongs: Mapping[str, tuple[str, tuple[str, ...]]]) -> bool:
    """Return whether an area above this one belongs to the other one already."""
    seen: set[str] = set()
    above = belongs[area][0]
    while above in belongs and above not in seen:
        if other in belongs[above][1]:
            return True
        seen.add(above)
        above = belongs[above][0]
    return False


def _areas_add_up(draft: _Draft, families: list[Family], structure: Structure) -> tuple[tuple[int, int], ...]:
    """Add parent = sum of children for every quantity and period in which any of them is counted."""
    parents = [{child: parent for parent, children in one.items() for child in children} for one in families]
    waiting = list(draft.place)
    done: set[tuple[int, Cell]] = set()
    rests: list[tuple[int, int]] = []
    while waiting:
        cell = waiting.pop()
        for number, (family, parent_of) in enumerate(zip(families, parents, strict=True)):
            for head in (cell.area_id, parent_of.get(cell.area_id, "")):
                total = Cell(head, cell.quantity, cell.period)
                if head not in family or (number, total) in done:
                    continue
                done.add((number, total))
                parts = [Cell(child, cell.quantity, cell.period) for child in family[head]]
                waiting += [one for one in (total, *parts) if one not in draft.place]
                rests += _add_up(draft, total, parts, with_rest=tuple(total) in structure.rests)
    return tuple(dict.fromkeys(rests))


def _add_up(draft: _Draft, total: Cell, parts: list[Cell], *, with_rest: bool) -> list[tuple[int, int]]:
    numbers = [draft.cell(one) for one in (total, *parts)]
    entries = [(numbers[0], -1), *((number, 1) for number in numbers[1:])]
    if not with_rest:
        draft.relate(entries)
        return []
    rest = draft.cell(Cell(total.area_id, f"{REST}:{total.quantity}", total.period))
    draft.relate([*entries, (rest, 1)])
    return [(rest, numbers[0])]


def _complements(
    draft: _Draft, numerators: Mapping[FigureKey, int], denominators: Mapping[FigureKey, int], demands: Demands
) -> tuple[tuple[int, int, int], ...]:
    found = []
    for key, numerator in numerators.items():
        area, indicator, period = key
        if indicator in demands.part_of_whole and numerator != denominators[key]:
            rest = draft.cell(Cell(area, f"{REST}:{indicator}", period))
            draft.relate([(numerator, 1), (rest, 1), (denominators[key], -1)])
            found.append((rest, numerator, denominators[key]))
    return tuple(found)


def _parts_add_up(draft: _Draft, demands: Demands, structure: Structure) -> None:
    """Add total = sum of parts, declared or found; parts that were not delivered are counts as well."""
    names = structure.names()
    declared = [
        (numerator_of(one.total), tuple(numerator_of(part) for part in one.parts)) for one in demands.breakdowns
    ]
    stated = frozenset(draft.place)
    for (total, parts), enough in (*((one, any) for one in declared), *((one, all) for one in structure.sums)):
        named = [names.get(part, part) for part in parts]
        heads = [cell for cell in draft.place if cell.quantity == names.get(total, total)]
        for head in heads:
            cells = [Cell(head.area_id, part, head.period) for part in named]
            if enough(cell in stated for cell in cells):
                draft.relate([(draft.place[head], -1), *((draft.cell(cell), 1) for cell in cells)])


def _years_add_up(draft: _Draft, structure: Structure) -> None:
    for quantity, period in structure.pooled:
        for cell in [one for one in draft.place if one.quantity == quantity and one.period == period]:
            years = [Cell(cell.area_id, quantity, year) for year in years_of(period)]
            if any(year in draft.place for year in years):
                draft.relate([(draft.place[cell], -1), *((draft.cell(year), 1) for year in years)])


def years_of(period: str) -> tuple[str, ...]:
    """Return the single years of a span.

    Parameters
    ----------
    period
        A period such as ``2019..2021``.

    Returns
    -------
    tuple of str
        The years in order; empty for every period that is no span of calendar years.

    Raises
    ------
    PassgenauError
        If the text names no period.
    """
    first, _, last = period.partition("..")
    if len(first) != 4 or len(last) != 4 or not (first + last).isdigit():
        return ()
    parse_period(period)
    return tuple(str(year) for year in range(int(first), int(last) + 1))


def _inhabitants_agree(draft: _Draft, structure: Structure) -> None:
    for quantity, period in structure.inhabitants:
        for cell in [one for one in draft.place if one.quantity == quantity and one.period == period]:
            people = draft.place.get(Cell(cell.area_id, POPULATION, ""))
            if people is not None:
                draft.relate([(draft.place[cell], 1), (people, -1)])
