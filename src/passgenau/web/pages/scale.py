"""Which class a shown deviation belongs to: a value on a cut to the lower one, and the rounded value decides."""

from __future__ import annotations

import math

CUTS = (-1.0, -0.5, 0.5, 1.5)


def cell_class(value: float, *, context: bool) -> str:
    """Return the CSS class of a cell: k0-k4 from less to more need, g0-g2 for describing figures, k-none without."""
    if not math.isfinite(value):
        return "k-none"
    shown = round(value, 1)
    if context:
        return "g2" if shown > 1.5 else "g1" if shown > 0.5 else "g0"
    return f"k{sum(shown > cut for cut in CUTS)}"
