"""Remove an invented region with everything in it; a real one is never removed this way."""

from __future__ import annotations

from django.db import transaction

from passgenau.actions.acting import Actor, require
from passgenau.common.errors import refusal
from passgenau.store.models import (
    Area,
    AreaSystem,
    AuditEntry,
    Delivery,
    DeliveryFile,
    IndexRun,
    Membership,
    PreviewRun,
    Region,
    Release,
    ReleaseDelivery,
    Value,
)


@transaction.atomic
def remove_region(actor: Actor, region: Region) -> None:
    """Remove all rows of the invented region, its record of what was done included, then the region."""
    require(actor, "region.remove")
    if not region.invented:
        raise refusal("region.real", f"„{region.name}“ ist kein erfundener Kreis und wird nicht gelöscht.")
    for model in (
        PreviewRun,
        IndexRun,
        ReleaseDelivery,
        Value,
        DeliveryFile,
        Release,
        Delivery,
        Area,
        AreaSystem,
        Membership,
        AuditEntry,
    ):
        model.objects.of(region).delete()
    region.delete()
