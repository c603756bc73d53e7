"""All that is asked about one area in one value: its score, and on demand the difference, the change and the cut."""

from __future__ import annotations

from dataclasses import dataclass

from passgenau.index.explanation.change import AreaChange, explain_change
from passgenau.index.explanation.contributions import AreaContributions, explain_score
from passgenau.index.explanation.difference import AreaDifference, explain_difference
from passgenau.index.explanation.reading import Reading
from passgenau.index.explanation.smallest_change import AreaCut, explain_cut


@dataclass(frozen=True)
class AreaExplanation:
    """The explanation of one area; what was not asked for is None."""

    score: AreaContributions
    difference: AreaDifference | None
    change: AreaChange | None
    cut: AreaCut | None


def explain_area(
    reading: Reading, area_id: str, *, other_id: str = "", earlier: Reading | None = None, top: int | None = None
) -> AreaExplanation:
    """Explain the score of one area.

    Parameters
    ----------
    reading
        The index and its figures; the aggregate must be ``sum`` or ``arithmetic``.
    area_id
        The area.
    other_id
        Another area to compare it with (empty: none).
    earlier
        The same index of an earlier period (None: no change asked for).
    top
        After which place the cut lies (None: not asked for).

    Returns
    -------
    AreaExplanation
        What was asked for.

    Raises
    ------
    PassgenauError
        As the single explanations.
    """
    return AreaExplanation(
        score=explain_score(reading, area_id),
        difference=explain_difference(reading, area_id, second_id=other_id) if other_id else None,
        change=explain_change(area_id, earlier=earlier, later=reading) if earlier is not None else None,
        cut=explain_cut(reading, area_id, top=top) if top is not None else None,
    )
