"""Station Index: where do burdens coincide, and would another honest method say the same?

Comes in: an :class:`IndicatorTable` and an index definition that states every choice. Goes out: scores, ranks,
classes and contributions that add up, with the fitted reference; how sure each rank is, where the doubt comes from,
and what would have to change. Refused: an unknown or constant indicator, a definition with a key nobody knows, an area
judged on too few values (it stays, without a rank and with a reason).
"""

from passgenau.index.agreement import Agreement, agreement
from passgenau.index.class_grid import ClassGrid, grid_counts, grid_groups, parse_class_grid
from passgenau.index.cliff_edges import CliffEdge, cliff_edges
from passgenau.index.comparison import Exchange, entering_and_leaving
from passgenau.index.compute import apply_reference, fit_reference, run_index
from passgenau.index.context import direction_differences, implied_domain_weights, without_context
from passgenau.index.definition import IndexDefinition
from passgenau.index.leave_one_out import LeftOut, leave_one_out
from passgenau.index.members import periods_wanted
from passgenau.index.parse import parse_index_definition
from passgenau.index.published_alone import PublishedAlone, published_alone
from passgenau.index.released import ReleasedOutputs, outputs_of, outputs_of_each, withhold
from passgenau.index.result import FittedReference, IndexResult, RobustnessResult, SourceShares, TouchedValue
from passgenau.index.robustness import rank_shares, run_robustness
from passgenau.index.unexplained import unexplained
from passgenau.index.verify_released import verify_outputs

__all__ = [
    "Agreement",
    "ClassGrid",
    "CliffEdge",
    "Exchange",
    "FittedReference",
    "IndexDefinition",
    "IndexResult",
    "LeftOut",
    "PublishedAlone",
    "ReleasedOutputs",
    "RobustnessResult",
    "SourceShares",
    "TouchedValue",
    "agreement",
    "apply_reference",
    "cliff_edges",
    "direction_differences",
    "entering_and_leaving",
    "fit_reference",
    "grid_counts",
    "grid_groups",
    "implied_domain_weights",
    "leave_one_out",
    "outputs_of",
    "outputs_of_each",
    "parse_class_grid",
    "parse_index_definition",
    "periods_wanted",
    "published_alone",
    "rank_shares",
    "run_index",
    "run_robustness",
    "unexplained",
    "verify_outputs",
    "withhold",
    "without_context",
]
