"""Which counts stay hidden: elimination, the audit over intervals, repair, and giving back what is not needed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from passgenau.common.errors import refusal
from passgenau.indicators.disclosure.blocks import Block, blocks
from passgenau.indicators.disclosure.cells import Bools, CountSystem, Ints
from passgenau.indicators.disclosure.eliminate import eliminate
from passgenau.indicators.disclosure.moves import LEAST_COST, Ground, ground, moved, widen, widened_singly
from passgenau.indicators.disclosure.spread import SLACK, Spread, small_remainders

Floats = npt.NDArray[np.float64]

REPAIRS = 40
"""Rounds of repair before the figures are refused as not protectable in this detail."""
MANY = 40
"""Narrow counts in one block above which several are moved at once."""
WORTHWHILE = 0.1
"""Share of them that a round has to settle to be worth another."""


@dataclass(frozen=True)
class Hiding:
    """The pattern found, and what each stage contributed (for measurements only; never published).

    ``hidden`` (n,); ``spread``: tables that prove it; ``after_elimination``: hidden by elimination alone.
    """

    hidden: Bools
    spread: Spread
    after_elimination: Bools


def hide(system: CountSystem, *, give_back: bool = True) -> Hiding:
    """Return which counts must be hidden so that each of them stays as uncertain as demanded.

    Parameters
    ----------
    system
        The linear system with the true counts inside.
    give_back
        Whether hidden counts that are not primary are tried again, one by one, in falling weight.

    Returns
    -------
    Hiding
        Every hidden count that has a demanded width is uncertain by at least that, primary or not, so that the
        widths do not tell which is which.

    Raises
    ------
    PassgenauError
        If a primary count follows from what everybody knows already, or repair does not come to an end.
    """
    first = eliminate(system)
    hidden, spread = first.copy(), Spread.of(system.truth)
    for _ in range(REPAIRS):
        public = system.public(hidden)
        narrow = widen(public, spread, ground(public, system.truth)) & ~system.known
        if narrow.any():
            hidden = _repaired(system, hidden, spread, narrow=narrow)
        elif (small := small_remainders(public)).size:
            hidden = _filled(system, hidden, small)
        else:
            break
    else:
        raise refusal("disclosure.not_protectable", _TOO_FINE, advice=_COARSER)
    if give_back:
        hidden, spread = _given_back(system, hidden, spread)
    return Hiding(hidden, spread, first)


_TOO_FINE = "In dieser Gliederung lassen sich die Zahlen nicht so schützen, dass sich keine zurückrechnen lässt."
_COARSER = "Bitte Jahre zusammenfassen, eine gröbere Gebietsebene wählen oder eine Aufgliederung weglassen."


def _repaired(system: CountSystem, hidden: Bools, spread: Spread, *, narrow: Bools) -> Bools:
    """Return the pattern after hiding what the cheapest moves of the narrow counts need; lighter counts first.

    Where hidden counts alone can balance a move, nothing more is hidden; what was hidden for one count is free for
    the next. As long as there are many, those that share no relation are moved at once; the rest one after the other.
    """
    width = np.where(narrow, system.width, 0)
    public = system.public(hidden)
    closed = ground(public, system.truth)
    for block in blocks(system.relations, closed.low < closed.high, system.truth):
        for _ in widened_singly(block, spread, width, on=closed):
            pass
    if not spread.narrow(width).any():
        return hidden
    for limit in _limits(system, hidden):
        on = _open_ground(system, hidden, limit=limit)
        for block in blocks(system.relations, on.low < on.high, system.truth):
            for table in (*_moved_at_once(block, spread, width, on), *widened_singly(block, spread, width, on=on)):
                hidden = hidden | ((table != system.truth) & system.own)
        if not (spread.narrow(width) & narrow).any():
            return _closed(system, hidden)
    raise refusal("disclosure.not_protectable", _TOO_FINE, advice=_COARSER)


def _moved_at_once(block: Block, spread: Spread, width: Ints, on: Ground) -> Iterator[Floats]:
    """Move sets of narrow counts as long as each round settles a good part of them."""
    left = block.cells[spread.narrow(width)[block.cells]]
    turn = 0
    while left.size > MANY:
        targets = _apart(block, left, turn)
        table = moved(block, targets, np.ones(len(targets)), spread, width=width, on=on)
        if table is None or not _settles(table, targets, spread, width=width):
            return
        spread.add(table)
        on.cost[table != on.start] = on.least
        yield table
        before, left, turn = left.size, block.cells[spread.narrow(width)[block.cells]], turn + 1
        if left.size > (1 - WORTHWHILE) * before:
            return


def _apart(block: Block, narrow: Ints, turn: int) -> Ints:
    """Return narrow counts no two of which share a relation; each then finds its own cheapest way."""
    taken: set[int] = set()
    chosen = []
    for place in np.roll(np.flatnonzero(np.isin(block.cells, narrow)), -turn):
        rows = block.rows.indices[block.rows.indptr[place] : block.rows.indptr[place + 1]].tolist()
        if taken.isdisjoint(rows):
            taken.update(rows)
            chosen.append(int(place))
    return np.sort(block.cells[np.array(chosen, dtype=np.int64)])


def _settles(table: Floats, targets: Ints, spread: Spread, *, width: Ints) -> bool:
    """Return whether a table makes at least one of the targets as uncertain as demanded."""
    low, high = np.minimum(spread.low, table), np.maximum(spread.high, table)
    return bool((high - low >= width - SLACK)[targets].any())


def _filled(system: CountSystem, hidden: Bools, small: Ints) -> Bools:
    """Return the pattern with one more count hidden in every relation whose hidden part is a small count."""
    hidden = hidden.copy()
    for row in small:
        cells = system.relations.indices[system.relations.indptr[row] : system.relations.indptr[row + 1]]
        open_ones = cells[system.own[cells] & ~hidden[cells] & ~system.known[cells] & (system.truth[cells] > 0)]
        if open_ones.size == 0:
            raise refusal("disclosure.not_protectable", _TOO_FINE, advice=_COARSER)
        hidden[open_ones[np.argmin(system.weight[open_ones])]] = True
    return _closed(system, hidden)


def _limits(system: CountSystem, hidden: Bools) -> list[float]:
    """Return up to which weight counts may be sacrificed, step by step."""
    open_weights = system.weight[system.own & ~hidden & ~system.known]
    return sorted({float(10 ** np.ceil(np.log10(weight))) for weight in np.unique(open_weights)}) or [np.inf]


def _open_ground(system: CountSystem, hidden: Bools, *, limit: float) -> Ground:
    """Return the ground on which shown counts may move too, at the price of their weight."""
    public = system.public(hidden)
    on = ground(public, system.truth)
    free = ~system.known & (~system.own | hidden | (system.weight <= limit))
    low, high = np.where(free, 0.0, on.low), np.where(free, np.inf, on.high)
    return Ground(
        system.truth, low, high, np.where(system.own & ~hidden, system.weight, LEAST_COST), LEAST_COST, closed=False
    )


def _closed(system: CountSystem, hidden: Bools) -> Bools:
    """Return the pattern with everything hidden that may only be shown together with something hidden."""
    hidden = hidden.copy()
    for cell, other in system.follows:
        if hidden[other] and not system.known[cell]:
            hidden[cell] = True
    return hidden


def _given_back(system: CountSystem, hidden: Bools, spread: Spread) -> tuple[Bools, Spread]:
    """Return the pattern after showing again whatever is not needed, dearest first."""
    holds = _leaders(system)
    extra = np.flatnonzero(hidden & system.own & ~system.primary)
    for cell in extra[np.lexsort((extra, -system.weight[extra]))]:
        if hidden[holds.get(int(cell), [])].any():
            continue
        trial = hidden.copy()
        trial[cell] = False
        left = spread.agreeing(int(cell), int(system.truth[cell]))
        public = system.public(trial)
        if (public.exact & system.primary & ~system.known).any():
            continue
        if small_remainders(public).size == 0 and not widen(public, left, ground(public, system.truth)).any():
            hidden, spread = trial, left
    return hidden, spread


def _leaders(system: CountSystem) -> dict[int, list[int]]:
    found: dict[int, list[int]] = {}
    for cell, other in system.follows:
        found.setdefault(cell, []).append(other)
    return found
