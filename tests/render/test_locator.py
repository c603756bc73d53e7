"""A locator shows one area in its municipality and nothing about figures."""

from __future__ import annotations

import shapely

from passgenau.data.areas import AreaRegister
from passgenau.render.geometry import prepare_map
from passgenau.render.locator import draw_locator
from passgenau.render.palette import BROWN
from tests.render.drawn import every, polygon, tree
from tests.render.tessellation import LEVEL


def test_the_area_is_brown_and_its_municipality_grey(register: AreaRegister) -> None:
    geometry = prepare_map(register, LEVEL, width=1200)
    own = geometry.shapes[40]
    svg = draw_locator(geometry, own.area_id, sentence="Lage von Ort 40 im Kreis")
    paths = {path.get("class"): path for path in every(svg, "path")}
    assert paths["locator-here"].get("fill") == BROWN
    assert paths["locator-here"].get("d") == own.path
    near = [shape for shape in geometry.shapes if shape.parent_id == own.parent_id and shape is not own]
    expected = shapely.union_all([polygon(shape.path) for shape in near])
    assert polygon(paths["locator-near"].get("d", "")).area == expected.area
    assert tree(svg).get("aria-label") == "Lage von Ort 40 im Kreis"
    assert not every(svg, "a")


def test_it_is_light(register: AreaRegister) -> None:
    geometry = prepare_map(register, LEVEL, width=1200)
    assert len(draw_locator(geometry, geometry.shapes[0].area_id, sentence="x")) < 15_000


def test_an_area_without_geometry_marks_nothing(register: AreaRegister) -> None:
    svg = draw_locator(prepare_map(register, LEVEL, width=1200), "fremd", sentence="x")
    classes = {path.get("class") for path in every(svg, "path")}
    assert classes == {"locator-rest", "map-border"}
