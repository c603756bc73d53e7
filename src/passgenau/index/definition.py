"""The index definition as a value: every choice with a political meaning, none of them defaulted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Mean = Literal["areas", "population", "county"]
Method = Literal[
    "zscore", "difference", "relative", "robust_z", "minmax", "scaled", "rank", "borda", "percentile_rank",
    "fraction_of_max", "distance_to_target", "distance_to_reference", "distance_to_max", "goalposts",
    "exponential_rank",
]  # fmt: skip
Aggregate = Literal["sum", "arithmetic", "geometric", "harmonic", "generalised", "copeland"]
MissingRule = Literal["rescale", "exclude_area", "impute_reference", "refuse"]


@dataclass(frozen=True)
class Reference:
    """Against whom an area is judged: which mean, which spread (n - ddof), and who leaves before fitting."""

    mean: Mean
    spread_ddof: int
    population_below: float
    excluded_areas: tuple[str, ...]


@dataclass(frozen=True)
class IndexIndicator:
    """One indicator of an index. ``first_period``/``last_period`` bound its membership (empty: always)."""

    id: str
    direction: int
    weight: float
    domain: str = ""
    period: str = ""
    first_period: str = ""
    last_period: str = ""


@dataclass(frozen=True)
class Domain:
    """An optional level between indicator and index."""

    id: str
    name: str
    weight: float | None = None


@dataclass(frozen=True)
class Classes:
    """Cuts in ascending order and one label more than cuts, lowest first; a value on a cut is in the lower class."""

    cuts: tuple[float, ...]
    labels: tuple[str, ...]


@dataclass(frozen=True)
class Robustness:
    """What may vary in the Monte Carlo: counting noise, weights (w * U(1 - spread, 1 + spread)), method choices."""

    counts: Literal["none", "binomial", "poisson"]
    weight_spread: float
    methods: tuple[Method, ...] = ()
    means: tuple[Mean, ...] = ()


@dataclass(frozen=True)
class IndexDefinition:
    """A reviewed index definition; docs/methoden says what each choice does.

    ``min_share`` is a share 0-1 of the number of indicators, 0 where none is demanded. ``missing_rule`` is ``refuse``
    where the definition says nothing. ``proposed_cut`` is a number of first areas to look at; it selects nobody.
    ``digest`` is the SHA-256 of the content.
    """

    id: str
    name: str
    reference: Reference
    method: Method
    parameters: dict[str, float | str]
    direction: Literal["signed", "absolute"]
    aggregate: Aggregate
    restandardise: bool
    missing_rule: MissingRule
    min_share: float
    indicators: tuple[IndexIndicator, ...]
    domains: tuple[Domain, ...] = ()
    classes: Classes | None = None
    robustness: Robustness | None = None
    source: str = ""
    reviewed_by: str = ""
    note: str = ""
    proposed_cut: int | None = None
    proposed_cut_source: str = ""
    digest: str = ""
