"""The index page: where burdens coincide, and how sure that is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from passgenau.common.numbers_de import signed
from passgenau.data.areas import AreaRegister
from passgenau.index.result import IndexResult
from passgenau.indicators.definition import DOMAINS_SHORT_DE, IndicatorDefinition
from passgenau.profile.facts import rank_words
from passgenau.profile.sentences import cut_sentence
from passgenau.profile.standing import Standing
from passgenau.render.charts import RankAxis, RankSpan, rank_interval
from passgenau.store.queries.index import Reading
from passgenau.web.pages.scale import cell_class

FIRST_ROWS = 20


@dataclass(frozen=True)
class Cell:
    """One domain of one area."""

    label: str
    text: str
    css: str


@dataclass(frozen=True)
class Row:
    """One area in the ranking."""

    area_id: str
    rank: str
    name: str
    parent: str
    interval_svg: str
    interval_words: str
    certainty_words: str
    cells: tuple[Cell, ...]
    total: str
    cut_after: bool
    order: tuple[float, ...]


@dataclass(frozen=True)
class Left:
    """One area without a rank, and why."""

    area_id: str
    name: str
    parent: str
    reason: str


def parent_names(register: AreaRegister) -> dict[str, str]:
    """Return the name of what each area belongs to, empty where nothing."""
    return {
        area.area_id: register.by_id[area.parent_id].name if area.parent_id in register.by_id else ""
        for area in register.areas
    }


def domain_means(result: IndexResult) -> np.ndarray:
    """Return the mean directed deviation per area and domain, shape (n, d); NaN where nothing is valid."""
    domains = [entry.domain for entry in result.definition.indicators]
    columns = [np.array([domain == wanted for domain in domains]) for wanted in result.domain_ids]
    means = np.full((len(result.area_ids), len(columns)), np.nan)
    for place, column in enumerate(columns):
        values = result.standardised[:, column]
        count = np.isfinite(values).sum(axis=1)
        total = np.nansum(values, axis=1)
        means[:, place] = np.divide(total, count, out=np.full(len(count), np.nan), where=count > 0)
    return means


def context_domains(result: IndexResult, catalogue: Mapping[str, IndicatorDefinition]) -> set[str]:
    """Return the domains that only describe."""
    kinds: dict[str, set[str]] = {}
    for entry in result.definition.indicators:
        known = catalogue.get(entry.id)
        kinds.setdefault(entry.domain, set()).add(known.kind if known else "need")
    return {domain for domain, found in kinds.items() if found == {"context"}}


def ranking_rows(
    reading: Reading,
    placed: Sequence[Standing],
    catalogue: Mapping[str, IndicatorDefinition],
    *,
    top: int,
    axis: RankAxis,
) -> tuple[Row, ...]:
    """Return all areas with a rank, highest need first."""
    result = reading.result
    means = domain_means(result)
    describing = context_domains(result, catalogue)
    names = {domain.id: DOMAINS_SHORT_DE.get(domain.id, domain.name) for domain in result.definition.domains}
    row_of = {area_id: place for place, area_id in enumerate(result.area_ids)}
    rows = []
    for turn, standing in enumerate(placed, start=1):
        place = row_of[standing.area_id]
        cells = tuple(
            Cell(
                names[domain],
                _signed(means[place, column]),
                cell_class(means[place, column], context=domain in describing),
            )
            for column, domain in enumerate(result.domain_ids)
        )
        rows.append(
            Row(
                standing.area_id,
                str(standing.rank),
                standing.name,
                standing.municipality,
                _interval(standing, axis),
                rank_words(standing.rank, standing.low, standing.high),
                standing.certainty.sentence if standing.certainty.rung is not None else "",
                cells,
                _signed(float(result.score[place])),
                turn == top,
                (float(standing.rank), float(result.score[place]), *(float(value) for value in means[place])),
            )
        )
    return tuple(rows)


def rank_axis_for(ranked: int, top: int, *, everything: bool) -> RankAxis:
    """Return the common axis of the intervals: the first 30 ranks, or all of them when all rows are shown."""
    return RankAxis(1, max(ranked if everything else min(ranked, FIRST_ROWS + 10), 2), top)


def _signed(value: float) -> str:
    return signed(float(value), decimals=1) if np.isfinite(value) else "–"


def _interval(standing: Standing, axis: RankAxis) -> str:
    if standing.low is None or standing.high is None:
        return ""
    return rank_interval(RankSpan(standing.rank, standing.low, standing.high), axis)


def left_out(result: IndexResult, register: AreaRegister) -> tuple[Left, ...]:
    """Return the areas without a rank, by name."""
    parents = parent_names(register)
    found = [
        Left(area_id, name, parents.get(area_id, ""), reason)
        for area_id, name, rank, reason in zip(
            result.area_ids, result.area_names, result.rank, result.reason, strict=True
        )
        if rank == 0
    ]
    return tuple(sorted(found, key=lambda row: row.name))


def cut_words(reading: Reading, placed: Sequence[Standing], top: int) -> tuple[str, str]:
    """Return the sentence at the proposed cut: who proposed it, and whether the figures have an edge there."""
    definition = reading.definition
    edge = cut_sentence(placed, top=top)
    basis = f" {definition.proposed_cut_source}" if definition.proposed_cut_source else ""
    return "Vorgeschlagener " + edge.bold, f"{basis} {edge.rest} Entschieden ist damit nichts."
