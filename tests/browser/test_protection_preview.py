"""What a protection profile would hide, as a planner works with it: with a keyboard, on a phone, without scripts."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Visit
from tests.browser.house import House
from tests.browser.login import logged_in
from tests.browser.looks import flaws, misplaced_text, sideways
from tests.browser.states import NARROW, WIDE

pytestmark = pytest.mark.browser
WHERE = "/demo/indikatoren/geheimhaltung/"
LONGEST = 180_000
SMALLEST = 320


def _computed(page: Page) -> None:
    """Choose a profile and compute it, where nobody has yet."""
    page.get_by_label("Schutzprofil für alle Quellen").select_option("own_3")
    page.get_by_role("button", name="Anzeigen", exact=True).click()
    button = page.locator("main > .inner > form").get_by_role("button", name="Berechnen")
    if button.count():
        button.click()
    expect(page.get_by_role("heading", name="Wie viel bliebe sichtbar?")).to_be_visible(timeout=LONGEST)


@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_every_state_of_the_page_has_no_barriers_and_fits(visit: Visit, house: House, width: int) -> None:
    page = logged_in(visit, house.demo_planner, WHERE, width=width)
    assert flaws(page) == []
    _computed(page)
    page.get_by_text("Je Quelle ein eigenes Profil").click()
    page.get_by_text("Was jedes Profil verlangt").click()
    assert flaws(page) == []
    if width == NARROW:
        page.set_viewport_size({"width": SMALLEST, "height": 900})
        assert sideways(page) == 0
        assert misplaced_text(page) == []


def test_the_result_can_be_waited_for_without_scripts(visit: Visit, house: House) -> None:
    page = logged_in(visit, house.demo_planner, f"{WHERE}?profil=own_3", javascript=False)
    button = page.locator("main > .inner > form").get_by_role("button", name="Berechnen")
    if button.count():
        button.click()
    for _ in range(60):
        again = page.get_by_role("link", name="Nachsehen, ob das Ergebnis da ist")
        if not again.count():
            break
        page.wait_for_timeout(1000)
        again.click()
    expect(page.get_by_role("heading", name="Wie viel bliebe sichtbar?")).to_be_visible()
