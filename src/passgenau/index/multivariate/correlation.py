"""Which indicators say the same, and which contradict each other: correlations of all pairs, with p values."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt
from scipy.special import stdtr
from scipy.stats import kendalltau, rankdata

from passgenau.common.errors import refusal
from passgenau.common.numbers_de import number
from passgenau.index.multivariate.figure_matrix import Floats, figure_matrix, has_spread, labels_for
from passgenau.index.multivariate.hierarchy import ancestors, top_of

CorrelationMethod = Literal["pearson", "spearman", "kendall"]
Reading = Literal["redundant", "contradicting"]

# Two areas always lie on a line; from three on a correlation says something.
FEWEST_PAIRS = 3


@dataclass(frozen=True)
class Correlations:
    """Correlations of m with k columns, each array of shape (m, k).

    ``coefficient`` −1 to 1, ``p_value`` 0-1, ``pairs`` the number of areas that have both values.
    """

    method: CorrelationMethod
    first_ids: tuple[str, ...]
    second_ids: tuple[str, ...]
    coefficient: Floats
    p_value: Floats
    pairs: npt.NDArray[np.int64]


@dataclass(frozen=True)
class CorrelatedPair:
    """Two columns whose correlation lies beyond a limit; ``domain`` is the one they share, if it was asked for."""

    first: str
    second: str
    coefficient: float
    p_value: float
    pairs: int
    reading: Reading
    domain: str = ""


@dataclass(frozen=True)
class FamilyCorrelation:
    """How an element goes with what it belongs to; ``ancestor`` is its domain, ..., the index."""

    element: str
    ancestor: str
    coefficient: float
    p_value: float
    pairs: int


def correlations(values: npt.ArrayLike, ids: Sequence[str], *, method: CorrelationMethod) -> Correlations:
    """Correlate every column with every other.

    Parameters
    ----------
    values
        Shape (n, m): n areas, m columns, any unit. NaN is a missing value: each pair is computed from the areas that
        have both (pairwise complete), so that two coefficients may rest on different areas; ``pairs`` says how many.
    ids
        The m names of the columns.
    method
        ``pearson``, ``spearman`` (ranks anew among the areas of each pair) or ``kendall`` (tau-b).

    Returns
    -------
    Correlations
        Shape (m, m), symmetric. NaN where fewer than three areas have both values or one column has no spread
        among them.

    Raises
    ------
    PassgenauError
        Where the shape does not fit or a value is infinite.

    Notes
    -----
    p values of Pearson's and Spearman's coefficient by the t distribution with n − 2 degrees of freedom, of Kendall's
    exact for few areas without ties and else by the normal distribution; two-sided, and not corrected for the many
    pairs: of a hundred pairs that have nothing to do with each other, five lie below 0.05.
    """
    matrix = figure_matrix(values, ids)
    size = len(ids)
    found = np.full((3, size, size), np.nan)
    for row in range(size):
        for column in range(row, size):
            found[:, row, column] = found[:, column, row] = _pair(matrix[:, row], matrix[:, column], method)
    return _correlations(found, ids, ids, method)


def cross_correlations(
    first: npt.ArrayLike,
    second: npt.ArrayLike,
    *,
    first_ids: Sequence[str],
    second_ids: Sequence[str],
    method: CorrelationMethod,
) -> Correlations:
    """Correlate every column of one table with every column of another, such as indicators with their denominators.

    Parameters
    ----------
    first, second
        Shapes (n, m) and (n, k) of the same n areas in the same order; NaN as in :func:`correlations`.
    first_ids, second_ids
        The m and the k names of the columns.
    method
        As in :func:`correlations`.

    Returns
    -------
    Correlations
        Shape (m, k). An indicator that goes with a denominator (population, area) measures size, not need.

    Raises
    ------
    PassgenauError
        Where shapes do not fit, the tables have different numbers of areas, or a value is infinite.
    """
    one, other = figure_matrix(first, first_ids), figure_matrix(second, second_ids)
    if len(one) != len(other):
        text = f"Beide Tabellen müssen dieselben Gebiete haben; es kamen {len(one)} und {len(other)}."
        raise refusal("multivariate.areas", text)
    found = np.array([[_pair(row, column, method) for column in other.T] for row in one.T])
    return _correlations(np.moveaxis(found, -1, 0), first_ids, second_ids, method)


def correlated_pairs(
    found: Correlations, *, above: float, below: float, domains: Sequence[str] | None = None
) -> tuple[CorrelatedPair, ...]:
    """List pairs with a correlation above or below a limit, to be looked at by people.

    Parameters
    ----------
    found
        From :func:`correlations` or :func:`cross_correlations`.
    above, below
        Limits from −1 to 1, ``below`` the smaller; a coefficient on a limit is not beyond it, NaN never is.
    domains
        Only with a square table: the domain of each column; pairs across domains are then passed over.

    Returns
    -------
    tuple of CorrelatedPair
        In order of the columns, each pair once. ``redundant``: above, the two tell nearly the same and count twice.
        ``contradicting``: below, inside a domain they cancel out.

    Raises
    ------
    PassgenauError
        Where the limits are out of range or order, or the domains do not fit.
    """
    if not -1 <= below <= above <= 1:
        came = " und ".join(number(one) if np.isfinite(one) else "keine Zahl" for one in (below, above))
        text = f"Die Grenzen müssen von −1 bis 1 reichen, die untere zuerst; es kamen {came}."
        raise refusal("multivariate.limits", text)
    square = found.first_ids == found.second_ids
    if domains is not None and not square:
        raise refusal("multivariate.labels", "Nach Bereich lassen sich nur Spalten derselben Tabelle vergleichen.")
    labels = None if domains is None else labels_for(domains, found.first_ids)
    beyond = (found.coefficient > above) | (found.coefficient < below)
    places = [(int(row), int(column)) for row, column in np.argwhere(np.triu(beyond, 1) if square else beyond)]
    if labels is None:
        return tuple(_beyond(found, row, column, above) for row, column in places)
    return tuple(
        _beyond(found, row, column, above, labels[row]) for row, column in places if labels[row] == labels[column]
    )


def family_correlations(
    values: npt.ArrayLike, ids: Sequence[str], *, parents: Mapping[str, str], method: CorrelationMethod
) -> tuple[FamilyCorrelation, ...]:
    """Correlate every element with all it belongs to: the indicator with its domain, both with the index.

    Parameters
    ----------
    values
        Shape (n, m): indicators, scores of domains and of the index side by side; NaN as in :func:`correlations`.
    ids
        The m names of the columns; they must hold every element of ``parents``.
    parents
        Parent by element, up to one element at the top.
    method
        As in :func:`correlations`.

    Returns
    -------
    tuple of FamilyCorrelation
        In order of the columns, nearest ancestor first. Near 0: the element hardly moves what it belongs to;
        negative: it is outvoted by its siblings. An element is part of its ancestors, which lifts the coefficient.

    Raises
    ------
    PassgenauError
        Where the shape does not fit, an element has no column, or the hierarchy has no single top.
    """
    matrix = figure_matrix(values, ids)
    column = dict(zip(ids, matrix.T, strict=True))
    unknown = sorted({*parents, top_of(parents)} - column.keys())
    if unknown:
        raise refusal("multivariate.family", f"In der Tabelle fehlt die Spalte {unknown[0]}, die die Gliederung nennt.")
    pairs = [(element, ancestor) for element in ids for ancestor in ancestors(parents, element)]
    found = [(pair, _pair(column[pair[0]], column[pair[1]], method)) for pair in pairs]
    return tuple(FamilyCorrelation(*pair, value, p_value, int(count)) for pair, (value, p_value, count) in found)


def _pair(first: Floats, second: Floats, method: CorrelationMethod) -> tuple[float, float, float]:
    """Return coefficient, p value and number of areas with both values."""
    both = ~(np.isnan(first) | np.isnan(second))
    one, other, count = first[both], second[both], int(both.sum())
    if count < FEWEST_PAIRS or not (has_spread(one) and has_spread(other)):
        return np.nan, np.nan, count
    if method == "kendall":
        tau = kendalltau(one, other)
        return float(tau.statistic), float(tau.pvalue), count
    if method == "spearman":
        one, other = rankdata(one), rankdata(other)
    value = float(np.corrcoef(one, other)[0, 1])
    return value, _p_value(value, count), count


def _p_value(coefficient: float, count: int) -> float:
    """Return the two-sided p value by the t distribution; a perfect correlation has 0."""
    rest = 1 - coefficient**2
    return 0.0 if rest <= 0 else float(2 * stdtr(count - 2, -abs(coefficient) * np.sqrt((count - 2) / rest)))


def _correlations(
    found: Floats, first_ids: Sequence[str], second_ids: Sequence[str], method: CorrelationMethod
) -> Correlations:
    return Correlations(method, tuple(first_ids), tuple(second_ids), found[0], found[1], found[2].astype(np.int64))


def _beyond(found: Correlations, row: int, column: int, above: float, domain: str = "") -> CorrelatedPair:
    value = float(found.coefficient[row, column])
    return CorrelatedPair(
        found.first_ids[row],
        found.second_ids[column],
        value,
        float(found.p_value[row, column]),
        int(found.pairs[row, column]),
        "redundant" if value > above else "contradicting",
        domain,
    )
