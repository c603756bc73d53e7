"""The gate of the browser door: every page of a region goes through here, strangers get 404."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.cache import cache_control

from passgenau.frame.rights import may
from passgenau.store.queries.regions import Standing, standing

Rest = ParamSpec("Rest")
RegionView = Callable[Concatenate[HttpRequest, Standing, Rest], HttpResponse]


def region_page(verb: str) -> Callable[[RegionView[Rest]], Callable[..., HttpResponse]]:
    """Hand the view the visitor's standing; refuse with 404 whoever may not do the verb in this region."""

    def wrap(view: RegionView[Rest]) -> Callable[..., HttpResponse]:
        @wraps(view)
        @cache_control(private=True, no_cache=True)
        def guarded(request: HttpRequest, slug: str, *args: Any, **named: Any) -> HttpResponse:
            where = standing(slug, request.user)
            if where is None or not may(where.role, verb):
                return _refuse(request)
            return view(request, where, *args, **named)

        guarded.verb = verb  # type: ignore[attr-defined]
        return guarded

    return wrap


def _refuse(request: HttpRequest) -> HttpResponse:
    """Send people without an account to the login, whether or not the page exists; everyone else sees 404."""
    if not request.user.is_authenticated and request.method == "GET":
        return redirect_to_login(request.get_full_path())
    raise Http404
