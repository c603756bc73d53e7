"""Münster's own files, untouched, from upload to Steckbrief by mouse; every page on the way is looked at."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import Visit
from tests.browser.hands import Mouse
from tests.browser.house import ERIKA
from tests.browser.journey import FILES, Journey
from tests.browser.looks import flaws
from tests.browser.states import NARROW, WIDE

pytestmark = [pytest.mark.browser, pytest.mark.shared]


def look_on_desk_and_phone(page: Page) -> None:
    """Find nothing wrong on a wide and on a narrow window."""
    for width in (NARROW, WIDE):
        page.set_viewport_size({"width": width, "height": 900})
        assert flaws(page) == [], f"at {width} pixels on {page.url}"


def test_a_planner_gets_from_two_files_to_the_area_of_highest_need(visit: Visit, shared_folder: Path) -> None:
    folder = shared_folder / FILES
    journey = Journey(Mouse(visit(f"/{ERIKA.region}/")), ERIKA, look_on_desk_and_phone)
    journey.log_in()
    journey.register_areas(folder)
    journey.check_figures(folder)
    journey.accept_what_was_found()
    journey.take_figures_over()
    journey.read_the_index()
    journey.open_the_first_area_from_the_map()
