"""Draw one indicator: need by its distance from the county value, describing figures in grey and without judgement."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from passgenau.data.status import WITH_NUMBER, ValueStatus
from passgenau.render.choropleth import MapText, draw_map
from passgenau.render.classes import deviation_classes
from passgenau.render.geometry import MapGeometry
from passgenau.render.map_area import MapArea, MapDrawing
from passgenau.render.palette import WORDS_DE, MapClass

STATES: dict[ValueStatus, MapClass] = {
    ValueStatus.SUPPRESSED: MapClass.HIDDEN,
    ValueStatus.MISSING: MapClass.MISSING,
    ValueStatus.NOT_APPLICABLE: MapClass.EXCLUDED,
}
STATE_WORDS: dict[MapClass, str] = {
    MapClass.HIDDEN: "geheim, Fallzahl zu klein",
    MapClass.MISSING: "fehlt, nicht geliefert",
    MapClass.EXCLUDED: "entfällt",
}


@dataclass(frozen=True)
class IndicatorArea:
    """The figure of one area; ``shown`` is the number as the page writes it. A hidden figure is never read."""

    area_id: str
    name: str
    status: ValueStatus
    value: float | None
    shown: str
    href: str = ""


@dataclass(frozen=True)
class IndicatorScale:
    """How an indicator is judged: county value, usual spread, cuts in spreads, direction, or mere description."""

    county: float
    spread: float
    cuts: tuple[float, ...]
    direction: int
    context: bool


def indicator_areas(figures: Sequence[IndicatorArea], scale: IndicatorScale) -> tuple[MapArea, ...]:
    """Return the areas of an indicator map with their sentences, also for a legend beside it."""
    classes = deviation_classes(
        [figure.value if figure.status in WITH_NUMBER else None for figure in figures],
        county=scale.county,
        spread=scale.spread,
        cuts=scale.cuts,
        direction=scale.direction,
        context=scale.context,
    )
    return tuple(_area(figure, klass) for figure, klass in zip(figures, classes, strict=True))


def _area(figure: IndicatorArea, klass: MapClass | None) -> MapArea:
    if klass is None:
        state = STATES.get(figure.status, MapClass.MISSING)
        return MapArea(figure.area_id, state, f"{figure.name}: {STATE_WORDS[state]}", figure.href)
    return MapArea(figure.area_id, klass, f"{figure.name}: {figure.shown}, {WORDS_DE[klass]}", figure.href)


def draw_indicator_map(
    geometry: MapGeometry,
    figures: Sequence[IndicatorArea],
    *,
    scale: IndicatorScale,
    text: MapText,
    prefix: str,
    shown_width: int,
    css_class: str = "map",
    shapes_of: str = "",
) -> MapDrawing:
    """Return the map of one indicator; no ranks, since a single figure does not rank areas."""
    return draw_map(
        geometry,
        indicator_areas(figures, scale),
        text=text,
        prefix=prefix,
        shown_width=shown_width,
        css_class=css_class,
        shapes_of=shapes_of,
    )
