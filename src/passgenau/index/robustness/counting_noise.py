"""Chance in counts: what a small area might as well have counted, drawn from its numerator and denominator."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt

from passgenau.index.robustness.quantile_table import QuantileTable, binomial_table, poisson_table

Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]
Law = Literal["none", "binomial", "poisson"]

# From so many draws of each count on it pays to tabulate its distribution once, as long as the tables stay small.
TABLE_FROM = 1000
MOST_TABLES = 4096
# Offsets in a table are 16 bits wide; wider distributions stay with the exact generator.
WIDEST = 60_000


@dataclass(frozen=True)
class Drawn:
    """Replicated figures of one indicator for n areas: ``value`` and ``numerator`` (r, n), ``denominator`` (n,)."""

    value: Floats
    numerator: Floats
    denominator: Floats


@dataclass(frozen=True)
class CountingNoise:
    """How the counts of one indicator vary in n areas: figures as delivered, and where which law holds.

    ``shares`` (n,) draw binomially, ``rates`` (n,) by Poisson, the rest stays. ``table`` holds the distributions of
    ``shares`` and ``rates`` together where so much is drawn that it pays.
    """

    value: Floats
    numerator: Floats
    denominator: Floats
    shares: Bools
    rates: Bools
    table: QuantileTable | None

    @property
    def varies(self) -> bool:
        """Return whether any count varies."""
        return bool(self.shares.any() or self.rates.any())

    def draw(self, replications: int, rng: np.random.Generator) -> Drawn:
        """Draw replicated figures; denominators stay as they are.

        Parameters
        ----------
        replications
            r >= 1.
        rng
            Source of randomness; it is used in the order of the areas.

        Returns
        -------
        Drawn
            With one row instead of r where nothing varies.
        """
        if not self.varies:
            return Drawn(self.value[None, :], self.numerator[None, :], self.denominator)
        varying = self.shares | self.rates
        drawn = self._exact(replications, rng) if self.table is None else self.table.draw(replications, rng)
        if varying.all():
            return Drawn(drawn / self.denominator, drawn, self.denominator)
        cases = np.tile(self.numerator, (replications, 1))
        values = np.tile(self.value, (replications, 1))
        cases[:, varying] = drawn
        values[:, varying] = drawn / self.denominator[varying]
        return Drawn(values, cases, self.denominator)

    def _exact(self, replications: int, rng: np.random.Generator) -> Floats:
        cases = np.zeros((len(self.value), replications))
        # One area after the other: the generator prepares a distribution once and then draws all its replications.
        if self.shares.any():
            trials = self.denominator[self.shares].astype(np.int64)[:, None]
            chance = _chance(self.numerator[self.shares], self.denominator[self.shares])[:, None]
            cases[self.shares] = rng.binomial(trials, chance, size=(len(trials), replications))
        if self.rates.any():
            expected = (self.numerator[self.rates] + 0.5)[:, None]
            cases[self.rates] = rng.poisson(expected, size=(len(expected), replications))
        return np.ascontiguousarray(cases[self.shares | self.rates].T)


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


def fixed_counts(value: Floats, numerator: Floats, denominator: Floats) -> CountingNoise:
    """Return figures that do not vary.

    Parameters
    ----------
    value, numerator, denominator
        Shape (n,), ``value`` without NaN.

    Returns
    -------
    CountingNoise
        Without any law.
    """
    nobody = np.zeros(len(value), dtype=np.bool_)
    return CountingNoise(value, numerator, denominator, nobody, nobody, None)


def counting_noise(
    value: Floats, numerator: Floats, denominator: Floats, *, law: Law, tabulate: bool = False
) -> CountingNoise:
    """Prepare how the counts of one indicator vary.

    Parameters
    ----------
    value, numerator, denominator
        Shape (n,), ``value`` without NaN. Where a count is NaN the value does not vary.
    law
        ``binomial`` draws k* from Bin(N, (k + 1/2) / (N + 1)), so that a zero varies too; N is rounded to a whole
        number. Where the numerator exceeds the denominator (a rate above 100 %) or N rounds to 0 there is no share
        to draw, and the Poisson law is used. ``poisson`` draws k* from Poisson(k + 1/2).
    tabulate
        Whether the distributions are tabulated first, each probability to 1/8192: finer than some thousand
        replications can show, and many times faster. See :func:`tables_pay`.

    Returns
    -------
    CountingNoise
        The same whatever is drawn from it.
    """
    if law == "none":
        return fixed_counts(value, numerator, denominator)
    counted = ~np.isnan(numerator + denominator)
    whole = np.rint(denominator)
    nobody = np.zeros_like(counted)
    shares = counted & (numerator <= denominator) & (whole >= 1) if law == "binomial" else nobody
    rates = counted & ~shares
    base = np.where(shares, whole, denominator)
    table = None
    if tabulate and (shares | rates).any():
        table = _tabulated(numerator, base, shares, rates)
    return CountingNoise(value, numerator, base, shares, rates, table)


def tables_pay(replications: int, counts: int) -> bool:
    """Return whether to tabulate the distributions of counts before drawing from them.

    Parameters
    ----------
    replications
        How often each count is drawn.
    counts
        How many counts there are, areas times indicators.

    Returns
    -------
    bool
        True for many draws of not too many counts; the tables take 16 KiB for each count.
    """
    return replications >= TABLE_FROM and counts <= MOST_TABLES


def _chance(numerator: Floats, denominator: Floats) -> Floats:
    chance: Floats = np.minimum((numerator + 0.5) / (denominator + 1.0), 1.0)
    return chance


def _tabulated(numerator: Floats, base: Floats, shares: Bools, rates: Bools) -> QuantileTable | None:
    chance = _chance(numerator[shares], base[shares])
    widest = max(
        float(np.sqrt(base[shares] * chance * (1 - chance)).max(initial=0.0)),
        float(np.sqrt(numerator[rates] + 0.5).max(initial=0.0)),
    )
    if widest * 11 > WIDEST:
        return None
    place = np.cumsum(shares | rates) - 1
    return QuantileTable.joined(
        int(place[-1]) + 1,
        (place[shares], binomial_table(base[shares], chance)),
        (place[rates], poisson_table(numerator[rates] + 0.5)),
    )
