"""Which counts stay hidden: elimination, the audit over intervals, repair, and giving back what is not needed."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from passgenau.common.errors import refusal
from passgenau.indicators.disclosure.blocks import blocks, groups
from passgenau.indicators.disclosure.cells import Bools, CountSystem, Ints
from passgenau.indicators.disclosure.eliminate import eliminate
from passgenau.indicators.disclosure.follow import loose
from passgenau.indicators.disclosure.ground import Ground, ground
from passgenau.indicators.disclosure.moves import widen
from passgenau.indicators.disclosure.nearby import Places, places_of
from passgenau.indicators.disclosure.singly import widened_singly
from passgenau.indicators.disclosure.spread import Spread, small_remainders

Floats = npt.NDArray[np.float64]

REPAIRS = 40
"""Rounds of repair before the figures are refused as not protectable in this detail."""
LOOKED_AT_SINGLY = 200
"""Hidden counts in a group up to which each one that is not primary is tried again."""
AT_A_TIME = 100.0
"""How many times as heavy as the lightest count others may be to be sacrificed in the same step."""
LEAST_SHARE = 0.01
"""Cost of moving a hidden count as a share of the lightest open one: a chain of a hundred is worth hiding one less."""
CHEAP = 8.0
"""Open counts of the lightest kind a move may cost before a cheaper one is looked for further off."""


@dataclass(frozen=True)
class Hiding:
    """The pattern found, and what each stage contributed (for measurements only; never published).

    ``hidden`` (n,); ``spread``: the range of every count under it; ``after_elimination``: hidden by elimination alone.
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
    places = places_of(system.cells, system.relations)
    public = system.public(hidden)
    widen(public, spread, ground(public, system.truth))
    for _ in range(REPAIRS):
        public = system.public(hidden)
        narrow = spread.narrow(np.where(public.shown, 0, public.width)) & ~system.known
        if narrow.any():
            hidden = _repaired(system, hidden, spread, narrow=narrow, places=places)
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


def _repaired(system: CountSystem, hidden: Bools, spread: Spread, *, narrow: Bools, places: Places) -> Bools:
    """Return the pattern after hiding what the cheapest moves of the narrow counts need; lighter counts first.

    Where hidden counts alone can balance a move, nothing more is hidden; what was hidden for one count is free for
    the next.
    """
    width = np.where(narrow, system.width, 0)
    for limit in _limits(system, hidden):
        hidden = _sacrificed(system, hidden, spread, width=width, limit=limit, places=places)
        if spread.narrow(width).any():
            _widened_for_nothing(system, hidden, spread, width=width, places=places)
        if not spread.narrow(width).any():
            return _closed(system, hidden)
    raise refusal("disclosure.not_protectable", _TOO_FINE, advice=_COARSER)


def _sacrificed(
    system: CountSystem, hidden: Bools, spread: Spread, *, width: Ints, limit: float, places: Places
) -> Bools:
    on = _open_ground(system, hidden, limit=limit)
    for block in blocks(system.relations, on.low < on.high, system.truth):
        for table in widened_singly(block, spread, width, on=on, places=places):
            hidden = hidden | ((table != system.truth) & system.own)
    return hidden


def _widened_for_nothing(system: CountSystem, hidden: Bools, spread: Spread, *, width: Ints, places: Places) -> None:
    """Move what is left part of the way up and part of the way down, without hiding anything more."""
    on = ground(system.public(hidden), system.truth)
    for block in blocks(system.relations, on.low < on.high, system.truth):
        deque(widened_singly(block, spread, width, on=on, places=places), maxlen=0)


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
    weights = system.weight[system.own & ~hidden & ~system.known]
    if not weights.size:
        return [np.inf]
    steps = np.arange(1, np.log(weights.max() / weights.min()) / np.log(AT_A_TIME) + 1)
    return [*(float(weights.min()) * AT_A_TIME**steps).tolist(), np.inf]


def _open_ground(system: CountSystem, hidden: Bools, *, limit: float) -> Ground:
    """Return the ground on which shown counts may move too, at the price of their weight."""
    public = system.public(hidden)
    on = ground(public, system.truth)
    free = ~system.known & (~system.own | hidden | (system.weight <= limit))
    free = loose(system.relations, free)
    low, high = np.where(free, 0.0, on.low), np.where(free, np.inf, on.high)
    sacrificed = free & system.own & ~hidden
    lightest = float(system.weight[sacrificed].min()) if sacrificed.any() else 1.0
    least = LEAST_SHARE * lightest
    cost = np.where(sacrificed, system.weight, least)
    return Ground(system.truth, low, high, cost, least, closed=False, cheap=CHEAP * lightest, partly=limit == np.inf)


def _closed(system: CountSystem, hidden: Bools) -> Bools:
    """Return the pattern with everything hidden that may only be shown together with something hidden."""
    hidden = hidden.copy()
    for cell, other in system.follows:
        if hidden[other] and not system.known[cell]:
            hidden[cell] = True
    return hidden


def _given_back(system: CountSystem, hidden: Bools, spread: Spread) -> tuple[Bools, Spread]:
    """Return the pattern after showing again whatever is not needed, dearest first.

    Only in groups small enough to look at every count: each trial is a search of its own. Tables found so far that
    have the true count serve the next trial.
    """
    holds = _leaders(system)
    public = system.public(hidden)
    low, high = spread.low.copy(), spread.high.copy()
    for group in groups(system.relations, ~public.shown):
        if len(group) > LOOKED_AT_SINGLY:
            continue
        proven = _inside(spread, group, system)
        extra = group[(hidden & system.own & ~system.primary)[group]]
        for cell in extra[np.lexsort((extra, -system.weight[extra]))]:
            if hidden[holds.get(int(cell), [])].any():
                continue
            trial = hidden.copy()
            trial[cell] = False
            left = proven.agreeing(int(cell), int(system.truth[cell]))
            if _still_safe(system, trial, left, group):
                hidden, proven = trial, left
        low[group], high[group] = proven.low[group], proven.high[group]
    return hidden, Spread(low, high, [system.truth.astype(np.float64)])


def _inside(spread: Spread, group: Ints, system: CountSystem) -> Spread:
    """Return the tables as far as they move this group alone."""
    found = Spread.of(system.truth)
    for table in spread.tables:
        alone = system.truth.astype(np.float64)
        alone[group] = table[group]
        found.add(alone)
    return found


def _still_safe(system: CountSystem, trial: Bools, left: Spread, group: Ints) -> bool:
    public = system.public(trial)
    if (public.exact & system.primary & ~system.known).any() or small_remainders(public).size:
        return False
    here = np.zeros(len(trial), dtype=np.bool_)
    here[group] = True
    only = replace(public, width=np.where(here, public.width, 0))
    return not widen(only, left, ground(public, system.truth)).any()


def _leaders(system: CountSystem) -> dict[int, list[int]]:
    found: dict[int, list[int]] = {}
    for cell, other in system.follows:
        found.setdefault(cell, []).append(other)
    return found
