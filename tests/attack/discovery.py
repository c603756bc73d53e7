"""Sums that nobody has declared, found in the published figures: columns that add up wherever everything is shown."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pandas as pd

_SURE = 6  # so many areas and periods in which the sum can be seen
_VARIED = 4  # so many different values on either side; columns of zeros add up to anything


def discovered_sums(table: pd.DataFrame, parts: int = 2) -> list[tuple[str, tuple[str, ...]]]:
    """Return (whole, parts) of all columns that add up; one row per area and period, NaN where nothing is shown."""
    counts = table.to_numpy(dtype=np.float64)
    names = [str(one) for one in table.columns]
    varied = [
        place for place in range(len(names)) if len(np.unique(counts[~np.isnan(counts[:, place]), place])) > _VARIED
    ]
    found = []
    for size in range(2, parts + 1):
        for chosen in combinations(varied, size):
            total = counts[:, chosen].sum(axis=1)
            off = counts - total[:, None]
            seen = (~np.isnan(off)).sum(axis=0)
            alike = (np.nan_to_num(np.abs(off)).sum(axis=0) == 0) & (seen >= _SURE)
            for whole in np.flatnonzero(alike):
                inside = ~np.isnan(off[:, whole])
                if all(len(np.unique(counts[inside, one])) >= _VARIED for one in (*chosen, whole)):
                    found.append((names[whole], tuple(names[one] for one in chosen)))
    return found
