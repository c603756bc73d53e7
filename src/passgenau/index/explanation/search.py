"""The nearest number at which something becomes true: looked for on a grid, then closed in on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Test = Callable[[Floats], npt.NDArray[np.bool_]]

GRID = 256
MANY_MARKS = 500
CHOSEN_MARKS = 100
SECTIONS = 8
ROUNDS = 24
AT_ONCE = 64
# How far past a mark a step is looked for, as a share of the range.
PAST = 1e-9
# Closing in ends where the ends of a bracket lie this share of the way from the start apart.
CLOSE = 1e-10
# The number returned goes this share of the way further, so that the next arithmetic does not fall back on the edge.
BEYOND = 1e-8


@dataclass(frozen=True)
class Bracket:
    """``before`` is the last number found at which the test fails, ``found`` the next at which it holds."""

    before: float
    found: float


def nearest_true(test: Test, start: float, *, end: float, marks: Floats) -> Bracket | None:
    """Return the number nearest to ``start``, on the way to ``end``, at which a test holds.

    Parameters
    ----------
    test
        Takes numbers of shape (r,) and says for each whether it holds.
    start, end
        Where to begin (not tested) and where to stop, both finite.
    marks
        Numbers at which the test may change abruptly, such as the values of other areas; any shape (n,). Beyond 500
        on the way, 100 evenly chosen ones are looked at.

    Returns
    -------
    Bracket or None
        None where it holds nowhere that was looked at: at 256 evenly spaced numbers, at every mark and just beside
        it. The ends of a bracket lie 1e-8 of the way from ``start`` apart, or closer where the test soon fails again.
    """
    points = _points(start, end, marks)
    before = start
    for first in range(0, len(points), AT_ONCE):
        some = points[first : first + AT_ONCE]
        holds = test(some)
        if holds.any():
            place = int(np.argmax(holds))
            low = float(some[place - 1]) if place else before
            bracket = _closed_in(test, Bracket(low, float(some[place])), start)
            return _off_the_edge(test, bracket, start=start, end=end)
        before = float(some[-1])
    return None


def _points(start: float, end: float, marks: Floats) -> Floats:
    low, high = min(start, end), max(start, end)
    if not high > low:
        return np.empty(0)
    between = np.unique(marks[(marks >= low) & (marks <= high)])
    if len(between) > MANY_MARKS:
        between = between[np.linspace(0, len(between) - 1, CHOSEN_MARKS).astype(np.int64)]
    past = PAST * (high - low)
    points = np.concatenate([np.linspace(low, high, GRID + 1), between, between - past, between + past])
    points = np.unique(points[(points >= low) & (points <= high) & (points != start)])
    return points if end > start else points[::-1]


def _closed_in(test: Test, bracket: Bracket, start: float) -> Bracket:
    for _ in range(ROUNDS):
        if abs(bracket.found - bracket.before) <= CLOSE * abs(bracket.found - start):
            break
        inner = np.linspace(bracket.before, bracket.found, SECTIONS + 1)
        holds = test(inner[1:])
        holds[-1] = True
        place = int(np.argmax(holds))
        bracket = Bracket(float(inner[place]), float(inner[place + 1]))
    return bracket


def _off_the_edge(test: Test, bracket: Bracket, *, start: float, end: float) -> Bracket:
    further = bracket.found + BEYOND * (bracket.found - start)
    beyond = further > end if end > start else further < end
    if beyond or not test(np.array([further]))[0]:
        return bracket
    return Bracket(bracket.before, further)
