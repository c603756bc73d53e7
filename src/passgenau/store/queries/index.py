"""Index readings: which definitions fit a state of the figures, and what they say."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from passgenau.common.errors import PassgenauError
from passgenau.common.periods import parse_period
from passgenau.files.definitions import indicator_catalogue, load_index_definition, shipped_index_definitions
from passgenau.index.compute import run_index
from passgenau.index.context import without_context
from passgenau.index.definition import IndexDefinition
from passgenau.index.members import periods_wanted
from passgenau.index.proposal import proposed_top
from passgenau.index.result import IndexResult, RobustnessResult, SourceShares
from passgenau.indicators.build import build_table
from passgenau.indicators.table import IndicatorTable
from passgenau.store.models import IndexRun, Region, Release
from passgenau.store.queries.figures import Figures, figures_of, memory, state_key

STORED_SHARES = ("first", "total", "overall_first", "overall_total")
STORED_NUMBERS = ("rank_p05", "rank_p50", "rank_p95", "p_top", "p_class")


@dataclass(frozen=True)
class Reading:
    """An index on one state of the figures: table, result, the same without context, and the stored robustness."""

    definition: IndexDefinition
    period: str
    table: IndicatorTable
    result: IndexResult
    without_context: IndexResult | None
    robustness: RobustnessResult | None
    shares: SourceShares | None = None
    earlier: IndicatorTable | None = None

    @property
    def top(self) -> int:
        """Return how many first areas the definition proposes, 0 where it proposes none."""
        return proposed_top(self.result)


def fitting_periods(figures: Figures, definition: IndexDefinition) -> list[str]:
    """Return the periods in which every indicator of the definition has figures, latest first."""
    delivered: dict[str, set[str]] = {}
    for indicator_id, period in figures.long[["indicator_id", "period"]].drop_duplicates().itertuples(index=False):
        delivered.setdefault(str(period), set()).add(str(indicator_id))
    periods = sorted(delivered, key=parse_period, reverse=True)
    wanted = {period: periods_wanted(definition, period) for period in periods}
    then = definition.reference.period
    if then and not (then in delivered and all(one in delivered[then] for one in periods_wanted(definition, then))):
        return []
    return [
        period
        for period in periods
        if wanted[period] and all(own in delivered and one in delivered[own] for one, own in wanted[period].items())
    ]


def fitting_definitions(figures: Figures) -> dict[str, list[str]]:
    """Return the shipped definitions that fit the figures, each with its periods."""
    found = {name: fitting_periods(figures, load_index_definition(name)) for name in shipped_index_definitions()}
    return {name: periods for name, periods in found.items() if periods}


def definitions_for(region: Region, release: Release) -> dict[str, list[str]]:
    """Return the fitting definitions of a release state, kept in memory."""
    return memory.get(("definitions", *state_key(release)), lambda: fitting_definitions(figures_of(region, release)))


def table_for(figures: Figures, definition: IndexDefinition, period: str) -> IndicatorTable:
    """Return the indicator table an index of this period reads."""
    return build_table(figures.long, figures.register, periods=periods_wanted(definition, period))


def earlier_table(figures: Figures, definition: IndexDefinition) -> IndicatorTable | None:
    """Return the figures of the period whose reference the definition keeps, None where it keeps none."""
    then = definition.reference.period
    return table_for(figures, definition, then) if then else None


def in_period(definition: IndexDefinition, period: str) -> IndexDefinition:
    """Return the definition with only the indicators that belong to it in the period."""
    belonging = periods_wanted(definition, period)
    return replace(definition, indicators=tuple(entry for entry in definition.indicators if entry.id in belonging))


def reading(region: Region, release: Release, definition_id: str, period: str) -> Reading:
    """Return the index of a definition and period on a release state."""
    key = ("reading", *state_key(release), definition_id, period, _run_stamp(region, release, definition_id, period))
    return memory.get(key, lambda: _read(region, release, definition_id, period))


def _read(region: Region, release: Release, definition_id: str, period: str) -> Reading:
    figures = figures_of(region, release)
    definition = in_period(load_index_definition(definition_id), period)
    table = table_for(figures, definition, period)
    earlier = earlier_table(figures, definition)
    result = run_index(table, definition, earlier=earlier)
    robustness, shares = stored_robustness(region, release, definition, period)
    without = _without_context(table, definition, earlier)
    return Reading(definition, period, table, result, without, robustness, shares, earlier)


def _without_context(
    table: IndicatorTable, definition: IndexDefinition, earlier: IndicatorTable | None
) -> IndexResult | None:
    try:
        reduced = without_context(definition, indicator_catalogue())
        same = reduced.indicators == definition.indicators
        return None if same else run_index(table, reduced, earlier=earlier)
    except PassgenauError:
        return None


def _runs(region: Region, release: Release, definition_id: str, period: str) -> Any:
    return IndexRun.objects.of(region).filter(
        release=release, revision=release.revision, definition_id=definition_id, period=period
    )


def _run_stamp(region: Region, release: Release, definition_id: str, period: str) -> int | None:
    latest: int | None = _runs(region, release, definition_id, period).values_list("pk", flat=True).last()
    return latest


def stored_robustness(
    region: Region, release: Release, definition: IndexDefinition, period: str
) -> tuple[RobustnessResult | None, SourceShares | None]:
    """Return the stored robustness of a reading and its sources, None where not computed for exactly this state."""
    runs = _runs(region, release, definition.id, period).filter(definition_digest=definition.digest)
    run = runs.order_by("pk").last()
    if run is None:
        return None, None
    stored = run.robustness
    numbers = {name: np.array(stored[name], dtype=np.float64) for name in STORED_NUMBERS}
    numbers["p_ahead"] = np.array(stored.get("p_ahead", []), dtype=np.float64)
    robustness = RobustnessResult(
        area_ids=tuple(stored["area_ids"]), rank=np.array(stored["rank"], dtype=np.int64),
        top=run.top, replications=run.replications, failed=stored["failed"], seed=run.seed, **numbers,
    )  # fmt: skip
    return robustness, _stored_shares(stored)


def _stored_shares(stored: dict[str, Any]) -> SourceShares | None:
    shares = stored.get("shares")
    if shares is None:
        return None
    numbers = {name: np.array(shares[name], dtype=np.float64) for name in STORED_SHARES}
    return SourceShares(
        area_ids=tuple(stored["area_ids"]), sources=tuple(shares["sources"]), replications=shares["replications"],
        failed=shares["failed"], seed=shares["seed"], **numbers,
    )  # fmt: skip
