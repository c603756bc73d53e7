"""The Django application of the browser door."""

from __future__ import annotations

from django.apps import AppConfig


class WebConfig(AppConfig):
    """Pages, templates, static files."""

    name = "passgenau.web"
    label = "web"
