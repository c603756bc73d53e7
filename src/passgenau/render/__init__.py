"""Maps and charts as SVG text: in come frozen values, out comes text without styles, scripts or German numbers.

``prepare_map`` once per register and level, then ``draw_map``, ``draw_indicator_map`` and ``legend`` per page,
``draw_locator`` per Steckbrief; charts stand in ``passgenau.render.charts``. Colours are presentation attributes, so
a drawing is right without any style sheet. Pages add what attributes cannot say, by class: width and focus of ``.map``
and ``.locator``, and for forced colours ``.map-areas``, ``.map-border``, ``.map-first``, ``.map-disc``, ``.map-names``,
``.chart`` with its parts.

A focused area changes its ground and gets a white band inside, because later neighbours cover an outer ring. Two
sizes of one map on a page (one shown by a media query, one hidden) share their paths with ``shapes_of``.
"""

from passgenau.render.choropleth import MapText, draw_map
from passgenau.render.classes import (
    class_index,
    context_scale,
    deviation_classes,
    displayed_class_index,
    need_scale,
)
from passgenau.render.geometry import MapGeometry, prepare_map
from passgenau.render.indicator_map import IndicatorArea, IndicatorScale, draw_indicator_map, indicator_areas
from passgenau.render.legend import LegendEntry, legend
from passgenau.render.locator import draw_locator
from passgenau.render.map_area import Inset, MapArea, MapDrawing
from passgenau.render.palette import FILLS, WORDS_DE, MapClass

__all__ = [
    "FILLS",
    "WORDS_DE",
    "IndicatorArea",
    "IndicatorScale",
    "Inset",
    "LegendEntry",
    "MapArea",
    "MapClass",
    "MapDrawing",
    "MapGeometry",
    "MapText",
    "class_index",
    "context_scale",
    "deviation_classes",
    "displayed_class_index",
    "draw_indicator_map",
    "draw_locator",
    "draw_map",
    "indicator_areas",
    "legend",
    "need_scale",
    "prepare_map",
]
