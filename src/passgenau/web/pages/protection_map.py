"""The map of the protection preview: how many of an area's figures would remain; grey, since nothing is judged."""

from __future__ import annotations

from django.urls import reverse

from passgenau.common.numbers_de import count
from passgenau.indicators.disclosure.preview import ProfilePreview
from passgenau.render.map_area import MapArea
from passgenau.render.palette import MapClass
from passgenau.store.models import AreaSystem
from passgenau.store.queries.figures import register_of
from passgenau.web.maps import PageMap, plain_map

WORDS = {
    MapClass.CONTEXT_5: "alle Werte blieben",
    MapClass.CONTEXT_4: "mindestens drei Viertel",
    MapClass.CONTEXT_3: "mindestens die Hälfte",
    MapClass.CONTEXT_2: "weniger als die Hälfte",
    MapClass.HIDDEN: "nichts bliebe",
    MapClass.MISSING: "nichts geliefert",
}


def remaining_class(shown: int, known: int) -> MapClass:
    """Return the class of an area by the share of its figures that would remain."""
    if not known:
        return MapClass.MISSING
    if not shown:
        return MapClass.HIDDEN
    if shown == known:
        return MapClass.CONTEXT_5
    if 4 * shown >= 3 * known:
        return MapClass.CONTEXT_4
    return MapClass.CONTEXT_3 if 2 * shown >= known else MapClass.CONTEXT_2


def remaining_map(slug: str, system: AreaSystem, preview: ProfilePreview, answer: str) -> PageMap | None:
    """Return the map; None without borders."""
    register = register_of(system)
    areas = []
    for at, area_id in enumerate(preview.area_ids):
        shown, known = int(preview.area_shown[at]), int(preview.area_known[at])
        klass = remaining_class(shown, known)
        label = f"{register.by_id[area_id].name}: {count(shown)} von {count(known)} Werten, {WORDS[klass]}"
        areas.append(MapArea(area_id, klass, label, reverse("profile", args=[slug, area_id])))
    return plain_map(system, tuple(areas), WORDS, title="Was je Gebiet sichtbar bliebe", answer=answer)
