"""Stored index runs: what is too slow to compute for every page."""

from __future__ import annotations

from django.db import models

from passgenau.store.scoping import RegionRow


class IndexRun(RegionRow):
    """The robustness of one definition on one state of a release, with seed and replications."""

    release = models.ForeignKey("store.Release", on_delete=models.CASCADE, related_name="+")
    revision = models.PositiveIntegerField("Stand der Bearbeitung")
    definition_id = models.CharField("Definition", max_length=80)
    definition_digest = models.CharField("Prüfsumme der Definition", max_length=64)
    period = models.CharField("Zeitraum", max_length=40)
    top = models.PositiveIntegerField("erste k")
    replications = models.PositiveIntegerField("Durchläufe")
    seed = models.BigIntegerField("Startwert")
    robustness = models.JSONField("Ergebnis")
    created_at = models.DateTimeField("gerechnet", auto_now_add=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("release", "revision", "definition_id", "definition_digest", "period", "top"),
                name="index_run_once",
            ),
        )
