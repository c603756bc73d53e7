"""Between admission and fitting: gaps are filled and outliers treated, where the definition says so."""

from __future__ import annotations

from passgenau.index.admission import Admitted


def prepare(admitted: Admitted) -> Admitted:
    """Return the figures."""
    return admitted
