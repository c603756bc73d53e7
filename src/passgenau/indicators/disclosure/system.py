"""From counts to the linear system: what the rules hide, what everybody knows, and what a reader loses with a count."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.sparse import csc_array

from passgenau.common.errors import refusal
from passgenau.indicators.disclosure.bound import bound_of
from passgenau.indicators.disclosure.cells import Bools, CountSystem, Ints
from passgenau.indicators.disclosure.counts import Counted
from passgenau.indicators.disclosure.figures import POPULATION, Demands, FigureKey, Figures, Structure
from passgenau.indicators.disclosure.layout import REST, Layout, lay_out
from passgenau.indicators.disclosure.primary import primary_reasons
from passgenau.indicators.disclosure.programme import Programme, Solver

Floats = npt.NDArray[np.float64]

DENOMINATOR = 1e3
"""How much dearer a denominator is than a numerator: many rates hang on it."""
LEVEL = 10.0
"""How much dearer a count of the next coarser level is."""


@dataclass(frozen=True)
class Built:
    """The system with its layout and structure."""

    system: CountSystem
    layout: Layout
    structure: Structure
    counted: Counted


def build(
    figures: Figures,
    counted_rows: Counted,
    structure: Structure,
    *,
    known: Mapping[tuple[str, str, str], int] | None = None,
) -> Built:
    """Return the linear system of all figures.

    Parameters
    ----------
    figures
        What goes in.
    counted_rows, structure
        Its counts and how they hang together.
    known
        Counts published earlier by (area, quantity, period), with their value at that time. What was published once
        cannot be hidden again and counts as known. A count that was corrected since is another one: the old value
        stays known, the new one is protected like any other.

    Returns
    -------
    Built
        The system with true counts. Counts that were not delivered are completed by some whole numbers that fit, and
        are protected like small ones.

    Raises
    ------
    PassgenauError
        If no whole numbers fit what was delivered.
    """
    rows = list(counted_rows.counts)
    layout = lay_out(rows, figures.register, figures.memberships, demands=figures.demands, structure=structure)
    bound = bound_of(layout, figures.demands)
    truth = _truth(layout, counted_rows, figures)
    published = _published_before(layout, structure, known or {})
    truth = np.where(np.isnan(truth), published, truth)
    given = ~np.isnan(truth)
    completed = _completed(layout, truth)
    own = _own(layout, figures) & given
    public = (_official(layout, figures, structure) | (truth == published)) & given
    system = CountSystem(
        cells=layout.cells,
        relations=layout.relations,
        truth=completed,
        rounding=bound.rounding,
        width=bound.width,
        primary=_primary(layout, truth, figures.demands) | (~given & (bound.width > 0)),
        own=own,
        known=public,
        follows=tuple((layout.numerators[key], layout.denominators[key]) for key in layout.numerators),
        weight=_weight(layout, completed, figures),
        derived=_derived(layout),
    )
    return Built(system, layout, structure, counted_rows)


def _truth(layout: Layout, counted_rows: Counted, figures: Figures) -> Floats:
    truth = np.full(len(layout.cells), np.nan)
    for key, (numerator, denominator) in counted_rows.counts.items():
        for cell, value in ((layout.numerators[key], numerator), (layout.denominators[key], denominator)):
            if not np.isnan(value):
                truth[cell] = value
    for area in figures.register.areas:
        number = layout.place_of(area.area_id, POPULATION, "")
        if number is not None and area.population is not None:
            truth[number] = area.population
    for rest, numerator, denominator in layout.complements:
        truth[rest] = truth[denominator] - truth[numerator]
    for rest, (total, *parts) in layout.remainders:
        truth[rest] = truth[total] - truth[parts].sum()
    return truth


def _completed(layout: Layout, truth: Floats) -> Ints:
    """Return whole numbers for all counts, the delivered ones as they are."""
    unknown = np.flatnonzero(np.isnan(truth))
    if unknown.size == 0:
        return truth.astype(np.int64)
    known = np.where(np.isnan(truth), 0.0, truth)
    right = -np.asarray(layout.relations @ known)
    part = layout.relations[:, unknown]
    used = np.diff(part.indptr) > 0
    size = len(unknown)
    ones, rows = np.ones(size), csc_array(part[np.flatnonzero(used)])
    solver = Solver(Programme(-ones, np.zeros(size), np.full(size, np.inf), rows, right[used], right[used]))
    found = solver.best()
    if found is not None and np.abs(found - np.rint(found)).max() > 1e-6:
        found = solver.best_whole()
    result = known.astype(np.int64)
    if found is not None:
        result[unknown] = np.rint(found).astype(np.int64)
    if found is None or np.asarray(layout.relations @ result).any():
        text = "Die gelieferten Zahlen widersprechen sich: Keine ganzen Zahlen für die fehlenden passen zu den Summen."
        raise refusal("disclosure.contradiction", text, advice="Bitte die Summen mit den Teilen vergleichen.")
    return result


def _own(layout: Layout, figures: Figures) -> Bools:
    own = np.zeros(len(layout.cells), dtype=np.bool_)
    own[[*layout.numerators.values(), *layout.denominators.values()]] = True
    if figures.populations is not None:
        own[[number for number, cell in enumerate(layout.cells) if cell.quantity == POPULATION]] = True
    return own


def _published_before(layout: Layout, structure: Structure, known: Mapping[FigureKey, int]) -> Floats:
    """Return what was published of each count before, NaN where nothing was."""
    names = structure.names()
    found = np.full(len(layout.cells), np.nan)
    for (area, quantity, period), value in known.items():
        number = layout.place_of(area, names.get(quantity, quantity), period)
        if number is not None:
            found[number] = value
    return found


def _official(layout: Layout, figures: Figures, structure: Structure) -> Bools:
    """Return the populations of the areas, and the denominators that equal them, where they are official figures."""
    if figures.populations is not None:
        return np.zeros(len(layout.cells), dtype=np.bool_)
    inhabitants = set(structure.inhabitants)
    return np.array(
        [
            cell.quantity == POPULATION
            or (
                (cell.quantity, cell.period) in inhabitants
                and layout.place_of(cell.area_id, POPULATION, "") is not None
            )
            for cell in layout.cells
        ],
        dtype=np.bool_,
    )


def _primary(layout: Layout, truth: Floats, demands: Demands) -> Bools:
    primary = np.zeros(len(layout.cells), dtype=np.bool_)
    by_indicator: dict[str, list[tuple[int, int]]] = {}
    for key, numerator in layout.numerators.items():
        by_indicator.setdefault(key[1], []).append((numerator, layout.denominators[key]))
    for indicator, pairs in by_indicator.items():
        thresholds = demands.thresholds[indicator]
        numerators, denominators = np.array(pairs).T
        part = indicator in demands.part_of_whole
        reasons = primary_reasons(truth[numerators], truth[denominators], thresholds, part_of_whole=part)
        primary[numerators] |= reasons != ""
        small = (truth[denominators] > 0) & (truth[denominators] < thresholds.minimum_count)
        primary[denominators] |= small
    for rest, _, _ in layout.complements:
        primary[rest] = 0 < truth[rest] <= _width_below(layout, demands, rest)
    return primary


def _width_below(layout: Layout, demands: Demands, rest: int) -> int:
    indicator = layout.cells[rest].quantity.removeprefix(f"{REST}:")
    thresholds = demands.thresholds[indicator]
    return thresholds.minimum_count - 1 if thresholds.complement else 0


def _weight(layout: Layout, truth: Ints, figures: Figures) -> Floats:
    """Return what is lost with a count: coarser levels, denominators, totals of breakdowns and large counts first."""
    levels = {level: number for number, level in enumerate(figures.register.levels())}
    level_of = {area.area_id: levels[area.level] for area in figures.register.areas}
    weight = np.array([LEVEL ** level_of.get(cell.area_id, 0) for cell in layout.cells])
    denominators = np.unique(np.array(list(layout.denominators.values()), dtype=np.int64))
    weight[denominators] *= DENOMINATOR
    totals = {breakdown.total for breakdown in figures.breakdowns}
    sums = sorted({number for key, number in layout.numerators.items() if key[1] in totals})
    weight[sums] *= 3.0
    return np.asarray(weight * (1.0 + np.log1p(truth) / 10.0), dtype=np.float64)


def _derived(layout: Layout) -> tuple[tuple[int, tuple[int, ...]], ...]:
    complements = tuple((rest, (numerator, denominator)) for rest, numerator, denominator in layout.complements)
    return (*complements, *layout.remainders)
