"""Two readings of an index side by side in the browser."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers

from passgenau.common.errors import PassgenauError
from passgenau.files.moves_csv import moves_csv
from passgenau.store.models import Release
from passgenau.store.queries.figures import register_of
from passgenau.store.queries.index import definitions_for
from passgenau.store.queries.regions import Standing
from passgenau.web.access import region_page
from passgenau.web.frame import frame_for
from passgenau.web.pages.index import parent_names
from passgenau.web.pages.index_compare import Asked, compare_asked, compare_page, compare_sides, field_problems
from passgenau.web.pages.index_compare_sides import UnknownReadingError
from passgenau.web.views.errors import refused

QUESTION = "Wer hat sich bewegt?"
REFUSED = "Diese beiden Stände lassen sich nicht vergleichen"


def _asked(request: HttpRequest, where: Standing, release: Release) -> Asked | None:
    try:
        return compare_asked(where, release, request.GET.dict())
    except UnknownReadingError as strange:
        raise Http404 from strange


@region_page("figures.read")
def compare(request: HttpRequest, where: Standing) -> HttpResponse:
    """Show who moved between two readings."""
    frame = frame_for(where, "index")
    if where.release is None or not definitions_for(where.region, where.release):
        return render(request, "index/no_reading.html", {"frame": frame, "question": QUESTION, "name": "Vergleich"})
    asked = _asked(request, where, where.release)
    if asked is None:
        return render(request, "index/compare_one.html", {"frame": frame, "question": QUESTION})
    page = compare_page(where, where.release, asked)
    part = "#bewegungen" if request.htmx and request.htmx.target == "bewegungen" else ""  # type: ignore[attr-defined]
    context = {"frame": frame, "page": page, "question": QUESTION}
    response = render(request, f"index/compare.html{part if page.compared else ''}", context)
    patch_vary_headers(response, ["HX-Request", "HX-Target"])
    return response


@region_page("figures.read")
def as_csv(request: HttpRequest, where: Standing) -> HttpResponse:
    """Download who moved between two readings."""
    release = where.release
    if release is None or not definitions_for(where.region, release):
        raise Http404
    asked = _asked(request, where, release)
    if asked is None or any(field_problems(where, release, asked)):
        raise Http404
    try:
        _, _, change = compare_sides(where, release, asked)
    except PassgenauError as problem:
        return refused(request, problem, title=REFUSED)
    content = moves_csv(change, parent_names(register_of(release.system)))
    response = HttpResponse(content, content_type="text/csv; charset=utf-8")
    name = "_".join(("vergleich", *asked.sides.values())).replace(":", "_").replace("/", "-")
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return response
