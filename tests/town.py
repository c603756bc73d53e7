"""A small region built through the verbs: six areas in a row, a handful of figures, all invented."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import shapely

from passgenau.data.areas import Area, AreaRegister
from tests.django_cast import NOW

if TYPE_CHECKING:
    from passgenau.actions.acting import Actor
    from passgenau.store.models import AreaSystem, Delivery, Region

KEYS = ("0101", "0102", "0103", "0201", "0202", "0203")
NAMES = ("Aue", "Berg", "Camp", "Dorf", "Esch", "Furt")
STATUS_INDEX = ("S1", "S3", "S4")  # what mss_berlin_status asks for in 2019
HEADER = "area_id;indicator_id;period;numerator;denominator;value;status"


@dataclass(frozen=True)
class Town:
    """A region with one area system and the people who act in it."""

    region: Region
    system: AreaSystem
    planner: Actor
    reader: Actor


def found_town(name: str = "Stadt Klein", slug: str = "klein", *, invented: bool = False) -> Town:
    """Create the region with its areas and nothing else."""
    from passgenau.actions.acting import INSTALLATION, Actor
    from passgenau.actions.create_region import create_region
    from passgenau.actions.register_areas import register_areas

    region = create_region(INSTALLATION, name, slug=slug, invented=invented)
    system = register_areas(INSTALLATION, region, register(), file_name="orte.geojson", digest=f"orte-{slug}")
    return Town(region, system, Actor("petra", "planner"), Actor("lea", "reader"))


def register(*, geometry: bool = True) -> AreaRegister:
    """Return six areas in two quarters; each area is a square of one kilometre."""
    shapes = [shapely.box(1000 * place, 0, 1000 * (place + 1), 1000) for place in range(6)]
    orte = [
        Area(key, name, "Ort", key[:2], 1000.0 + place, shapes[place] if geometry else None)
        for place, (key, name) in enumerate(zip(KEYS, NAMES, strict=True))
    ]
    viertel = [
        Area("01", "West", "Viertel", "", 3003.0, shapely.union_all(shapes[:3]) if geometry else None),
        Area("02", "Ost", "Viertel", "", 3012.0, shapely.union_all(shapes[3:]) if geometry else None),
    ]
    return AreaRegister("orte", (*orte, *viertel), "EPSG:25832" if geometry else "", "Orte der Stadt Klein")


def table(rows: Iterable[Sequence[object]]) -> bytes:
    """Return a delivery in the plain long form; each row is area, indicator, period, numerator, denominator, value."""
    lines = [HEADER, *(";".join("" if cell is None else str(cell) for cell in (*row, "")) for row in rows)]
    return ("\n".join(lines) + "\n").encode()


def rates(indicators: Iterable[str] = STATUS_INDEX, period: str = "2019", *, more: int = 0) -> bytes:
    """Return counts for all six areas; ``more`` shifts every numerator."""
    return table(
        (key, indicator, period, 20 + 7 * place + turn + more, 400, None)
        for turn, indicator in enumerate(indicators)
        for place, key in enumerate(KEYS)
    )


def check(town: Town, content: bytes, file_name: str = "zahlen.csv") -> Delivery:
    """Check a file as the planner does."""
    from passgenau.actions.check_delivery import check_delivery

    return check_delivery(
        town.planner, town.region, town.system, content=content, file_name=file_name, profile="plain_long"
    )


def deliver(town: Town, content: bytes, file_name: str = "zahlen.csv") -> Delivery:
    """Check a file without findings and take it over."""
    from passgenau.actions.take_over_delivery import take_over_delivery

    delivery = check(town, content, file_name)
    assert delivery.findings == []
    return take_over_delivery(town.planner, town.region, delivery, now=NOW)
