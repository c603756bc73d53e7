"""Every public page in every state: no barrier, no text on text, nothing wider than a phone, nothing said."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import Visit
from tests.browser.looks import flaws, misplaced_text, sideways
from tests.browser.states import ARRIVAL_NAMES, ARRIVALS, NARROW, State

pytestmark = pytest.mark.browser
SMALLEST = 320


@pytest.mark.parametrize(("state", "width"), ARRIVALS, ids=ARRIVAL_NAMES)
def test_it_has_no_barriers_and_fits(visit: Visit, state: State, width: int) -> None:
    page = visit(state.path, width=width)
    state.prepare(page)
    assert flaws(page) == []
    if width == NARROW:
        page.set_viewport_size({"width": SMALLEST, "height": 900})
        assert sideways(page) == 0
        assert misplaced_text(page) == []


@pytest.mark.parametrize("shelf", ["/hilfe/", "/methoden/"])
def test_every_sheet_has_no_barriers_and_fits(visit: Visit, shelf: str) -> None:
    page = visit(shelf, width=NARROW)
    sheets = _links(page, rf"{shelf}[a-z0-9-]+/")
    found = {sheet: _flaws_of(page, sheet) for sheet in sheets}
    assert sheets
    assert {sheet: seen for sheet, seen in found.items() if seen} == {}


@pytest.mark.parametrize("path", ["/demo/", "/hilfe/"])
def test_every_link_around_a_page_leads_somewhere(visit: Visit, path: str) -> None:
    page = visit(path)
    around = {address for area in ("header", "nav", "footer") for address in _links(page, r"/.*", inside=area)}
    answers = {address: page.request.get(address).status for address in sorted(around)}
    assert {address: status for address, status in answers.items() if status != 200} == {}


def _links(page: Page, pattern: str, *, inside: str = "main") -> list[str]:
    hrefs = page.locator(f"{inside} a[href]").evaluate_all("links => links.map(link => link.getAttribute('href'))")
    return sorted({href for href in hrefs if re.fullmatch(pattern, href)})


def _flaws_of(page: Page, path: str) -> list[str]:
    page.goto(path)
    return flaws(page)
