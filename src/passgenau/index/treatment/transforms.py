"""Other scales for skewed indicators. Every transform keeps the order of the areas and starts at the smallest value."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from scipy import special

from passgenau.common.errors import refusal
from passgenau.index.definition import Transform
from passgenau.index.treatment.shape import ARITHMETIC, skewness

Floats = npt.NDArray[np.float64]

# The smallest value would have no logarithm; the OECD/JRC habit lifts all by this share of the range.
SHIFT = 0.01


def log_shifted(values: Floats) -> Floats:
    """Return log(x - min + 0.01 (max - min)), row by row.

    Parameters
    ----------
    values
        Shape (r, n), finite.

    Returns
    -------
    numpy.ndarray
        As ``values``, ascending with them; the shape of the result does not depend on the unit. NaN in a row whose
        values are all equal.

    Notes
    -----
    ``log_CT`` in COINr (Becker et al. 2022); reproduced from its results.
    """
    low = values.min(axis=-1, keepdims=True)
    reach = values.max(axis=-1, keepdims=True) - low
    lifted: Floats = values - low
    lifted += np.where(reach > 0, SHIFT * reach, np.nan)
    np.log(lifted, out=lifted)
    return lifted


def log_from_one(values: Floats) -> Floats:
    """Return log(x - min + 1), row by row.

    Parameters
    ----------
    values
        Shape (r, n), finite. The unit matters: shares between 0 and 1 hardly change.

    Returns
    -------
    numpy.ndarray
        As ``values``, ascending with them; 0 for the smallest value, and everywhere if all are equal.

    Notes
    -----
    ``log_CT_orig`` in COINr (Becker et al. 2022); reproduced from its results.
    """
    lifted: Floats = values - values.min(axis=-1, keepdims=True)
    np.log1p(lifted, out=lifted)
    return lifted


def log_two_sided(values: Floats) -> Floats:
    """Return :func:`log_shifted`, mirrored in rows whose long tail is on the low side.

    Parameters
    ----------
    values
        Shape (r, n), finite.

    Returns
    -------
    numpy.ndarray
        As ``values``, ascending with them: ``log_shifted(x)`` where the skewness is above 0 (by more than
        1e-12), else ``-log_shifted(-x)``. NaN in a row whose values are all equal.

    Raises
    ------
    PassgenauError
        A value is missing or infinite.

    Notes
    -----
    ``log_CT_plus`` in COINr (Becker et al. 2022); reproduced from its results.
    """
    side = np.where(skewness(values) > ARITHMETIC, 1.0, -1.0)[:, np.newaxis]
    turned = log_shifted(values * side)
    turned *= side
    return turned


def box_cox(values: Floats, power: float) -> Floats:
    """Return (y^power - 1) / power of y = x - min + 1, or log(y) for power 0, row by row.

    Parameters
    ----------
    values
        Shape (r, n), finite. The unit matters, as for :func:`log_from_one`.
    power
        The exponent lambda, finite; 1 only shifts, below 1 pulls the high side in.

    Returns
    -------
    numpy.ndarray
        As ``values``, ascending with them; 0 for the smallest value, and everywhere if all are equal.

    Raises
    ------
    PassgenauError
        The power is not finite, or so large that the result leaves the numbers a machine knows.

    Notes
    -----
    Box and Cox (1964).
    """
    lifted: Floats = values - values.min(axis=-1, keepdims=True)
    with np.errstate(over="ignore", invalid="ignore"):
        bent = special.boxcox1p(lifted, power).astype(np.float64, copy=False)
    if not np.isfinite(power) or np.isposinf(bent).any():
        text = (
            f"Der Exponent der Box-Cox-Umformung muss endlich und für diese Werte berechenbar sein, ist aber {power}."
        )
        raise refusal("index.box_cox", text)
    return bent


def transformed(values: Floats, transform: Transform, power: float = 0.0) -> Floats:
    """Return the values on the scale that a definition names.

    Parameters
    ----------
    values
        Shape (r, n), finite.
    transform
        ``none``, ``log_shifted``, ``log_from_one``, ``log_two_sided`` or ``box_cox``.
    power
        The exponent of ``box_cox``; the others do not use it.

    Returns
    -------
    numpy.ndarray
        As ``values``; for ``none`` the values themselves.

    Raises
    ------
    PassgenauError
        As the transform.
    """
    if transform == "box_cox":
        return box_cox(values, power)
    if transform == "log_shifted":
        return log_shifted(values)
    if transform == "log_from_one":
        return log_from_one(values)
    return log_two_sided(values) if transform == "log_two_sided" else values
