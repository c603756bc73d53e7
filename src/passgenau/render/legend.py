"""The legend of a map as data: word, count and sample of every class that is there, highest need first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from passgenau.render.map_area import MapArea
from passgenau.render.palette import WITHOUT_VALUE, WORDS_DE, MapClass
from passgenau.render.swatch import outlined_swatch, swatch


@dataclass(frozen=True)
class LegendEntry:
    """One line of a legend; the entry of the first k has no class and no count."""

    word: str
    count: int | None
    swatch: str
    klass: MapClass | None


def legend(
    areas: Sequence[MapArea], labels: Mapping[MapClass, str] | None = None, *, first: int = 0, first_word: str = ""
) -> tuple[LegendEntry, ...]:
    """Return entries for the classes present, with the words of the definition where ``labels`` has them.

    With ``first`` and ``first_word`` a line for the outlined areas follows, if there are any.
    """
    spoken = {**WORDS_DE, **(labels or {})}
    counts = Counter(area.klass for area in areas)
    entries = [LegendEntry(spoken[klass], counts[klass], swatch(klass), klass) for klass in MapClass if counts[klass]]
    ranked = any(area.rank is not None and area.rank <= first for area in areas if area.klass not in WITHOUT_VALUE)
    if first_word and ranked:
        entries.append(LegendEntry(first_word, None, outlined_swatch(), None))
    return tuple(entries)
