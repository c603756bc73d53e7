"""The layers of a map from bottom to top, each one group of elements."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from passgenau.render.discs import Disc, Frame
from passgenau.render.geometry import MapGeometry
from passgenau.render.map_area import MapArea
from passgenau.render.map_style import (
    AREA_BORDER,
    DISC_TEXT,
    FIRST_OUTLINE,
    FRAME_LINE,
    HALO,
    MISSING_LINE,
    NAME_TEXT,
    OUTLINE,
    PARENT_BORDER,
    MapStyle,
)
from passgenau.render.name_placement import PlacedName
from passgenau.render.palette import INK, MUTED, PAPER, RULE_STRONG, MapClass
from passgenau.render.patterns import paint
from passgenau.render.svg import Attribute, content, element, words


def path_definitions(geometry: MapGeometry, prefix: str) -> str:
    """Return the path of every area and of the borders, drawn only where another layer uses them."""
    paths = [element("path", id=f"{prefix}-{place}", d=shape.path) for place, shape in enumerate(geometry.shapes)]
    paths.append(element("path", id=f"{prefix}-borders", d=geometry.borders))
    paths.append(element("path", id=f"{prefix}-outline", d=geometry.outline))
    return "".join(paths)


def area_layer(areas: Sequence[tuple[int, MapArea]], prefix: str, style: MapStyle, *, shapes: str) -> str:
    """Return the filled areas in the order given, each a link with its sentence; the order is that of the tab key."""
    drawn = (_area(place, area, prefix, shapes=shapes) for place, area in areas)
    return element("g", *drawn, class_="map-areas", **_pen(PAPER, style.line(AREA_BORDER)))


def quiet_area_layer(areas: Sequence[tuple[int, MapArea]], prefix: str, style: MapStyle, *, shapes: str) -> str:
    """Return the filled areas of an inset; links there serve the finger only, the map itself has the spoken ones."""
    drawn = (_quiet_area(place, area, prefix, shapes=shapes) for place, area in areas)
    return element("g", *drawn, class_="map-areas", **_pen(PAPER, style.line(AREA_BORDER)))


def _area(place: int, area: MapArea, prefix: str, *, shapes: str) -> str:
    inner = element("title", content(area.label)) + _use(place, shapes, fill=paint(area.klass, prefix))
    if not area.href:
        return element("g", inner, class_="map-area", role="img", aria_label=area.label)
    return element("a", inner, href=area.href, class_="map-area", aria_label=area.label)


def _quiet_area(place: int, area: MapArea, prefix: str, *, shapes: str) -> str:
    inner = _use(place, shapes, fill=paint(area.klass, prefix))
    if not area.href:
        return inner
    return element("a", element("title", content(area.label)), inner, href=area.href, class_="map-area", tabindex=-1)


def missing_layer(areas: Sequence[tuple[int, MapArea]], style: MapStyle, *, shapes: str) -> str:
    """Return dashed borders around areas whose value was not delivered."""
    found = [place for place, area in areas if area.klass is MapClass.MISSING]
    if not found:
        return ""
    dash = f"{style.units(4):.1f} {style.units(3):.1f}"
    pen = _pen(RULE_STRONG, style.line(MISSING_LINE))
    return element(
        "g", *(_use(place, shapes) for place in found), class_="map-missing", fill="none", stroke_dasharray=dash, **pen
    )


def border_layer(style: MapStyle, *, shapes: str) -> str:
    """Return the borders of the municipalities and the thinner outline of the county."""
    borders = element("use", href=f"#{shapes}-borders", **_pen(MUTED, style.line(PARENT_BORDER)))
    outline = element("use", href=f"#{shapes}-outline", **_pen(MUTED, style.line(OUTLINE)))
    return element("g", borders, outline, class_="map-border", fill="none")


def first_layer(discs: Sequence[Disc], geometry: MapGeometry, style: MapStyle, *, shapes: str) -> str:
    """Return ink outlines around the first k."""
    if not discs:
        return ""
    drawn = (_use(geometry.place[disc.shape.area_id], shapes) for disc in discs)
    return element("g", *drawn, class_="map-first", fill="none", **_pen(INK, style.line(FIRST_OUTLINE)))


def disc_layer(discs: Iterable[Disc], style: MapStyle) -> str:
    """Return white discs with the rank as number."""
    drawn = "".join(_disc(disc, style) for disc in discs)
    if not drawn:
        return ""
    return element(
        "g", drawn, class_="map-discs", font_size=style.units(DISC_TEXT), font_weight=600, text_anchor="middle"
    )


def _disc(disc: Disc, style: MapStyle) -> str:
    ring = element(
        "circle",
        cx=round(disc.x),
        cy=round(disc.y),
        r=round(style.units(style.disc_radius)),
        class_="map-disc",
        fill=PAPER,
        stroke=INK,
        stroke_width=style.units(1.5),
    )
    middle = round(disc.y + style.units(DISC_TEXT) * 0.36)
    return ring + words(str(disc.rank), x=round(disc.x), y=middle, fill=INK)


def name_layer(names: Iterable[PlacedName], style: MapStyle) -> str:
    """Return the names of the municipalities in ink with a white halo."""
    size = style.units(NAME_TEXT)
    drawn = "".join(words(name.name, x=round(name.x), y=round(name.y + size * 0.35)) for name in names)
    if not drawn:
        return ""
    look = {"text_anchor": "middle", **_lettering(size), **_pen(PAPER, style.units(HALO))}
    return element("g", drawn, class_="map-names", **look)


def frame_layer(frames: Sequence[Frame], style: MapStyle) -> str:
    """Return the frames of the insets; from two on each carries a letter that its caption repeats."""
    letters = frame_letters(len(frames))
    return "".join(
        frame_line(frame, style) + _letter(letter, frame, style) for frame, letter in zip(frames, letters, strict=True)
    )


def frame_line(frame: Frame, style: MapStyle) -> str:
    """Return the ink line around one frame."""
    return element(
        "rect",
        x=round(frame.left),
        y=round(frame.top),
        width=round(frame.width),
        height=round(frame.height),
        class_="map-frame",
        fill="none",
        **_pen(INK, style.line(FRAME_LINE)),
    )


def _letter(letter: str, frame: Frame, style: MapStyle) -> str:
    if not letter:
        return ""
    size = style.units(NAME_TEXT)
    place: dict[str, Attribute] = {"x": round(frame.left + 0.4 * size), "y": round(frame.top + 1.1 * size)}
    return words(letter, **place, class_="map-names", **_lettering(size), **_pen(PAPER, style.units(HALO)))


def frame_letters(count: int) -> tuple[str, ...]:
    """Return no letter for one frame, and A, B, C … for several."""
    return ("",) if count == 1 else tuple(chr(ord("A") + place) for place in range(count))


def _use(place: int, shapes: str, *, fill: str | None = None) -> str:
    return element("use", href=f"#{shapes}-{place}", fill=fill)


def _lettering(size: float) -> dict[str, Attribute]:
    return {"font_size": size, "font_weight": 600, "fill": INK, "paint_order": "stroke"}


def _pen(colour: str, width: float) -> dict[str, Attribute]:
    return {"stroke": colour, "stroke_width": width, "stroke_linejoin": "round"}
