"""Which areas enter and leave the first places when another index is used."""

from __future__ import annotations

from dataclasses import dataclass

from passgenau.index.result import IndexResult


@dataclass(frozen=True)
class Exchange:
    """Area keys in table order: among the first places only by the other index, and only by the first one."""

    entering: tuple[str, ...]
    leaving: tuple[str, ...]


def entering_and_leaving(first: IndexResult, other: IndexResult, *, top: int) -> Exchange:
    """Compare who is among the first ``top`` places of two results.

    Parameters
    ----------
    first, other
        Results, usually of the same areas by two definitions.
    top
        Number of first places; areas tied across the last place all count as within.

    Returns
    -------
    Exchange
        Areas without a rank are never within.
    """
    before, after = _within(first, top), _within(other, top)
    return Exchange(
        entering=tuple(area for area in other.area_ids if area in after - before),
        leaving=tuple(area for area in first.area_ids if area in before - after),
    )


def _within(result: IndexResult, top: int) -> set[str]:
    pairs = zip(result.area_ids, result.rank.tolist(), strict=True)
    return {area for area, rank in pairs if 1 <= rank <= top}
