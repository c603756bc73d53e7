"""Random readings of invented areas for the explanations: gaps, weights, domains, counts, every method."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
from hypothesis import assume
from hypothesis import strategies as st

from passgenau.common.errors import PassgenauError
from passgenau.index.definition import IndexDefinition
from passgenau.index.explanation import Reading
from passgenau.indicators.table import IndicatorTable
from tests.index.figures import counted, definition, indicators, standardisation

WIDTH = 4
CENTRED = ("zscore", "difference", "relative", "robust_z")
METHODS = (*CENTRED, "minmax", "rank", "percentile_rank", "exponential_rank")
PASSED_OVER = {"index.no_spread", "index.too_few_areas", "index.no_score_spread", "index.nobody_left"}
DOMAINS = [{"id": "one", "name": "Eins", "weight": 2.0}, {"id": "two", "name": "Zwei", "weight": 3.0}]


@st.composite
def definitions(draw: st.DrawFn, method: str = "") -> IndexDefinition:
    """Draw a definition, of any method unless one is named: weights, domains, the mean, what is done about gaps."""
    method = method or draw(st.sampled_from(METHODS))
    weights = draw(st.lists(st.sampled_from([0.5, 1.0, 2.0, 3.7]), min_size=WIDTH, max_size=WIDTH))
    directions = draw(st.lists(st.sampled_from([1, -1]), min_size=WIDTH, max_size=WIDTH))
    with_domains = draw(st.booleans())
    more: dict[str, Any] = {"domains": DOMAINS} if with_domains else {}
    each: dict[str, Any] = {"domain": ["one", "two", "two", "one"]} if with_domains else {}
    return definition(
        WIDTH,
        reference={"mean": draw(st.sampled_from(["areas", "population", "county"])), "spread_ddof": 0},
        standardise=standardisation(method),
        combine={
            "direction": draw(st.sampled_from(["signed", "signed", "absolute"])),
            "aggregate": draw(st.sampled_from(["sum", "arithmetic"])),
            "restandardise": draw(st.booleans()),
            "missing": {"rule": draw(st.sampled_from(["rescale", "impute_reference"])), "min_share": 0.5},
        },
        indicators=indicators(WIDTH, weight=weights, direction=directions, **each),
        **more,
    )


def invented(seed: int, *, count: int = 9, gaps: float = 0.12, period: str = "2021") -> IndicatorTable:
    """Return counts of invented areas, some cells without a number; the same areas for every seed."""
    rng = np.random.default_rng(seed)
    base = rng.integers(60, 900, (count, WIDTH)).astype(float)
    cases = rng.binomial(base.astype(int), rng.uniform(0.02, 0.6, (count, WIDTH))).astype(float)
    empty = rng.random((count, WIDTH)) < gaps
    cases[empty], base[empty] = np.nan, np.nan
    populations = rng.integers(200, 5000, count).astype(float)
    return counted(cases, base, populations=populations, periods=period)


def read(table: IndicatorTable, chosen: IndexDefinition) -> Reading:
    """Return the reading, passing over figures that cannot be standardised."""
    try:
        return Reading.of(table, chosen)
    except PassgenauError as refused:
        assume({finding.code for finding in refused.findings}.isdisjoint(PASSED_OVER))
        raise


def some_ranked(reading: Reading, seed: int, *others: Reading) -> str:
    """Return an area with a rank in all these readings."""
    ranked: npt.NDArray[np.bool_] = reading.result.rank > 0
    for other in others:
        ranked = ranked & (other.result.rank > 0)
    places = np.flatnonzero(ranked)
    assume(len(places) > 0)
    return reading.result.area_ids[places[seed % len(places)]]
