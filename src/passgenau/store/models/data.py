"""Area systems, areas, deliveries and their figures."""

from __future__ import annotations

from django.db import models

from passgenau.data.status import STATUS_DE, ValueStatus
from passgenau.store.scoping import RegionRow


class AreaSystem(RegionRow):
    """A way of cutting the region into areas, with its date of validity."""

    key = models.CharField("Kürzel", max_length=60)
    title = models.CharField("Bezeichnung", max_length=120)
    crs = models.CharField("Bezugssystem", max_length=40, blank=True)
    valid_from = models.CharField("gültig von", max_length=10, blank=True)
    valid_to = models.CharField("gültig bis", max_length=10, blank=True)
    file_name = models.CharField("Datei", max_length=255, blank=True)
    digest = models.CharField("Prüfsumme", max_length=64, blank=True)
    created_at = models.DateTimeField("angelegt", auto_now_add=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("region", "key"), name="area_system_once"),)

    def __str__(self) -> str:
        return self.title


class Area(RegionRow):
    """One area of a system; keys are text, geometry is planar WKB."""

    system = models.ForeignKey(AreaSystem, on_delete=models.CASCADE, related_name="+")
    area_id = models.CharField("Schlüssel", max_length=40)
    name = models.CharField("Name", max_length=160)
    level = models.CharField("Ebene", max_length=60, blank=True)
    parent_id = models.CharField("gehört zu", max_length=40, blank=True)
    population = models.FloatField("Bevölkerung", null=True, blank=True)
    geometry = models.BinaryField("Geometrie", null=True, blank=True)
    valid_from = models.CharField("gültig von", max_length=10, blank=True)
    valid_to = models.CharField("gültig bis", max_length=10, blank=True)
    position = models.PositiveIntegerField("Reihenfolge")

    class Meta:
        ordering = ("position",)
        constraints = (models.UniqueConstraint(fields=("system", "area_id"), name="area_once_in_system"),)

    def __str__(self) -> str:
        return self.name


class Delivery(RegionRow):
    """One delivered file: first checked, then taken over whole or not at all."""

    class State(models.TextChoices):
        CHECKED = "checked", "geprüft, noch nicht übernommen"
        TAKEN_OVER = "taken_over", "übernommen"
        DISCARDED = "discarded", "verworfen"

    class Kind(models.TextChoices):
        FIGURES = "figures", "Zahlen"
        AREAS = "areas", "Gebiete"

    kind = models.CharField("Inhalt", max_length=20, choices=Kind.choices, default=Kind.FIGURES)
    system = models.ForeignKey(AreaSystem, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    title = models.CharField("Titel", max_length=160)
    source = models.CharField("Quelle", max_length=160, blank=True)
    profile = models.CharField("Zuordnung", max_length=60, blank=True)
    wishes = models.JSONField("Angaben beim Einstellen", default=dict)
    file_name = models.CharField("Datei", max_length=255)
    digest = models.CharField("Prüfsumme", max_length=64)
    state = models.CharField("Status", max_length=20, choices=State.choices, default=State.CHECKED)
    findings = models.JSONField("Befunde", default=list)
    acceptances = models.JSONField("Angenommene Hinweise", default=dict)
    how_read = models.JSONField("So gelesen", default=dict)
    counts = models.JSONField("Zählung", default=dict)
    created_at = models.DateTimeField("eingegangen", auto_now_add=True)
    created_by = models.CharField("eingestellt von", max_length=150)
    taken_over_at = models.DateTimeField("übernommen am", null=True, blank=True)
    taken_over_by = models.CharField("übernommen von", max_length=150, blank=True)

    class Meta:
        ordering = ("-created_at", "-pk")
        constraints = (
            models.UniqueConstraint(
                fields=("region", "digest"), condition=models.Q(state="taken_over"), name="same_file_once"
            ),
        )

    def __str__(self) -> str:
        return self.title


class DeliveryFile(RegionRow):
    """The file as it was delivered."""

    delivery = models.OneToOneField(Delivery, on_delete=models.CASCADE, related_name="+")
    content = models.BinaryField("Inhalt")


class Value(RegionRow):
    """One figure of an area, indicator and period, with its state and where it stood in the file."""

    delivery = models.ForeignKey(Delivery, on_delete=models.CASCADE, related_name="+")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    indicator_id = models.CharField("Indikator", max_length=80)
    period = models.CharField("Zeitraum", max_length=40)
    numerator = models.FloatField("Zähler", null=True)
    denominator = models.FloatField("Nenner", null=True)
    value = models.FloatField("Wert", null=True)
    status = models.CharField("Status", max_length=20, choices=[(str(key), text) for key, text in STATUS_DE.items()])
    row = models.PositiveIntegerField("Zeile", default=0)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("delivery", "area", "indicator_id", "period"), name="figure_once"),
            models.CheckConstraint(
                condition=~models.Q(status__in=[ValueStatus.SUPPRESSED.value, ValueStatus.MISSING.value])
                | models.Q(value__isnull=True, numerator__isnull=True),
                name="no_number_beside_hidden_or_missing",
            ),
        )
        indexes = (models.Index(fields=("region", "indicator_id", "period"), name="value_by_indicator"),)
