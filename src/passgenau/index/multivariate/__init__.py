"""What a reviewer asks of a composite index: statistics, correlations, reliability, components, weights, panels.

Comes in: arrays of areas by indicators, with their names. Goes out: frozen values to be looked at; nothing here
changes an index. Refused: what would have to pass over a gap, or divide by a spread that is not there, in silence.
"""

from passgenau.index.multivariate.availability import availability_by_area, availability_by_domain
from passgenau.index.multivariate.components import PrincipalComponents, principal_components
from passgenau.index.multivariate.correlation import (
    Correlations,
    correlated_pairs,
    correlations,
    cross_correlations,
    family_correlations,
)
from passgenau.index.multivariate.panel import FilledPanel, fill_panel
from passgenau.index.multivariate.reliability import cronbach_alpha, domain_alphas
from passgenau.index.multivariate.standing import (
    Standing,
    column_ranks,
    foremost,
    hindmost,
    rank_differences,
    standings,
)
from passgenau.index.multivariate.statistics import (
    IndicatorStatistics,
    StatisticsLimits,
    indicator_statistics,
    statistics_flags,
)
from passgenau.index.multivariate.trend import Trends, compound_growth, percentage_change
from passgenau.index.multivariate.weighting import (
    ProposedWeights,
    component_weights,
    effective_weights,
    equal_weights_by_domain,
)

__all__ = [
    "Correlations",
    "FilledPanel",
    "IndicatorStatistics",
    "PrincipalComponents",
    "ProposedWeights",
    "Standing",
    "StatisticsLimits",
    "Trends",
    "availability_by_area",
    "availability_by_domain",
    "column_ranks",
    "component_weights",
    "compound_growth",
    "correlated_pairs",
    "correlations",
    "cronbach_alpha",
    "cross_correlations",
    "domain_alphas",
    "effective_weights",
    "equal_weights_by_domain",
    "family_correlations",
    "fill_panel",
    "foremost",
    "hindmost",
    "indicator_statistics",
    "percentage_change",
    "principal_components",
    "rank_differences",
    "standings",
    "statistics_flags",
]
