"""How many things do the indicators tell? Principal components of the standardised indicators."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from passgenau.common.errors import refusal
from passgenau.common.findings import enumerate_de
from passgenau.index.multivariate.figure_matrix import Floats, figure_matrix, has_spread

# Below this the loadings of a component cancel out, and their sum says nothing about its sign.
BALANCED = 1e-9


@dataclass(frozen=True)
class PrincipalComponents:
    """k components of m indicators, strongest first.

    ``standard_deviations`` (k,) of the scores, ``explained`` (k,) as share 0-1 of all variance, ``rotation`` (m, k)
    with the loading of each indicator; the squares of a column add up to 1, and its sum is positive.
    """

    indicator_ids: tuple[str, ...]
    standard_deviations: Floats
    explained: Floats
    rotation: Floats


def principal_components(values: npt.ArrayLike, indicator_ids: Sequence[str]) -> PrincipalComponents:
    """Compute the principal components of the correlation matrix.

    Parameters
    ----------
    values
        Shape (n, m): n >= 2 areas, m indicators, any unit; each is standardised (sample standard deviation) first.
        Missing values are refused: any way of passing over them would choose areas without saying so.
    indicator_ids
        The m names of the columns.

    Returns
    -------
    PrincipalComponents
        min(n − 1, m) components. The sign of a component is arbitrary by nature; here the loadings add up to more
        than 0, or, where they cancel out, the one with the largest amount is positive.

    Raises
    ------
    PassgenauError
        Where a value is missing, an indicator has no spread, or fewer than two areas came.

    Notes
    -----
    Jolliffe (2002), Principal Component Analysis; by singular value decomposition.
    """
    matrix = figure_matrix(values, indicator_ids)
    _check_complete(matrix, indicator_ids)
    _check_spread(matrix, indicator_ids)
    standardised = (matrix - matrix.mean(axis=0)) / matrix.std(axis=0, ddof=1)
    count = min(len(matrix) - 1, len(indicator_ids))
    _, singular, transposed = np.linalg.svd(standardised, full_matrices=False)
    deviations = singular[:count] / np.sqrt(len(matrix) - 1)
    rotation = transposed[:count].T
    explained = deviations**2 / len(indicator_ids)
    return PrincipalComponents(tuple(indicator_ids), deviations, explained, rotation * _signs(rotation))


def _signs(rotation: Floats) -> Floats:
    """Return the sign of each column that makes its sum positive."""
    sums = rotation.sum(axis=0)
    largest = np.take_along_axis(rotation, np.abs(rotation).argmax(axis=0)[None], axis=0)[0]
    signs: Floats = np.sign(np.where(np.abs(sums) > BALANCED, sums, largest))
    return signs


def _check_complete(matrix: Floats, indicator_ids: Sequence[str]) -> None:
    gaps = np.isnan(matrix)
    if not gaps.any():
        return
    names = [name for name, column in zip(indicator_ids, gaps.T, strict=True) if column.any()]
    text = (
        f"Hauptkomponenten brauchen in jedem Gebiet jeden Wert; es fehlen {gaps.sum()} Werte "
        f"in {gaps.any(axis=1).sum()} Gebieten, und zwar bei: {enumerate_de(names)}."
    )
    advice = "Lassen Sie diese Indikatoren oder Gebiete weg, oder ergänzen Sie die Werte vorher sichtbar."
    raise refusal("multivariate.components_missing", text, advice=advice)


def _check_spread(matrix: Floats, indicator_ids: Sequence[str]) -> None:
    if len(matrix) < 2:
        raise refusal(
            "multivariate.components_areas", "Hauptkomponenten brauchen mindestens zwei Gebiete, es kam eines."
        )
    constant = [name for name, column in zip(indicator_ids, matrix.T, strict=True) if not has_spread(column)]
    if constant:
        text = f"Hauptkomponenten brauchen Unterschiede; in allen Gebieten gleich sind: {enumerate_de(constant)}."
        raise refusal("multivariate.components_constant", text, advice="Lassen Sie diese Indikatoren weg.")
