"""Would another honest method, or another year's chance, say the same? One seeded Monte Carlo answers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import product

import numpy as np
import numpy.typing as npt

from passgenau.common.errors import PassgenauError, refusal
from passgenau.common.findings import Finding, error
from passgenau.index.admission import Admitted, admit
from passgenau.index.compute import run_index
from passgenau.index.definition import IndexDefinition, Mean, Method, Robustness
from passgenau.index.places import class_numbers, places, score_tolerance, top_shares
from passgenau.index.reference import fit_indicators
from passgenau.index.replicate import Ground, ground_of, replicate
from passgenau.index.result import IndexResult, RobustnessResult
from passgenau.indicators.definition import Noise
from passgenau.indicators.table import IndicatorTable

Floats = npt.NDArray[np.float64]
Ranks = npt.NDArray[np.int32]

# Replications times areas worked on at once: small enough for a laptop, large enough to keep numpy busy.
CELLS_AT_ONCE = 1_000_000


@dataclass
class _Tally:
    """Ranks of all replications and the sums that probabilities are made of, for k areas in the order of keys."""

    ranks: list[Ranks]
    top: Floats
    classes: Floats


def run_robustness(
    table: IndicatorTable,
    definition: IndexDefinition,
    *,
    replications: int,
    seed: int,
    top: int,
    noise: Mapping[str, Noise],
) -> RobustnessResult:
    """Repeat the index with counts, weights and methods varied as the definition allows, refitting every time.

    Parameters
    ----------
    table, definition
        As in :func:`passgenau.index.compute.run_index`; the definition must have a ``[robustness]`` section.
        Missing values stay missing, and the same areas are judged in every replication.
    replications
        How many, at least 1.
    seed
        Whole number >= 0. The same seed gives the same result, whatever the order of areas or indicators.
    top
        How many first places ``p_top`` is about, 1 to the number of judged areas.
    noise
        Noise by indicator id as its own definition declares it; it overrules ``counts`` of the index definition.

    Returns
    -------
    RobustnessResult
        ``rank`` of the index as defined; 5 %, 50 % and 95 % quantiles of the replicated ranks (each a rank that
        occurred); probabilities 0-1. A tie across place ``top`` shares what is left, so ``p_top`` adds up to
        ``top``. ``failed`` counts replications in which a method could not be computed; they are left out.

    Raises
    ------
    PassgenauError
        Where nothing may vary, a number is out of range, a choice of the mean lacks counts or populations, or
        no replication could be computed; and as in ``run_index``.
    """
    robustness = _what_varies(definition)
    result = run_index(table, definition)
    _check_numbers(result, replications=replications, seed=seed, top=top)
    admitted = admit(table, definition)
    _check_means(admitted, robustness)
    ground = ground_of(admitted, robustness, noise)
    tally = _repeat(ground, replications=replications, seed=seed, top=top)
    done = sum(len(ranks) for ranks in tally.ranks)
    if not done:
        raise refusal("robustness.all_failed", "In keiner Wiederholung ließ sich der Index berechnen.")
    return _summary(result, ground, tally, top=top, replications=replications, seed=seed)


def _what_varies(definition: IndexDefinition) -> Robustness:
    robustness = definition.robustness
    if robustness is None:
        text = "Die Definition sagt nicht, was schwanken darf; nötig ist der Abschnitt [robustness]."
        raise refusal("robustness.not_defined", text)
    return robustness


def _check_numbers(result: IndexResult, *, replications: int, seed: int, top: int) -> None:
    judged = int((result.rank > 0).sum())
    findings: list[Finding] = []
    if replications < 1:
        text = f"Die Zahl der Wiederholungen muss mindestens 1 sein, ist aber {replications}."
        findings.append(error("robustness.replications", text))
    if seed < 0:
        findings.append(error("robustness.seed", f"Der Startwert muss mindestens 0 sein, ist aber {seed}."))
    if not 1 <= top <= judged:
        text = (
            f"Die Zahl der ersten Plätze muss von 1 bis {judged} reichen (so viele haben einen Rang), ist aber {top}."
        )
        findings.append(error("robustness.top", text))
    if findings:
        raise PassgenauError(findings)


def _check_means(admitted: Admitted, robustness: Robustness) -> None:
    """Refuse a mean that cannot be computed; the method ``difference`` asks for nothing but the mean."""
    for mean in robustness.means:
        reference = replace(admitted.definition.reference, mean=mean)
        varied = replace(admitted.definition, reference=reference, method="difference")
        varied_admitted = admit(admitted.table, varied)
        fit_indicators(varied_admitted)


def _repeat(ground: Ground, *, replications: int, seed: int, top: int) -> _Tally:
    definition = ground.definition
    count = len(definition.classes.labels) if definition.classes else 0
    areas = len(ground.area_places)
    tally = _Tally([], np.zeros(areas), np.zeros((areas, count)))
    rng = np.random.default_rng(seed)
    for method, mean, share in _portions(ground, replications, rng):
        scores = replicate(ground, method=method, mean=mean, replications=share, rng=rng)
        if not len(scores):
            continue
        below, above = places(scores, score_tolerance(scores))
        tally.ranks.append((above + 1).astype(np.int32))
        tally.top += top_shares(below, above, top).sum(axis=0)
        if definition.classes:
            numbers = class_numbers(scores, definition.classes)
            tally.classes += np.stack([(numbers == number).sum(axis=0) for number in range(count)], axis=1)
    return tally


def _portions(ground: Ground, replications: int, rng: np.random.Generator) -> Iterator[tuple[Method, Mean, int]]:
    """Draw method and mean for every replication and yield them in portions of equal choice."""
    robustness, definition = ground.robustness, ground.definition
    methods = robustness.methods or (definition.method,)
    means = robustness.means or (definition.reference.mean,)
    choices = list(product(methods, means))
    drawn = np.bincount(rng.integers(len(choices), size=replications), minlength=len(choices))
    at_once = max(1, CELLS_AT_ONCE // len(ground.area_places))
    for (method, mean), total in zip(choices, drawn, strict=True):
        for start in range(0, int(total), at_once):
            yield method, mean, min(at_once, int(total) - start)


def _summary(
    result: IndexResult, ground: Ground, tally: _Tally, *, top: int, replications: int, seed: int
) -> RobustnessResult:
    ranks = np.concatenate(tally.ranks)
    quantiles = np.quantile(ranks, [0.05, 0.5, 0.95], axis=0, method="inverted_cdf")
    count, done = len(result.area_ids), len(ranks)

    def everyone(values: Floats) -> Floats:
        full = np.full((count, *values.shape[1:]), np.nan)
        full[ground.area_places] = values
        return full

    return RobustnessResult(
        area_ids=result.area_ids,
        rank=result.rank,
        rank_p05=everyone(quantiles[0]),
        rank_p50=everyone(quantiles[1]),
        rank_p95=everyone(quantiles[2]),
        p_top=everyone(tally.top / done),
        p_class=everyone(tally.classes / done),
        top=top,
        replications=replications,
        failed=replications - done,
        seed=seed,
    )
