"""Every table, by station; Django finds its models here."""

from passgenau.store.models.data import Area, AreaSystem, Delivery, DeliveryFile, Value
from passgenau.store.models.frame import AuditEntry, Membership, Region, Release, ReleaseDelivery
from passgenau.store.models.index import IndexRun
from passgenau.store.models.indicators import PreviewRun

__all__ = [
    "Area",
    "AreaSystem",
    "AuditEntry",
    "Delivery",
    "DeliveryFile",
    "IndexRun",
    "Membership",
    "PreviewRun",
    "Region",
    "Release",
    "ReleaseDelivery",
    "Value",
]
