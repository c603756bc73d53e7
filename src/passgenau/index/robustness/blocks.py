"""Replications in blocks: how many are computed at once, and by how many threads."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from passgenau.index.robustness.draws import Block, drawn_choices
from passgenau.index.robustness.ground import Ground

Found = TypeVar("Found")

# Replications times areas worked on at once: an array of so many numbers stays in the fast memory of the processor.
CELLS_AT_ONCE = 80_000
# Rows worked on together must not be so many that a short run has only one block for all workers.
MOST_AT_ONCE = 2_000


def blocks_of(ground: Ground, replications: int) -> Iterator[Block]:
    """Yield the blocks that replications are computed in; their size depends on the number of areas only.

    Parameters
    ----------
    ground
        What all replications share.
    replications
        How many in all.

    Yields
    ------
    Block
        In order, all replications of one choice after the other.
    """
    size = block_size(ground)
    number = 0
    for choice, total in enumerate(drawn_choices(ground, replications).tolist()):
        for start in range(0, total, size):
            yield Block(ground, number, min(size, total - start), {}, choice)
            number += 1


def block_size(ground: Ground) -> int:
    """Return how many replications are computed at once.

    Parameters
    ----------
    ground
        Says how many areas there are.

    Returns
    -------
    int
        At least 1.
    """
    return max(1, min(MOST_AT_ONCE, CELLS_AT_ONCE // len(ground.area_places)))


def worked(work: Callable[[Block], Found], blocks: Iterator[Block], workers: int) -> Iterator[Found]:
    """Yield what work makes of every block, in order.

    Parameters
    ----------
    work
        Computes one block; must not change anything shared.
    blocks
        The blocks.
    workers
        How many threads; the arithmetic itself runs outside Python's lock.

    Yields
    ------
    object
        One a block.
    """
    if workers <= 1:
        yield from map(work, blocks)
        return
    with ThreadPoolExecutor(workers) as pool:
        yield from pool.map(work, blocks)
