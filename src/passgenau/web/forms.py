"""Forms of the browser door."""

from __future__ import annotations

from django.contrib.auth.forms import AuthenticationForm


class LoginForm(AuthenticationForm):
    """Name and password, with one German sentence when they do not fit."""

    error_messages = {  # noqa: RUF012
        "invalid_login": "Name und Passwort passen nicht zusammen. Groß- und Kleinschreibung zählt.",
        "inactive": "Name und Passwort passen nicht zusammen. Groß- und Kleinschreibung zählt.",
    }
