"""What the rules demand of every count of a layout; the same for those who protect and for those who verify."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from passgenau.indicators.disclosure.cells import Ints
from passgenau.indicators.disclosure.figures import POPULATION, Demands
from passgenau.indicators.disclosure.layout import Layout
from passgenau.indicators.disclosure.thresholds import Thresholds


@dataclass(frozen=True)
class Bound:
    """What is demanded of each count of a layout, shape (n,): ``width``, ``rounding``; the same in public."""

    width: Ints
    rounding: Ints


def bound_of(layout: Layout, demands: Demands) -> Bound:
    """Return the width and the rounding of every count, as everybody can work them out from the rules.

    Parameters
    ----------
    layout
        The counts.
    demands
        What binds them.

    Returns
    -------
    Bound
        A count of several indicators takes the greatest width and rounding. A total without a row of its own has no
        width: its parts have. The people not concerned have the width of their numerator where the rule looks at
        them.
    """
    n = len(layout.cells)
    width, rounding = np.zeros(n, dtype=np.int64), np.ones(n, dtype=np.int64)
    of_quantity: dict[str, int] = {}
    for key, numerator in layout.numerators.items():
        thresholds = demands.thresholds[key[1]]
        wanted = width_of(thresholds)
        rounding[numerator] = np.lcm(rounding[numerator], thresholds.rounding)
        for cell in (numerator, layout.denominators[key]):
            width[cell] = max(width[cell], wanted)
            name = layout.cells[cell].quantity
            of_quantity[name] = max(of_quantity.get(name, 0), wanted)
    if demands.populations is not None:
        of_quantity[POPULATION] = width_of(demands.populations)
    for number, one in enumerate(layout.cells):
        if number not in layout.totals or one.quantity == POPULATION:
            width[number] = max(width[number], of_quantity.get(one.quantity, 0))
    indicator_of = {layout.numerators[key]: key[1] for key in layout.numerators}
    for rest, numerator, _ in layout.complements:
        thresholds = demands.thresholds[indicator_of[numerator]]
        width[rest] = max(thresholds.minimum_count - 1, 0) if thresholds.complement else 0
    for rest, total in layout.rests:
        width[rest] = width[total]
    return Bound(width, rounding)


def width_of(thresholds: Thresholds) -> int:
    """Return by how much a hidden count must stay uncertain, at least.

    Parameters
    ----------
    thresholds
        What the source demands.

    Returns
    -------
    int
        t - 1 for a minimum count of t; 1 (not to be worked out exactly) where only other rules hide anything; 0 where
        nothing is ever hidden.
    """
    others = (
        thresholds.minimum_denominator > 1,
        thresholds.coalition is not None,
        thresholds.hide_none,
        thresholds.minimum_units > 1,
        thresholds.dominance is not None,
    )
    return max(thresholds.minimum_count - 1, int(any(others)), 0)
