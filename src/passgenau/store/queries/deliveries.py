"""Reading a stored delivery again, exactly as it was delivered."""

from __future__ import annotations

from passgenau.common.errors import refusal
from passgenau.files.definitions import indicator_catalogue
from passgenau.files.delivered import read_delivered
from passgenau.files.figures import ReadFigures
from passgenau.store.models import AreaSystem, Delivery, DeliveryFile, Region, ReleaseDelivery
from passgenau.store.queries.figures import memory, register_of, system_state
from passgenau.store.queries.regions import Standing


def deliveries_for(where: Standing) -> list[Delivery]:
    """Return the deliveries a visitor may see, newest first: people of the region all, the public those released."""
    rows = Delivery.objects.of(where.region).select_related("system").exclude(state=Delivery.State.DISCARDED)
    if where.staff:
        return list(rows)
    if where.release is None:
        return []
    links = ReleaseDelivery.objects.of(where.region).filter(release=where.release)
    return list(rows.filter(pk__in=links.values("delivery_id")))


def systems_for(where: Standing) -> list[AreaSystem]:
    """Return the area systems a visitor may see; the public that of the release."""
    if where.staff:
        return list(AreaSystem.objects.of(where.region))
    return [where.release.system] if where.release is not None else []


def content_of(region: Region, delivery: Delivery) -> bytes:
    """Return the file of a delivery; refused where it was discarded and its file forgotten."""
    kept = DeliveryFile.objects.of(region).filter(delivery=delivery).first()
    if kept is None:
        raise refusal("delivery.file_forgotten", "Die Datei dieser Lieferung ist nicht mehr gespeichert.")
    return bytes(kept.content)


def read_again(region: Region, delivery: Delivery) -> ReadFigures:
    """Return what reading the stored file gives; kept in memory while the mapping stays the same."""
    if delivery.system is None:
        raise ValueError("a delivery of areas has no figures")
    system = delivery.system
    period = delivery.wishes.get("period", "")
    key = ("delivery", region.pk, delivery.pk, delivery.digest, delivery.profile, period, *system_state(system))
    return memory.get(
        key,
        lambda: read_delivered(
            content_of(region, delivery), delivery.file_name, delivery.profile,
            register=register_of(system), catalogue=indicator_catalogue(), period=period or None,
        ),
    )  # fmt: skip
