"""Check a file with areas: read it, collect every finding, keep it for a decision; no area is stored yet."""

from __future__ import annotations

import hashlib

from django.db import transaction

from passgenau.actions.acting import Actor, record, require
from passgenau.actions.check_delivery import numbered
from passgenau.store.models import AreaSystem, Delivery, DeliveryFile, Region
from passgenau.store.queries.areas import read_area_file


def check_areas(
    actor: Actor, region: Region, *, content: bytes, file_name: str, wishes: dict[str, str]
) -> Delivery:  # fmt: skip
    """Return the checked delivery of areas; ``wishes`` names title, level, validity, columns and what it joins."""
    require(actor, "areas.register")
    joins = (
        AreaSystem.objects.of(region).filter(pk=wishes["join"]).first() if wishes.get("join", "").isdigit() else None
    )
    read = read_area_file(content, file_name, wishes, joins)
    title = wishes.get("title") or (joins.title if joins else file_name)
    with transaction.atomic():
        delivery: Delivery = Delivery.objects.of(region).create(
            kind=Delivery.Kind.AREAS, system=joins, title=title, file_name=file_name,
            digest=hashlib.sha256(content).hexdigest(), wishes=wishes, findings=numbered(read.findings),
            how_read=dict(read.how_read), created_by=actor.name,
            counts={
                "areas": len(read.register.areas),
                "with_geometry": sum(area.geometry is not None for area in read.register.areas),
                "rows": len(read.register.areas), "rows_without_error": len(read.register.areas),
            },
        )  # fmt: skip
        DeliveryFile.objects.of(region).create(delivery=delivery, content=content)
        record(region, actor, "areas.checked", delivery=delivery.pk, file=file_name, findings=len(read.findings))
    return delivery
