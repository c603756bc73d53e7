"""Where in the county an area lies: the area brown, its municipality grey, the rest surface; no classes, no links."""

from __future__ import annotations

from collections.abc import Iterable

from passgenau.render.geometry import AreaShape, MapGeometry
from passgenau.render.map_style import MapStyle, style_for
from passgenau.render.palette import BROWN, MUTED, PAPER, RULE_WEAK, SURFACE
from passgenau.render.svg import element


def draw_locator(geometry: MapGeometry, area_id: str, *, sentence: str, shown_width: int = 320) -> str:
    """Return the locator map of one area; without geometry of its own only the county, which the page must say."""
    style = style_for(geometry.width, shown_width)
    here = [shape for shape in geometry.shapes if shape.area_id == area_id]
    around = {shape.parent_id for shape in here if shape.parent_id}
    near = [shape for shape in geometry.shapes if shape.parent_id in around and shape.area_id != area_id]
    rest = [shape for shape in geometry.shapes if shape.parent_id not in around and shape.area_id != area_id]
    return element(
        "svg",
        _surface(rest, SURFACE, "locator-rest", style),
        _surface(near, RULE_WEAK, "locator-near", style),
        _surface(here, BROWN, "locator-here", style),
        _lines(geometry.borders, 1.4, style),
        _lines(geometry.outline, 1.0, style),
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {geometry.width} {geometry.height}",
        width=shown_width,
        height=round(shown_width * geometry.height / geometry.width),
        class_="locator",
        role="img",
        aria_label=sentence,
    )


def _surface(shapes: Iterable[AreaShape], colour: str, css_class: str, style: MapStyle) -> str:
    path = "".join(shape.path for shape in shapes)
    if not path:
        return ""
    return element("path", d=path, class_=css_class, fill=colour, stroke=PAPER, stroke_width=style.units(0.8))


def _lines(path: str, pixels: float, style: MapStyle) -> str:
    return element("path", d=path, class_="map-border", fill="none", stroke=MUTED, stroke_width=style.units(pixels))
