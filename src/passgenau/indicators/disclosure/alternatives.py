"""The tables of a certificate as figures: other counts that fit everything a package shows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np
import pandas as pd

from passgenau.data.areas import AreaRegister
from passgenau.data.status import ValueStatus
from passgenau.indicators.disclosure.certificate import Certificate
from passgenau.indicators.disclosure.verify import published_system


def alternatives(
    long: pd.DataFrame,
    register: AreaRegister,
    memberships: Mapping[str, tuple[str, ...]],
    *,
    certificate: Certificate,
) -> Iterator[pd.DataFrame]:
    """Yield, for every table of the certificate, the package with its hidden counts filled in from that table.

    Parameters
    ----------
    long, register, memberships
        A protected package.
    certificate
        Its certificate, accepted by :func:`~passgenau.indicators.disclosure.verify.verify`.

    Yields
    ------
    pandas.DataFrame
        Long tables in the order of ``long``. Hidden rows have the counts of the table and the status ``value``; rows
        that are missing stay missing, and figures of indicators without thresholds stay as they are. None of these
        tables is the true one but by chance; each of them could be.
    """
    published = published_system(
        long,
        register,
        memberships,
        demands=certificate.demands,
        structure=certificate.structure,
        earlier=certificate.earlier,
    )
    layout, system = published.layout, published.system
    keys = list(long[["area_id", "indicator_id", "period"]].itertuples(index=False, name=None))
    bound = np.array([key in layout.numerators for key in keys])
    hidden = bound & (long["status"] != ValueStatus.MISSING.value).to_numpy()
    places = np.flatnonzero(hidden)
    numerators = np.array([layout.numerators[keys[place]] for place in places], dtype=np.int64)
    denominators = np.array([layout.denominators[keys[place]] for place in places], dtype=np.int64)
    for counts in certificate.tables:
        table = system.value.copy()
        table[~system.exact] = counts
        filled = long.copy()
        for column, cells in (("numerator", numerators), ("denominator", denominators)):
            values = filled[column].to_numpy(dtype=np.float64, copy=True)
            values[places] = table[cells]
            filled[column] = values
        filled.loc[hidden & (filled["status"] == ValueStatus.SUPPRESSED.value), "status"] = ValueStatus.VALUE.value
        yield filled
