"""Checks a protected package against its certificate with sums and comparisons only; it can accept or refuse."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
import pandas as pd

from passgenau.common.findings import Finding, Place, error
from passgenau.data.areas import AreaRegister
from passgenau.data.long_table import KEY
from passgenau.data.status import ValueStatus
from passgenau.indicators.disclosure.bound import Bound, bound_of
from passgenau.indicators.disclosure.cells import Bools, Ints, PublicSystem
from passgenau.indicators.disclosure.certificate import Certificate
from passgenau.indicators.disclosure.earlier import stated_counts
from passgenau.indicators.disclosure.figures import POPULATION, Demands, FigureKey, Structure
from passgenau.indicators.disclosure.follow import followed
from passgenau.indicators.disclosure.layout import Layout, lay_out
from passgenau.indicators.disclosure.primary import primary_reasons
from passgenau.indicators.disclosure.spread import agrees, small_remainders

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Published:
    """A protected package read as a linear system.

    ``now``: counts that its rows state, ``before``: those known from earlier releases; shape (n,).
    """

    system: PublicSystem
    layout: Layout
    now: Bools
    before: Bools

    def limited(self, by_the_past: Mapping[FigureKey, int]) -> Published:
        """Return the same with smaller widths for counts that earlier releases have left less uncertain."""
        width, least_rest = self.system.width.copy(), self.system.width.copy()
        for key, left in by_the_past.items():
            number = self.layout.place_of(*key)
            if number is not None:
                width[number], least_rest[number] = min(width[number], left), 0
        return replace(self, system=replace(self.system, width=width, least_rest=least_rest))


def published_system(
    long: pd.DataFrame,
    register: AreaRegister,
    memberships: Mapping[str, tuple[str, ...]],
    *,
    demands: Demands,
    structure: Structure,
    earlier: Mapping[FigureKey, int] | None = None,
) -> Published:
    """Return what a protected package shows, as everybody can read it.

    Parameters
    ----------
    long
        Figures of the package; a hidden row has no numerator, and a denominator only where it is shown.
    register, memberships
        Areas of the package.
    demands, structure
        What binds the figures and how they hang together, as the certificate states it.
    earlier
        Counts known from earlier releases, by area, quantity and period.

    Returns
    -------
    Published
        A count is shown where any row states it, a population where the area states it; the people not concerned and
        rests of totals are shown where they follow from two shown counts.
    """
    bound_rows = long["indicator_id"].isin(list(demands.thresholds)) & long["area_id"].isin(list(register.ids))
    keys = list(long.loc[bound_rows, KEY].itertuples(index=False, name=None))
    free, before, rows = stated_counts(long[~bound_rows]), dict(earlier or {}), stated_counts(long[bound_rows])
    layout = lay_out(keys, register, memberships, demands=demands, structure=structure, others=[*free, *before])
    bound, names = bound_of(layout, demands), structure.names()
    stated = np.full(len(layout.cells), np.nan)
    now, known = np.zeros(len(layout.cells), dtype=np.bool_), np.zeros(len(layout.cells), dtype=np.bool_)
    for counts in (before, free, rows):
        for (area, quantity, period), count in counts.items():
            number = layout.place_of(area, names.get(quantity, quantity), period)
            if number is not None:
                stated[number], now[number] = count, counts is rows
                known[number] |= counts is before
    for one in register.areas:
        number = layout.place_of(one.area_id, POPULATION, "")
        if number is not None and one.population is not None:
            stated[number] = one.population
    own = np.zeros(len(layout.cells), dtype=np.bool_)
    own[[*layout.numerators.values(), *layout.denominators.values()]] = True
    missing = long.loc[bound_rows, "status"].isin([ValueStatus.MISSING.value]).to_numpy()
    return Published(_system(layout, bound, stated, may=~own | _undelivered(layout, keys, missing)), layout, now, known)


def _undelivered(layout: Layout, keys: list[FigureKey], missing: Bools) -> Bools:
    """Return the counts of which some row says that they were not delivered."""
    found = np.zeros(len(layout.cells), dtype=np.bool_)
    for key in (keys[number] for number in np.flatnonzero(missing)):
        found[[layout.numerators[key], layout.denominators[key]]] = True
    return found


def _system(layout: Layout, bound: Bound, stated: Floats, *, may: Bools) -> PublicSystem:
    """Return what is stated and what follows from it for counts that no row could have stated."""
    shown = ~np.isnan(stated)
    value = np.where(shown, stated, 0).astype(np.int64)
    followed_value, exact = followed(layout.relations, value, shown & (bound.rounding <= 1), may=may)
    value = np.where(shown, value, followed_value)
    return PublicSystem(layout.cells, layout.relations, shown | exact, value, bound.rounding, bound.width)


def verify(
    long: pd.DataFrame, register: AreaRegister, memberships: Mapping[str, tuple[str, ...]], certificate: Certificate
) -> tuple[Finding, ...]:
    """Return what speaks against a protected package; empty: accepted.

    Parameters
    ----------
    long, register, memberships
        The package.
    certificate
        Its certificate.

    Returns
    -------
    tuple of Finding
        Accepted only if no shown count breaks a primary rule, every table of the certificate fits everything shown,
        every hidden count is spread by its width over the tables, and no relation leaves a small sum to its hidden
        counts. Whole numbers, sums and comparisons; no solver takes part, so that an error in one cannot lead to an
        unsafe release, only to a refusal.

    Notes
    -----
    If two tables fit all that is shown, nobody who knows only that can exclude either of them; what can be concluded
    about a count then contains both of its values.
    """
    published = published_system(
        long,
        register,
        memberships,
        demands=certificate.demands,
        structure=certificate.structure,
        earlier=certificate.earlier,
    ).limited(certificate.limited)
    findings = _shown_against_the_rules(published, certificate.demands)
    findings += _rates(long, certificate.demands)
    findings += _said_differently(long, published)
    findings += _following_against_the_rules(published)
    system = published.system
    if certificate.tables.shape[1] != int((~system.exact).sum()) or not len(certificate.tables):
        text = "Der Nachweis gehört nicht zu diesem Paket: Es sind andere Zahlen verborgen als in seinen Tabellen."
        return (*findings, error("disclosure.other_package", text))
    tables = np.tile(system.value, (len(certificate.tables), 1))
    tables[:, ~system.exact] = certificate.tables
    return (*findings, *_tables_fit(system, tables), *_wide_enough(system, tables), *_remainders(system))


def _tables_fit(system: PublicSystem, tables: Ints) -> list[Finding]:
    unfit = [number for number, table in enumerate(tables, start=1) if not agrees(system, table)]
    if not unfit:
        return []
    text = (
        f"{len(unfit)} Tabellen des Nachweises passen nicht zu den veröffentlichten Zahlen, zuerst Tabelle {unfit[0]}."
    )
    return [error("disclosure.table_unfit", text, advice="Paket oder Nachweis wurden verändert.")]


def _wide_enough(system: PublicSystem, tables: Ints) -> list[Finding]:
    narrow = ~system.shown & (tables.max(axis=0) - tables.min(axis=0) < system.width)
    return [
        error(
            "disclosure.narrow", "Für eine verborgene Zahl fehlt der Nachweis, dass sie ungewiss genug bleibt.", place
        )
        for place in _places(system, narrow)
    ]


def _remainders(system: PublicSystem) -> list[Finding]:
    found = small_remainders(system)
    if not found.size:
        return []
    cells = np.zeros(len(system.cells), dtype=np.bool_)
    for row in found:
        cells[system.relations.indices[system.relations.indptr[row] : system.relations.indptr[row + 1]]] = True
    text = "Die Summe der verborgenen Zahlen lässt sich berechnen und ist selbst zu klein."
    return [error("disclosure.remainder", text, place) for place in _places(system, cells & ~system.shown)]


def _places(system: PublicSystem, cells: Bools) -> list[Place]:
    found = [system.cells[number] for number in np.flatnonzero(cells)]
    return [
        Place(area_id=one.area_id, indicator_id=one.quantity.rpartition(":")[2], period=one.period) for one in found
    ]


def _shown_against_the_rules(published: Published, demands: Demands) -> list[Finding]:
    system, layout = published.system, published.layout
    stated = np.where(published.now & system.exact, system.value.astype(float), np.nan)
    findings = []
    for indicator, thresholds in demands.thresholds.items():
        keys = [key for key in layout.numerators if key[1] == indicator]
        numerators = np.array([layout.numerators[key] for key in keys], dtype=np.int64)
        denominators = np.array([layout.denominators[key] for key in keys], dtype=np.int64)
        part = indicator in demands.part_of_whole
        reasons = primary_reasons(stated[numerators], stated[denominators], thresholds, part_of_whole=part)
        small = (stated[denominators] > 0) & (stated[denominators] < thresholds.minimum_count)
        for number in np.flatnonzero((reasons != "") | small):
            place = Place(area_id=keys[number][0], indicator_id=indicator, period=keys[number][2])
            findings.append(
                error("disclosure.shown_small", "Diese Zahl hätte nach der Regel verborgen sein müssen.", place)
            )
    return findings


def _following_against_the_rules(published: Published) -> list[Finding]:
    """Return small counts that no row states but that follow from those that do."""
    system = published.system
    small = system.exact & ~published.now & (system.value > 0) & (system.value <= system.width)
    beside = np.array([cell.quantity == POPULATION for cell in system.cells]) | published.before
    text = "Aus den gezeigten Zahlen folgt eine, die nach der Regel verborgen sein müsste."
    return [error("disclosure.follows_small", text, place) for place in _places(system, small & ~beside)]


def _said_differently(long: pd.DataFrame, published: Published) -> list[Finding]:
    """Return rows that state another number for a count than other rows do, such as a denominator of two indicators."""
    layout, system = published.layout, published.system
    findings = []
    columns = (long[name].tolist() for name in (*KEY, "numerator", "denominator"))
    for area, indicator, period, *counts in zip(*columns, strict=True):
        key = (area, indicator, period)
        if key in layout.numerators:
            cells = (layout.numerators[key], layout.denominators[key])
            if any(not np.isnan(one) and one != system.value[cell] for one, cell in zip(counts, cells, strict=True)):
                text = "Für dieselbe Zahl stehen im Paket verschiedene Angaben."
                findings.append(error("disclosure.said_differently", text, Place("", None, "", *key)))
    return findings


def _rates(long: pd.DataFrame, demands: Demands) -> list[Finding]:
    """Return hidden rows that still carry a rate: it would tell the numerator."""
    bound = long["indicator_id"].isin(list(demands.thresholds))
    hidden = long["status"] == ValueStatus.SUPPRESSED.value
    telling = long[bound & hidden & (long["value"].notna() | long["numerator"].notna())]
    text = "Eine verborgene Zahl steht noch als Wert oder Zähler in der Zeile."
    return [
        error("disclosure.hidden_value", text, Place(area_id=area, indicator_id=indicator, period=period))
        for area, indicator, period in zip(telling["area_id"], telling["indicator_id"], telling["period"], strict=True)
    ]
