"""An invented county for disclosure control: five nested levels, one geography across them, times age times sex."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.sparse import coo_array, csr_array

from passgenau.indicators.disclosure.cells import Cell, CountSystem

Ints = npt.NDArray[np.int64]

LEVELS = {"Kreis": 1e4, "Amt": 3e3, "Gemeinde": 1e3, "Sozialraum": 10.0, "Ortsteil": 10.0, "Wohnplatz": 1.0}
AGES, SEXES = 4, 3  # three age groups and all, two sexes and both
MEDIAN_PEOPLE = 120
_AGE_SEX = np.array([0.08, 0.08, 0.31, 0.31, 0.10, 0.12])


@dataclass(frozen=True)
class CrossedCounty:
    """The system and the level of every count."""

    system: CountSystem
    levels: npt.NDArray[np.str_]


def crossed_county(places: int, minimum: int, *, seed: int = 7) -> CrossedCounty:
    """Return counts of people concerned in so many Wohnplätze, of which those from 1 to ``minimum`` - 1 are small."""
    chance = np.random.default_rng(seed)
    nested = _nested(places)
    across = chance.permutation(places) // 15
    inner = _people(places, chance)
    labels = {**nested, "Sozialraum": across}
    tables = [(level, _summed(inner, labels[level])) for level in LEVELS]
    start = np.cumsum([0, *(len(table) for _, table in tables)])
    first = {level: int(start[number]) for number, (level, _) in enumerate(tables)}
    counts = np.concatenate([table for _, table in tables])
    numbers = np.arange(counts.size).reshape(counts.shape)
    relations = _matrix([*_crossed(numbers), *_areas(numbers, labels, first)], counts.size)
    truth = counts.ravel()
    levels = np.repeat([level for level, table in tables for _ in range(len(table))], AGES * SEXES)
    return CrossedCounty(_system(relations, truth, levels, minimum), levels)


def _nested(places: int) -> dict[str, Ints]:
    parts = np.arange(places) // 6
    towns = parts // 4
    offices = towns // 4
    return {
        "Kreis": np.zeros(places, dtype=np.int64), "Amt": offices, "Gemeinde": towns, "Ortsteil": parts,
        "Wohnplatz": np.arange(places),
    }  # fmt: skip


def _people(places: int, chance: np.random.Generator) -> Ints:
    people = np.maximum(chance.lognormal(np.log(MEDIAN_PEOPLE), 0.9, places).astype(np.int64), 3)
    concerned = chance.binomial(people, chance.beta(2, 6, places) * 0.5)
    inner = np.array([chance.multinomial(count, _AGE_SEX / _AGE_SEX.sum()) for count in concerned])
    table = np.zeros((places, AGES, SEXES), dtype=np.int64)
    table[:, :-1, :-1] = inner.reshape(places, AGES - 1, SEXES - 1)
    table[:, -1, :] = table.sum(axis=1)
    table[:, :, -1] = table.sum(axis=2)
    return table


def _summed(inner: Ints, labels: Ints) -> Ints:
    found = np.zeros((int(labels.max()) + 1, AGES, SEXES), dtype=np.int64)
    np.add.at(found, labels, inner)
    return found


Relation = tuple[int, Ints]


def _crossed(numbers: Ints) -> Iterator[Relation]:
    for area in numbers:
        for age in range(AGES):
            yield int(area[age, -1]), area[age, :-1]
        for sex in range(SEXES):
            yield int(area[-1, sex]), area[:-1, sex]


def _areas(numbers: Ints, labels: dict[str, Ints], first: dict[str, int]) -> Iterator[Relation]:
    chain = (("Kreis", "Amt"), ("Amt", "Gemeinde"), ("Gemeinde", "Ortsteil"), ("Ortsteil", "Wohnplatz"))
    for above, below in (*chain, ("Sozialraum", "Wohnplatz"), ("Kreis", "Sozialraum")):
        pairs = np.unique(np.column_stack([labels[above], labels[below]]), axis=0)
        for head in np.unique(pairs[:, 0]):
            children = first[below] + np.unique(pairs[pairs[:, 0] == head, 1])
            for age in range(AGES):
                for sex in range(SEXES):
                    yield int(numbers[first[above] + head, age, sex]), numbers[children, age, sex]


def _matrix(relations: Sequence[Relation], size: int) -> csr_array:
    rows = np.concatenate([np.full(len(parts) + 1, number) for number, (_, parts) in enumerate(relations)])
    cells = np.concatenate([np.append(parts, total) for total, parts in relations])
    factors = np.concatenate([np.append(np.ones(len(parts), dtype=np.int64), -1) for _, parts in relations])
    return csr_array(coo_array((factors, (rows, cells)), shape=(len(relations), size)))


def _system(relations: csr_array, truth: Ints, levels: npt.NDArray[np.str_], minimum: int) -> CountSystem:
    n = len(truth)
    position = np.arange(n) % (AGES * SEXES)
    all_ages, both_sexes = position >= (AGES - 1) * SEXES, position % SEXES == SEXES - 1
    weight = np.array([LEVELS[level] for level in levels]) * np.where(all_ages, 3, 1) * np.where(both_sexes, 3, 1)
    return CountSystem(
        cells=tuple(Cell(f"{level}{number // (AGES * SEXES)}", str(number % (AGES * SEXES)), "")
                    for number, level in enumerate(levels)),
        relations=relations,
        truth=truth,
        rounding=np.ones(n, dtype=np.int64),
        width=np.full(n, minimum - 1, dtype=np.int64),
        primary=(truth > 0) & (truth < minimum),
        own=np.ones(n, dtype=np.bool_),
        known=np.zeros(n, dtype=np.bool_),
        follows=(),
        weight=weight * (1 + np.log1p(truth) / 10),
    )  # fmt: skip
