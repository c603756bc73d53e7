"""How long protection with its certificate takes, what stays visible, what elimination alone would have left open."""

from __future__ import annotations

import math
import time

import numpy as np
import numpy.typing as npt
from scipy.optimize import linprog

from bench.crossed_county import LEVELS, CrossedCounty, crossed_county
from bench.row import Row
from passgenau.common.errors import PassgenauError
from passgenau.indicators.disclosure.cells import CountSystem, PublicSystem
from passgenau.indicators.disclosure.certify import proving_tables
from passgenau.indicators.disclosure.eliminate import eliminate
from passgenau.indicators.disclosure.hide import hide
from passgenau.indicators.disclosure.moves import ground, widen
from passgenau.indicators.disclosure.spread import Spread, agrees

PLACES = {80: 3.0, 680: 60.0}  # Wohnplätze, and the seconds promised for protection with its certificate
MINIMA = (3, 10)
SAMPLED = 20

Bools = npt.NDArray[np.bool_]


def rows() -> list[Row]:
    """Return the measurements: about 1,000 and about 10,000 crossed counts, small below 3 and below 10."""
    found: list[Row] = []
    for places, goal in PLACES.items():
        for minimum in MINIMA:
            found += _measured(crossed_county(places, minimum), minimum, goal)
    return found


def _measured(county: CrossedCounty, minimum: int, goal: float) -> list[Row]:
    system = county.system
    size = f"{len(system.cells)} counts, {int(system.primary.sum())} below {minimum}"
    start = time.perf_counter()
    try:
        hidden = hide(system).hidden
        tables, narrow = proving_tables(system.public(hidden))
    except PassgenauError as refused:
        return [Row(what="protect and certify", size=size, seconds=math.nan, goal=goal, note=str(refused))]
    seconds = time.perf_counter() - start
    public = system.public(hidden)
    checked = time.perf_counter()
    exact, short = _left_open(public, tables)
    checking = time.perf_counter() - checked
    shown = ", ".join(f"{level} {1 - hidden[county.levels == level].mean():.0%}" for level in LEVELS)
    note = (
        f"{hidden.mean():.0%} hidden; after audit {exact} exact, {short} narrow, {int(narrow.sum())} unproven; {shown}"
    )
    return [
        Row(what="protect and certify", size=size, seconds=seconds, goal=goal, note=note),
        Row(what="check the certificate", size=size, seconds=checking, note=f"{len(tables)} tables, no solver"),
        _elimination_alone(system, size),
        _one_by_one(public, system, size),
    ]


def _left_open(public: PublicSystem, tables: npt.NDArray[np.int64]) -> tuple[int, int]:
    """Return hidden counts that the certificate leaves exact, and narrower than demanded; refuses a false table."""
    if not all(agrees(public, table) for table in tables):
        raise AssertionError("a table of the certificate does not fit what is shown")
    spread = tables.max(axis=0) - tables.min(axis=0)
    hidden = ~public.shown
    return int((hidden & (spread == 0)).sum()), int((hidden & (spread > 0) & (spread < public.width)).sum())


def _elimination_alone(system: CountSystem, size: str) -> Row:
    start = time.perf_counter()
    public = system.public(eliminate(system))
    seconds = time.perf_counter() - start
    spread = Spread.of(system.truth)
    narrow = widen(public, spread, ground(public, system.truth), singly=True) & system.primary
    exact = narrow & (spread.high - spread.low < 0.5)
    note = f"would have left {int(exact.sum())} small counts exact and {int((narrow & ~exact).sum())} narrow"
    return Row(what="elimination alone", size=size, seconds=seconds, note=note)


def _one_by_one(public: PublicSystem, system: CountSystem, size: str) -> Row:
    """Return what auditing every small count by itself would take, from a sample, with scipy's linprog."""
    open_cells = np.flatnonzero(~public.shown)
    rows = public.relations[:, open_cells]
    right = -np.asarray(public.relations @ public.value)
    place = {int(cell): number for number, cell in enumerate(open_cells)}
    small = np.flatnonzero(system.primary)
    sample = small[:: max(1, len(small) // SAMPLED)][:SAMPLED]
    start = time.perf_counter()
    for cell in sample:
        for sign in (1.0, -1.0):
            gain = np.zeros(len(open_cells))
            gain[place[int(cell)]] = sign
            linprog(gain, A_eq=rows.toarray(), b_eq=right, bounds=(0.0, None), method="highs")
    seconds = (time.perf_counter() - start) / len(sample) * len(small)
    note = f"scipy linprog, two programmes for each small count; estimated from {len(sample)} of them"
    return Row(what="peer: audit one by one", size=size, seconds=seconds, note=note)
