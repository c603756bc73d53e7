"""What is near a count: the areas that relations tie to its own in a few steps. Most moves need no more than these."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csc_array, csr_array

from passgenau.indicators.disclosure.blocks import Block
from passgenau.indicators.disclosure.cells import Cell, Ints

MOST = 4000
"""Counts beyond which surroundings are not widened any further: a step through a large area takes in everything."""


@dataclass(frozen=True)
class Places:
    """Counts of one area and period stand in one place; a tie holds the places that one relation connects.

    ``of`` (n,): the place of every count. ``ties``: the places of every tie. ``tied``: the ties of every place.
    """

    of: Ints
    ties: tuple[tuple[int, ...], ...]
    tied: tuple[tuple[int, ...], ...]


def places_of(cells: Sequence[Cell], relations: csr_array) -> Places:
    """Return where the counts stand and how the places are tied.

    Parameters
    ----------
    cells
        Names of ``n`` counts.
    relations
        Shape (r, n), whole numbers.

    Returns
    -------
    Places
        Numbered in order of their first count. Relations within one place tie nothing.
    """
    numbers: dict[tuple[str, str], int] = {}
    of = np.array([numbers.setdefault((cell.area_id, cell.period), len(numbers)) for cell in cells], dtype=np.int64)
    ends = np.split(of[relations.indices], relations.indptr[1:-1])
    ties = tuple(sorted({tie for end in ends if len(tie := tuple(np.unique(end).tolist())) > 1}))
    tied: list[list[int]] = [[] for _ in numbers]
    for number, tie in enumerate(ties):
        for place in tie:
            tied[place].append(number)
    return Places(of, ties, tuple(map(tuple, tied)))


def surroundings(block: Block, cell: int, places: Places, *, steps: int) -> Ints:
    """Return the counts of a block that a move of one of them may need.

    Parameters
    ----------
    block
        Free counts that hang together.
    cell
        Number of the count, one of the block.
    places
        Where the counts stand.
    steps
        How many ties away a place may be.

    Returns
    -------
    array of int
        Positions within the block, rising. A place is left out where it is the only one near of a tie: the relation
        would hold it fast.
    """
    here = places.of[block.cells]
    open_places = np.zeros(len(places.tied), dtype=np.int64)
    np.add.at(open_places, here, 1)
    near = _reached(int(places.of[cell]), places, open_places, steps=steps)
    _drop_the_held(near, int(places.of[cell]), places)
    chosen = np.zeros(len(places.tied), dtype=np.bool_)
    chosen[list(near)] = True
    return np.flatnonzero(chosen[here])


def _reached(first: int, places: Places, open_places: Ints, *, steps: int) -> set[int]:
    near, edge, passed, held = {first}, [first], set[int](), int(open_places[first])
    for _ in range(steps):
        beyond: list[int] = []
        for number in (number for place in edge for number in places.tied[place]):
            if number in passed or held > MOST:
                continue
            passed.add(number)
            new = [place for place in places.ties[number] if place not in near and open_places[place]]
            near.update(new)
            beyond.extend(new)
            held += int(open_places[new].sum())
        edge = beyond
    return near


def _drop_the_held(near: set[int], first: int, places: Places) -> None:
    members: dict[int, int] = {}
    for place in near:
        for tie in places.tied[place]:
            members[tie] = members.get(tie, 0) + 1
    waiting = sorted(place for place in near if any(members[tie] == 1 for tie in places.tied[place]))
    while waiting:
        place = waiting.pop()
        if place == first or place not in near:
            continue
        near.discard(place)
        for tie in places.tied[place]:
            members[tie] -= 1
            if members[tie] == 1:
                waiting.extend(other for other in places.ties[tie] if other in near)


def part_of(block: Block, inside: Ints, start: Ints) -> Block:
    """Return some counts of a block with every relation they stand in, the others fixed.

    Parameters
    ----------
    block
        Free counts that hang together.
    inside
        Positions within the block, rising.
    start
        The table at whose values the others are fixed, shape (n,).

    Returns
    -------
    Block
        With the relations as they stand for the chosen counts alone.
    """
    part = csc_array(block.rows[:, inside])
    used, numbers = np.unique(part.indices, return_inverse=True)
    rows = csc_array((part.data, numbers.astype(np.int32), part.indptr), shape=(len(used), len(inside)))
    cells = block.cells[inside]
    return Block(cells, rows, np.asarray(rows @ start[cells].astype(np.float64)))
