"""Which standardisations and combinations this version can do, and which parameters each of them requires."""

from __future__ import annotations

from typing import Final, get_args

from passgenau.index.definition import Aggregate, Method

METHODS: Final[tuple[Method, ...]] = get_args(Method)
AGGREGATES: Final[tuple[Aggregate, ...]] = get_args(Aggregate)

METHODS_BUILT: Final[frozenset[Method]] = frozenset(
    {"zscore", "difference", "relative", "robust_z", "minmax", "rank", "borda", "percentile_rank", "exponential_rank"}
)
AGGREGATES_BUILT: Final[frozenset[Aggregate]] = frozenset({"sum", "arithmetic"})

# Deviations from a centre: direction -1 negates them. All others read the reversed raw order instead.
CENTRED: Final[frozenset[Method]] = frozenset({"zscore", "difference", "relative", "robust_z"})
RANKED: Final[frozenset[Method]] = frozenset({"rank", "borda", "percentile_rank", "exponential_rank"})

PARAMETERS: Final[dict[Method, tuple[str, ...]]] = {"exponential_rank": ("decay", "offset", "ties")}
