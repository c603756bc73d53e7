"""Similar areas: nearest neighbours in the standardised profile."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from passgenau.indicators.table import Floats

LEAST_SHARED = 0.5
"""Two areas need numbers in common for at least this share of the indicators to be called similar."""

MOST_SIMILAR = 5


def similar_areas(deviation: Floats, row: int, *, most: int = MOST_SIMILAR) -> tuple[tuple[int, float, int], ...]:
    """Return the areas whose profile is nearest to that of one area.

    Parameters
    ----------
    deviation
        Standardised values, shape (n, m), in spreads; NaN where there is no number.
    row
        The area, as row of ``deviation``.
    most
        Greatest number of areas to return.

    Returns
    -------
    tuple
        Row, distance and number of shared indicators, nearest first, ties in row order. The distance is Euclidean over
        the indicators both areas have, divided by the root of their number, so that areas with gaps compare fairly.
        Areas with fewer than half of the indicators in common are left out.
    """
    gaps = deviation - deviation[row]
    shared: npt.NDArray[np.int64] = (~np.isnan(gaps)).sum(axis=1)
    enough = shared >= max(1, int(np.ceil(LEAST_SHARED * deviation.shape[1])))
    enough[row] = False
    squares = np.nansum(gaps**2, axis=1)
    distance = np.sqrt(np.divide(squares, shared, out=np.full(len(shared), np.inf), where=enough))
    nearest = [place for place in np.argsort(distance, kind="stable") if enough[place]][:most]
    return tuple((int(place), float(distance[place]), int(shared[place])) for place in nearest)
