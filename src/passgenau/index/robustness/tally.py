"""Counting what replications say: ranks, first places and classes, in memory that does not grow with their number."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from passgenau.common.errors import refusal
from passgenau.common.numbers_de import count as shown
from passgenau.index.places import class_numbers, places, quantile_cuts, score_tolerance, top_shares
from passgenau.index.robustness.ground import Ground

Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]
Ranks = npt.NDArray[np.int32]

# Up to so many areas each area's ranks are counted in a table of their own; beyond, every rank is kept.
COUNTED_AREAS = 1024
MOST_RANKS = 600_000_000
# Areas whose kept ranks are sorted at once.
SORTED_AT_ONCE = 200_000


@dataclass(frozen=True)
class Tally:
    """What a block of replications says about k areas, in the order of their keys.

    ``counted`` (k, k) is how often each area had each rank; ``ranks`` the ranks themselves (r, k), block by block,
    where there are too many areas for that. ``top`` (k,), ``ahead`` (k,) of the area that follows in the order of the
    index, and ``classes`` (k, c) are sums over the replications, ``done`` their number.
    """

    counted: npt.NDArray[np.int64] | None
    ranks: tuple[Ranks, ...]
    top: Floats
    ahead: Floats
    classes: Floats
    done: int


def check_memory(areas: int, replications: int) -> None:
    """Refuse more ranks than can be kept in memory.

    Parameters
    ----------
    areas, replications
        How many areas are judged how often.

    Raises
    ------
    PassgenauError
        Above 600 million ranks (2.4 GB) of more than 1,024 areas; up to there memory does not grow with the number
        of replications.
    """
    if areas <= COUNTED_AREAS or areas * replications <= MOST_RANKS:
        return
    text = (
        f"{shown(areas)} Gebiete mal {shown(replications)} Wiederholungen sind zu viel für den Arbeitsspeicher; "
        f"möglich sind hier höchstens {shown(MOST_RANKS // areas)} Wiederholungen."
    )
    raise refusal("robustness.too_large", text)


def tally_of(
    ground: Ground, scores: Floats, *, top: int, following: npt.NDArray[np.int64], cuts: Floats | None
) -> Tally:
    """Count a block of replications.

    Parameters
    ----------
    ground
        Names the classes and whom they are fitted on.
    scores
        Shape (r, k): final scores of the replications that came to a result.
    top
        How many first places there are.
    following
        Shape (k,): place of the area that follows in the order of the index, -1 for the last.
    cuts
        Shape (1, c): limits of the classes, or None where they are quantiles of each replication.

    Returns
    -------
    Tally
        Of this block.
    """
    below, above = places(scores, score_tolerance(scores))
    count = scores.shape[1]
    counted = None
    if count <= COUNTED_AREAS:
        cells = (above + np.arange(count) * count).ravel()
        counted = np.bincount(cells, minlength=count * count).reshape(count, count)
    return Tally(
        counted,
        ((above + 1).astype(np.int32),) if counted is None else (),
        top_shares(below, above, top).sum(axis=0),
        _ahead(below, following),
        _classes(ground, scores, cuts),
        len(scores),
    )


def _ahead(below: npt.NDArray[np.int64], following: npt.NDArray[np.int64]) -> Floats:
    """Return how often each area had more need than the one that follows it; a tie counts half."""
    next_below = below[:, following]
    won: Floats = (below > next_below).sum(axis=0) + 0.5 * (below == next_below).sum(axis=0)
    return np.where(following >= 0, won, np.nan)


def _classes(ground: Ground, scores: Floats, cuts: Floats | None) -> Floats:
    classes = ground.definition.classes
    if classes is None:
        return np.zeros((scores.shape[1], 0))
    limits = quantile_cuts(scores[:, ground.compared], classes) if cuts is None else cuts
    numbers = class_numbers(scores, limits)
    return np.stack([(numbers == number).sum(axis=0) for number in range(len(classes.labels))], axis=1).astype(float)


def joined(tallies: Iterable[Tally]) -> Tally:
    """Return the tally of all blocks.

    Parameters
    ----------
    tallies
        At least one, in the order of the replications; added up as they come, so that they need not be in memory
        together.

    Returns
    -------
    Tally
        The sums; kept ranks block by block.
    """
    coming = iter(tallies)
    total = next(coming)
    ranks = [*total.ranks]
    for one in coming:
        counted = None
        if total.counted is not None and one.counted is not None:
            counted = total.counted + one.counted
        ranks += one.ranks
        sums = (total.top + one.top, total.ahead + one.ahead, total.classes + one.classes)
        total = Tally(counted, (), *sums, total.done + one.done)
    return replace(total, ranks=tuple(ranks))


def rank_quantiles(tally: Tally, shares: Sequence[float]) -> Floats:
    """Return quantiles of the ranks.

    Parameters
    ----------
    tally
        Of all replications.
    shares
        Such as 0.05; the quantile is the smallest rank that at least this share of the replications reached.

    Returns
    -------
    numpy.ndarray
        Shape (q, k), each a rank that occurred.
    """
    # The tolerance keeps 0.05 x 200 from becoming eleven by the last binary digit.
    wanted = [max(1, math.ceil(share * tally.done - 1e-9)) for share in shares]
    if tally.counted is not None:
        reached = np.cumsum(tally.counted, axis=1)
        return np.array([(reached < number).sum(axis=1) + 1.0 for number in wanted])
    areas = len(tally.top)
    found = np.empty((len(wanted), areas))
    for start in range(0, areas, SORTED_AT_ONCE):
        part = slice(start, start + SORTED_AT_ONCE)
        ordered = np.sort(np.concatenate([ranks[:, part] for ranks in tally.ranks]).T, axis=1)
        found[:, part] = ordered[:, [number - 1 for number in wanted]].T
    return found
