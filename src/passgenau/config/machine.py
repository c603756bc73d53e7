"""What the machine has to offer."""

from __future__ import annotations

import os


def workers() -> int:
    """Return how many threads may compute at once: the processors this process may use, at most four."""
    available = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else (os.cpu_count() or 1)
    return max(1, min(4, available))
