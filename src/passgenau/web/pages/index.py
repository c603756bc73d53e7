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


@dataclass(frozen=True)
class CellColumns:
    """What the coloured cells show: heads, a note, values (areas x columns), and which columns only describe."""

    heads: tuple[str, ...]
    note: str
    values: np.ndarray
    describing: tuple[bool, ...]
    in_spreads: bool


MOST_INDICATOR_CELLS = 8
IN_SPREADS = {"zscore", "robust_z"}
DOMAIN_NOTE = (
    "Themenfelder: mittlere Abweichung vom Mittel, in Standardabweichungen; + heißt höher belastet. "
    "Beschreibende Felder sind grau, ohne Wertung."
)
INDICATOR_NOTE = "Je Indikator der umgerechnete Wert, der in die Summe eingeht; + heißt höher belastet."


def cell_columns(reading: Reading, catalogue: Mapping[str, IndicatorDefinition]) -> CellColumns:
    """Return domains where the definition has them, else its indicators if they are few, else nothing."""
    result = reading.result
    in_spreads = result.definition.method in IN_SPREADS
    if result.domain_ids:
        names = {domain.id: domain.name for domain in result.definition.domains}
        heads = tuple(DOMAINS_SHORT_DE.get(domain, names[domain]) for domain in result.domain_ids)
        describing = context_domains(result, catalogue)
        flags = tuple(domain in describing for domain in result.domain_ids)
        return CellColumns(heads, DOMAIN_NOTE, domain_means(result), flags, in_spreads)
    if len(result.indicator_ids) > MOST_INDICATOR_CELLS:
        return CellColumns((), "", np.empty((len(result.area_ids), 0)), (), in_spreads)
    known = [catalogue.get(indicator) for indicator in result.indicator_ids]
    heads = tuple(
        one.short_name if one else indicator for one, indicator in zip(known, result.indicator_ids, strict=True)
    )
    flags = tuple(one is not None and one.kind == "context" for one in known)
    return CellColumns(heads, INDICATOR_NOTE, result.standardised, flags, in_spreads)


def cell_heads(reading: Reading, catalogue: Mapping[str, IndicatorDefinition]) -> tuple[tuple[str, ...], str]:
    """Return the heads of the cells and the note that explains them."""
    columns = cell_columns(reading, catalogue)
    return columns.heads, columns.note


def domain_means(result: IndexResult) -> np.ndarray:
    """Return the mean directed deviation per area and domain, shape (n, d); NaN where nothing is valid."""
    domains = [entry.domain for entry in result.definition.indicators]
    columns = [np.array([domain == wanted for domain in domains]) for wanted in result.domain_ids]
    means = np.full((len(result.area_ids), len(columns)), np.nan)
    for place, column in enumerate(columns):
        values = result.standardised[:, column]
        known = np.isfinite(values).sum(axis=1)
        total = np.nansum(values, axis=1)
        means[:, place] = np.divide(total, known, out=np.full(len(known), np.nan), where=known > 0)
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
    result, columns = reading.result, cell_columns(reading, catalogue)
    row_of = {area_id: place for place, area_id in enumerate(result.area_ids)}
    following = [entry.rank for entry in placed[1:]] + [len(placed) + 1]
    return tuple(
        _row(
            standing,
            columns,
            row_of[standing.area_id],
            score=float(result.score[row_of[standing.area_id]]),
            axis=axis,
            cut=standing.rank <= top < after,
        )
        for standing, after in zip(placed, following, strict=True)
    )


def _row(standing: Standing, columns: CellColumns, place: int, *, score: float, axis: RankAxis, cut: bool) -> Row:
    values = [float(value) for value in columns.values[place]]
    cells = tuple(
        Cell(head, _signed(value), cell_class(value, context=describes) if columns.in_spreads else "plain-cell")
        for head, value, describes in zip(columns.heads, values, columns.describing, strict=True)
    )
    tested = standing.certainty.rung is not None
    return Row(
        standing.area_id,
        str(standing.rank),
        standing.name,
        standing.municipality,
        _interval(standing, axis),
        rank_words(standing.rank, standing.low, standing.high),
        standing.certainty.sentence if tested else "",
        cells,
        _signed(score),
        cut,
        (float(standing.rank), score, *values),
    )


def rank_axis_for(ranked: int, top: int, *, everything: bool) -> RankAxis:
    """Return the common axis of the intervals: the first 30 ranks, or all of them when all rows are shown."""
    return RankAxis(1, max(ranked if everything else min(ranked, FIRST_ROWS + 10), 2), top or None)


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


def cut_words(reading: Reading, placed: Sequence[Standing]) -> tuple[str, str]:
    """Return the sentence at the proposed cut: who proposed it, and whether the figures have an edge there."""
    definition = reading.definition
    edge = cut_sentence(placed, top=reading.top)
    basis = definition.proposed_cut_source or "So viele Gebiete liegen in der obersten Klasse der Definition."
    return "Vorgeschlagener " + edge.bold, f" {basis} {edge.rest} Entschieden ist damit nichts."
