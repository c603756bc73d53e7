"""Why an area stands where it stands, in the browser and as a table."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from passgenau.common.errors import PassgenauError
from passgenau.files.definitions import indicator_catalogue
from passgenau.index.explanation import Reading, explain_score
from passgenau.profile.indicator_labels import Labels
from passgenau.store.models import Release
from passgenau.store.queries.index import definitions_for, reading
from passgenau.store.queries.regions import Standing
from passgenau.web.access import region_page
from passgenau.web.frame import frame_for
from passgenau.web.handbook import titles
from passgenau.web.pages.explanation import Subject, earlier_periods, explanation_page, next_in_rank, ranked
from passgenau.web.pages.explanation_csv import explanation_csv
from passgenau.web.pages.explanation_tables import Figures
from passgenau.web.views.errors import refused
from passgenau.web.views.index import pick

REFUSED = "Dieser Index lässt sich nicht rechnen"
SHEET = "erklaerung"


@region_page("figures.read")
def explain(request: HttpRequest, where: Standing, area_id: str) -> HttpResponse:
    """Show what the rank of an area is made of, beside another, since an earlier period, and to the cut."""
    try:
        release, subject = _subject(request, where, area_id)
        page = explanation_page(where, release, subject)
    except PassgenauError as problem:
        return refused(request, problem, title=REFUSED)
    sheet = SHEET if SHEET in {one.key for one in titles("methoden")} else ""
    return render(request, "index/explanation.html", {"frame": frame_for(where, "index"), "page": page, "sheet": sheet})


@region_page("figures.read")
def as_csv(request: HttpRequest, where: Standing, area_id: str) -> HttpResponse:
    """Download the contributions of one area."""
    try:
        _, subject = _subject(request, where, area_id)
        read = subject.read
        explained = explain_score(Reading(read.table, read.result), area_id)
    except PassgenauError as problem:
        return refused(request, problem, title="Diese Rechnung lässt sich nicht zerlegen")
    content = explanation_csv(explained, Figures(Labels(indicator_catalogue()), read.table))
    response = HttpResponse(content, content_type="text/csv; charset=utf-8")
    safe = "".join(sign if sign.isalnum() else "_" for sign in area_id)
    response["Content-Disposition"] = f'attachment; filename="erklaerung_{safe}.csv"'
    return response


def _subject(request: HttpRequest, where: Standing, area_id: str) -> tuple[Release, Subject]:
    """Return what the address asks for; an area or period that is not there does not exist as a page."""
    picked = pick(where, request)
    if picked is None:
        raise Http404
    release, definition_id, period = picked
    read = reading(where.region, release, definition_id, period)
    if area_id not in read.result.area_ids:
        raise Http404
    other = request.GET.get("mit") or ""
    if other and other not in read.result.area_ids:
        raise Http404
    if other == area_id or other not in ranked(read.result):
        other = next_in_rank(read.result, area_id)
    periods = definitions_for(where.region, release)[definition_id]
    since = _since(request.GET.get("seit", ""), periods, period)
    return release, Subject(read, area_id, other, since, "alle" in request.GET)


def _since(asked: str, periods: list[str], period: str) -> str:
    """Return the earlier period asked for, else the latest earlier one, empty where there is none."""
    if asked and asked not in periods:
        raise Http404
    earlier = earlier_periods(periods, period)
    return asked if asked in earlier else next(iter(earlier), "")
