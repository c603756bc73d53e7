"""What goes into a map and what comes out of it."""

from __future__ import annotations

from dataclasses import dataclass

from passgenau.render.palette import MapClass


@dataclass(frozen=True)
class MapArea:
    """One area of a map: its class, the sentence for screen reader and hover, its page, its rank.

    An area whose class is hidden, missing or excluded never shows its rank, whatever is given.
    """

    area_id: str
    klass: MapClass
    label: str
    href: str = ""
    rank: int | None = None


@dataclass(frozen=True)
class Inset:
    """An enlarged part of a map with the numbers that were too close there, and its caption."""

    svg: str
    caption: str


@dataclass(frozen=True)
class MapDrawing:
    """A map with its insets; ``undrawn`` lists the keys of areas asked for that have no geometry."""

    svg: str
    insets: tuple[Inset, ...]
    undrawn: tuple[str, ...]
