"""The official index of a release: computed from all counts, and what of it may leave beside the protected figures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from passgenau.index.definition import IndexDefinition
from passgenau.index.released import OutputKind, ReleasedOutputs, outputs_of, outputs_of_each, withhold
from passgenau.index.unexplained import unexplained
from passgenau.indicators.table import IndicatorTable


@dataclass(frozen=True)
class OfficialIndex:
    """``published``: what leaves. ``refused``: kinds of output that cannot leave at all."""

    published: ReleasedOutputs | None
    refused: tuple[OutputKind, ...]


def official_index(
    inside: IndicatorTable,
    alternatives: Sequence[IndicatorTable],
    definition: IndexDefinition,
    *,
    show: Sequence[OutputKind],
    decimals: int,
) -> OfficialIndex:
    """Return what of the official index may leave.

    Parameters
    ----------
    inside
        All counts.
    alternatives
        The tables of the certificate, at least one; the same areas in the same order.
    definition
        The definition of the index.
    show
        Kinds of output that are wanted.
    decimals
        Digits of the score.

    Returns
    -------
    OfficialIndex
        An output leaves where every table gives the same. A kind of which something is withheld although all tables
        agree is refused whole, since the withholding would tell that none of them is the true one; None where no
        kind is left.

    Raises
    ------
    PassgenauError
        As in :func:`~passgenau.index.released.outputs_of`.
    """
    left, refused = list(show), []
    for kind in show:
        official = outputs_of(inside, definition, show=(kind,), decimals=decimals)
        others = list(outputs_of_each(alternatives, definition, like=official))
        if bool(np.any(unexplained(withhold(official, others), others))):
            left.remove(kind)
            refused.append(kind)
    if not left:
        return OfficialIndex(None, tuple(refused))
    official = outputs_of(inside, definition, show=left, decimals=decimals)
    published = withhold(official, outputs_of_each(alternatives, definition, like=official))
    return OfficialIndex(published, tuple(refused))
