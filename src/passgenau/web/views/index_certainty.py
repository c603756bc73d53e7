"""How sure an index is, in the browser and as a table."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers

from passgenau.common.errors import PassgenauError
from passgenau.files.results import robustness_csv
from passgenau.store.queries.index import reading
from passgenau.store.queries.regions import Standing
from passgenau.web.access import region_page
from passgenau.web.frame import frame_for
from passgenau.web.pages.certainty import certainty_page
from passgenau.web.pages.certainty_table import wish_of
from passgenau.web.views.errors import refused
from passgenau.web.views.index import pick

REFUSED = "Dieser Index lässt sich nicht rechnen"


@region_page("figures.read")
def certainty(request: HttpRequest, where: Standing) -> HttpResponse:
    """Show how sure the ranking is: in words, as a picture, in numbers."""
    frame = frame_for(where, "index")
    picked = pick(where, request)
    if picked is None:
        return render(request, "index/certainty_empty.html", {"frame": frame})
    try:
        found = reading(where.region, *picked)
        page = certainty_page(where, picked[0], found, wish_of(request.GET.dict()), shares=found.shares)
    except PassgenauError as problem:
        return refused(request, problem, title=REFUSED)
    part = "#zahlen" if request.htmx and request.htmx.target == "zahlen" else ""  # type: ignore[attr-defined]
    response = render(request, f"index/certainty.html{part}", {"frame": frame, "page": page})
    patch_vary_headers(response, ["HX-Request", "HX-Target"])
    return response


@region_page("figures.read")
def as_csv(request: HttpRequest, where: Standing) -> HttpResponse:
    """Download ranks, intervals and probabilities as the command line writes them."""
    picked = pick(where, request)
    if picked is None:
        raise Http404
    try:
        found = reading(where.region, *picked)
    except PassgenauError as problem:
        return refused(request, problem, title=REFUSED)
    if found.robustness is None:
        raise Http404
    classes = found.definition.classes
    content = robustness_csv(found.robustness, classes.labels if classes else ())
    name = f"sicherheit_{picked[1]}_{picked[2].replace('/', '-')}.csv"
    response = HttpResponse(content, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
