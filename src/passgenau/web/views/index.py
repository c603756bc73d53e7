"""The index in the browser."""

from __future__ import annotations

from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_POST

from passgenau.actions.acting import actor_in
from passgenau.actions.compute_index import compute_index
from passgenau.common.errors import PassgenauError
from passgenau.files.results import index_csv
from passgenau.store.models import Release
from passgenau.store.queries.index import definitions_for, reading
from passgenau.store.queries.regions import Standing
from passgenau.web.access import region_page
from passgenau.web.frame import frame_for
from passgenau.web.pages.ranking import asked, ranking_page
from passgenau.web.views.errors import refused


def pick(where: Standing, request: HttpRequest) -> tuple[Release, str, str] | None:
    """Return release, definition and period asked for; the first fitting ones by default, None where none fits."""
    if where.release is None:
        return None
    fitting = definitions_for(where.region, where.release)
    if not fitting:
        return None
    definition_id = request.GET.get("definition") or next(iter(fitting))
    if definition_id not in fitting:
        raise Http404
    period = request.GET.get("stand") or fitting[definition_id][0]
    if period not in fitting[definition_id]:
        if "definition" in request.GET:
            period = fitting[definition_id][0]
        else:
            raise Http404
    return where.release, definition_id, period


@region_page("figures.read")
def ranking(request: HttpRequest, where: Standing) -> HttpResponse:
    """Show map, ranking, cut and method of an index."""
    frame = frame_for(where, "index")
    picked = pick(where, request)
    if picked is None:
        return render(request, "index/empty.html", {"frame": frame})
    try:
        page = ranking_page(where, picked[0], reading(where.region, *picked), asked(request.GET.dict()))
    except PassgenauError as problem:
        return refused(request, problem, title="Dieser Index lässt sich nicht rechnen")
    part = "#rangfolge" if request.htmx and request.htmx.target == "rangfolge" else ""  # type: ignore[attr-defined]
    response = render(request, f"index/ranking.html{part}", {"frame": frame, "page": page})
    patch_vary_headers(response, ["HX-Request", "HX-Target"])
    return response


@region_page("figures.read")
def as_csv(request: HttpRequest, where: Standing) -> HttpResponse:
    """Download the ranking as the command line writes it."""
    picked = pick(where, request)
    if picked is None:
        raise Http404
    try:
        content = index_csv(reading(where.region, *picked).result)
    except PassgenauError as problem:
        return refused(request, problem, title="Dieser Index lässt sich nicht rechnen")
    response = HttpResponse(content, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="index_{picked[1]}_{picked[2].replace("/", "-")}.csv"'
    return response


@require_POST
@region_page("index.compute")
def compute(request: HttpRequest, where: Standing) -> HttpResponse:
    """Compute how sure the ranking is, and come back to where it was asked for."""
    definition_id, period = request.POST.get("definition", ""), request.POST.get("stand", "")
    release = where.release
    if release is None or period not in definitions_for(where.region, release).get(definition_id, []):
        raise Http404
    actor = actor_in(where.region, request.user)
    try:
        compute_index(actor, where.region, release, definition_id=definition_id, period=period)
    except PassgenauError as problem:
        return refused(request, problem, title="Die Prüfung ließ sich nicht rechnen")
    messages.success(request, "Die Sicherheit der Rangfolge ist geprüft.")
    named = urlencode({"definition": definition_id, "stand": period})
    page = "index-certainty" if request.POST.get("zurueck") == "wie-sicher" else "index"
    return redirect(f"{reverse(page, args=[where.region.slug])}?{named}")
