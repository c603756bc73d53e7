"""Handbook and method sheets in the browser."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from passgenau.flow import FLOW
from passgenau.web.handbook import sheet, titles

STATUTORY = ("barrierefreiheit", "datenschutz", "impressum", "leichte-sprache")


def contents(request: HttpRequest) -> HttpResponse:
    """List the pages of the handbook in the order of the flow."""
    pages = {found.key: found for found in titles("handbuch")}
    stations = [pages.pop(station.slug) for station in FLOW if station.slug in pages]
    others = [found for key, found in pages.items() if key not in STATUTORY]
    page = {"title": "Handbuch", "stations": stations, "others": others}
    return render(request, "frame/contents.html", {"page": page, "target": "handbook-page"})


def page(request: HttpRequest, page: str) -> HttpResponse:
    """Show one page of the handbook."""
    return _sheet(request, "handbuch", page)


def methods(request: HttpRequest) -> HttpResponse:
    """List the method sheets."""
    page = {"title": "Methoden", "stations": [], "others": list(titles("methoden"))}
    return render(request, "frame/contents.html", {"page": page, "target": "method"})


def method(request: HttpRequest, page: str) -> HttpResponse:
    """Show one method sheet."""
    return _sheet(request, "methoden", page)


def _sheet(request: HttpRequest, name: str, key: str) -> HttpResponse:
    found = sheet(name, key)
    if found is None:
        raise Http404
    return render(request, "frame/sheet.html", {"page": found})
