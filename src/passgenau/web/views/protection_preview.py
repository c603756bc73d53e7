"""What a protection profile would hide, in the browser; computed on request, read from what is stored."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_POST

from passgenau.actions.acting import actor_in
from passgenau.actions.preview_protection import preview_protection
from passgenau.common.errors import PassgenauError
from passgenau.files.definitions import indicator_catalogue
from passgenau.store.models import Release
from passgenau.store.queries.figures import figures_of
from passgenau.store.queries.protection import protection_profiles
from passgenau.store.queries.regions import Standing
from passgenau.web.access import region_page
from passgenau.web.frame import frame_for
from passgenau.web.pages.protection_form import UnknownWordError, chosen, read_wish, source_groups
from passgenau.web.pages.protection_preview import preview_page
from passgenau.web.views.errors import refused

QUESTION = "Was würde verborgen?"


@region_page("protection.read")
def preview(request: HttpRequest, where: Standing) -> HttpResponse:
    """Show what the chosen profiles would leave visible."""
    context: dict[str, Any] = {"frame": frame_for(where, "indicators"), "question": QUESTION, "page": None}
    if _with_figures(where) is not None and where.release is not None:
        try:
            page = preview_page(where, where.release, request.GET.dict(), timezone.now())
        except UnknownWordError as problem:
            raise Http404 from problem
        context["page"] = page
    asked = bool(request.htmx) and request.htmx.target == "stand"  # type: ignore[attr-defined]
    if asked and not (context["page"] and context["page"].waiting):
        return _again()
    name = "indicators/protection_preview.html#stand" if asked else "indicators/protection_preview.html"
    response = render(request, name, context)
    patch_vary_headers(response, ["HX-Request", "HX-Target"])
    return response


def _again() -> HttpResponse:
    """Let the page that waited load itself once more: the result is there."""
    response = HttpResponse()
    response["HX-Refresh"] = "true"
    patch_vary_headers(response, ["HX-Request", "HX-Target"])
    return response


@require_POST
@region_page("protection.preview")
def compute(request: HttpRequest, where: Standing) -> HttpResponse:
    """Start the computation and come back to the page, which says how far it is."""
    release = _with_figures(where)
    if release is None:
        raise Http404
    groups = source_groups(figures_of(where.region, release).indicator_ids, indicator_catalogue())
    try:
        wish = read_wish(request.POST.dict(), groups, protection_profiles())
    except UnknownWordError as problem:
        raise Http404 from problem
    choice = chosen(wish, groups)
    if choice is not None:
        try:
            preview_protection(
                actor_in(where.region, request.user), where.region, release, choice=choice, now=timezone.now()
            )
        except PassgenauError as problem:
            return refused(request, problem, title="Das ließ sich nicht rechnen")
    back = request.POST.get("ansicht", "")
    shown = back + "#vergleich" if back.startswith("?") else wish.address()
    return redirect(reverse("protection-preview", args=[where.region.slug]) + shown)


def _with_figures(where: Standing) -> Release | None:
    """Return the release the visitor sees, None without figures."""
    release = where.release
    return release if release is not None and figures_of(where.region, release).indicator_ids else None
