"""What is exchanged without loading the page anew, and what the address and the way back make of it."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Visit
from tests.browser.house import NORA
from tests.browser.login import logged_in

pytestmark = pytest.mark.browser
MARK = "() => { window.here = true; document.querySelector('h1').dataset.here = ''; }"
STILL_HERE = "() => window.here === true && 'here' in document.querySelector('h1').dataset"


def head(page: Page, name: str) -> Locator:
    """Return the head of a column of the ranking."""
    return page.get_by_role("table", name="Rangfolge").get_by_role("columnheader", name=name)


def test_sorting_exchanges_the_ranking_alone(visit: Visit) -> None:
    page = visit("/demo/index/")
    page.evaluate(MARK)
    head(page, "Summe").get_by_role("link").click()
    expect(head(page, "Summe")).to_have_attribute("aria-sort", "descending")
    expect(page).to_have_url(re.compile(r"sortierung=summe"))
    expect(page.locator("#rangfolge")).to_have_count(1)
    assert page.evaluate(STILL_HERE)


def test_the_way_back_restores_the_order_before(visit: Visit) -> None:
    page = visit("/demo/index/")
    head(page, "Wohnplatz").get_by_role("link").click()
    expect(head(page, "Wohnplatz")).to_have_attribute("aria-sort", "ascending")
    page.go_back()
    expect(page).to_have_url(re.compile(r"/demo/index/$"))
    expect(head(page, "Rang")).to_have_attribute("aria-sort", "ascending")
    expect(page.get_by_role("table", name="Rangfolge").get_by_role("row").nth(1)).to_contain_text("zwischen Rang 1")


def test_the_sorted_address_can_be_left_and_come_back_to(visit: Visit) -> None:
    """The exchanged part and the whole page share an address; the browser must not take one for the other."""
    page = visit("/demo/index/")
    head(page, "Summe").get_by_role("link").click()
    expect(page).to_have_url(re.compile(r"sortierung=summe"))
    page.get_by_role("table", name="Rangfolge").get_by_role("rowheader").first.get_by_role("link").click()
    expect(page.get_by_role("heading", name="Stärken, Schwächen, Potenziale")).to_be_visible()
    page.go_back()
    expect(page.get_by_role("heading", level=1)).to_have_text("Wo häufen sich Lasten?")
    expect(page.get_by_role("banner")).to_be_visible()
    expect(head(page, "Summe")).to_have_attribute("aria-sort", "descending")


def test_all_rows_come_without_a_new_page(visit: Visit) -> None:
    page = visit("/demo/index/")
    page.evaluate(MARK)
    page.get_by_role("link", name="Rang 21 bis 80 anzeigen").click()
    expect(page.get_by_role("table", name="Rangfolge").get_by_role("rowheader")).to_have_count(80)
    expect(page).to_have_url(re.compile("alle=1"))
    assert page.evaluate(STILL_HERE)


def test_no_page_stays_behind_in_the_browser_after_logging_out(visit: Visit) -> None:
    """Figures that are not released do not belong into the storage of a shared machine."""
    page = logged_in(visit, NORA, "/demo/index/")
    head(page, "Summe").get_by_role("link").click()
    expect(page).to_have_url(re.compile(r"sortierung=summe"))
    page.get_by_role("button", name="Abmelden").click()
    expect(page.get_by_role("link", name="Anmelden")).to_be_visible()
    kept = page.evaluate("JSON.stringify([{...localStorage}, {...sessionStorage}])")
    assert "Rang" not in kept
