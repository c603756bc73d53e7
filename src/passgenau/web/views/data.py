"""What was delivered, for which areas, and what is missing."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from passgenau.store.queries.deliveries import deliveries_for, systems_for
from passgenau.store.queries.figures import figures_of, memory, state_key
from passgenau.store.queries.regions import Standing
from passgenau.web.access import region_page
from passgenau.web.frame import frame_for
from passgenau.web.pages.coverage import coverage_page
from passgenau.web.pages.data import data_page


@region_page("figures.read")
def overview(request: HttpRequest, where: Standing) -> HttpResponse:
    """Show deliveries, area systems and the coverage by domain."""
    page = data_page(where, deliveries_for(where), systems_for(where))
    return render(request, "data/overview.html", {"frame": frame_for(where, "data"), "page": page})


@region_page("figures.read")
def coverage(request: HttpRequest, where: Standing) -> HttpResponse:
    """Show what is there, hidden, missing or late, for every indicator and municipality of a period."""
    frame = frame_for(where, "data")
    if where.release is None:
        return render(request, "data/coverage.html", {"frame": frame, "page": None})
    figures = figures_of(where.region, where.release)
    wanted = request.GET.get("stand", "")
    page = memory.get(("coverage", *state_key(where.release), wanted), lambda: coverage_page(figures, wanted))
    return render(request, "data/coverage.html", {"frame": frame, "page": page})
