"""Combining what stands below a domain or the index: weighted sums, means and pairwise comparison."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from passgenau.index.definition import Aggregate

Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Child:
    """One element to be combined: ``values`` (r or 1, k), NaN where missing, ``weight`` (r or 1, 1).

    ``there`` (k,) says which areas have a value, the same in all replications; None where all have one.
    """

    values: Floats
    weight: Floats
    there: Bools | None = None


@dataclass(frozen=True)
class Whole:
    """What came of it: ``values`` (r, k), NaN where ``there`` (k,) is False; ``unusable`` (r, 1) could not be done."""

    values: Floats
    there: Bools | None
    unusable: Bools


@dataclass
class _Totals:
    """Weighted sums over the children seen so far; ``weight`` counts all of them, ``held`` those with a value."""

    value: Floats | float = 0.0
    weight: Floats | float = 0.0
    held: Floats | float = 0.0
    holes: bool = False
    unusable: Bools | bool = False


def aggregate(
    kind: Aggregate, children: Iterable[Child], *, power: float = 1.0, min_share: float = 0.0, rescale: bool = True
) -> Whole:
    """Combine children by a weighted sum or mean, in r replications at once.

    Parameters
    ----------
    kind
        ``sum`` of w x; ``arithmetic`` mean; ``geometric`` exp(sum w ln x / sum w); ``harmonic`` sum w / sum(w / x);
        ``generalised`` (sum w x^p / sum w)^(1/p); ``copeland`` as in :func:`copeland`.
    children
        At least one; taken one after the other, so that they need not be in memory together.
    power
        p of ``generalised``, not 0.
    min_share
        Share 0-1 of the number of children that must have a value; below it the area gets none.
    rescale
        Whether the values that are there count for those that are not (in a sum: times sum w / sum w of those there;
        a mean does so anyway). Otherwise a missing child adds nothing to a sum.

    Returns
    -------
    Whole
        ``unusable`` marks replications with a value that is not above zero where the kind demands it.
    """
    if kind == "copeland":
        return copeland(list(children), min_share=min_share)
    totals, count, number_there = _Totals(), 0, np.zeros(0)
    waiting: list[Child] = []
    for child in children:
        count += 1
        if child.there is not None:
            number_there = _counted(number_there, child.there, count - 1)
        elif len(number_there):
            number_there = number_there + 1
        # Where only the weights vary, all children of one row are multiplied at once.
        if len(child.values) == 1 and len(child.weight) > 1 and child.there is None:
            waiting.append(child)
        else:
            _add(totals, child, kind, power)
    _add_together(totals, waiting, kind, power)
    there = _enough(number_there, count, min_share) if len(number_there) else None
    values = _finished(totals, kind, power=power, rescale=rescale)
    if there is not None:
        values = np.where(there, values, np.nan)
    unusable = np.broadcast_to(np.asarray(totals.unusable), (len(values), 1))
    return Whole(values, there, unusable)


def _counted(number: npt.NDArray[np.float64], there: Bools, before: int) -> npt.NDArray[np.float64]:
    return (number if len(number) else np.full(there.shape, float(before))) + there


def _enough(number: npt.NDArray[np.float64], count: int, min_share: float) -> Bools:
    # The tolerance lets 24 of 30 be 80 % whatever the last binary digit of the division says.
    enough: Bools = (number > 0) & (number >= min_share * count * (1 - 1e-12))
    return enough


def _inner(values: Floats, kind: Aggregate, power: float) -> Floats:
    """Return what is summed: the value, its logarithm, its inverse or its power."""
    if kind == "geometric":
        return np.log(values)
    if kind == "harmonic":
        return 1.0 / values
    return values if kind in ("sum", "arithmetic") else values**power


def _not_positive(values: Floats, kind: Aggregate) -> Bools | bool:
    if kind in ("sum", "arithmetic"):
        return False
    bad: Bools = np.any(values <= 0, axis=1, keepdims=True)
    return bad


def _add(totals: _Totals, child: Child, kind: Aggregate, power: float) -> None:
    values = child.values
    bad = _not_positive(values, kind)
    if np.any(bad):
        values, totals.unusable = np.where(bad, 1.0, values), totals.unusable | bad
    part = child.weight * _inner(values, kind, power)
    totals.weight = totals.weight + child.weight
    if child.there is None:
        totals.held = totals.held + child.weight
    else:
        part = np.where(child.there, part, 0.0)
        totals.held, totals.holes = totals.held + child.weight * child.there, True
    # In place where possible: with millions of areas every copy counts.
    if isinstance(totals.value, np.ndarray) and totals.value.shape == part.shape:
        totals.value += part
    else:
        totals.value = totals.value + part


def _add_together(totals: _Totals, waiting: Sequence[Child], kind: Aggregate, power: float) -> None:
    if not waiting:
        return
    values = np.concatenate([child.values for child in waiting])
    bad = _not_positive(values, kind)
    if np.any(bad):
        values, totals.unusable = np.where(bad, 1.0, values), True
    weights = np.concatenate([child.weight for child in waiting], axis=1)
    total = weights.sum(axis=1, keepdims=True)
    totals.value = totals.value + weights @ _inner(values, kind, power)
    totals.weight, totals.held = totals.weight + total, totals.held + total


def _finished(totals: _Totals, kind: Aggregate, *, power: float, rescale: bool) -> Floats:
    value = np.asarray(totals.value)
    held = totals.held
    if totals.holes:
        held = np.where(np.asarray(held) > 0, held, np.nan)
    if kind == "sum":
        return value * (totals.weight / held) if rescale and totals.holes else value
    mean: Floats = value / held
    if kind == "geometric":
        return np.exp(mean)
    if kind == "harmonic":
        return 1.0 / mean
    return mean if kind == "arithmetic" else mean ** (1.0 / power)


def copeland(children: Sequence[Child], *, min_share: float = 0.0) -> Whole:
    """Compare every pair of areas: who is ahead on more weight wins, and the score is wins minus defeats.

    Parameters
    ----------
    children
        At least one, all of the same k areas.
    min_share
        As in :func:`aggregate`; an area below it takes no part.

    Returns
    -------
    Whole
        ``values`` are whole numbers from 1 - k to k - 1 (Copeland 1951, as in COINr's ``a_copeland``).
    """
    preferred, there = outranking(children, min_share=min_share)
    opposite = np.swapaxes(preferred, 1, 2)
    # Two halves of one weight differ only by the arithmetic of the machine.
    ahead = preferred - opposite > 1e-12
    score = ahead.sum(axis=2) - np.swapaxes(ahead, 1, 2).sum(axis=2)
    values = score.astype(np.float64)
    if there is not None:
        values = np.where(there, values, np.nan)
    return Whole(values, there, np.zeros((len(values), 1), dtype=np.bool_))


def outranking(children: Sequence[Child], *, min_share: float = 0.0) -> tuple[Floats, Bools | None]:
    """Return for each pair of areas the share of the weight on which the first has more need than the second.

    Parameters
    ----------
    children, min_share
        As in :func:`copeland`. A child that one of the two areas lacks does not count for that pair.

    Returns
    -------
    preferred : numpy.ndarray
        Shape (r, k, k), 0-1; equal values count half. The diagonal and pairs without a common child are 0.
    there : numpy.ndarray or None
        Shape (k,), who takes part; None where all do.
    """
    rows = max(max(len(child.values), len(child.weight)) for child in children)
    count = children[0].values.shape[1]
    total, weight = np.zeros((rows, count, count)), np.zeros((rows, count, count))
    number_there = np.zeros(count)
    for child in children:
        at = np.ones(count, dtype=np.bool_) if child.there is None else child.there
        number_there += at
        pair = at[:, None] & at[None, :]
        first, second = child.values[:, :, None], child.values[:, None, :]
        won = np.where(pair, (first > second) + 0.5 * (first == second), 0.0)
        total += child.weight[:, :, None] * won
        weight += child.weight[:, :, None] * pair
    preferred = np.divide(total, weight, out=np.zeros_like(total), where=weight > 0)
    there = _enough(number_there, len(children), min_share)
    preferred *= there[:, None] & there[None, :]
    preferred[:, np.arange(count), np.arange(count)] = 0.0
    return preferred, None if there.all() else there
