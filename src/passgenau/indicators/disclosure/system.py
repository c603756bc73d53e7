"""From counts to the linear system: what the rules hide, what everybody knows, and what a reader loses with a count."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.sparse import csc_array, csr_array

from passgenau.common.errors import PassgenauError, refusal
from passgenau.common.findings import Place, error
from passgenau.common.numbers_de import count
from passgenau.indicators.disclosure.bound import bound_of
from passgenau.indicators.disclosure.cells import Bools, Cell, CountSystem, Ints
from passgenau.indicators.disclosure.counts import Counted
from passgenau.indicators.disclosure.earlier import NOTHING_EARLIER, Earlier, beside_the_rows, stated_counts
from passgenau.indicators.disclosure.figures import POPULATION, Demands, FigureKey, Figures, Structure
from passgenau.indicators.disclosure.follow import followed
from passgenau.indicators.disclosure.layout import Layout, lay_out
from passgenau.indicators.disclosure.moves import NEAR_WHOLE
from passgenau.indicators.disclosure.primary import primary_reasons
from passgenau.indicators.disclosure.programme import Programme, Solver

Floats = npt.NDArray[np.float64]

DENOMINATOR = 1e3
"""How much dearer a denominator is than a numerator: many rates hang on it."""
HEAVIEST = 1e12
"""Where weights stop growing: counts that are denominators of each other in a circle would have no end."""
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
    figures: Figures, counted_rows: Counted, structure: Structure, *, earlier: Earlier = NOTHING_EARLIER
) -> Built:
    """Return the linear system of all figures.

    Parameters
    ----------
    figures
        What goes in.
    counted_rows, structure
        Its counts and how they hang together.
    earlier
        What was published before. It cannot be hidden again and counts as known. A count that was corrected since is
        another one: the old value stays known, the new one is protected like any other.

    Returns
    -------
    Built
        The system with true counts. Counts that were not delivered are completed by some whole numbers that fit, and
        are protected like others.

    Raises
    ------
    PassgenauError
        If no whole numbers fit what was delivered, or an indicator without persons shows a count that must be hidden.
    """
    rows = list(counted_rows.counts)
    beside = beside_the_rows(figures, earlier)
    layout = lay_out(
        rows, figures.register, figures.memberships, demands=figures.demands, structure=structure, others=beside
    )
    bound = bound_of(layout, figures.demands)
    truth = _truth(layout, counted_rows, figures)
    published = _published(layout, structure, beside)
    truth = np.where(np.isnan(truth), published, truth)
    given = ~np.isnan(truth)
    completed = _completed(layout, truth)
    own = _own(layout, figures) & given
    known = (_official(layout, figures, structure) | (truth == published)) & given
    primary = _primary(layout, truth, figures.demands)
    unstated = ~own & (completed > 0) & (completed <= bound.width)
    system = CountSystem(
        cells=layout.cells,
        relations=layout.relations,
        truth=completed,
        rounding=bound.rounding,
        width=bound.width,
        primary=primary | unstated,
        own=own,
        known=known,
        follows=tuple((layout.numerators[key], layout.denominators[key]) for key in layout.numerators),
        weight=_weight(layout, completed, figures),
    )
    _refuse_free_that_shows(system, figures, structure)
    return Built(system, layout, structure, counted_rows)


def _refuse_free_that_shows(system: CountSystem, figures: Figures, structure: Structure) -> None:
    """Refuse indicators without persons that count the same as a figure that must be hidden."""
    names = structure.names()
    bound = figures.long["indicator_id"].isin(list(figures.thresholds))
    place = {cell: number for number, cell in enumerate(system.cells)}
    shows: dict[str, int] = {}
    for area, quantity, period in stated_counts(figures.long[~bound]):
        number = place.get(Cell(area, names.get(quantity, quantity), period))
        if number is not None and system.primary[number]:
            indicator = quantity.rpartition(":")[2]
            shows[indicator] = shows.get(indicator, 0) + 1
    if shows:
        advice = "Bitte den Indikator weglassen oder ihm in der Regel ein Schutzprofil geben."
        raise PassgenauError(
            error(
                "disclosure.free_shows",
                f"Ohne Schutz würde dieser Indikator {count(number)} Zahlen zeigen, die verborgen sein müssen.",
                Place(indicator_id=indicator),
                advice,
            )
            for indicator, number in shows.items()
        )


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
    return truth


def _completed(layout: Layout, truth: Floats) -> Ints:
    """Return whole numbers for all counts: delivered ones as they are, others worked out, the rest as they fit."""
    given = ~np.isnan(truth)
    value, known = followed(
        layout.relations, np.where(given, truth, 0).astype(np.int64), given, may=np.ones(len(truth), dtype=np.bool_)
    )
    unknown = np.flatnonzero(~known)
    right = -np.asarray(layout.relations @ value, dtype=np.float64)
    part = csr_array(layout.relations[:, unknown])
    used = np.diff(part.indptr) > 0
    if unknown.size:
        size = len(unknown)
        ones, rows = np.ones(size), csc_array(part[np.flatnonzero(used)])
        solver = Solver(Programme(-ones, np.zeros(size), np.full(size, np.inf), rows, right[used], right[used]))
        found = solver.best()
        if found is not None and np.abs(found - np.rint(found)).max() > NEAR_WHOLE:
            found = solver.best_whole()
        if found is not None:
            value[unknown] = np.rint(found).astype(np.int64)
    if np.asarray(layout.relations @ value).any() or (value < 0).any():
        text = "Die gelieferten Zahlen widersprechen sich: Keine ganzen Zahlen für die fehlenden passen zu den Summen."
        raise refusal("disclosure.contradiction", text, advice="Bitte die Summen mit den Teilen vergleichen.")
    return value


def _own(layout: Layout, figures: Figures) -> Bools:
    own = np.zeros(len(layout.cells), dtype=np.bool_)
    own[[*layout.numerators.values(), *layout.denominators.values()]] = True
    if figures.populations is not None:
        own[[number for number, cell in enumerate(layout.cells) if cell.quantity == POPULATION]] = True
    return own


def _published(layout: Layout, structure: Structure, counts: Mapping[FigureKey, int]) -> Floats:
    """Return what else is public of each count, NaN where nothing is."""
    names = structure.names()
    found = np.full(len(layout.cells), np.nan)
    for (area, quantity, period), value in counts.items():
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
    return primary


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
    weight = np.asarray(weight * (1.0 + np.log1p(truth) / 10.0), dtype=np.float64)
    return _denominators_first(layout, weight)


def _denominators_first(layout: Layout, weight: Floats) -> Floats:
    """Return weights in which a denominator outweighs every count over it, also one that is itself a numerator."""
    pairs = np.array(sorted({(layout.numerators[key], layout.denominators[key]) for key in layout.numerators}))
    while pairs.size:
        lighter = weight[pairs[:, 1]] < 2 * weight[pairs[:, 0]]
        lighter &= pairs[:, 0] != pairs[:, 1]
        if not lighter.any() or weight.max() > HEAVIEST:
            break
        np.maximum.at(weight, pairs[lighter, 1], 2 * weight[pairs[lighter, 0]])
    return weight
