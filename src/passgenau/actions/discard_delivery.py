"""Discard a checked delivery before it was taken over."""

from __future__ import annotations

from django.db import transaction

from passgenau.actions.acting import Actor, record, require
from passgenau.common.errors import refusal
from passgenau.store.models import Delivery, DeliveryFile, Region


@transaction.atomic
def discard_delivery(actor: Actor, region: Region, delivery: Delivery) -> None:
    """Mark it discarded and forget its file; what was taken over stays."""
    require(actor, "delivery.discard")
    locked: Delivery = Delivery.objects.of(region).select_for_update().get(pk=delivery.pk)
    if locked.state != Delivery.State.CHECKED:
        raise refusal("delivery.not_open", "Diese Lieferung ist nicht mehr offen und kann nicht verworfen werden.")
    locked.state = Delivery.State.DISCARDED
    locked.save(update_fields=["state"])
    DeliveryFile.objects.of(region).filter(delivery=locked).delete()
    record(region, actor, "delivery.discarded", delivery=locked.pk, file=locked.file_name)
