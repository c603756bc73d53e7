"""Invented rankings for sentence tests: nouns, certainties by name, standings from probabilities."""

from __future__ import annotations

from collections.abc import Sequence

from passgenau.profile.certainty import Certainty, certainty
from passgenau.profile.standing import NOTHING_TESTED, Standing
from passgenau.profile.words import area_noun

WOHNPLATZ, VIERTEL, SIEDLUNG = area_noun("wohnplatz"), area_noun("viertel"), area_noun("siedlung")
SURE, VERY, LIKELY, OPEN, UNLIKELY, NEVER = 1.0, 0.95, 0.8, 0.5, 0.2, 0.001


def sure(p: float | None, top: int = 9) -> Certainty:
    """Return certainty from a probability without Monte Carlo doubt; None: not tested."""
    return NOTHING_TESTED if p is None else certainty(p, replications=10**7, top=top)


def ranking(
    first: Sequence[float | None], *, more: int = 72, ranks: Sequence[int] | None = None, place: str = "Bergau"
) -> list[Standing]:
    """Return standings: the first areas with these probabilities, then areas that never come first."""
    probabilities = [*first, *([None if first and first[0] is None else NEVER] * more)]
    numbers = ranks or range(1, len(probabilities) + 1)
    return [
        Standing(f"{at:03d}", f"Ort {at}", place, 1000.0, rank, max(rank - 1, 1), rank + 1, sure(p))
        for at, (p, rank) in enumerate(zip(probabilities, numbers, strict=True), start=1)
    ]
