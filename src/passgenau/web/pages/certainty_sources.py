"""Where the doubt comes from, as bars, words and a table."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from passgenau.common.numbers_de import share
from passgenau.index.result import SourceShares
from passgenau.profile.doubt_sources import SourcePart, source_answer, source_parts, source_words
from passgenau.profile.sentences import Answer
from passgenau.profile.standing import Standing
from passgenau.render.charts import share_bar


@dataclass(frozen=True)
class SourceBar:
    """One source over all areas."""

    name: str
    alone: str
    total: str
    svg: str


@dataclass(frozen=True)
class SourceRow:
    """One area with the part of each source, in the order of the heads."""

    area_id: str
    rank: str
    name: str
    words: str
    parts: tuple[str, ...]


@dataclass(frozen=True)
class Sources:
    """Everything said about where the doubt comes from."""

    answer: Answer
    bars: tuple[SourceBar, ...]
    heads: tuple[str, ...]
    rows: tuple[SourceRow, ...]


def sources(shares: SourceShares | None, placed: Sequence[Standing], *, top: int) -> Sources | None:
    """Return the sources of doubt over all areas and for each of the first; None where they were not computed."""
    if shares is None:
        return None
    parts = source_parts(shares, None)
    heads = tuple(part.name for part in parts)
    rows = tuple(_row(shares, entry, heads) for entry in placed if entry.rank <= top)
    return Sources(source_answer(parts), tuple(_bar(part) for part in parts), heads, rows if heads else ())


def _bar(part: SourcePart) -> SourceBar:
    total = "–" if math.isnan(part.total) else share(part.total, decimals=0)
    bar = share_bar(part.alone, look="hatched" if part.source == "interplay" else "plain")
    return SourceBar(part.name, share(part.alone, decimals=0), total, bar)


def _row(shares: SourceShares, entry: Standing, heads: tuple[str, ...]) -> SourceRow:
    parts = source_parts(shares, entry.area_id)
    by_name = {part.name: share(part.alone, decimals=0) for part in parts}
    cells = tuple(by_name.get(name, "–") for name in heads)
    return SourceRow(entry.area_id, str(entry.rank), entry.name, source_words(parts), cells)
