"""Where everything begins: regions, the start page of a region, search, about this data."""

from __future__ import annotations

from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from passgenau.files.definitions import indicator_catalogue
from passgenau.flow import FLOW
from passgenau.store.models import Delivery
from passgenau.store.queries.deliveries import deliveries_for, systems_for
from passgenau.store.queries.figures import figures_of
from passgenau.store.queries.regions import Standing, regions_for
from passgenau.web.access import region_page
from passgenau.web.frame import frame_for
from passgenau.web.pages.data import system_row
from passgenau.web.pages.start import start_page


def home(request: HttpRequest) -> HttpResponse:
    """Go to the only region a visitor may open, or list them."""
    regions = regions_for(request.user)
    if len(regions) == 1:
        return redirect("start", regions[0].slug)
    return render(request, "frame/regions.html", {"page": {"regions": regions}})


def health(request: HttpRequest) -> HttpResponse:
    """Say whether the database answers."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse("gesund\n", content_type="text/plain; charset=utf-8")


@region_page("figures.read")
def start(request: HttpRequest, where: Standing) -> HttpResponse:
    """Show where the county stands and what to do next."""
    return render(request, "frame/start.html", {"frame": frame_for(where), "page": start_page(where)})


@region_page("figures.read")
def search(request: HttpRequest, where: Standing) -> HttpResponse:
    """Find areas and indicators by name or key."""
    query = " ".join(request.GET.get("q", "").split())[:80]
    areas: list[dict[str, str]] = []
    indicators: list[dict[str, str]] = []
    if query and where.release is not None:
        figures = figures_of(where.region, where.release)
        wanted = query.casefold()
        finest = figures.register.finest_level()
        areas = [
            {
                "id": area.area_id,
                "name": area.name,
                "parent": figures.register.by_id[area.parent_id].name
                if area.parent_id in figures.register.by_id
                else area.level,
            }
            for area in figures.register.areas
            if area.level == finest and (wanted in area.name.casefold() or wanted in area.area_id)
        ]
        catalogue = indicator_catalogue()
        indicators = [
            {"id": key, "name": catalogue[key].name}
            for key in figures.indicator_ids
            if key in catalogue and (wanted in catalogue[key].name.casefold() or wanted in key)
        ]
    page = {"query": query, "areas": areas, "indicators": indicators}
    return render(request, "frame/search.html", {"frame": frame_for(where, query=query), "page": page})


@region_page("figures.read")
def about(request: HttpRequest, where: Standing) -> HttpResponse:
    """Say where the figures come from, for which areas, and what they cannot say."""
    deliveries = [entry for entry in deliveries_for(where) if entry.state == Delivery.State.TAKEN_OVER]
    page = {
        "invented": where.region.invented,
        "sources": sorted({delivery.source for delivery in deliveries if delivery.source}),
        "deliveries": deliveries,
        "systems": [system_row(system) for system in systems_for(where)],
        "release": where.release,
    }
    return render(request, "frame/about.html", {"frame": frame_for(where), "page": page})


@region_page("figures.read")
def later(request: HttpRequest, where: Standing, part: str) -> HttpResponse:
    """Say honestly that a station is not built yet, and what it will answer."""
    station = next(entry for entry in FLOW if entry.slug == part)
    return render(request, "frame/later.html", {"frame": frame_for(where, station.key), "page": station})
