"""The domain profile: mean standardised value per domain, for all areas at once."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from passgenau.index.result import IndexResult
from passgenau.indicators.definition import DOMAINS_DE, Kind
from passgenau.indicators.table import Floats
from passgenau.profile.compare import Comparison, positions
from passgenau.profile.inputs import ProfileInput
from passgenau.profile.result import DomainLine
from passgenau.profile.words import RegionNoun, domain_words


@dataclass(frozen=True)
class DomainTable:
    """Domains of the index: ``scores``, ``ranks`` and ``valid`` have shape (areas, domains)."""

    ids: tuple[str, ...]
    names: tuple[str, ...]
    kinds: tuple[Kind, ...]
    totals: tuple[int, ...]
    scores: Floats
    ranks: npt.NDArray[np.int64]
    valid: npt.NDArray[np.int64]


def domain_table(inputs: ProfileInput, comparison: Comparison) -> DomainTable | None:
    """Return the domain profile of all areas.

    Parameters
    ----------
    inputs
        Figures and index; the index says which indicators count, in which direction and in which domain.
    comparison
        The same figures against the county.

    Returns
    -------
    DomainTable or None
        Mean of the standardised values with direction, positive for more need. Values are those of the index where it
        uses signed z-scores, else distances from the mean of the areas in spreads. A domain with a smaller share of
        valid values than the index asks for (``min_share``) has no score (NaN) and no rank (0). None without an index.
    """
    if inputs.index is None:
        return None
    members = _members(inputs, inputs.index)
    standardised = _standardised(inputs, inputs.index, comparison)
    names = {domain.id: domain.name for domain in inputs.index.definition.domains}
    scores, valid = np.full((len(inputs.row_of), len(members)), np.nan), np.zeros((len(inputs.row_of), len(members)))
    for place, indicators in enumerate(members.values()):
        values = standardised[:, [inputs.current.indicator_ids.index(indicator) for indicator in indicators]]
        there = ~np.isnan(values)
        valid[:, place] = there.sum(axis=1)
        least = max(1.0, inputs.index.definition.min_share * len(indicators))
        enough = valid[:, place] >= least - 1e-9
        np.divide(np.where(there, values, 0.0).sum(axis=1), valid[:, place], out=scores[:, place], where=enough)
    return DomainTable(
        ids=tuple(members),
        names=tuple(names.get(domain) or DOMAINS_DE.get(domain, domain) for domain in members),
        kinds=tuple(_kind(inputs, indicators) for indicators in members.values()),
        totals=tuple(len(indicators) for indicators in members.values()),
        scores=scores,
        ranks=positions(scores),
        valid=valid.astype(np.int64),
    )


def domain_lines(table: DomainTable, row: int, region: RegionNoun) -> tuple[DomainLine, ...]:
    """Return the domain profile of one area.

    Parameters
    ----------
    table
        Domain profile of all areas.
    row
        Row of the area.
    region
        What the whole is called.

    Returns
    -------
    tuple of DomainLine
        In the order of the index; without enough values score and rank are None.
    """
    lines = []
    for place, domain in enumerate(table.ids):
        column = table.scores[:, place]
        known = np.sort(column[~np.isnan(column)])
        score = None if np.isnan(column[row]) else float(column[row])
        lines.append(
            DomainLine(
                domain_id=domain,
                name=table.names[place],
                kind=table.kinds[place],
                score=score,
                rank=int(table.ranks[row, place]) or None,
                ranked=len(known),
                words=domain_words(score, context=table.kinds[place] == "context", region=region),
                valid=int(table.valid[row, place]),
                total=table.totals[place],
                scores=tuple(known.tolist()),
            )
        )
    return tuple(lines)


def _members(inputs: ProfileInput, index: IndexResult) -> dict[str, tuple[str, ...]]:
    members: dict[str, tuple[str, ...]] = {}
    for indicator in index.definition.indicators:
        if indicator.id in inputs.current.indicator_ids:
            domain = indicator.domain or inputs.definitions[indicator.id].domain
            members[domain] = (*members.get(domain, ()), indicator.id)
    return members


def _kind(inputs: ProfileInput, indicators: tuple[str, ...]) -> Kind:
    only_context = all(inputs.definitions[indicator].kind == "context" for indicator in indicators)
    return "context" if only_context else "need"


def _standardised(inputs: ProfileInput, index: IndexResult, comparison: Comparison) -> Floats:
    """Return standardised values with direction, shape of the current table; hidden cells stay NaN."""
    if index.definition.method != "zscore" or index.definition.direction != "signed":
        return _from_mean(comparison) * _directions(inputs, index)
    result = np.full(inputs.current.value.shape, np.nan)
    rows = [inputs.row_of[area_id] for area_id in index.area_ids if area_id in inputs.row_of]
    from_rows = [row for row, area_id in enumerate(index.area_ids) if area_id in inputs.row_of]
    columns = {indicator: place for place, indicator in enumerate(inputs.current.indicator_ids)}
    for place, indicator in enumerate(index.indicator_ids):
        if indicator in columns:
            result[rows, columns[indicator]] = index.standardised[from_rows, place]
    return np.where(np.isnan(inputs.current.value), np.nan, result)


def _from_mean(comparison: Comparison) -> Floats:
    there = ~np.isnan(comparison.deviation)
    number = np.maximum(there.sum(axis=0), 1)
    centred: Floats = comparison.deviation - np.where(there, comparison.deviation, 0.0).sum(axis=0) / number
    return centred


def _directions(inputs: ProfileInput, index: IndexResult) -> Floats:
    chosen = {indicator.id: indicator.direction for indicator in index.definition.indicators}
    return np.array([chosen.get(indicator, 0) for indicator in inputs.current.indicator_ids], dtype=np.float64)
