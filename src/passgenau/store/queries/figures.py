"""All figures of one state of a release as frozen values, read once and kept while they cannot change."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from threading import Lock
from typing import Any, TypeVar

import pandas as pd
import shapely

from passgenau.data.areas import Area, AreaRegister
from passgenau.data.long_table import KEY, long_table
from passgenau.store.models import Area as AreaRow
from passgenau.store.models import AreaSystem, Region, Release, ReleaseDelivery, Value

Kept = TypeVar("Kept")

FIELDS = (
    "delivery_id", "area__area_id", "indicator_id", "period", "numerator", "denominator", "value", "status", "row",
)  # fmt: skip


@dataclass(frozen=True)
class Figures:
    """Areas and long table of one release state; the column ``delivery_of`` says which delivery a figure came with."""

    register: AreaRegister
    long: pd.DataFrame
    indicator_ids: tuple[str, ...]


class _Memory:
    """Keep the last few results of expensive reads, keyed by a state that cannot change."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._kept: OrderedDict[Hashable, Any] = OrderedDict()
        self._lock = Lock()

    def get(self, key: Hashable, make: Callable[[], Kept]) -> Kept:
        """Return the kept result for the key, making it on first use."""
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                kept: Kept = self._kept[key]
                return kept
        made = make()
        with self._lock:
            self._kept[key] = made
            while len(self._kept) > self._most:
                self._kept.popitem(last=False)
        return made

    def clear(self) -> None:
        """Forget everything."""
        with self._lock:
            self._kept.clear()


memory = _Memory(most=96)


def state_key(release: Release) -> tuple[Any, ...]:
    """Return what identifies a state of a release: row, revision, when it was made, and the state of its areas."""
    return (release.pk, release.revision, release.created_at, release.state, system_state(release.system))


def system_state(system: AreaSystem) -> tuple[Any, ...]:
    """Return what identifies a state of an area system: when it was made, and its levels."""
    return (system.created_at, system.digest)


def register_of(system: AreaSystem) -> AreaRegister:
    """Return the area register of a system."""
    return memory.get(("register", system.pk, *system_state(system)), lambda: _read_register(system))


def _read_register(system: AreaSystem) -> AreaRegister:
    rows = AreaRow.objects.of(system.region).filter(system=system)
    areas = tuple(
        Area(
            area_id=row.area_id, name=row.name, level=row.level, parent_id=row.parent_id, population=row.population,
            geometry=shapely.from_wkb(bytes(row.geometry)) if row.geometry is not None else None,
            valid_from=row.valid_from, valid_to=row.valid_to,
        )
        for row in rows
    )  # fmt: skip
    return AreaRegister(system.key, areas, system.crs, system.title, system.valid_from, system.valid_to)


def figures_of(region: Region, release: Release) -> Figures:
    """Return areas and figures of a release; where two deliveries give the same figure the later one counts."""
    return memory.get(("figures", *state_key(release)), lambda: _read_figures(region, release))


def _read_figures(region: Region, release: Release) -> Figures:
    deliveries = ReleaseDelivery.objects.of(region).filter(release=release).order_by("pk")
    order = {pk: place for place, pk in enumerate(deliveries.values_list("delivery_id", flat=True))}
    rows = Value.objects.of(region).filter(delivery_id__in=list(order)).order_by("pk").values_list(*FIELDS)
    raw = pd.DataFrame.from_records(list(rows), columns=FIELDS).rename(columns={"area__area_id": "area_id"})
    raw["turn"] = raw["delivery_id"].map(order)
    raw = raw.sort_values(["turn", "row"], kind="stable").drop_duplicates(KEY, keep="last").reset_index(drop=True)
    table = long_table(raw)
    table["delivery_of"] = raw["delivery_id"].to_numpy()
    return Figures(register_of(release.system), table, tuple(sorted(table["indicator_id"].unique())))
