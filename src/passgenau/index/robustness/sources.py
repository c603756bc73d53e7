"""Where the spread of the ranks comes from: chance in the counts, the weights, or the choice of method."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt

from passgenau.common.errors import refusal
from passgenau.common.numbers_de import count as shown
from passgenau.index.admission import admit
from passgenau.index.compute import run_index
from passgenau.index.definition import IndexDefinition
from passgenau.index.places import places, score_tolerance
from passgenau.index.result import SourceShares
from passgenau.index.robustness.blocks import block_size, worked
from passgenau.index.robustness.draws import Block, choices_of
from passgenau.index.robustness.ground import Ground, ground_of
from passgenau.index.robustness.replicate import Frozen, replicate
from passgenau.index.robustness.run import check_means, frozen_references, what_varies
from passgenau.index.variance_shares import VarianceShares, variance_shares
from passgenau.indicators.definition import Noise
from passgenau.indicators.table import IndicatorTable

Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]

FEWEST = 100
# Ranks of all samples together, kept at once.
MOST_RANKS = 100_000_000


def rank_shares(
    table: IndicatorTable,
    definition: IndexDefinition,
    *,
    replications: int,
    seed: int,
    noise: Mapping[str, Noise],
    earlier: IndicatorTable | None = None,
    workers: int = 1,
) -> SourceShares:
    """Tell apart how much of the spread of each area's rank comes from counts, weights and choices.

    Parameters
    ----------
    table, definition, seed, noise, earlier, workers
        As in :func:`passgenau.index.robustness.run.run_robustness`.
    replications
        n: the index is repeated n times in each of 2 + s samples, s being the number of sources that vary; at least
        100. The shares scatter by a few hundredths at n = 1,000.

    Returns
    -------
    SourceShares
        Sobol' indices of the ranks, without any source where nothing varies; a replication that could not be computed
        in one sample is left out of all. An area whose rank never moves, or that has none, has NaN. Single estimates
        are cut to 0-1; over all areas they are weighted by the variance of the ranks.

    Raises
    ------
    PassgenauError
        Where numbers are out of range or too large for memory, or nothing could be computed.

    Notes
    -----
    Saltelli et al. (2010) and Jansen (1999), see :func:`passgenau.index.variance_shares.variance_shares`; the inputs
    are whole sources, not single weights.
    """
    robustness = what_varies(definition)
    if replications < FEWEST:
        text = f"Um Anteile zu schätzen, braucht es mindestens {FEWEST} Wiederholungen, es sind {replications}."
        raise refusal("robustness.replications", text)
    run_index(table, definition, earlier=earlier)
    admitted = admit(table, definition)
    check_means(admitted, robustness)
    ground = ground_of(admitted, robustness, noise, seed=seed, replications=3 * replications)
    sources = ground.sources
    _check_size(ground, replications)
    if not sources:
        nothing = np.empty((len(table.area_ids), 0))
        return SourceShares(table.area_ids, (), nothing, nothing, np.empty(0), np.empty(0), replications, 0, seed)
    frozen = frozen_references(ground, earlier)
    versions: list[dict[str, int]] = [{}, dict.fromkeys(sources, 1), *({source: 1} for source in sources)]
    samples = [_ranks(ground, replications, version, frozen, workers) for version in versions]
    usable = np.all([good for _, good in samples], axis=0)
    if usable.sum() < 2:
        raise refusal("robustness.all_failed", "In keiner Wiederholung ließ sich der Index berechnen.")
    ranks = [found[usable] for found, _ in samples]
    shares = variance_shares(ranks[0], ranks[1], np.array(ranks[2:]), centred=True)
    return _by_area(table, ground, shares, sources=sources, replications=replications, failed=int((~usable).sum()))


def most_replications(areas: int) -> int:
    """Return how many replications the memory allows for shares of the spread.

    Parameters
    ----------
    areas
        How many areas are judged.

    Returns
    -------
    int
        100 million ranks in up to five samples; below 100 there are no shares for so many areas.
    """
    return MOST_RANKS // (5 * max(areas, 1))


def _check_size(ground: Ground, replications: int) -> None:
    areas = len(ground.area_places)
    most = most_replications(areas)
    if replications > most:
        text = (
            f"Für {shown(areas)} Gebiete sind höchstens {shown(most)} Wiederholungen möglich, nicht "
            f"{shown(replications)}."
        )
        raise refusal("robustness.too_large", text)


def _ranks(
    ground: Ground, replications: int, versions: Mapping[str, int], frozen: Frozen, workers: int
) -> tuple[Floats, Bools]:
    """Return the ranks of one sample (n, k) and where they could be computed (n,)."""
    size = block_size(ground) * len(choices_of(ground))
    starts = range(0, replications, size)
    blocks = (Block(ground, number, min(size, replications - start), versions) for number, start in enumerate(starts))

    def ranked(block: Block) -> tuple[Floats, Bools]:
        found = replicate(block, frozen)
        _, above = places(found.scores, score_tolerance(found.scores))
        return above.astype(np.float64) + 1.0, found.usable

    parts = list(worked(ranked, blocks, workers))
    return np.concatenate([ranks for ranks, _ in parts]), np.concatenate([good for _, good in parts])


def _by_area(
    table: IndicatorTable,
    ground: Ground,
    shares: VarianceShares,
    *,
    sources: tuple[str, ...],
    replications: int,
    failed: int,
) -> SourceShares:
    def everyone(values: Floats) -> Floats:
        full = np.full((len(table.area_ids), len(sources)), np.nan)
        full[ground.area_places] = np.clip(values, 0.0, 1.0).T
        return full

    def overall(values: Floats) -> Floats:
        total = np.nansum(shares.variance)
        if not total > 0:
            return np.full(len(sources), np.nan)
        together: Floats = np.clip(np.nansum(values * shares.variance, axis=1) / total, 0.0, 1.0)
        return together

    return SourceShares(
        area_ids=table.area_ids,
        sources=sources,
        first=everyone(shares.first_order),
        total=everyone(shares.total),
        overall_first=overall(shares.first_order),
        overall_total=overall(shares.total),
        replications=replications,
        failed=failed,
        seed=ground.seed,
    )
