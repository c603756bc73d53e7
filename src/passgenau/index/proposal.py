"""How many areas a definition proposes to look at first; people decide, this only proposes."""

from __future__ import annotations

from passgenau.index.result import IndexResult


def proposed_top(result: IndexResult) -> int:
    """Return the number of first areas that the definition proposes.

    Parameters
    ----------
    result
        Index run.

    Returns
    -------
    int
        ``proposed_cut`` of the definition where it states one (never more than there are ranks); else the number of
        areas in the highest class of the definition; 0 where the definition has neither, since no threshold is
        invented here. Areas without a rank do not count.
    """
    ranked = int((result.rank > 0).sum())
    definition = result.definition
    if definition.proposed_cut is not None:
        return min(definition.proposed_cut, ranked)
    if definition.classes is None:
        return 0
    return sum(label == definition.classes.labels[-1] for label in result.klass)
