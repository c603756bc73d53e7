"""Refuse an upload that is too large before a byte of it is parsed."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from passgenau.common.numbers_de import number

FORM_ROOM = 1024 * 1024


class UploadLimitMiddleware:
    """Answer 413 with a German sentence where the announced length is above the limit."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Let the request pass or refuse it."""
        announced = request.META.get("CONTENT_LENGTH") or "0"
        length = int(announced) if announced.isdigit() else 0
        if length <= settings.UPLOAD_LIMIT + FORM_ROOM:
            return self.get_response(request)
        request.user = None  # type: ignore[assignment]
        limit, came = settings.UPLOAD_LIMIT / 1024**2, length / 1024**2
        page = {
            "title": "Die Datei ist zu groß",
            "sentences": [
                f"Höchstens {number(limit, decimals=0)} MB werden angenommen, gekommen sind {number(came)} MB.",
                "Es wurde nichts gespeichert. Große Lieferungen lassen sich nach Jahren oder Themen teilen.",
            ],
        }
        return render(request, "frame/problem.html", {"page": page}, status=413)
