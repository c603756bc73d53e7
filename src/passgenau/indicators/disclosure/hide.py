"""Which counts stay hidden: elimination first, then the audit over intervals, repair, and giving back what is not needed."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from passgenau.common.errors import refusal
from passgenau.indicators.disclosure.blocks import blocks
from passgenau.indicators.disclosure.cells import Bools, CountSystem, Ints
from passgenau.indicators.disclosure.eliminate import eliminate
from passgenau.indicators.disclosure.moves import Ground, ground, moved, widen
from passgenau.indicators.disclosure.spread import Spread, small_remainders

Floats = npt.NDArray[np.float64]

REPAIRS = 40
"""Rounds of repair before the figures are refused as not protectable in this detail."""
LEAST_COST = 1e-3


@dataclass(frozen=True)
class Hiding:
    """The pattern found, and what each stage contributed (for measurements only; never published).

    ``hidden`` (n,); ``spread``: tables that prove it; ``after_elimination``: hidden by elimination, then ``exact`` and
    ``narrow`` counts among the primary ones it had left open.
    """

    hidden: Bools
    spread: Spread
    after_elimination: Bools
    exact: int
    narrow: int


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
    narrow = _narrow(system, hidden, spread)
    judged = system.primary & ~system.known
    at_first = (int((judged & narrow & _fixed(spread)).sum()), int((judged & narrow).sum()))
    for attempt in range(REPAIRS):
        if not narrow.any():
            break
        hidden = _repaired(system, hidden, spread, narrow=narrow, attempt=attempt)
        narrow = _narrow(system, hidden, spread)
    else:
        raise refusal("disclosure.not_protectable", _TOO_FINE, advice=_COARSER)
    if give_back:
        hidden, spread = _given_back(system, hidden, spread)
    return Hiding(hidden, spread, first, at_first[0], at_first[1] - at_first[0])


_TOO_FINE = "In dieser Gliederung lassen sich die Zahlen nicht so schützen, dass sich keine zurückrechnen lässt."
_COARSER = "Bitte Jahre zusammenfassen, eine gröbere Gebietsebene wählen oder eine Aufgliederung weglassen."


def _fixed(spread: Spread) -> Bools:
    return spread.high == spread.low


def _narrow(system: CountSystem, hidden: Bools, spread: Spread) -> Bools:
    """Return the hidden counts that are still too narrow after a search, and those of remainders that are too small."""
    public = system.public(hidden)
    narrow = widen(public, spread, ground(public, system.truth))
    return narrow & ~system.known


def _repaired(system: CountSystem, hidden: Bools, spread: Spread, *, narrow: Bools, attempt: int) -> Bools:
    """Return the pattern after hiding what the cheapest move of the narrow counts needs; lighter counts first."""
    for limit in _limits(system, hidden):
        on = _open_ground(system, hidden, limit=limit)
        width = np.where(narrow, system.width, 0)
        found = False
        for block in blocks(system.relations, on.low < on.high, system.truth):
            targets = block.cells[(spread.narrow(width) & narrow)[block.cells]]
            if not targets.size:
                continue
            chance = np.random.default_rng(attempt)
            signs = np.where((np.arange(len(targets)) + attempt) % 2 == 0, 1.0, -1.0)
            if attempt > 1:
                signs = chance.choice(np.array([1.0, -1.0]), size=len(targets))
            table = moved(block, targets, signs, spread, width=width, on=on)
            if table is not None and bool((table != system.truth)[targets].any()):
                hidden = _closed(system, hidden | ((table != system.truth) & system.own))
                spread.add(table)
                found = True
        if found:
            return hidden
    raise refusal("disclosure.not_protectable", _TOO_FINE, advice=_COARSER)


def _limits(system: CountSystem, hidden: Bools) -> list[float]:
    """Return up to which weight counts may be sacrificed, step by step."""
    open_weights = system.weight[system.own & ~hidden & ~system.known]
    return sorted({float(10 ** np.ceil(np.log10(weight))) for weight in np.unique(open_weights)}) or [np.inf]


def _open_ground(system: CountSystem, hidden: Bools, *, limit: float) -> Ground:
    """Return the ground on which shown counts may move too, at the price of their weight."""
    public = system.public(hidden)
    on = ground(public, system.truth, cost=LEAST_COST)
    free = ~system.known & (~system.own | hidden | (system.weight <= limit))
    low, high = np.where(free, 0.0, on.low), np.where(free, np.inf, on.high)
    return Ground(system.truth, low, high, np.where(system.own & ~hidden, system.weight, LEAST_COST))


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
        if small_remainders(public).size == 0 and not widen(public, left, ground(public, system.truth)).any():
            hidden, spread = trial, left
    return hidden, spread


def _leaders(system: CountSystem) -> dict[int, list[int]]:
    found: dict[int, list[int]] = {}
    for cell, other in system.follows:
        found.setdefault(cell, []).append(other)
    return found
