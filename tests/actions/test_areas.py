"""Areas come as files too: checked first, then taken over as a system or as a further level of one."""

from __future__ import annotations

import json
from typing import Any

import pytest
import shapely

from passgenau.actions.check_areas import check_areas
from passgenau.actions.publish_release import publish_release
from passgenau.actions.register_areas import register_areas
from passgenau.actions.take_over_delivery import take_over_delivery
from passgenau.data.areas import AreaRegister
from passgenau.store.models import Area, AreaSystem, Delivery
from passgenau.store.queries.figures import register_of
from tests.actions.asking import codes, refused
from tests.django_cast import NOW
from tests.town import Town, deliver, rates, register


def areas_file(*areas: tuple[str, str], first: float = 0.0, **properties: str) -> bytes:
    """Return GeoJSON with small squares side by side in the Bergisches Land; all of them invented."""
    features = []
    for place, (key, name) in enumerate(areas):
        west = 7.1 + 0.01 * (first + place)
        features.append(
            {
                "type": "Feature",
                "properties": {"area_id": key, "name": name, **properties},
                "geometry": shapely.geometry.mapping(shapely.box(west, 50.9, west + 0.01, 50.91)),
            }
        )
    return json.dumps({"type": "FeatureCollection", "features": features}).encode()


def _check(town: Town, content: bytes, file_name: str = "gebiete.geojson", **wishes: str) -> Delivery:
    return check_areas(town.planner, town.region, content=content, file_name=file_name, wishes=wishes)


def _take_over(town: Town, delivery: Delivery) -> AreaSystem:
    taken = take_over_delivery(town.planner, town.region, delivery, now=NOW)
    assert taken.system is not None
    return taken.system


TWO = (("001", "Nord"), ("002", "Süd"))


def test_a_file_becomes_an_area_system(town: Town) -> None:
    """Key, name, level and day of validity; nothing is stored before it is taken over."""
    delivery = _check(town, areas_file(*TWO), title="Bezirke 2025", level="Bezirk", valid_from="2025-01-01")
    assert delivery.findings == []
    assert AreaSystem.objects.of(town.region).count() == 1
    system = _take_over(town, delivery)
    assert (system.key, system.title, system.valid_from) == ("bezirke-2025", "Bezirke 2025", "2025-01-01")
    found = register_of(system)
    assert [(area.area_id, area.name, area.level) for area in found.areas] == [
        ("001", "Nord", "Bezirk"),
        ("002", "Süd", "Bezirk"),
    ]
    assert found.crs == "EPSG:25832"
    assert codes(town.region)[-2:] == ["areas.checked", "areas.registered"]


def test_a_second_file_becomes_a_further_level(town: Town) -> None:
    """What was there stays, the new areas come after it."""
    system = _take_over(town, _check(town, areas_file(*TWO), title="Bezirke", level="Bezirk"))
    delivery = _check(town, areas_file(("0", "Stadt")), level="Stadt", join=str(system.pk))
    assert _take_over(town, delivery).pk == system.pk
    assert register_of(AreaSystem.objects.of(town.region).get(pk=system.pk)).ids == ("001", "002", "0")
    assert codes(town.region)[-1] == "areas.level_added"


def test_a_system_that_a_published_release_speaks_of_gets_no_further_level(invented_town: Town) -> None:
    """A finer level would change what the public sees."""
    deliver(invented_town, rates())
    publish_release(invented_town.planner, invented_town.region, title="Stand 2019", now=NOW)
    delivery = _check(invented_town, areas_file(("0", "Stadt")), level="Stadt", join=str(invented_town.system.pk))
    assert refused(lambda: _take_over(invented_town, delivery)) == ["areas.published"]
    assert "0" not in register_of(invented_town.system).by_id


def test_a_key_that_is_taken_is_an_error(town: Town) -> None:
    """Both names are told."""
    system = _take_over(town, _check(town, areas_file(*TWO), title="Bezirke", level="Bezirk"))
    delivery = _check(town, areas_file(("001", "Ort")), level="Ort", join=str(system.pk))
    assert [entry["code"] for entry in delivery.findings] == ["areas.key_taken"]
    assert "„Ort“" in delivery.findings[0]["text"]
    assert "„Nord“" in delivery.findings[0]["text"]
    assert refused(lambda: _take_over(town, delivery)) == ["delivery.error_left"]
    assert Area.objects.of(town.region).filter(system=system).count() == 2


@pytest.mark.parametrize("join", ["999999", "nein", "²"])
def test_it_refuses_to_join_a_system_that_is_not_there(town: Town, join: str) -> None:
    """It never makes a new one in silence."""
    assert refused(lambda: _check(town, areas_file(*TWO), join=join)) == ["areas.system_unknown"]


def test_it_refuses_to_join_the_system_of_another_region(town: Town, invented_town: Town) -> None:
    """The number of a row elsewhere opens nothing."""
    found = refused(lambda: _check(town, areas_file(*TWO), join=str(invented_town.system.pk)))
    assert found == ["areas.system_unknown"]


@pytest.mark.parametrize(
    ("wishes", "code"),
    [
        ({"valid_from": "Frühjahr 2022"}, "areas.valid_from"),
        ({"valid_from": "20220101"}, "areas.valid_from"),
        ({"valid_from": "2022-02-30"}, "areas.valid_from"),
        ({"title": "x" * 121}, "text.unfit"),
        ({"level": "x" * 61}, "text.unfit"),
        ({"level": "a\x00b"}, "text.unfit"),
        ({"key_column": "gibt_es_nicht"}, "area.column"),
    ],
)
def test_it_refuses_a_wish_that_cannot_be_kept(town: Town, wishes: dict[str, str], code: str) -> None:
    """The sentence says which."""
    assert refused(lambda: _check(town, areas_file(*TWO), **wishes)) == [code]
    assert not Delivery.objects.of(town.region).exists()


@pytest.mark.parametrize(
    ("area", "code"),
    [(("x" * 41, "Nord"), "areas.too_long"), (("1", "x" * 161), "areas.too_long"), (("1", "a\x00b"), "areas.sign")],
)
def test_a_text_that_does_not_fit_is_an_error_of_the_file(town: Town, area: tuple[str, str], code: str) -> None:
    """Nothing is cut off, and no database gets to complain first."""
    delivery = _check(town, areas_file(area), title="Bezirke", level="Bezirk")
    assert [entry["code"] for entry in delivery.findings] == [code]


def test_a_title_without_a_letter_still_makes_a_key(town: Town) -> None:
    """A system always has a short name."""
    assert _take_over(town, _check(town, areas_file(*TWO), title="–", level="Bezirk")).key == "gebiete"


def test_it_refuses_a_second_system_of_the_same_name(town: Town) -> None:
    """Nothing is overwritten."""
    _take_over(town, _check(town, areas_file(*TWO), title="Bezirke", level="Bezirk"))
    other = _check(town, areas_file(("003", "Ost"), first=5), title="Bezirke", level="Bezirk")
    assert refused(lambda: _take_over(town, other)) == ["areas.system_exists"]
    assert Delivery.objects.of(town.region).get(pk=other.pk).state == Delivery.State.CHECKED


def test_it_refuses_the_same_file_again(town: Town) -> None:
    """Under whatever name it comes."""
    first, second = (_check(town, areas_file(*TWO), title=title, level="Bezirk") for title in ("Alt", "Neu"))
    _take_over(town, first)
    assert refused(lambda: _take_over(town, second)) == ["delivery.same_file"]


def test_a_register_without_areas_is_refused(town: Town) -> None:
    """A system of nothing helps nobody."""
    empty = AreaRegister("leer", ())
    found = refused(lambda: register_areas(town.planner, town.region, empty, file_name="leer.csv", digest=""))
    assert found == ["areas.empty"]


def test_areas_without_borders_are_areas(town: Town) -> None:
    """Geometry may be missing."""
    found: Any = register(geometry=False)
    bare = AreaRegister("ohne-grenzen", found.areas, "", "Orte ohne Grenzen")
    system = register_areas(town.planner, town.region, bare, file_name="orte.csv", digest="")
    assert all(area.geometry is None for area in register_of(system).areas)
