"""Which standardisations and combinations there are, and which parameters each of them requires or may have."""

from __future__ import annotations

from typing import Final, get_args

from passgenau.index.definition import Aggregate, Method, MissingRule, Transform

METHODS: Final[tuple[Method, ...]] = get_args(Method)
AGGREGATES: Final[tuple[Aggregate, ...]] = get_args(Aggregate)
MISSING_RULES: Final[tuple[MissingRule, ...]] = get_args(MissingRule)
TRANSFORMS: Final[tuple[Transform, ...]] = get_args(Transform)

# Deviations from a centre: direction -1 negates them. All others read the reversed raw order instead.
CENTRED: Final[frozenset[Method]] = frozenset({"zscore", "difference", "relative", "robust_z"})
RANKED: Final[frozenset[Method]] = frozenset({"rank", "borda", "percentile_rank", "exponential_rank"})
# Methods whose scale is given by the definition; they need no spread in the figures.
FIXED: Final[frozenset[Method]] = frozenset({"scaled", "goalposts"})
# Aggregates whose contributions add up to the score.
ADDITIVE: Final[frozenset[Aggregate]] = frozenset({"sum", "arithmetic"})
# Aggregates that are defined for values above zero only.
POSITIVE: Final[frozenset[Aggregate]] = frozenset({"geometric", "harmonic", "generalised"})

PARAMETERS: Final[dict[Method, tuple[str, ...]]] = {
    "exponential_rank": ("decay", "offset", "ties"),
    "scaled": ("low", "high", "factor"),
    "goalposts": ("factor", "truncate"),
    "distance_to_target": ("cap",),
    "distance_to_reference": ("cap", "reference_area"),
}
# Either all of them or none.
OPTIONAL_PARAMETERS: Final[dict[Method, tuple[str, ...]]] = {"minmax": ("lower", "upper")}

# What a missing value gets before anything is standardised; the other rules work on standardised values or on areas.
FILLING: Final[frozenset[MissingRule]] = frozenset(
    {"impute_mean", "impute_median", "impute_group_mean", "impute_group_median", "impute_row_mean", "impute_row_median"}
)
