"""A region that waits for its first file: every station says so, and says what comes first."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visit
from tests.browser.house import NORA
from tests.browser.login import logged_in
from tests.browser.looks import flaws
from tests.browser.states import NARROW, WIDE

pytestmark = pytest.mark.browser
STATIONS = ["", "daten/", "daten/abdeckung/", "indikatoren/", "index/", "steckbrief/", "ueber/", "daten/gebiete/neu/"]


@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_no_station_has_barriers_before_the_first_file(visit: Visit, width: int) -> None:
    page = logged_in(visit, NORA, f"/{NORA.region}/", width=width)
    found = {}
    for station in STATIONS:
        page.goto(f"/{NORA.region}/{station}")
        found[station] = flaws(page)
    assert {station: seen for station, seen in found.items() if seen} == {}


def test_the_choice_of_regions_has_no_barriers(visit: Visit) -> None:
    page = logged_in(visit, NORA, "/")
    expect(page.get_by_role("main").get_by_role("link")).to_have_count(2)
    assert flaws(page) == []


def test_figures_have_to_wait_for_areas(visit: Visit) -> None:
    page = logged_in(visit, NORA, f"/{NORA.region}/daten/neu/")
    expect(page.get_by_role("status")).to_contain_text("Zuerst die Gebiete")
    expect(page.get_by_role("heading", level=1)).to_have_text("Welche Gebiete gibt es?")
    assert flaws(page) == []
