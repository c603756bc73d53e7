"""How often and how strongly an area is worse off than the mean: what a sum alone does not tell apart."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from passgenau.index.admission import Admitted
from passgenau.index.places import ARITHMETIC
from passgenau.index.result import FittedReference

Floats = npt.NDArray[np.float64]


def frequency_and_intensity(admitted: Admitted, reference: FittedReference) -> tuple[Floats, Floats]:
    """Count the indicators more than one spread worse than the mean, and average by how much they exceed it.

    Parameters
    ----------
    admitted
        Figures of k areas and m indicators.
    reference
        Mean and spread per indicator; the same two numbers whatever the method of the index, so that the words
        always mean the same. The direction of the indicator counts, also in an ``absolute`` index.

    Returns
    -------
    frequency : numpy.ndarray
        Shape (k,), number of indicators with direction * (x - mean) / spread > 1, 0 to m. Missing values and
        indicators without spread never count.
    intensity : numpy.ndarray
        Shape (k,), mean of that deviation minus 1 over the counted indicators, in spreads, > 0; NaN where none
        was counted.
    """
    frequency, excess = np.zeros(len(admitted.value)), np.zeros(len(admitted.value))
    for number, member in enumerate(admitted.members):
        if not reference.maximum[number] > reference.minimum[number]:
            continue
        deviation = member.direction * (admitted.value[:, number] - reference.mean[number]) / reference.spread[number]
        beyond = deviation > 1.0 + ARITHMETIC
        frequency += beyond
        excess += np.where(beyond, deviation - 1.0, 0.0)
    intensity = np.full(len(frequency), np.nan)
    np.divide(excess, frequency, out=intensity, where=frequency > 0)
    return frequency, intensity
