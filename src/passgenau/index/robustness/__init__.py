"""How sure an index is: the same index many times, with counts, weights and methods varied as its definition allows."""

from passgenau.index.robustness.run import run_robustness

__all__ = ["run_robustness"]
