"""Regions, who belongs to them, releases that figures belong to, and what was done."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from passgenau.store.scoping import RegionRow


class Region(models.Model):
    """A planning region, the tenant: a Kreis or a town."""

    class Kind(models.TextChoices):
        COUNTY = "county", "Kreis"
        TOWN = "town", "Stadt"

    kind = models.CharField("Art", max_length=10, choices=Kind.choices, default=Kind.COUNTY)
    slug = models.SlugField("Kürzel", unique=True, max_length=40)
    name = models.CharField("Name", max_length=120)
    invented = models.BooleanField("erfunden", default=False)
    created_at = models.DateTimeField("angelegt", auto_now_add=True)

    class Meta:
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name


class Membership(RegionRow):
    """Who works in a region, and as what."""

    class Role(models.TextChoices):
        PLANNER = "planner", "Sozialplanung"
        READER = "reader", "lesend"

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    role = models.CharField("Rolle", max_length=20, choices=Role.choices)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("region", "user"), name="membership_once"),)


class Release(RegionRow):
    """A named state of the figures (Datenstand): which deliveries belong to it, and who may see it."""

    class State(models.TextChoices):
        WORKING = "working", "Arbeitsstand"
        PUBLISHED = "published", "freigegeben"
        SUPERSEDED = "superseded", "abgelöst"

    number = models.PositiveIntegerField("Nummer")
    title = models.CharField("Titel", max_length=120)
    state = models.CharField("Status", max_length=20, choices=State.choices, default=State.WORKING)
    system = models.ForeignKey("store.AreaSystem", on_delete=models.PROTECT, related_name="+")
    revision = models.PositiveIntegerField("Stand der Bearbeitung", default=0)
    created_at = models.DateTimeField("angelegt", auto_now_add=True)
    published_at = models.DateTimeField("freigegeben am", null=True, blank=True)

    class Meta:
        ordering = ("-number",)
        constraints = (
            models.UniqueConstraint(fields=("region", "number"), name="release_number_once"),
            models.UniqueConstraint(
                fields=("region",), condition=models.Q(state="working"), name="one_working_release_per_region"
            ),
            models.UniqueConstraint(
                fields=("region",), condition=models.Q(state="published"), name="one_published_release_per_region"
            ),
        )

    def __str__(self) -> str:
        return self.title


class ReleaseDelivery(RegionRow):
    """That a delivery's figures belong to a release."""

    release = models.ForeignKey(Release, on_delete=models.CASCADE, related_name="+")
    delivery = models.ForeignKey("store.Delivery", on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = (models.UniqueConstraint(fields=("release", "delivery"), name="delivery_once_in_release"),)


class AuditEntry(RegionRow):
    """What was done, by whom, with which outcome; rows are only ever added."""

    code = models.CharField("Vorgang", max_length=60)
    actor = models.CharField("Person", max_length=150)
    at = models.DateTimeField("Zeitpunkt", auto_now_add=True)
    detail = models.JSONField("Einzelheiten", default=dict)

    class Meta:
        ordering = ("-at", "-pk")
