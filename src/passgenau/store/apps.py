"""The Django application that holds every model."""

from __future__ import annotations

from django.apps import AppConfig


class StoreConfig(AppConfig):
    """All tables of passgenau."""

    name = "passgenau.store"
    label = "store"
    default_auto_field = "django.db.models.BigAutoField"
