"""What every check starts from: areas in rows, indicators in columns, a gap is NaN and nothing is infinite."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from passgenau.common.errors import refusal
from passgenau.common.findings import enumerate_de

Floats = npt.NDArray[np.float64]

# Values spread by less than this share of the largest differ only by the arithmetic of the machine.
ARITHMETIC = 1e-12


def figure_matrix(values: npt.ArrayLike, ids: Sequence[str], *, what: str = "Indikatoren") -> Floats:
    """Return the values as a matrix, or refuse what cannot be read as areas by indicators.

    Parameters
    ----------
    values
        Shape (n, m): n areas, m indicators (or other columns), any unit; NaN is a missing value.
    ids
        The m names of the columns, each once.
    what
        German plural of what the columns are, for the sentence of a refusal.

    Returns
    -------
    numpy.ndarray
        Shape (n, m), a copy; NaN stays NaN.

    Raises
    ------
    PassgenauError
        Where the shape does not fit, a name occurs twice, there is no area, or a value is infinite.
    """
    matrix = np.array(values, dtype=np.float64)
    if matrix.ndim != 2 or matrix.shape[1] != len(ids) or not matrix.size:
        shape = " × ".join(str(size) for size in matrix.shape)
        text = (
            f"Gebraucht wird eine Tabelle mit mindestens einem Gebiet und {len(ids)} Spalten ({what}), es kam {shape}."
        )
        raise refusal("multivariate.shape", text)
    twice = [name for name, count in Counter(ids).items() if count > 1]
    if twice:
        raise refusal(
            "multivariate.twice", f"Jede Kennung darf einmal vorkommen ({what}), mehrfach: {enumerate_de(twice)}."
        )
    infinite = [name for name, column in zip(ids, matrix.T, strict=True) if np.isinf(column).any()]
    if infinite:
        text = f"Jeder Wert muss endlich sein oder fehlen ({what}); unendlich in: {enumerate_de(infinite)}."
        raise refusal("multivariate.infinite", text)
    return matrix


def labels_for(labels: Sequence[str], ids: Sequence[str]) -> tuple[str, ...]:
    """Return the labels if there is one for each column, or refuse.

    Parameters
    ----------
    labels
        The domain (or other group) of each column.
    ids
        The m names of the columns.

    Returns
    -------
    tuple of str
        The m labels.

    Raises
    ------
    PassgenauError
        Where their number differs or a label is empty.
    """
    if len(labels) != len(ids):
        text = f"Jeder der {len(ids)} Indikatoren braucht einen Bereich, es kamen {len(labels)}."
        raise refusal("multivariate.labels", text)
    without = [name for name, label in zip(ids, labels, strict=True) if not label]
    if without:
        raise refusal("multivariate.no_label", f"Ohne Bereich sind: {enumerate_de(without)}.")
    return tuple(labels)


def has_spread(column: Floats) -> bool:
    """Say whether the values that are there differ by more than the arithmetic of the machine.

    Parameters
    ----------
    column
        Shape (n,), NaN is passed over.

    Returns
    -------
    bool
        False also where fewer than two values are there.
    """
    there = column[~np.isnan(column)]
    return bool(there.size > 1 and np.ptp(there) > ARITHMETIC * np.abs(there).max())
