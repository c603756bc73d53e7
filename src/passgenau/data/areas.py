"""The register of areas: which areas there are, how they are named, what they belong to, where they lie."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt
from shapely.geometry.base import BaseGeometry


@dataclass(frozen=True)
class Area:
    """One area. ``area_id`` and ``parent_id`` are text: leading zeros are part of the key.

    ``population`` is None where it was not delivered (never 0 for unknown); ``geometry`` is planar (metres)
    once it has entered the house, or None. ``valid_from``/``valid_to`` are ISO dates or empty.
    """

    area_id: str
    name: str
    level: str = ""
    parent_id: str = ""
    population: float | None = None
    geometry: BaseGeometry | None = None
    valid_from: str = ""
    valid_to: str = ""


@dataclass(frozen=True)
class AreaRegister:
    """An area system (such as the Wohnplätze of 2025) with its areas in register order.

    ``crs`` names the planar reference system of the geometries (for instance ``EPSG:25832``), empty without any.
    Several levels may stand in one register; ``parent_id`` points to an ``area_id`` of the same register.
    """

    system: str
    areas: tuple[Area, ...]
    crs: str = ""
    title: str = ""
    valid_from: str = ""
    valid_to: str = ""

    @cached_property
    def by_id(self) -> dict[str, Area]:
        """Return the areas by key."""
        return {area.area_id: area for area in self.areas}

    @cached_property
    def ids(self) -> tuple[str, ...]:
        """Return the keys in register order."""
        return tuple(area.area_id for area in self.areas)

    def at_level(self, level: str) -> tuple[Area, ...]:
        """Return the areas of one level in register order."""
        return tuple(area for area in self.areas if area.level == level)

    def levels(self) -> tuple[str, ...]:
        """Return the levels from fine to coarse: by number of areas, most first."""
        counts: dict[str, int] = {}
        for area in self.areas:
            counts[area.level] = counts.get(area.level, 0) + 1
        return tuple(sorted(counts, key=lambda level: -counts[level]))

    def finest_level(self) -> str:
        """Return the level with the most areas."""
        return self.levels()[0] if self.areas else ""

    def ancestor(self, area_id: str, level: str) -> Area | None:
        """Return the area itself or its ancestor at ``level``; None where the chain of parents does not reach it."""
        seen: set[str] = set()
        current = self.by_id.get(area_id)
        while current is not None and current.area_id not in seen:
            if current.level == level:
                return current
            seen.add(current.area_id)
            current = self.by_id.get(current.parent_id)
        return None

    def populations(self, area_ids: tuple[str, ...]) -> npt.NDArray[np.float64]:
        """Return populations in the order asked for, shape (n,), persons; NaN where not delivered."""
        found = (self.by_id[area_id].population for area_id in area_ids)
        return np.array([np.nan if value is None else value for value in found], dtype=np.float64)
