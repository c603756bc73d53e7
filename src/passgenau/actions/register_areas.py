"""Take an area register into a region as a system of its own."""

from __future__ import annotations

import hashlib

import shapely
from django.db import transaction

from passgenau.actions.acting import Actor, lock_region, record, require
from passgenau.common.errors import refusal
from passgenau.data.areas import AreaRegister
from passgenau.store.models import Area, AreaSystem, Region, Release


@transaction.atomic
def add_level(
    actor: Actor, region: Region, system: AreaSystem, register: AreaRegister, *, file_name: str
) -> AreaSystem:
    """Add the areas of a further level to a system; refused where a published release already speaks of it."""
    require(actor, "areas.register")
    lock_region(region)
    if Release.objects.of(region).filter(system=system).exclude(state=Release.State.WORKING).exists():
        raise refusal(
            "areas.published", f"Auf „{system.title}“ beruht ein freigegebener Datenstand, der sich nie ändert.",
            advice="Bitte die Gebiete als neue Gebietsgliederung übernehmen.",
        )  # fmt: skip
    first = Area.objects.of(region).filter(system=system).count()
    _store_areas(region, system, register, first=first)
    system.digest = hashlib.sha256(f"{system.digest} {file_name} {register.ids}".encode()).hexdigest()
    system.crs = system.crs or register.crs
    system.save(update_fields=["digest", "crs"])
    record(region, actor, "areas.level_added", system=system.key, areas=len(register.areas), file=file_name)
    return system


@transaction.atomic
def register_areas(actor: Actor, region: Region, register: AreaRegister, *, file_name: str, digest: str) -> AreaSystem:
    """Store the register; a system of the same key or a file already registered is refused, never overwritten."""
    require(actor, "areas.register")
    if not register.areas:
        raise refusal("areas.empty", "Die Datei enthält kein Gebiet.")
    systems = AreaSystem.objects.of(region)
    if digest and systems.filter(digest=digest).exists():
        raise refusal("areas.same_file", f"„{file_name}“ ist bereits als Gebietsgliederung übernommen.")
    if systems.filter(key=register.system).exists():
        raise refusal("areas.system_exists", f"Eine Gebietsgliederung „{register.system}“ gibt es schon.")
    system: AreaSystem = systems.create(
        key=register.system, title=register.title or register.system, crs=register.crs,
        valid_from=register.valid_from, valid_to=register.valid_to, file_name=file_name, digest=digest,
    )  # fmt: skip
    _store_areas(region, system, register, first=0)
    record(region, actor, "areas.registered", system=system.key, areas=len(register.areas), file=file_name)
    return system


def _store_areas(region: Region, system: AreaSystem, register: AreaRegister, *, first: int) -> None:
    Area.objects.of(region).bulk_create(
        Area(
            region=region, system=system, area_id=area.area_id, name=area.name, level=area.level,
            parent_id=area.parent_id, population=area.population,
            geometry=shapely.to_wkb(area.geometry) if area.geometry is not None else None,
            valid_from=area.valid_from, valid_to=area.valid_to, position=position,
        )
        for position, area in enumerate(register.areas, start=first)
    )  # fmt: skip
