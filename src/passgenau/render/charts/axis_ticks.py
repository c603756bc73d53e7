"""Round numbers for an axis."""

from __future__ import annotations

import math

STEPS = (1.0, 2.0, 2.5, 5.0, 10.0)


def axis_ticks(low: float, high: float, *, most: int = 5) -> tuple[float, ...]:
    """Return at most ``most`` + 1 evenly spaced round numbers that enclose both ends, from zero where zero is near."""
    low = 0.0 if 0 <= low <= 0.5 * high else low
    high = 0.0 if high <= 0 and high >= 0.5 * low else high
    if high <= low:
        high = low + (abs(low) or 1.0) * 0.1
    step = _step((high - low) / most)
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    return tuple(round(place * step, 12) for place in range(first, last + 1))


def _step(least: float) -> float:
    power = 10.0 ** math.floor(math.log10(least))
    return next(power * step for step in STEPS if power * step >= least * (1 - 1e-9))
