"""Why an area stands where it stands: contributions, differences, changes between years, and the smallest change.

Comes in: a :class:`Reading`, that is a table with the index run on it. Goes out: parts that add up exactly to what
they explain. Refused: an index whose contributions do not add up, an area without a score (by name and reason), two
years that were not measured alike. Nothing here says what causes what; it only takes arithmetic apart.
"""

from passgenau.index.explanation.area import AreaExplanation, explain_area
from passgenau.index.explanation.change import AreaChange, ChangePart, explain_change
from passgenau.index.explanation.contributions import AreaContributions, Contribution, by_domain, explain_score
from passgenau.index.explanation.difference import AreaDifference, DifferencePart, explain_difference
from passgenau.index.explanation.reading import Reading
from passgenau.index.explanation.smallest_change import AreaCut, SmallestChange, explain_cut

__all__ = [
    "AreaChange",
    "AreaContributions",
    "AreaCut",
    "AreaDifference",
    "AreaExplanation",
    "ChangePart",
    "Contribution",
    "DifferencePart",
    "Reading",
    "SmallestChange",
    "by_domain",
    "explain_area",
    "explain_change",
    "explain_cut",
    "explain_difference",
    "explain_score",
]
