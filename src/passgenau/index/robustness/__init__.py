"""How sure an index is: the same index many times, with counts, weights and methods varied as its definition allows."""

from passgenau.index.robustness.run import run_robustness
from passgenau.index.robustness.sources import most_replications, rank_shares

__all__ = ["most_replications", "rank_shares", "run_robustness"]
