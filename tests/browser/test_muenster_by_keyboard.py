"""The same way with nothing but a keyboard."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.browser.conftest import Visit
from tests.browser.hands import Keyboard
from tests.browser.house import FRIEDA
from tests.browser.journey import FILES, Journey

pytestmark = [pytest.mark.browser, pytest.mark.shared]


def test_a_planner_needs_no_mouse_from_two_files_to_the_area_of_highest_need(visit: Visit, shared_folder: Path) -> None:
    folder = shared_folder / FILES
    journey = Journey(Keyboard(visit(f"/{FRIEDA.region}/")), FRIEDA, look=lambda page: None)
    journey.log_in()
    journey.register_areas(folder)
    journey.check_figures(folder)
    journey.accept_what_was_found()
    journey.take_figures_over()
    journey.read_the_index()
    journey.open_the_first_area_from_the_map()
