"""Trials of an index in the browser; nothing of them is kept."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers

from passgenau.common.errors import PassgenauError
from passgenau.store.queries.index import reading
from passgenau.store.queries.regions import Standing
from passgenau.web.access import region_page
from passgenau.web.frame import frame_for
from passgenau.web.pages.index_trial import trial_page
from passgenau.web.views.errors import refused
from passgenau.web.views.index import pick

QUESTION = "Was wäre, wenn anders gerechnet würde?"


@region_page("figures.read")
def what_if(request: HttpRequest, where: Standing) -> HttpResponse:
    """Show what the index would say with other choices."""
    frame = frame_for(where, "index")
    picked = pick(where, request)
    if picked is None:
        context = {"frame": frame, "question": QUESTION, "name": "Was wäre, wenn"}
        return render(request, "index/no_reading.html", context)
    try:
        read = reading(where.region, *picked)
    except PassgenauError as problem:
        return refused(request, problem, title="Dieser Index lässt sich nicht rechnen")
    page = trial_page(where, picked[0], read, request.GET.dict())
    exchanged = bool(request.htmx) and request.htmx.target == "probe"  # type: ignore[attr-defined]
    context = {"frame": frame, "page": page, "question": QUESTION, "exchanged": exchanged}
    response = render(request, "index/trial.html#probe" if exchanged else "index/trial.html", context)
    if exchanged:
        response["HX-Push-Url"] = request.path + page.address
    patch_vary_headers(response, ["HX-Request", "HX-Target"])
    return response
