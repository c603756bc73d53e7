"""Maps of pages: geometry prepared once per area system, colours and words per reading."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse

from passgenau.common.errors import PassgenauError
from passgenau.data.areas import AreaRegister
from passgenau.index.result import IndexResult
from passgenau.profile.words import number_word
from passgenau.render.choropleth import MapText, draw_map
from passgenau.render.classes import class_index, need_scale
from passgenau.render.geometry import MapGeometry, prepare_map
from passgenau.render.indicator_map import IndicatorArea, IndicatorScale, draw_indicator_map, indicator_areas
from passgenau.render.legend import LegendEntry, legend
from passgenau.render.locator import draw_locator
from passgenau.render.map_area import Inset, MapArea, MapDrawing
from passgenau.render.palette import MapClass
from passgenau.store.models import AreaSystem, Delivery, Region
from passgenau.store.queries.areas import read_area_file
from passgenau.store.queries.deliveries import content_of
from passgenau.store.queries.figures import memory, register_of, system_state
from passgenau.store.queries.index import Reading

LOCATOR_UNITS = 800
NARROW = 328


@dataclass(frozen=True)
class PageMap:
    """A drawn map with what belongs to it on a page."""

    svg: str
    narrow: str
    insets: tuple[Inset, ...]
    narrow_insets: tuple[Inset, ...]
    legend: tuple[LegendEntry, ...]
    undrawn: str


def geometry_of(system: AreaSystem, level: str) -> MapGeometry | None:
    """Return the prepared drawing of a level, None where no area of it has borders."""

    def prepare() -> MapGeometry | None:
        try:
            return prepare_map(register_of(system), level)
        except PassgenauError:
            return None

    return memory.get(("geometry", system.pk, *system_state(system), level), prepare)


def index_map(
    slug: str, system: AreaSystem, reading: Reading, top: int, *, width: int, title: str, answer: str
) -> PageMap | None:
    """Return the map of an index with the first k numbered; None without borders."""
    result = reading.result
    register = register_of(system)
    geometry = geometry_of(system, register.by_id[result.area_ids[0]].level)
    if geometry is None:
        return None
    areas, words = _index_areas(slug, result, register)
    text = MapText(title, answer)
    drawn = draw_map(geometry, areas, text=text, prefix="index", shown_width=width, first=top)
    narrow = draw_map(
        geometry, areas, text=text, prefix="schmal", shown_width=NARROW, first=top, css_class="map", shapes_of="index"
    )
    entries = legend(areas, words, first=top, first_word=f"eines der ersten {number_word(top)}, mit Rang")
    return _page_map(drawn, narrow, entries, register)


def _index_areas(
    slug: str, result: IndexResult, register: AreaRegister
) -> tuple[tuple[MapArea, ...], dict[MapClass, str]]:
    classes = result.definition.classes
    scale = need_scale(classes.cuts) if classes else (MapClass.NEAR,)
    words = dict(zip(scale, classes.labels if classes else ("mit Wert",), strict=True))
    areas = []
    for place, area_id in enumerate(result.area_ids):
        rank, name = int(result.rank[place]), result.area_names[place]
        parent = register.by_id.get(register.by_id[area_id].parent_id)
        shown = f"{name}, {parent.name}" if parent else name
        href = reverse("profile", args=[slug, area_id])
        if not rank:
            areas.append(MapArea(area_id, MapClass.EXCLUDED, f"{shown}: ohne Rang. {result.reason[place]}", href))
            continue
        klass = scale[class_index(float(result.final[place]), classes.cuts) if classes else 0]
        areas.append(MapArea(area_id, klass, f"{shown}: Rang {rank}, {words[klass]}", href, rank))
    return tuple(areas), words


def _page_map(
    drawn: MapDrawing, narrow: MapDrawing, entries: tuple[LegendEntry, ...], register: AreaRegister
) -> PageMap:
    names = [register.by_id[area_id].name for area_id in drawn.undrawn if area_id in register.by_id]
    undrawn = f"Ohne Grenzen und darum nicht auf der Karte: {', '.join(names)}." if names else ""
    return PageMap(drawn.svg, narrow.svg, drawn.insets, narrow.insets, entries, undrawn)


def indicator_map(
    system: AreaSystem,
    level: str,
    figures: tuple[IndicatorArea, ...],
    scale: IndicatorScale,
    *,
    title: str,
    answer: str,
    width: int,
) -> PageMap | None:
    """Return the map of one indicator; None without borders."""
    geometry = geometry_of(system, level)
    if geometry is None:
        return None
    text = MapText(title, answer)
    drawn = draw_indicator_map(geometry, figures, scale=scale, text=text, prefix="ind", shown_width=width)
    narrow = draw_indicator_map(
        geometry, figures, scale=scale, text=text, prefix="schmal", shown_width=NARROW, shapes_of="ind"
    )
    return _page_map(drawn, narrow, legend(indicator_areas(figures, scale)), register_of(system))


def plain_map(
    system: AreaSystem,
    areas: tuple[MapArea, ...],
    words: dict[MapClass, str],
    *,
    title: str,
    answer: str,
    width: int = 560,
) -> PageMap | None:
    """Return a map of areas whose classes the page has chosen itself; None without borders."""
    register = register_of(system)
    geometry = geometry_of(system, register.by_id[areas[0].area_id].level) if areas else None
    if geometry is None:
        return None
    text = MapText(title, answer)
    drawn = draw_map(geometry, areas, text=text, prefix="karte", shown_width=width)
    narrow = draw_map(geometry, areas, text=text, prefix="schmal", shown_width=NARROW, shapes_of="karte")
    return _page_map(drawn, narrow, legend(areas, words), register)


def locator(system: AreaSystem, area_id: str, sentence: str) -> str:
    """Return the small map of where an area lies, empty without borders."""
    register = register_of(system)
    level = register.by_id[area_id].level

    def prepare() -> MapGeometry | None:
        try:
            return prepare_map(register, level, width=LOCATOR_UNITS)
        except PassgenauError:
            return None

    geometry = memory.get(("locator", system.pk, *system_state(system), level), prepare)
    return draw_locator(geometry, area_id, sentence=sentence, shown_width=300) if geometry else ""


def outline_map(region: Region, delivery: Delivery) -> str:
    """Return the areas of a checked delivery as a plain map, empty where nothing can be drawn."""
    try:
        read = read_area_file(content_of(region, delivery), delivery.file_name, delivery.wishes, None)
        level = read.register.finest_level()
        geometry = prepare_map(read.register, level, width=LOCATOR_UNITS)
    except PassgenauError:
        return ""
    areas = tuple(MapArea(area.area_id, MapClass.NEAR, area.name) for area in read.register.at_level(level))
    text = MapText(f"Gebiete aus {delivery.file_name}", f"{len(areas)} Gebiete")
    return draw_map(geometry, areas, text=text, prefix="umriss", shown_width=560).svg
