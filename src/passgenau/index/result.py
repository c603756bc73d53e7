"""The result of an index run: one frozen value that pages, files and later stations read."""

from __future__ import annotations

import math
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from passgenau.common.findings import Finding
from passgenau.index.definition import IndexDefinition

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class FittedReference:
    """What was fitted: mean and spread per indicator (shape (m,)), published with the index.

    ``mean`` follows the definition's rule, ``spread`` is taken about it; ``centre`` and ``scale`` are what the method
    subtracts and divides by (median and 1.4826 MAD for ``robust_z``, minimum and range for ``minmax``; NaN for rank
    methods). ``sorted_values`` keeps the ascending values per indicator that rank methods need, else it is empty.
    ``score_mean`` and ``score_spread`` re-standardise the score; NaN where the definition does not. ``cuts`` are the
    limits of classes that the definition states as shares; empty where it states the cuts themselves or has no classes.
    """

    indicator_ids: tuple[str, ...]
    mean: Floats
    spread: Floats
    minimum: Floats
    maximum: Floats
    area_count: int
    centre: Floats = field(default_factory=lambda: np.empty(0))
    scale: Floats = field(default_factory=lambda: np.empty(0))
    method: str = ""
    sorted_values: tuple[Floats, ...] = ()
    score_mean: float = math.nan
    score_spread: float = math.nan
    cuts: tuple[float, ...] = ()


@dataclass(frozen=True)
class TouchedValue:
    """One value that the treatment of outliers or the filling of gaps changed; ``before`` is NaN for a filled gap."""

    area_id: str
    indicator_id: str
    before: float
    after: float
    how: str


@dataclass(frozen=True)
class IndexResult:
    """Scores of all areas asked for, in the order of ``area_ids`` (n areas, m indicators, d domains).

    ``score`` (n,) is the raw combination, ``score_standardised`` (n,) the re-standardised one (all NaN when the
    definition does not re-standardise), ``rank`` (n,) 1 = highest need, ties share the smaller rank, 0 = no rank.
    ``klass`` holds class labels (empty without classes or score). ``contributions`` (n, m) add up to ``score``
    exactly when ``contributions_add_up``. ``domain_scores`` (n, d). ``standardised`` (n, m) with direction applied.
    ``reason`` says in German why an area has no score (empty otherwise). ``touched`` logs every value that was
    treated or filled in.
    """

    definition: IndexDefinition
    area_ids: tuple[str, ...]
    area_names: tuple[str, ...]
    indicator_ids: tuple[str, ...]
    score: Floats
    score_standardised: Floats
    rank: npt.NDArray[np.int64]
    klass: tuple[str, ...]
    domain_ids: tuple[str, ...]
    domain_scores: Floats
    standardised: Floats
    contributions: Floats
    contributions_add_up: bool
    valid_indicators: npt.NDArray[np.int64]
    frequency: Floats
    intensity: Floats
    reason: tuple[str, ...]
    reference: FittedReference
    findings: tuple[Finding, ...] = ()
    touched: tuple[TouchedValue, ...] = ()

    @property
    def final(self) -> Floats:
        """Return the score that ranks and classes use, shape (n,)."""
        return self.score_standardised if self.definition.restandardise else self.score


@dataclass(frozen=True)
class RobustnessResult:
    """Rank distribution per area from a seeded Monte Carlo, in the order of ``area_ids``; NaN without a rank.

    ``rank_p05``, ``rank_p50``, ``rank_p95`` are ranks (n,), ``p_top`` (n,) the probability 0-1 of being among the
    first ``top``, ``p_class`` (n, c) of each class in the order of the definition's labels. ``p_ahead`` (n,) is the
    probability of having more need than the area that follows in the ranking (NaN for the last one; empty in runs
    stored before this was recorded).
    """

    area_ids: tuple[str, ...]
    rank: npt.NDArray[np.int64]
    rank_p05: Floats
    rank_p50: Floats
    rank_p95: Floats
    p_top: Floats
    p_class: Floats
    top: int
    replications: int
    failed: int
    seed: int
    p_ahead: Floats = field(default_factory=lambda: np.empty(0))


@dataclass(frozen=True)
class SourceShares:
    """How much of the spread of the ranks comes from where; shapes (n, s) by area, (s,) over all areas.

    ``sources`` are those that vary, of ``counts``, ``weights`` and ``choices``. ``first`` is the share of the variance
    of an area's rank that one source makes alone, ``total`` the share that would vanish without it (0-1, both with the
    noise of the simulation); what ``first`` leaves to 1 is interplay. NaN where a rank never moves or there is none.
    """

    area_ids: tuple[str, ...]
    sources: tuple[str, ...]
    first: Floats
    total: Floats
    overall_first: Floats
    overall_total: Floats
    replications: int
    failed: int
    seed: int
