"""Around the invented county with nothing but a keyboard."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Visit
from tests.browser.hands import Keyboard

pytestmark = pytest.mark.browser
LONG_ENOUGH_TO_LEAVE = 500  # milliseconds
RANKED = re.compile(r": Rang (\d+), ")


def test_the_first_press_of_tab_offers_the_way_past_the_head(visit: Visit) -> None:
    page = visit("/demo/")
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Zum Inhalt")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.get_by_role("main")).to_be_focused()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")


def test_the_flow_bar_leads_to_the_index_and_the_map_to_an_area(visit: Visit) -> None:
    page = visit("/demo/")
    hand = Keyboard(page)
    hand.follow(page.get_by_role("navigation").get_by_role("link", name=re.compile("^Index")))
    expect(page.get_by_role("heading", level=1)).to_have_text("Wo häufen sich Lasten?")
    hand.reach(page.locator("[data-map] a").locator("visible=true").first)
    label = page.evaluate("document.activeElement.getAttribute('aria-label')")
    assert RANKED.search(label).group(1) == "1"
    expect(page.locator("#karte-gesagt")).to_have_text(label)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text(label.split(",")[0])


def test_tab_goes_over_the_map_by_rank_and_to_areas_without_one_last(visit: Visit) -> None:
    page = visit("/demo/index/")
    links = page.locator("[data-map] a").locator("visible=true")
    labels = links.evaluate_all("links => links.map(link => link.getAttribute('aria-label'))")
    ranks = [int(found.group(1)) if (found := RANKED.search(label)) else 10_000 for label in labels]
    assert len(ranks) == 81
    assert ranks == sorted(ranks)


def test_a_list_can_be_read_through_with_the_arrow_keys_before_it_is_sent(visit: Visit) -> None:
    """WCAG 3.2.2: a choice alone takes nobody to another page."""
    page = visit("/demo/index/")
    hand = Keyboard(page)
    hand.reach(page.get_by_label("Kommune"))
    gone: list[str] = []
    page.on("framenavigated", lambda frame: gone.append(frame.url))
    for _ in range(2):
        page.keyboard.press("ArrowDown")
        page.wait_for_timeout(LONG_ENOUGH_TO_LEAVE)
    assert gone == []
    hand.press(page.get_by_role("button", name="Anzeigen"))
    expect(page).to_have_url(re.compile("kommune=Hasselwerth"))
    expect(page.get_by_role("heading", name="Rangfolge mit Spielraum: Hasselwerth")).to_be_visible()
    expect(_rows(page)).to_have_count(9)


def test_sorting_keeps_the_focus_where_it_was(visit: Visit) -> None:
    page = visit("/demo/index/")
    hand = Keyboard(page)
    hand.follow(page.get_by_role("columnheader", name="Summe").get_by_role("link"))
    expect(page).to_have_url(re.compile("sortierung=summe"))
    expect(page.get_by_role("columnheader", name="Summe").get_by_role("link")).to_be_focused()


def test_the_rest_of_the_ranking_opens_without_losing_the_place(visit: Visit) -> None:
    page = visit("/demo/index/")
    Keyboard(page).follow(page.get_by_role("link", name="Rang 21 bis 80 anzeigen"))
    expect(_rows(page)).to_have_count(80)
    assert page.evaluate("document.activeElement.closest('#rangfolge') !== null")


def test_how_it_is_computed_opens_and_closes(visit: Visit) -> None:
    page = visit("/demo/index/")
    hand = Keyboard(page)
    hand.press(page.locator("summary", has_text="So wird gerechnet"))
    expect(page.get_by_text("Festlegungen der Definition")).to_be_visible()
    page.keyboard.press("Enter")
    expect(page.get_by_text("Festlegungen der Definition")).to_be_hidden()


def _rows(page: Page) -> Locator:
    return page.get_by_role("table", name="Rangfolge").get_by_role("rowheader")


def test_from_the_index_to_how_sure_it_is_and_into_the_numbers(visit: Visit) -> None:
    """The question of the committee, an area near a limit, the order of a column, all rows, and back."""
    page = visit("/demo/index/")
    hand = Keyboard(page)
    hand.follow(page.get_by_role("link", name="Wie sicher ist das?"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Wie sicher ist das?")
    expect(page.get_by_role("heading", name="Ist Rang 9 wirklich höher belastet als Rang 10?")).to_be_visible()
    hand.press(page.locator("summary", has_text="knapp an einer Klassengrenze"))
    expect(page.get_by_role("table", name="Grenze zwischen „höher belastet“")).to_be_visible()
    numbers = page.get_by_role("table", name="Rang, Median")
    hand.follow(numbers.get_by_role("columnheader", name="Median").get_by_role("link"))
    expect(page).to_have_url(re.compile("sortierung=median"))
    expect(numbers.get_by_role("columnheader", name="Median").get_by_role("link")).to_be_focused()
    hand.follow(page.get_by_role("link", name="57 weitere anzeigen"))
    expect(numbers.get_by_role("rowheader")).to_have_count(80)
    assert page.evaluate("document.activeElement.closest('#zahlen') !== null")
    hand.follow(page.get_by_role("link", name="Zurück zum Index"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Wo häufen sich Lasten?")
