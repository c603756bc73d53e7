"""Stored previews of what a protection profile would hide: too slow to compute for every page."""

from __future__ import annotations

from django.db import models

from passgenau.store.scoping import RegionRow


class PreviewRun(RegionRow):
    """What would remain of one state of a release under one choice of profiles; holds no count of people."""

    class State(models.TextChoices):
        WAITING = "waiting", "wartet"
        RUNNING = "running", "wird gerechnet"
        DONE = "done", "gerechnet"
        REFUSED = "refused", "abgelehnt"
        FAILED = "failed", "abgebrochen"

    release = models.ForeignKey("store.Release", on_delete=models.CASCADE, related_name="+")
    revision = models.PositiveIntegerField("Stand der Bearbeitung")
    audience = models.CharField("Für wen", max_length=20)
    profiles = models.JSONField("Profil je Indikator", default=dict)
    digest = models.CharField("Prüfsumme der Anforderungen", max_length=64)
    state = models.CharField("Status", max_length=20, choices=State.choices, default=State.WAITING)
    result = models.JSONField("Ergebnis", default=dict)
    problems = models.JSONField("Gründe", default=list)
    started_at = models.DateTimeField("begonnen")
    started_by = models.CharField("begonnen von", max_length=150)
    seconds = models.FloatField("Dauer in Sekunden", null=True, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("release", "revision", "audience", "digest"), name="preview_run_once"),
        )
