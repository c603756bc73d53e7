"""How much of an area is known: shares of indicators with a value, overall and by domain."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from passgenau.index.multivariate.figure_matrix import Floats, figure_matrix, labels_for

Counts = npt.NDArray[np.int64]


@dataclass(frozen=True)
class AreaAvailability:
    """Per area, shape (n,): counts of ``missing`` and ``zero`` values, and two shares 0-1.

    ``share_available`` is of all indicators; ``share_nonzero`` is of the values that are there, NaN without any.
    """

    missing: Counts
    zero: Counts
    share_available: Floats
    share_nonzero: Floats


@dataclass(frozen=True)
class DomainAvailability:
    """Share 0-1 of indicators with a value, shape (n, d), for d domains in order of appearance."""

    domain_ids: tuple[str, ...]
    share_available: Floats


def availability_by_area(values: npt.ArrayLike, indicator_ids: Sequence[str]) -> AreaAvailability:
    """Count what each area lacks.

    Parameters
    ----------
    values
        Shape (n, m): n areas, m indicators, any unit; NaN is a missing value, 0 a value.
    indicator_ids
        The m names of the columns.

    Returns
    -------
    AreaAvailability
        In the order of the rows.

    Raises
    ------
    PassgenauError
        Where the shape does not fit or a value is infinite.
    """
    matrix = figure_matrix(values, indicator_ids)
    missing, zero = np.isnan(matrix).sum(axis=1), (matrix == 0).sum(axis=1)
    there = matrix.shape[1] - missing
    nonzero = np.divide(there - zero, there, out=np.full(len(matrix), np.nan), where=there > 0)
    return AreaAvailability(missing, zero, there / matrix.shape[1], nonzero)


def availability_by_domain(
    values: npt.ArrayLike, indicator_ids: Sequence[str], *, domains: Sequence[str]
) -> DomainAvailability:
    """Give the share of known indicators of each area in each domain.

    Parameters
    ----------
    values, indicator_ids
        As in :func:`availability_by_area`.
    domains
        The domain of each of the m indicators; for a higher level of the hierarchy, what they belong to there.

    Returns
    -------
    DomainAvailability
        Shares of the *number* of indicators, not of their weight.

    Raises
    ------
    PassgenauError
        Where the shape does not fit, a value is infinite, or an indicator has no domain.
    """
    matrix, labels = figure_matrix(values, indicator_ids), labels_for(domains, indicator_ids)
    names = tuple(dict.fromkeys(labels))
    member = np.array([[label == name for name in names] for label in labels])
    there = (~np.isnan(matrix)).astype(np.float64)
    return DomainAvailability(names, there @ member / member.sum(axis=0))
