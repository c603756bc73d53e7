"""Steckbriefe in the browser."""

from __future__ import annotations

import csv
import io
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from passgenau.common.errors import PassgenauError
from passgenau.common.periods import parse_period, period_de
from passgenau.files.definitions import indicator_catalogue
from passgenau.profile.build import build_profiles
from passgenau.profile.inputs import ProfileInput
from passgenau.profile.result import Profile
from passgenau.profile.standing import standings
from passgenau.store.models import Release
from passgenau.store.queries.figures import memory, state_key
from passgenau.store.queries.profile import levels_of, official_reading, profile_input
from passgenau.store.queries.regions import Standing
from passgenau.web.access import region_page
from passgenau.web.frame import frame_for, release_words
from passgenau.web.maps import locator
from passgenau.web.pages.contributions import contributions
from passgenau.web.pages.profile import profile_page


def _profiles(where: Standing, release: Release) -> dict[str, Profile]:
    source = profile_input(where.region, release)
    checked = source.robustness is not None
    return memory.get(("profiles", *state_key(release), checked), lambda: build_profiles(source))


def _profile(where: Standing, area_id: str) -> tuple[Release, Profile]:
    if where.release is None:
        raise Http404
    try:
        return where.release, _profiles(where, where.release)[area_id]
    except (KeyError, PassgenauError) as problem:
        raise Http404 from problem


@region_page("figures.read")
def overview(request: HttpRequest, where: Standing) -> HttpResponse:
    """List all areas with rank and what they belong to."""
    frame = frame_for(where, "profile")
    if where.release is None:
        return render(request, "profile/overview.html", {"frame": frame, "page": None})
    source = profile_input(where.region, where.release)
    register = source.register
    placed = (
        {entry.area_id: entry for entry in standings(source.index, source.robustness, register)} if source.index else {}
    )
    groups: dict[str, list[dict[str, str]]] = {}
    for area_id, name in zip(source.current.area_ids, source.current.area_names, strict=True):
        parent = register.by_id.get(register.by_id[area_id].parent_id)
        rank = f"Rang {placed[area_id].rank}" if area_id in placed else "ohne Rang"
        word = (
            placed[area_id].certainty.word if area_id in placed and placed[area_id].certainty.rung is not None else ""
        )
        groups.setdefault(parent.name if parent else "", []).append(
            {"id": area_id, "name": name, "rank": rank, "word": word}
        )
    page = {
        "groups": [(name, sorted(rows, key=lambda row: row["name"])) for name, rows in sorted(groups.items())],
        "noun": source.area_noun.plural,
        "total": str(len(source.current.area_ids)),
    }
    return render(request, "profile/overview.html", {"frame": frame, "page": page})


@region_page("figures.read")
def one(request: HttpRequest, where: Standing, area_id: str) -> HttpResponse:
    """Show the Steckbrief of one area."""
    release, profile = _profile(where, area_id)
    source = profile_input(where.region, release)
    found = official_reading(where.region, release)
    top = found.top if found else 0
    sentence = f"Lage von {profile.name}" + (
        f" in {profile.municipality}; die Kommune ist grau hinterlegt" if profile.municipality else ""
    )
    page = profile_page(
        profile,
        top=top,
        locator=locator(release.system, area_id, sentence),
        source=release_words(release),
        span=_span(source),
    )
    frame = frame_for(where, "profile")
    level = levels_of(source.register).finest or "Gebiet"
    made_of = contributions(found, area_id, indicator_catalogue()) if found else None
    explain = urlencode({"definition": found.definition.id, "stand": found.period}) if found and made_of else ""
    shown = {
        "frame": frame, "page": page, "area_id": area_id, "level": level, "made_of": made_of, "explain_query": explain,
    }  # fmt: skip
    return render(request, "profile/one.html", shown)


def _span(source: ProfileInput) -> str:
    periods = sorted(
        {period for table in (*source.earlier, source.current) for period in table.periods}, key=parse_period
    )
    return f"{period_de(periods[0])} bis {period_de(periods[-1])}" if len(periods) > 1 else period_de(periods[0])


@region_page("figures.read")
def as_csv(request: HttpRequest, where: Standing, area_id: str) -> HttpResponse:
    """Download the table of a Steckbrief."""
    _, profile = _profile(where, area_id)
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow(
        [
            "Indikator",
            "Kürzel",
            "Zeitraum",
            "Status",
            "Wert",
            "Kreiswert",
            "Wert der Kommune",
            "untere Grenze (90 %)",
            "obere Grenze (90 %)",
            "in Worten",
            "Trend",
        ]
    )
    for line in profile.lines:
        numbers = (line.value, line.county_value, line.municipality_value, line.lower, line.upper)
        written = ["" if value is None else repr(float(value)).replace(".", ",") for value in numbers]
        writer.writerow([line.name, line.indicator_id, line.period, line.status, *written, line.words, line.trend.word])
    response = HttpResponse("\ufeff" + text.getvalue(), content_type="text/csv; charset=utf-8")
    safe = "".join(sign if sign.isalnum() else "_" for sign in area_id)
    response["Content-Disposition"] = f'attachment; filename="steckbrief_{safe}.csv"'
    return response
