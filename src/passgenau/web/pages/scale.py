"""Which class a shown deviation belongs to: a value on a cut to the lower one, and the rounded value decides."""

from __future__ import annotations

import math

from passgenau.files.definitions import map_cuts
from passgenau.render.classes import displayed_class_index


def cell_class(value: float, *, context: bool) -> str:
    """Return the CSS class of a cell: k0-k4 from less to more need, g0-g2 for describing figures, k-none without."""
    if not math.isfinite(value):
        return "k-none"
    place = displayed_class_index(value, map_cuts())
    if context:
        return f"g{max(place - 2, 0)}"
    return f"k{place}"
