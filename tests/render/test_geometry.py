"""A prepared map keeps every area and every shared border, weighs little, and says what is missing."""

from __future__ import annotations

import json
import pickle
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import shapely
from hypothesis import example, given, settings
from hypothesis import strategies as st

from passgenau.common.errors import PassgenauError
from passgenau.data.areas import Area, AreaRegister
from passgenau.render.coverage import byte_budget
from passgenau.render.geometry import WIDTH, MapGeometry, prepare_map
from tests.render.drawn import polygon
from tests.render.tessellation import LEVEL, invented_register


def squares(*boxes: tuple[float, float, float, float], parents: str = "") -> AreaRegister:
    owners = parents or "p" * len(boxes)
    areas = [Area(f"0{n}", f"Ort {n}", LEVEL, owners[n], 1.0, shapely.box(*box)) for n, box in enumerate(boxes)]
    return AreaRegister("quadrate", (*areas, *(Area(key, key.upper(), "Kommune") for key in sorted(set(owners)))))


def test_neighbours_share_every_point_of_their_border(geometry: MapGeometry) -> None:
    drawn = np.array([polygon(shape.path) for shape in geometry.shapes])
    assert geometry.is_coverage
    assert shapely.is_valid(drawn).all()
    assert shapely.coverage_is_valid(drawn)


def test_no_gap_and_no_overlap_arises(geometry: MapGeometry, register: AreaRegister) -> None:
    drawn = np.array([polygon(shape.path) for shape in geometry.shapes])
    whole = shapely.union_all(drawn)
    assert shapely.area(drawn).sum() == pytest.approx(whole.area, abs=1e-6)
    assert len(shapely.get_rings(whole)) == 1
    before = np.array([area.geometry.area for area in register.at_level(LEVEL)])
    assert shapely.area(drawn) / whole.area == pytest.approx(before / before.sum(), abs=0.002)


@settings(max_examples=12, deadline=None)
@example(seed=314, count=76, width=400)  # a narrow area that falls apart into faces and lines
@given(st.integers(0, 10_000), st.integers(2, 120), st.sampled_from([400, 1200, WIDTH]))
def test_every_tessellation_keeps_its_areas_and_its_budget(seed: int, count: int, width: int) -> None:
    drawn = prepare_map(invented_register(count, seed=seed), LEVEL, width=width)
    assert len(drawn.shapes) == count
    assert all(polygon(shape.path).area > 0 for shape in drawn.shapes)
    assert drawn.width == width
    if drawn.is_coverage:
        assert sum(len(shape.path) for shape in drawn.shapes) <= byte_budget(count, width)


def test_coordinates_are_whole_numbers_inside_the_drawing(geometry: MapGeometry) -> None:
    for shape in geometry.shapes:
        left, top, right, bottom = shape.bounds
        assert 0 <= left < right <= geometry.width
        assert 0 <= top < bottom <= geometry.height
        assert "." not in shape.path


def test_north_is_up() -> None:
    drawn = prepare_map(squares((0, 0, 10, 10), (0, 10, 10, 20)), LEVEL)
    south, north = drawn.shapes
    assert north.y < south.y


def test_a_number_stands_inside_its_area_with_its_room(geometry: MapGeometry) -> None:
    for shape in geometry.shapes:
        disc = shapely.Point(shape.x, shape.y).buffer(max(shape.room - 10, 1))
        assert polygon(shape.path).contains(disc)


def test_names_stand_inside_their_municipality(geometry: MapGeometry) -> None:
    for parent in geometry.parents:
        own = shapely.union_all([polygon(shape.path) for shape in geometry.shapes if shape.parent_id == parent.area_id])
        assert parent.spots
        assert all(own.buffer(1).covers(shapely.Point(spot.x, spot.y)) for spot in parent.spots)


def test_borders_run_only_between_municipalities() -> None:
    boxes = ((0, 0, 10, 10), (10, 0, 20, 10), (20, 0, 30, 10))
    drawn = prepare_map(squares(*boxes, parents="aab"), LEVEL)
    third = drawn.shapes[2].bounds[0]
    assert drawn.borders.count("M") == 1
    assert drawn.borders.startswith(f"M{third} ")
    assert drawn.outline.count("z") == 1
    assert not prepare_map(squares(*boxes), LEVEL).borders


def test_borders_follow_the_level_asked_for() -> None:
    towns = [Area("s", "Süd", "Kommune", "k1"), Area("n", "Nord", "Kommune", "k1")]
    parts = [Area("1", "A", LEVEL, "s", 1.0, shapely.box(0, 0, 9, 9)), Area("2", "B", LEVEL, "n", 1.0, shapely.box(0, 9, 9, 18))]  # fmt: skip  # noqa: E501
    register = AreaRegister("r", (*parts, *towns, Area("k1", "Kreis", "Kreis")))
    assert prepare_map(register, LEVEL).borders
    whole = prepare_map(register, LEVEL, parent_level="Kreis")
    assert not whole.borders
    assert [parent.name for parent in whole.parents] == ["Kreis"]


def test_overlapping_areas_are_drawn_each_for_itself() -> None:
    drawn = prepare_map(squares((0, 0, 10, 10), (0, 0, 10, 10), (10, 0, 20, 10), parents="abb"), LEVEL)
    assert not drawn.is_coverage
    assert len(drawn.shapes) == 3
    assert drawn.borders
    assert drawn.outline


def test_slivers_between_deliveries_are_closed() -> None:
    drawn = prepare_map(squares((0, 0, 10, 10), (10.0003, 0, 20, 10), (19.9996, 0, 30, 10)), LEVEL)
    assert drawn.is_coverage
    assert drawn.outline.count("M") == 1


def test_pieces_under_one_key_become_one_area() -> None:
    register = squares((0, 0, 10, 10), (10, 0, 20, 10), (20, 0, 30, 10))
    areas = list(register.areas)
    areas[2] = replace(areas[2], area_id="00")
    drawn = prepare_map(AreaRegister("r", tuple(areas)), LEVEL)
    assert [shape.area_id for shape in drawn.shapes] == ["00", "01"]
    assert drawn.shapes[0].path.count("M") == 2


def test_areas_without_geometry_are_named() -> None:
    register = squares((0, 0, 10, 10), (10, 0, 20, 10))
    lost = Area("07", "Verloren", LEVEL, "p")
    drawn = prepare_map(replace(register, areas=(*register.areas, lost)), LEVEL)
    assert drawn.missing == ("Verloren",)
    assert len(drawn.shapes) == 2


def test_it_refuses_a_map_without_any_geometry() -> None:
    register = AreaRegister("r", (Area("01", "Aue", LEVEL), Area("02", "Bruch", LEVEL)))
    with pytest.raises(PassgenauError, match=r"für keines der 2 Gebiete .* Geometrie vor \(Aue und Bruch\)"):
        prepare_map(register, LEVEL)


def test_it_refuses_a_level_without_areas(register: AreaRegister) -> None:
    with pytest.raises(PassgenauError, match="„Bezirk“ gibt es keins"):
        prepare_map(register, "Bezirk")


def test_a_vanishing_area_and_a_broken_one_stay() -> None:
    knot = shapely.Polygon([(10, 0), (20, 10), (20, 0), (10, 8)])
    register = squares((0, 0, 10_000, 10_000), (10_000, 0, 10_000.5, 0.5))
    areas = (*register.areas, Area("09", "Knoten", LEVEL, "p", 1.0, shapely.transform(knot, lambda xy: xy * 1_000 - (0, 20_000))))  # fmt: skip  # noqa: E501
    drawn = prepare_map(AreaRegister("r", areas), LEVEL)
    assert len(drawn.shapes) == 3
    assert all(polygon(shape.path).area > 0 for shape in drawn.shapes)


def test_a_tall_county_does_not_become_a_tower() -> None:
    drawn = prepare_map(squares((0, 0, 10, 50), (0, 50, 10, 100)), LEVEL)
    assert drawn.height < 1.35 * drawn.width


def test_it_can_be_kept_and_brought_back(geometry: MapGeometry) -> None:
    assert pickle.loads(pickle.dumps(geometry)) == geometry  # noqa: S301


@pytest.mark.shared
def test_the_447_areas_of_berlin_are_drawn_although_one_key_comes_twice(shared_folder: Path) -> None:
    """Planungsräume until 2020: key 06010102 twice, 04030417 missing (CC BY 3.0 DE, Amt für Statistik)."""
    raw = json.loads((shared_folder / "data/berlin-mss/lor_plr_until_2020.geojson").read_text(encoding="utf-8"))
    shapes = shapely.from_geojson([json.dumps(feature["geometry"]) for feature in raw["features"]])
    planar = shapely.transform(shapes, lambda points: points * (111_320 * np.cos(np.radians(52.5)), 111_320))
    keys = [feature["properties"]["id"] for feature in raw["features"]]
    areas = [Area(key, key, "PLR", key[:2], None, shape) for key, shape in zip(keys, planar, strict=True)]
    drawn = prepare_map(AreaRegister("lor", tuple(areas)), "PLR")
    assert len(keys) == 448
    assert len(drawn.shapes) == 447
    assert drawn.is_coverage
    assert sum(len(shape.path) for shape in drawn.shapes) < 95_000
