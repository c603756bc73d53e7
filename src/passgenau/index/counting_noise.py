"""Chance in counts: what a small area might as well have counted, drawn from its numerator and denominator."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Law = Literal["none", "binomial", "poisson"]


@dataclass(frozen=True)
class Drawn:
    """Replicated figures of one indicator for n areas: ``value`` and ``numerator`` (r, n), ``denominator`` (n,)."""

    value: Floats
    numerator: Floats
    denominator: Floats


def law_of(indicator_id: str, counts: Law, noise: Mapping[str, Law]) -> Law:
    """Return how the counts of an indicator vary.

    Parameters
    ----------
    indicator_id
        The indicator.
    counts
        What the index definition lets vary; ``none`` switches counting noise off for all.
    noise
        Noise by indicator id as the catalogue declares it; it overrules ``counts``, so that a complete stock
        (``none``) does not vary.

    Returns
    -------
    str
        ``none``, ``binomial`` or ``poisson``.
    """
    return "none" if counts == "none" else noise.get(indicator_id, counts)


def draw(
    value: Floats, numerator: Floats, denominator: Floats, *, law: Law, replications: int, rng: np.random.Generator
) -> Drawn:
    """Draw replicated figures of one indicator; denominators stay as they are.

    Parameters
    ----------
    value, numerator, denominator
        Shape (n,), ``value`` without NaN. Where a count is NaN the value does not vary.
    law
        ``binomial`` draws k* from Bin(N, (k + 1/2) / (N + 1)), so that a zero varies too; N is rounded to a whole
        number. Where the numerator exceeds the denominator (a rate above 100 %) or N rounds to 0 there is no share
        to draw, and the Poisson law is used. ``poisson`` draws k* from Poisson(k + 1/2).
    replications
        r >= 1.
    rng
        Source of randomness; it is used in the order of the areas.

    Returns
    -------
    Drawn
        With one row instead of r where nothing varies.
    """
    counted = ~np.isnan(numerator + denominator)
    if law == "none" or not counted.any():
        return Drawn(value[None, :], numerator[None, :], denominator)
    whole = np.rint(denominator)
    shares = counted & (numerator <= denominator) & (whole >= 1) if law == "binomial" else np.zeros_like(counted)
    rates = counted & ~shares
    cases = np.repeat(numerator[:, None], replications, axis=1)
    # One area after the other: the generator prepares a distribution once and then draws all its replications.
    if shares.any():
        trials = whole[shares].astype(np.int64)[:, None]
        chance = ((numerator[shares] + 0.5) / (denominator[shares] + 1.0))[:, None]
        cases[shares] = rng.binomial(trials, np.minimum(chance, 1.0), size=(len(trials), replications))
    if rates.any():
        expected = (numerator[rates] + 0.5)[:, None]
        cases[rates] = rng.poisson(expected, size=(len(expected), replications))
    base = np.where(shares, whole, denominator)
    values = np.repeat(value[:, None], replications, axis=1)
    values[counted] = cases[counted] / base[counted, None]
    return Drawn(np.ascontiguousarray(values.T), np.ascontiguousarray(cases.T), base)
