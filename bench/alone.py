"""Measure one piece of work in a process of its own, so that its memory is its own and is given back."""

from __future__ import annotations

import multiprocessing
import sys
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from typing import TypeVar

Found = TypeVar("Found")


def alone(work: Callable[[], Found]) -> Found:
    """Run a function of a module in a fresh process and return what it found."""
    fresh = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(max_workers=1, mp_context=fresh) as pool:
        return pool.submit(work).result()


def timed(work: Callable[[], object], rounds: int = 1) -> float:
    """Return the seconds of the quickest of some rounds."""
    best = float("inf")
    for _ in range(rounds):
        start = time.perf_counter()
        work()
        best = min(best, time.perf_counter() - start)
    return best


def most_memory() -> float:
    """Return the largest resident memory of this process so far in MiB, NaN where the system does not say."""
    try:
        import resource
    except ImportError:  # Windows
        return float("nan")
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 2**20
