"""Station Index: where do burdens coincide, and would another honest method say the same?

Comes in: an :class:`IndicatorTable` and an index definition that states every choice. Goes out: scores, ranks,
classes and contributions that add up, with the fitted reference. Refused: an unknown or constant indicator,
a definition with a key nobody knows, an area judged on too few values (it stays, without a rank and with a reason).
"""

from passgenau.index.comparison import Exchange, entering_and_leaving
from passgenau.index.compute import apply_reference, fit_reference, run_index
from passgenau.index.context import direction_differences, implied_domain_weights, without_context
from passgenau.index.definition import IndexDefinition
from passgenau.index.members import periods_wanted
from passgenau.index.parse import parse_index_definition
from passgenau.index.result import FittedReference, IndexResult, RobustnessResult
from passgenau.index.robustness import run_robustness

__all__ = [
    "Exchange",
    "FittedReference",
    "IndexDefinition",
    "IndexResult",
    "RobustnessResult",
    "apply_reference",
    "direction_differences",
    "entering_and_leaving",
    "fit_reference",
    "implied_domain_weights",
    "parse_index_definition",
    "periods_wanted",
    "run_index",
    "run_robustness",
    "without_context",
]
