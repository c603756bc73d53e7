"""Do the indicators of a domain measure one thing? Cronbach's alpha."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import pandas as pd

from passgenau.common.errors import refusal
from passgenau.index.multivariate.figure_matrix import ARITHMETIC, figure_matrix, labels_for


def cronbach_alpha(values: npt.ArrayLike, indicator_ids: Sequence[str]) -> float:
    """Return Cronbach's alpha from covariances: k / (k − 1) · (1 − Σ variances / Σ all covariances).

    Parameters
    ----------
    values
        Shape (n, k): n areas, k >= 2 indicators, already pointing the same way and on comparable scales; with raw
        units the widest indicator decides alone. NaN is a missing value: each covariance is computed from the
        areas that have both values, each variance from those that have the one.
    indicator_ids
        The k names of the columns.

    Returns
    -------
    float
        At most 1 where nothing is missing; negative where indicators contradict each other.

    Raises
    ------
    PassgenauError
        Where fewer than two indicators came, two indicators share fewer than two areas, or the covariances do not
        add up to more than 0 (indicators cancel out or nothing varies), so that alpha is not defined.

    Notes
    -----
    Cronbach (1951), Coefficient alpha and the internal structure of tests. A high alpha says that indicators go
    together, not that they measure the right thing; it grows with their number.
    """
    matrix = figure_matrix(values, indicator_ids)
    size = len(indicator_ids)
    if size < 2:
        raise refusal("multivariate.alpha", f"Cronbachs Alpha braucht mindestens zwei Indikatoren, es kam {size}.")
    covariances = pd.DataFrame(matrix).cov(min_periods=2).to_numpy()
    if np.isnan(covariances).any():
        first, second = (indicator_ids[place] for place in np.argwhere(np.isnan(covariances))[0])
        text = f"Für {first} und {second} haben weniger als zwei Gebiete beide Werte; Cronbachs Alpha braucht zwei."
        raise refusal("multivariate.alpha", text)
    total, own = covariances.sum(), np.trace(covariances)
    if total <= ARITHMETIC * own or own == 0:
        text = "Die Indikatoren heben einander auf oder schwanken nicht; Cronbachs Alpha ist dann nicht bestimmt."
        raise refusal("multivariate.alpha", text)
    return float(size / (size - 1) * (1 - own / total))


def domain_alphas(values: npt.ArrayLike, indicator_ids: Sequence[str], *, domains: Sequence[str]) -> dict[str, float]:
    """Return Cronbach's alpha of every domain.

    Parameters
    ----------
    values, indicator_ids
        As in :func:`cronbach_alpha`, shape (n, m).
    domains
        The domain of each of the m indicators.

    Returns
    -------
    dict
        Alpha by domain in order of appearance; NaN for a domain of one indicator, which has no alpha.

    Raises
    ------
    PassgenauError
        As :func:`cronbach_alpha` for a domain of two or more; where an indicator has no domain.
    """
    matrix, labels = figure_matrix(values, indicator_ids), labels_for(domains, indicator_ids)
    alphas = {}
    for domain in dict.fromkeys(labels):
        places = [place for place, label in enumerate(labels) if label == domain]
        names = [indicator_ids[place] for place in places]
        alphas[domain] = cronbach_alpha(matrix[:, places], names) if len(places) > 1 else float("nan")
    return alphas
