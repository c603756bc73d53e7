"""Where the doubt about a ranking comes from, in words: chance in the counts, weights, the way of computing."""

from __future__ import annotations

import math
from dataclasses import dataclass

from passgenau.common.findings import enumerate_de
from passgenau.common.numbers_de import share
from passgenau.index.result import SourceShares
from passgenau.profile.sentences import Answer

INTERPLAY = "Zusammenspiel"
_NAMES = {"counts": "Zufall", "weights": "Gewichte", "choices": "Rechenweg"}
_FROM = {"counts": "dem Zufall in den Fallzahlen", "weights": "den Gewichten", "choices": "dem Rechenweg"}
NOTHING_MOVES = Answer("In den Durchläufen verschiebt sich kein Rang.", "")


@dataclass(frozen=True)
class SourcePart:
    """One source with its part 0-1 of the spread of the ranks, alone and with all its interplay."""

    source: str
    name: str
    alone: float
    total: float


def source_parts(shares: SourceShares, area_id: str | None) -> tuple[SourcePart, ...]:
    """Return the parts of one area or of all, largest first, and last what only arises in interplay.

    Parameters
    ----------
    shares
        From the run; figures a little outside 0-1 are noise of the simulation and shown as 0 or 1.
    area_id
        Key of an area, None for all areas together.

    Returns
    -------
    tuple of SourcePart
        The last is the interplay (source ``interplay``), what the parts alone leave to 1; ``total`` of it is NaN.
        Empty where the rank never moves or the area has none.
    """
    alone, total = shares.overall_first, shares.overall_total
    if area_id is not None:
        if area_id not in shares.area_ids:
            return ()
        row = shares.area_ids.index(area_id)
        alone, total = shares.first[row], shares.total[row]
    if any(math.isnan(float(value)) for value in alone):
        return ()
    parts = [
        SourcePart(source, _NAMES[source], _within(float(one)), _within(float(other)))
        for source, one, other in zip(shares.sources, alone, total, strict=True)
    ]
    left = _within(1 - sum(part.alone for part in parts))
    rest = [SourcePart("interplay", INTERPLAY, left, math.nan)] if len(parts) > 1 else []
    return (*sorted(parts, key=lambda part: -part.alone), *rest)


def _within(value: float) -> float:
    return min(max(value, 0.0), 1.0)


def source_answer(parts: tuple[SourcePart, ...]) -> Answer:
    """Return the answer to "Woher kommt der Zweifel?".

    Parameters
    ----------
    parts
        Of all areas together, as :func:`source_parts` returns them.

    Returns
    -------
    Answer
        Bold: the largest source. Rest: its part, the others and the interplay. Two sources that read the same are both
        named.
    """
    own = [part for part in parts if part.source != "interplay"]
    if not own:
        return NOTHING_MOVES
    if len(own) == 1:
        return Answer(f"Der ganze Zweifel kommt aus {_FROM[own[0].source]}.", "Nur das wurde verändert.")
    largest = [part for part in own if _percent(part.alone) == _percent(own[0].alone)]
    bold = f"Am meisten Zweifel kommt aus {enumerate_de([_FROM[part.source] for part in largest])}."
    others = [f"{_percent(part.alone)} aus {_FROM[part.source]}" for part in own[len(largest) :]]
    rest = [f"{_percent(part.alone)} erst aus dem Zusammenspiel" for part in parts if part.source == "interplay"]
    each = "je " if len(largest) > 1 else ""
    return Answer(bold, f"Das sind {each}{_percent(own[0].alone)}; dazu kommen {enumerate_de([*others, *rest])}.")


def source_words(parts: tuple[SourcePart, ...]) -> str:
    """Return what moves the rank of one area most.

    Parameters
    ----------
    parts
        Of one area, as :func:`source_parts` returns them.

    Returns
    -------
    str
        Such as ``vor allem Rechenweg`` (more than half) or ``am meisten Zufall``; without parts that it never moves.
    """
    if not parts:
        return "bewegt sich nicht"
    largest = max(parts, key=lambda part: part.alone)
    return f"vor allem {largest.name}" if largest.alone > 0.5 else f"am meisten {largest.name}"


def _percent(part: float) -> str:
    return share(part, decimals=0)
