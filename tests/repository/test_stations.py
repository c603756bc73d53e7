"""A station without package, tests and handbook page does not exist; the addresses derive from the flow."""

from __future__ import annotations

import pytest

from passgenau.flow import FLOW, STATION_BY_KEY, Station
from tests.repository.tree import PACKAGE, ROOT

BUILT = [station for station in FLOW if station.built]


def test_the_flow_has_nine_stations_in_order() -> None:
    assert [station.number for station in FLOW] == list(range(1, 10))
    assert len(STATION_BY_KEY) == len({station.slug for station in FLOW}) == 9


@pytest.mark.parametrize("station", FLOW, ids=lambda station: station.key)
def test_every_station_has_a_package_that_says_what_it_is(station: Station) -> None:
    opening = (PACKAGE / station.key / "__init__.py").read_text(encoding="utf-8")
    assert opening.startswith('"""')


@pytest.mark.parametrize("station", BUILT, ids=lambda station: station.key)
def test_every_built_station_has_tests(station: Station) -> None:
    assert list((ROOT / "tests" / station.key).glob("test_*.py"))


@pytest.mark.parametrize("station", BUILT, ids=lambda station: station.key)
def test_every_built_station_has_a_handbook_page_with_its_name(station: Station) -> None:
    text = (ROOT / "docs" / "handbuch" / f"{station.slug}.md").read_text(encoding="utf-8")
    assert text.startswith("# ")
    assert station.name in text.splitlines()[0]


@pytest.mark.parametrize("station", FLOW, ids=lambda station: station.key)
def test_every_station_has_an_address_of_its_own(station: Station) -> None:
    from django.urls import resolve

    assert resolve(f"/ein-kreis/{station.slug}/").kwargs["slug"] == "ein-kreis"
