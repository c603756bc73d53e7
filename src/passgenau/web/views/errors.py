"""Pages for what went wrong: what happened, and where to go on."""

from __future__ import annotations

import sys

from django.contrib.auth.models import AnonymousUser
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from passgenau.common.errors import PassgenauError


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Say that the page does not exist or is not for this visitor; which of both stays open."""
    page = {
        "title": "Seite nicht gefunden",
        "sentences": ["Die Adresse gibt es nicht, oder sie ist für Sie nicht zugänglich."],
    }
    return render(request, "frame/problem.html", {"page": page}, status=404)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Say that a form could not be accepted."""
    page = {
        "title": "Nicht angenommen",
        "sentences": [
            "Die Anfrage ließ sich keiner Anmeldung zuordnen. Bitte die Seite neu laden und noch einmal absenden."
        ],
    }
    return render(request, "frame/problem.html", {"page": page}, status=403)


def no_token(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Say that a form came without the token of its page; what Django found stays inside."""
    return forbidden(request)


def broken(request: HttpRequest) -> HttpResponse:
    """Say that something failed on our side and nothing was saved; 503 where the database does not answer."""
    away = isinstance(sys.exc_info()[1], (OperationalError, InterfaceError))
    request.user = AnonymousUser()  # whoever it was, asking the database again would fail again
    page = {
        "title": "Gerade nicht erreichbar" if away else "Da ist etwas schiefgegangen",
        "sentences": [
            "Die Datenbank antwortet gerade nicht. Es wurde nichts gespeichert; bitte in einer Minute noch einmal."
            if away
            else "Der Fehler liegt bei der Anwendung, nicht bei Ihnen. Es wurde nichts gespeichert."
        ],
    }
    return render(request, "frame/problem.html", {"page": page}, status=503 if away else 500)


def refused(request: HttpRequest, problem: PassgenauError, *, title: str, status: int = 422) -> HttpResponse:
    """Show why something was refused, sentence by sentence."""
    page = {"title": title, "sentences": [finding.sentence() for finding in problem.findings]}
    return render(request, "frame/problem.html", {"page": page}, status=status)
