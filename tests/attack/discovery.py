"""Sums that nobody has declared, found in the published figures: columns that add up wherever everything is shown."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pandas as pd

_ALIKE = 3  # columns that agree in so many places, with so many values, are taken for the same
_SURE = 6  # so many areas and periods in which the sum can be seen
_VARIED = 4  # so many different values on either side; columns of zeros add up to anything


def equal_columns(table: pd.DataFrame, varied: int = _ALIKE) -> list[tuple[str, str]]:
    """Return pairs of columns that are the same wherever both are shown, each with the first one it is the same as."""
    counts = table.to_numpy(dtype=np.float64)
    names = [str(one) for one in table.columns]
    found = []
    for place in range(1, len(names)):
        off = counts[:, :place] - counts[:, [place]]
        seen = (~np.isnan(off)).sum(axis=0)
        alike = (np.nan_to_num(np.abs(off)).sum(axis=0) == 0) & (seen >= _ALIKE)
        for other in np.flatnonzero(alike):
            if len(np.unique(counts[~np.isnan(off[:, other]), place])) >= varied:
                found.append((names[place], names[other]))
                break
    return found


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
