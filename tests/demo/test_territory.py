"""Borders, keys and names of the invented county."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
import shapely

from passgenau.demo import DemoCounty
from passgenau.demo.borders import bend_arc, neighbours
from passgenau.demo.places import MUNICIPALITIES, PLACES
from passgenau.demo.territory import territory


def test_it_has_81_wohnplaetze_in_8_municipalities_in_one_county(county: DemoCounty) -> None:
    assert county.register.levels() == ("Wohnplatz", "Kommune", "Kreis")
    assert [len(county.register.at_level(level)) for level in county.register.levels()] == [81, 8, 1]


@pytest.mark.parametrize("level", ["Wohnplatz", "Kommune"])
def test_areas_of_a_level_cover_the_county_without_gap_or_overlap(county: DemoCounty, level: str) -> None:
    shapes = [area.geometry for area in county.register.at_level(level)]
    whole = county.register.at_level("Kreis")[0].geometry
    assert shapely.coverage_is_valid(shapes)
    assert sum(shape.area for shape in shapes) == pytest.approx(whole.area, abs=1e-3)


def test_every_area_is_one_valid_piece_without_holes(county: DemoCounty) -> None:
    for area in county.register.areas:
        assert area.geometry.geom_type == "Polygon", area.name
        assert area.geometry.is_valid, area.name
        assert len(area.geometry.interiors) == 0, area.name


def test_wohnplaetze_make_up_their_municipality(county: DemoCounty) -> None:
    for town in county.register.at_level("Kommune"):
        parts = [area.geometry for area in county.register.areas if area.parent_id == town.area_id]
        assert shapely.union_all(parts).equals(town.geometry), town.name


def test_borders_stand_on_whole_metres_and_stay_light(county: DemoCounty) -> None:
    for area in county.register.at_level("Wohnplatz"):
        points = shapely.get_coordinates(area.geometry)
        assert np.array_equal(points, np.round(points))
        assert 20 < len(points) <= 150, area.name


def test_the_county_has_a_realistic_size_and_a_planar_system(county: DemoCounty) -> None:
    assert county.register.crs == "EPSG:25832"
    assert 400e6 < county.register.at_level("Kreis")[0].geometry.area < 480e6


@pytest.mark.parametrize("seed", [0, 7, 4711])
def test_other_seeds_give_a_whole_territory_too(seed: int) -> None:
    land = territory(seed)
    assert len(land.cells) == len(PLACES)
    assert shapely.coverage_is_valid(land.cells)
    assert neighbours(land.cells).any(axis=1).all()


def test_an_edge_is_bent_the_same_way_from_both_ends() -> None:
    forward = bend_arc(5, np.array([[0.0, 0.0], [1_700.0, 400.0]]), strength=1.0)
    backward = bend_arc(5, np.array([[1_700.0, 400.0], [0.0, 0.0]]), strength=1.0)
    assert len(forward.coords) > 5
    assert list(forward.coords) == list(backward.coords)[::-1]


def test_keys_are_text_with_a_leading_zero_that_nest(county: DemoCounty) -> None:
    for area in county.register.areas:
        assert area.area_id.startswith("09999")
        assert area.area_id.startswith(area.parent_id)
    assert len(set(county.register.ids)) == len(county.register.ids)


def test_names_are_unique_in_the_county(county: DemoCounty) -> None:
    names = [area.name for area in county.register.areas]
    assert len(set(names)) == len(names)


def test_names_with_a_side_lie_on_that_side(county: DemoCounty) -> None:
    side = {"north": (0, 1), "east": (1, 0), "south": (0, -1), "west": (-1, 0)}
    by_name = {area.name: area for area in county.register.at_level("Wohnplatz")}
    for municipality in MUNICIPALITIES:
        middle = county.register.by_id[municipality.key].geometry.centroid
        for place in municipality.places:
            if place.side:
                point = by_name[place.name].geometry.centroid
                offset = np.array([point.x - middle.x, point.y - middle.y])
                assert offset @ np.array(side[place.side]) > 0, place.name


@pytest.mark.shared
def test_no_name_is_that_of_a_real_municipality(county: DemoCounty, shared_folder: Path) -> None:
    text = (shared_folder / "data/rbk/nrw_gemeinden_vg5000_epsg25832.geojson").read_text(encoding="utf-8")
    real = {feature["properties"]["GEN"].split(" (")[0] for feature in json.loads(text)["features"]}
    assert len(real) > 390
    assert real.isdisjoint(area.name.removeprefix("Kreis ") for area in county.register.areas)
