"""Check a file with areas: read it, collect every finding, keep it for a decision; no area is stored yet."""

from __future__ import annotations

import hashlib
from datetime import date

from django.db import transaction

from passgenau.actions.acting import Actor, record, refuse_unfit, require
from passgenau.actions.check_delivery import numbered, storable
from passgenau.common.errors import refusal
from passgenau.store.models import Area, AreaSystem, Delivery, DeliveryFile, Region
from passgenau.store.queries.areas import read_area_file


def check_areas(actor: Actor, region: Region, *, content: bytes, file_name: str, wishes: dict[str, str]) -> Delivery:
    """Return the checked delivery of areas; ``wishes`` names title, level, validity, columns and what it joins."""
    require(actor, "areas.register")
    joins = _joined(region, wishes.get("join", ""))
    _refuse_wishes(wishes)
    read = read_area_file(content, file_name, wishes, joins)
    title = wishes.get("title") or (joins.title if joins else file_name)
    with transaction.atomic():
        delivery: Delivery = Delivery.objects.of(region).create(
            kind=Delivery.Kind.AREAS, system=joins, title=title, file_name=file_name,
            digest=hashlib.sha256(content).hexdigest(), wishes=wishes, findings=numbered(read.findings),
            how_read=storable(read.how_read), created_by=actor.name,
            counts={
                "areas": len(read.register.areas),
                "with_geometry": sum(area.geometry is not None for area in read.register.areas),
                "rows": len(read.register.areas), "rows_without_error": len(read.register.areas),
            },
        )  # fmt: skip
        DeliveryFile.objects.of(region).create(delivery=delivery, content=content)
        record(region, actor, "areas.checked", delivery=delivery.pk, file=file_name, findings=len(read.findings))
    return delivery


def _joined(region: Region, key: str) -> AreaSystem | None:
    if not key:
        return None
    found: AreaSystem | None = AreaSystem.objects.of(region).filter(pk=key).first() if key.isdecimal() else None
    if found is None:
        raise refusal("areas.system_unknown", "Die Gebietsgliederung, zu der die Datei gehören soll, gibt es nicht.")
    return found


def _refuse_wishes(wishes: dict[str, str]) -> None:
    refuse_unfit(AreaSystem(title=wishes.get("title") or "Gebiete"), ["title"])
    refuse_unfit(Area(level=wishes.get("level", "")), ["level"])
    day = wishes.get("valid_from", "")
    if day and not _is_day(day):
        raise refusal("areas.valid_from", f"„gültig ab“ muss ein Datum wie 2022-01-01 sein, ist aber „{day}“.")


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False
