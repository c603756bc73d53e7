"""The pages "Was wäre, wenn" and "Vergleich" with a keyboard, without a script, and without a new page."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Visit
from tests.browser.hands import Keyboard
from tests.browser.looks import flaws
from tests.browser.states import COMPARE, TRIAL

pytestmark = pytest.mark.browser
LONG_ENOUGH_TO_LEAVE = 500  # milliseconds
MARK = "() => { window.here = true; }"
STILL_HERE = "() => window.here === true"


def banner(page: Page) -> str:
    """Return what the page says about the trial."""
    return page.get_by_role("region", name="Probe: nicht die amtliche Definition").inner_text()


def test_a_trial_by_keyboard_from_the_index_page_and_back(visit: Visit) -> None:
    """Weights, an indicator in its drawer, the method; the result comes, the focus stays on the button."""
    page = visit("/demo/index/")
    hand = Keyboard(page)
    hand.follow(page.get_by_role("link", name="Was wäre, wenn anders gerechnet würde?"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Was wäre, wenn anders gerechnet würde?")
    expect(page.locator(".answer")).to_contain_text("Noch ist nichts geändert.")
    hand.press(page.locator("summary", has_text="Gewichte der 10 Indikatoren"))
    hand.write(page.get_by_label("SGB-II-Quote"), "0")
    hand.write(page.get_by_label("Gesundheit", exact=True), "3")
    hand.reach(page.get_by_label("Standardisierung"))
    gone: list[str] = []
    page.on("framenavigated", lambda frame: gone.append(frame.url))
    page.on("request", lambda request: gone.append(request.url))
    for _ in range(5):
        page.keyboard.press("ArrowDown")
    page.wait_for_timeout(LONG_ENOUGH_TO_LEAVE)
    assert gone == []  # WCAG 3.2.2: a choice alone asks for nothing
    page.evaluate(MARK)
    hand.press(page.get_by_role("button", name="Probe rechnen"))
    expect(page.locator(".answer")).to_contain_text("bleiben")
    expect(page.get_by_role("button", name="Probe rechnen")).to_be_focused()
    assert page.evaluate(STILL_HERE)
    said = banner(page)
    assert "Standardisierung: Rangplätze" in said
    assert "Gesundheit: zählt 3-mal so viel" in said
    assert "ohne den Indikator SGB-II-Quote" in said
    expect(page.get_by_label("SGB-II-Quote")).to_be_visible()
    expect(page.get_by_role("status")).to_contain_text("bleiben")
    assert flaws(page) == []
    hand.follow(page.get_by_role("link", name="Zur amtlichen Rangfolge"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Wo häufen sich Lasten?")


def test_the_address_of_a_trial_can_be_passed_on(visit: Visit) -> None:
    page = visit(TRIAL)
    page.get_by_label("Gesundheit", exact=True).fill("2,5")
    page.get_by_role("button", name="Probe rechnen").click()
    expect(page).to_have_url(re.compile(r"\?definition=rbk_gesamtindex&stand=2025&f-health=2%2C5$"))
    table = page.get_by_role("table", name="Amtlicher Rang und Rang in der Probe").inner_text()
    page.goto(page.url)
    assert page.get_by_role("table", name="Amtlicher Rang und Rang in der Probe").inner_text() == table
    expect(page.get_by_label("Gesundheit", exact=True)).to_have_value("2,5")
    page.get_by_role("link", name="Zurücksetzen").click()
    expect(page.get_by_label("Gesundheit", exact=True)).to_have_value("1")


def test_the_way_back_leads_to_the_trial_before(visit: Visit) -> None:
    page = visit(f"{TRIAL}?f-health=2")
    page.get_by_label("Gesundheit", exact=True).fill("4")
    page.get_by_role("button", name="Probe rechnen").click()
    expect(page).to_have_url(re.compile("f-health=4"))
    page.go_back()
    expect(page).to_have_url(re.compile("f-health=2"))
    expect(page.get_by_text("Gesundheit: zählt 2-mal so viel")).to_be_visible()
    expect(page.get_by_role("banner")).to_be_visible()


def test_a_wrong_number_is_said_at_its_field_and_can_be_mended_by_keyboard(visit: Visit) -> None:
    page = visit(TRIAL)
    hand = Keyboard(page)
    hand.write(page.get_by_label("Gesundheit", exact=True), "-1")
    hand.press(page.get_by_role("button", name="Probe rechnen"))
    field = page.get_by_label("Gesundheit", exact=True)
    expect(page.get_by_role("alert")).to_contain_text("Gesundheit")
    expect(field).to_have_attribute("aria-invalid", "true")
    expect(field).to_have_accessible_description(re.compile("Zahl von 0 bis 1.000"))
    hand.reach(page.get_by_role("alert").get_by_role("link"), key="Shift+Tab")
    page.keyboard.press("Enter")
    expect(field).to_be_focused()
    page.keyboard.press("Control+a")
    page.keyboard.type("2")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Gesundheit: zählt 2-mal so viel")).to_be_visible()
    expect(page.get_by_role("alert")).to_have_count(0)


def test_a_trial_works_without_a_script(visit: Visit) -> None:
    page = visit(TRIAL, javascript=False)
    page.get_by_label("Gesundheit", exact=True).fill("0")
    page.get_by_label("Standardisierung").select_option("rank")
    page.get_by_role("button", name="Probe rechnen").click()
    expect(page.get_by_text("ohne das Themenfeld Gesundheit")).to_be_visible()
    page.get_by_role("link", name="Dieselbe Probe ohne beschreibende Merkmale").click()
    expect(page.get_by_text("ohne die sechs beschreibenden Merkmale")).to_be_visible()
    page.get_by_role("link", name=re.compile("^Alle .* anzeigen$")).click()
    expect(page.get_by_role("table", name="Amtlicher Rang").get_by_role("rowheader")).to_have_count(81)


def test_two_readings_are_compared_by_keyboard(visit: Visit) -> None:
    page = visit("/demo/index/")
    hand = Keyboard(page)
    hand.follow(page.get_by_role("link", name="Zwei Stände vergleichen"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Wer hat sich bewegt?")
    hand.reach(page.get_by_label("Datenstand A"))
    page.keyboard.press("ArrowDown")
    hand.press(page.get_by_role("button", name="Vergleichen"))
    expect(page).to_have_url(re.compile("stand=2021"))
    hand.write(page.get_by_label("Name enthält"), "stein")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("stand=2021.*suche=stein"))
    rows = page.get_by_role("table", name="Rang in A und B").get_by_role("rowheader")
    expect(rows.first).to_contain_text(re.compile("stein", re.IGNORECASE))


def test_sorting_the_moves_exchanges_the_table_alone(visit: Visit) -> None:
    page = visit(COMPARE)
    page.evaluate(MARK)
    head = page.get_by_role("table", name="Rang in A und B").get_by_role("columnheader", name="Rang B")
    head.get_by_role("link").click()
    expect(head).to_have_attribute("aria-sort", "ascending")
    expect(page).to_have_url(re.compile("sortierung=b"))
    assert page.evaluate(STILL_HERE)
