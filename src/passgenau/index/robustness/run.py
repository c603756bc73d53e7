"""How sure a rank is: the index again and again, with everything that might honestly have been otherwise."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np
import numpy.typing as npt

from passgenau.common.errors import PassgenauError, refusal
from passgenau.common.findings import Finding, error
from passgenau.index.admission import Admitted, admit
from passgenau.index.compute import earlier_reference, run_index
from passgenau.index.definition import IndexDefinition, Robustness
from passgenau.index.prepare import prepare
from passgenau.index.reference import fit_indicators
from passgenau.index.result import IndexResult, RobustnessResult
from passgenau.index.robustness.blocks import blocks_of, worked
from passgenau.index.robustness.draws import Block, choices_of
from passgenau.index.robustness.ground import Ground, ground_of
from passgenau.index.robustness.replicate import Frozen, replicate
from passgenau.index.robustness.tally import Tally, check_memory, joined, rank_quantiles, tally_of
from passgenau.indicators.definition import Noise
from passgenau.indicators.table import IndicatorTable

Floats = npt.NDArray[np.float64]


def run_robustness(
    table: IndicatorTable,
    definition: IndexDefinition,
    *,
    replications: int,
    seed: int,
    top: int,
    noise: Mapping[str, Noise],
    earlier: IndicatorTable | None = None,
    workers: int = 1,
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
    earlier
        As in :func:`passgenau.index.compute.run_index`; a reference of an earlier period does not vary.
    workers
        How many threads work at once; the result does not depend on it.

    Returns
    -------
    RobustnessResult
        ``rank`` of the index as defined; 5 %, 50 % and 95 % quantiles of the replicated ranks (each a rank that
        occurred); probabilities 0-1, also of having more need than the area that follows in the ranking. A tie across
        place ``top`` shares what is left, so ``p_top`` adds up to ``top``. ``failed`` counts replications in which a
        method could not be computed; they are left out.

    Raises
    ------
    PassgenauError
        Where nothing may vary, a number is out of range, a choice of the mean lacks counts or populations, or
        no replication could be computed; and as in ``run_index``.
    """
    robustness = what_varies(definition)
    result = run_index(table, definition, earlier=earlier)
    _check_numbers(result, replications=replications, seed=seed, top=top)
    admitted = admit(table, definition)
    check_means(admitted, robustness)
    ground = ground_of(admitted, robustness, noise, seed=seed, replications=replications)
    check_memory(len(ground.area_places), replications)
    # With millions of areas what is not needed any more must not wait in memory until the end.
    del admitted
    nothing = np.empty((0, 0))
    result = replace(result, standardised=nothing, contributions=nothing, domain_scores=nothing)
    frozen = frozen_references(ground, earlier)
    cuts, following = _cuts(definition, result), _following(result, ground)

    def count(block: Block) -> Tally:
        found = replicate(block, frozen)
        return tally_of(ground, found.scores[found.usable], top=top, following=following, cuts=cuts)

    tally = joined(worked(count, blocks_of(ground, replications), workers))
    if not tally.done:
        raise refusal("robustness.all_failed", "In keiner Wiederholung ließ sich der Index berechnen.")
    return _summary(result, ground, tally, top=top, replications=replications)


def frozen_references(ground: Ground, earlier: IndicatorTable | None) -> Frozen:
    """Return the references of an earlier period for every choice, where the definition judges against one.

    Parameters
    ----------
    ground
        Names definition and choices.
    earlier
        Figures of that period.

    Returns
    -------
    dict
        Choice to fitted reference; empty for a definition that is judged against its own period.
    """
    definition = ground.definition
    if not definition.reference.period:
        return {}
    return {
        choice: earlier_reference(
            replace(
                definition,
                method=choice[0],
                reference=replace(definition.reference, mean=choice[1]),
                aggregate=choice[2],
            ),
            earlier,
        )
        for choice in choices_of(ground)
    }


def _following(result: IndexResult, ground: Ground) -> npt.NDArray[np.int64]:
    """Return for each area the place of the next one in the order of the index (k,), -1 for the last."""
    order = np.argsort(result.rank[ground.area_places], kind="stable")
    following = np.full(len(order), -1, dtype=np.int64)
    following[order[:-1]] = order[1:]
    return following


def _cuts(definition: IndexDefinition, result: IndexResult) -> Floats | None:
    """Return the limits of the classes (1, c); None where every replication has its own."""
    classes = definition.classes
    if classes is None or (classes.shares and not definition.reference.period):
        return None
    return np.array([result.reference.cuts or classes.cuts])


def what_varies(definition: IndexDefinition) -> Robustness:
    """Return what may vary.

    Parameters
    ----------
    definition
        Must have a ``[robustness]`` section.

    Returns
    -------
    Robustness
        That section.

    Raises
    ------
    PassgenauError
        Where it has none.
    """
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


def check_means(admitted: Admitted, robustness: Robustness) -> None:
    """Refuse a mean that cannot be computed; the method ``difference`` asks for nothing but the mean.

    Parameters
    ----------
    admitted
        Figures of the judged areas.
    robustness
        Names the means.

    Raises
    ------
    PassgenauError
        Naming the indicators without the counts or populations that a mean needs.
    """
    if admitted.definition.reference.period:
        return
    for mean in robustness.means:
        reference = replace(admitted.definition.reference, mean=mean)
        varied = replace(admitted.definition, reference=reference, method="difference", treatment=None)
        fit_indicators(prepare(admit(admitted.table, varied)))


def _summary(result: IndexResult, ground: Ground, tally: Tally, *, top: int, replications: int) -> RobustnessResult:
    quantiles = rank_quantiles(tally, (0.05, 0.5, 0.95))
    count = len(result.area_ids)

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
        p_top=everyone(tally.top / tally.done),
        p_ahead=everyone(tally.ahead / tally.done),
        p_class=everyone(tally.classes / tally.done),
        top=top,
        replications=replications,
        failed=replications - tally.done,
        seed=ground.seed,
    )
