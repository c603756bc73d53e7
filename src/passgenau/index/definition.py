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
MissingRule = Literal[
    "rescale", "exclude_area", "refuse", "impute_reference", "impute_mean", "impute_median", "impute_group_mean",
    "impute_group_median", "impute_row_mean", "impute_row_median",
]  # fmt: skip
Transform = Literal["none", "log_shifted", "log_from_one", "log_two_sided", "box_cox"]


@dataclass(frozen=True)
class AreaGroup:
    """A named group of areas: to compare with (``reference.group``) or to fill gaps from (``impute_group_*``)."""

    id: str
    name: str
    areas: tuple[str, ...]


@dataclass(frozen=True)
class Reference:
    """Against whom an area is judged: which mean, which spread (n - ddof), and who leaves before fitting.

    ``group`` names the areas that mean and spread are fitted on (empty: all that stay), ``period`` the earlier period
    they are fitted on (empty: the same).
    """

    mean: Mean
    spread_ddof: int
    population_below: float
    excluded_areas: tuple[str, ...]
    group: str = ""
    period: str = ""


@dataclass(frozen=True)
class Treatment:
    """What happens to indicators with outliers before anything is standardised.

    An indicator passes where |skewness| < ``skewness`` or kurtosis < ``kurtosis`` (bias-corrected G1 and G2). One
    that does not is winsorised, at most ``winsorise`` values (None: not done); one that still does not is transformed
    (``then``), from the untreated values unless ``on_winsorised``. ``only`` names the indicators this is about (empty:
    all).
    """

    skewness: float
    kurtosis: float
    winsorise: int | None
    then: Transform
    box_cox: float = 0.0
    on_winsorised: bool = False
    only: tuple[str, ...] = ()


@dataclass(frozen=True)
class IndexIndicator:
    """One indicator of an index. ``first_period``/``last_period`` bound its membership (empty: always).

    ``goalposts`` (lowest and highest) and ``target`` are in the unit of the indicator, for the methods that need them.
    """

    id: str
    direction: int
    weight: float
    domain: str = ""
    period: str = ""
    first_period: str = ""
    last_period: str = ""
    goalposts: tuple[float, float] | None = None
    target: float | None = None


@dataclass(frozen=True)
class Domain:
    """An optional level between indicator and index; ``parent`` puts it below another domain.

    ``aggregate`` says how what stands below it is combined (empty: as the index), ``min_share`` the share 0-1 of its
    members that must have a value (0: any).
    """

    id: str
    name: str
    weight: float | None = None
    parent: str = ""
    aggregate: Aggregate | Literal[""] = ""
    min_share: float = 0.0


@dataclass(frozen=True)
class Classes:
    """Cuts in ascending order and one label more than cuts, lowest first; a value on a cut is in the lower class.

    Instead of fixed ``cuts`` a definition may name ``shares`` (0-1, ascending): the cuts are then these quantiles of
    the scores, by Hyndman and Fan's type ``quantile_type`` (1-9), and belong to the fitted reference.
    """

    cuts: tuple[float, ...]
    labels: tuple[str, ...]
    shares: tuple[float, ...] = ()
    quantile_type: int = 7


@dataclass(frozen=True)
class Robustness:
    """What may vary in the Monte Carlo: counting noise, weights (w * U(1 - spread, 1 + spread)), method choices."""

    counts: Literal["none", "binomial", "poisson"]
    weight_spread: float
    methods: tuple[Method, ...] = ()
    means: tuple[Mean, ...] = ()
    aggregates: tuple[Aggregate, ...] = ()


@dataclass(frozen=True)
class IndexDefinition:
    """A reviewed index definition; docs/methoden says what each choice does.

    ``min_share`` is a share 0-1 of the number of indicators, 0 where none is demanded. ``missing_rule`` is ``refuse``
    where the definition says nothing. ``power`` is the exponent of ``generalised``. ``proposed_cut`` is a number of
    first areas to look at; it selects nobody. ``digest`` is the SHA-256 of the content.
    """

    id: str
    name: str
    reference: Reference
    method: Method
    parameters: dict[str, float | str | bool]
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
    groups: tuple[AreaGroup, ...] = ()
    treatment: Treatment | None = None
    power: float = 1.0
    digest: str = ""
