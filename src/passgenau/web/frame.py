"""What stands around every page of a region: name, mark, the nine stations with their state in words."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse

from passgenau.common.numbers_de import count
from passgenau.flow import FLOW, Station
from passgenau.store.models import Delivery, Membership, Release
from passgenau.store.queries.figures import figures_of, memory, state_key
from passgenau.store.queries.index import definitions_for
from passgenau.store.queries.profile import region_noun
from passgenau.store.queries.regions import Standing
from passgenau.web.days import day_words

MARKER_WORDS = {
    "done": "erledigt",
    "working": "in Arbeit",
    "waiting": "wartet auf jemanden",
    "unknown": "unbekannt",
    "open": "noch nicht begonnen",
}


@dataclass(frozen=True)
class StationItem:
    """One station in the flow bar."""

    name: str
    href: str
    state: str
    marker: str
    marker_word: str
    current: bool


@dataclass(frozen=True)
class Frame:
    """Everything the base template reads."""

    slug: str
    region: str
    invented: bool
    role: str
    query: str
    stations: tuple[StationItem, ...]
    where: str
    where_state: str
    release: str
    whole: str
    whole_subject: str
    whole_inside: str


def frame_for(where: Standing, current: str = "", *, query: str = "") -> Frame:
    """Return the frame with the current station marked."""
    states = _states(where)
    noun = region_noun(where.region)
    items = tuple(
        StationItem(
            station.name,
            _address(where.region.slug, station),
            states[station.key][1],
            states[station.key][0],
            MARKER_WORDS[states[station.key][0]],
            station.key == current,
        )
        for station in FLOW
    )
    here = next((station for station in FLOW if station.key == current), None)
    done = sum(item.marker == "done" for item in items)
    return Frame(
        slug=where.region.slug,
        region=where.region.name,
        invented=where.region.invented,
        role=str(Membership.Role(where.role).label) if where.role else "",
        query=query,
        stations=items,
        where=f"{here.number} von 9: {here.name}" if here else "Weg von Daten zu Taten",
        where_state=states[here.key][1] if here else f"{done} von 9 Stationen erledigt",
        release=release_words(where.release),
        whole=noun.name,
        whole_subject=noun.subject,
        whole_inside=noun.inside,
    )


def _address(slug: str, station: Station) -> str:
    names = {"data": "data", "indicators": "indicators", "index": "index", "profile": "profile-list"}
    return reverse(names.get(station.key, station.slug), args=[slug])


def release_words(release: Release | None) -> str:
    """Return the state of the figures in words."""
    if release is None:
        return "noch keine Daten"
    if release.state == Release.State.WORKING:
        return f"{release.title}, Arbeitsstand, nicht freigegeben"
    return f"{release.title}, freigegeben am {day_words(release.published_at)}"


def _states(where: Standing) -> dict[str, tuple[str, str]]:
    release = where.release
    later = {station.key: ("open", "folgt später") for station in FLOW if not station.built}
    if release is None:
        return {
            **later,
            "data": ("waiting", "wartet auf die erste Lieferung"),
            "indicators": ("open", "noch keine Werte"),
            "index": ("open", "noch kein Lauf"),
            "profile": ("open", "noch keine Gebiete"),
        }
    built = memory.get(("flow-states", *state_key(release)), lambda: _built_states(where, release))
    waiting = Delivery.objects.of(where.region).filter(state=Delivery.State.CHECKED).count() if where.staff else 0
    if waiting:
        word = "Lieferung wartet" if waiting == 1 else "Lieferungen warten"
        built = {**built, "data": ("waiting", f"{waiting} {word} auf Übernahme")}
    return {**later, **built}


def _built_states(where: Standing, release: Release) -> dict[str, tuple[str, str]]:
    figures = figures_of(where.region, release)
    finest = len(figures.register.at_level(figures.register.finest_level()))
    definitions = definitions_for(where.region, release)
    free = release.state == Release.State.PUBLISHED
    indicators = len(figures.indicator_ids)
    return {
        "data": ("done" if free else "working", f"{count(len(figures.long))} Werte geliefert"),
        "indicators": ("done" if indicators else "open", f"{indicators} Indikatoren mit Werten"),
        "index": (
            ("done" if free else "working", "Lauf freigegeben" if free else "Arbeitsstand")
            if definitions
            else ("waiting", "keine Definition passt")
        ),
        "profile": ("working" if finest else "open", f"{finest} Gebiete"),
    }
