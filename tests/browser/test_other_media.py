"""Forced colours, paper, four hundred percent zoom, and the sizes a map must keep on every window."""

from __future__ import annotations

from itertools import combinations

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visit
from tests.browser.states import COMPARE, NARROW, TRIAL, WIDE

pytestmark = pytest.mark.browser
ZOOMED = 320  # what is left of 1280 pixels at 400 %
SMALLEST_TEXT = 12.9  # 13 pixels, less what scaling rounds away
SMALLEST_DISC = 9.9  # a radius of 10 pixels, likewise
MAP_TEXTS = """() => [...document.querySelectorAll("svg text")].filter(text => text.checkVisibility()).map(text => {
  const box = text.getBoundingClientRect(), scale = text.getScreenCTM().a;
  return {words: text.textContent, size: parseFloat(getComputedStyle(text).fontSize) * scale,
          left: box.left, right: box.right, top: box.top, bottom: box.bottom};
})"""
DISC_RADII = """() => [...document.querySelectorAll("svg circle.map-disc, svg .map-discs circle")]
  .filter(disc => disc.checkVisibility()).map(disc => disc.getBoundingClientRect().width / 2)"""
COLOURS = """selector => {
  const style = getComputedStyle(document.querySelector(selector));
  return {fill: style.fill, stroke: style.stroke};
}"""
PAGES = ["/demo/", "/demo/index/", TRIAL, COMPARE, "/demo/indikatoren/sgb2_recipient_share/", "/demo/steckbrief/"]


@pytest.mark.parametrize("path", PAGES)
def test_forced_colours_keep_head_flow_and_content(visit: Visit, path: str) -> None:
    page = visit(path)
    page.emulate_media(forced_colors="active")
    for landmark in ("banner", "navigation", "main", "contentinfo"):
        expect(page.get_by_role(landmark).first).to_be_visible()
    expect(page.get_by_role("heading", level=1)).to_be_visible()


def test_forced_colours_keep_borders_discs_and_words_of_the_map(visit: Visit) -> None:
    page = visit("/demo/index/")
    page.emulate_media(forced_colors="active")
    area = page.evaluate(COLOURS, "[data-map] .map-areas use")
    disc = page.evaluate(COLOURS, "[data-map] .map-disc")
    number = page.evaluate(COLOURS, "[data-map] .map-discs text")
    assert area["fill"] != area["stroke"]
    assert disc["fill"] != disc["stroke"]
    assert number["fill"] != disc["fill"]
    expect(page.get_by_role("list", name="Legende")).to_contain_text("deutlich höher belastet")


def test_paper_carries_the_content_and_leaves_out_what_cannot_be_pressed(visit: Visit) -> None:
    page = visit("/demo/index/")
    page.emulate_media(media="print")
    for left_out in (".flow", ".controls", ".search", ".person"):
        expect(page.locator(left_out)).to_be_hidden()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.locator("[data-map] svg").locator("visible=true")).to_have_count(1)
    expect(page.get_by_role("table", name="Rangfolge")).to_be_visible()


def test_paper_shows_how_sure_it_is_with_everything_unfolded(visit: Visit) -> None:
    page = visit("/demo/index/wie-sicher/")
    page.emulate_media(media="print")
    for left_out in (".flow", ".controls", ".search"):
        expect(page.locator(left_out)).to_be_hidden()
    for shown in ("Rang, Spielraum", "Gebiete knapp am Schnitt", "Andere Rechenwege", "Rang, Median"):
        expect(page.get_by_role("table", name=shown)).to_be_visible()
    for folded in page.locator("main details").all():
        closed, whole = folded.locator("summary").bounding_box(), folded.bounding_box()
        assert closed is not None
        assert whole is not None
        assert whole["height"] > 4 * closed["height"]


def test_paper_shows_how_it_was_computed(visit: Visit) -> None:
    """Nobody can open a drawer on paper."""
    page = visit("/demo/index/")
    page.emulate_media(media="print")
    drawer = page.locator("#rechnung")
    closed = drawer.locator("summary").bounding_box()
    whole = drawer.bounding_box()
    assert closed is not None
    assert whole is not None
    assert whole["height"] > 4 * closed["height"]


def test_paper_says_what_a_trial_changed_and_shows_its_result_without_the_form(visit: Visit) -> None:
    page = visit(f"{TRIAL}?methode=rank&f-health=3")
    page.emulate_media(media="print")
    expect(page.locator(".trial-form")).to_be_hidden()
    expect(page.get_by_text("Probe: nicht die amtliche Definition")).to_be_visible()
    expect(page.get_by_text("Gesundheit: zählt 3-mal so viel")).to_be_visible()
    expect(page.get_by_role("table", name="Amtlicher Rang und Rang in der Probe")).to_be_visible()


def test_forced_colours_keep_the_lines_of_the_slope_picture(visit: Visit) -> None:
    page = visit(f"{TRIAL}?methode=rank&f-health=3&beschreibend=ohne")
    page.emulate_media(forced_colors="active")
    line = page.evaluate(COLOURS, ".slope .slope-enters")
    assert line["stroke"] not in {"none", page.evaluate("getComputedStyle(document.body).backgroundColor")}


@pytest.mark.parametrize("path", ["/demo/", "/demo/index/", "/anmelden/", "/hilfe/"])
def test_nothing_in_the_head_covers_its_neighbour_at_four_hundred_percent(visit: Visit, path: str) -> None:
    page = visit(path, width=ZOOMED)
    boxes = {
        words: box
        for item in page.get_by_role("banner").locator("a, span.tag, input, button, .person > span").all()
        if (box := item.bounding_box()) and box["width"] > 1
        for words in [f"{item.evaluate('item => item.outerHTML')}"]
    }
    assert len(boxes) >= 2
    assert [pair for pair in combinations(boxes, 2) if _touch(boxes[pair[0]], boxes[pair[1]])] == []
    assert [words for words, box in boxes.items() if box["x"] < 0 or box["x"] + box["width"] > ZOOMED] == []


@pytest.mark.parametrize("width", [WIDE, NARROW])
@pytest.mark.parametrize("path", ["/demo/", "/demo/index/", TRIAL, COMPARE, "/demo/indikatoren/sgb2_recipient_share/"])
def test_text_in_pictures_stays_large_enough_to_read(visit: Visit, path: str, width: int) -> None:
    page = visit(path, width=width)
    texts = page.evaluate(MAP_TEXTS)
    assert texts
    assert {text["words"]: text["size"] for text in texts if text["size"] < SMALLEST_TEXT} == {}
    assert [radius for radius in page.evaluate(DISC_RADII) if radius < SMALLEST_DISC] == []


@pytest.mark.parametrize("width", [WIDE, NARROW])
@pytest.mark.parametrize("path", ["/demo/", "/demo/index/", TRIAL, COMPARE, "/demo/indikatoren/sgb2_recipient_share/"])
def test_words_in_pictures_do_not_run_into_each_other(visit: Visit, path: str, width: int) -> None:
    page = visit(path, width=width)
    texts = page.evaluate(MAP_TEXTS)
    touching = [
        (one["words"], other["words"])
        for one, other in combinations(texts, 2)
        if min(one["right"], other["right"]) - max(one["left"], other["left"]) > 1
        and min(one["bottom"], other["bottom"]) - max(one["top"], other["top"]) > 3
    ]
    assert touching == []


PRESSED = ["/demo/", "/demo/index/", "/demo/index/wie-sicher/", TRIAL, COMPARE, "/demo/daten/", "/anmelden/"]


@pytest.mark.parametrize("path", PRESSED)
def test_what_is_pressed_on_a_phone_is_as_high_as_a_finger(visit: Visit, path: str) -> None:
    page = visit(path, width=NARROW)
    small = {
        item.evaluate("item => item.outerHTML.slice(0, 80)"): box["height"]
        for item in page.locator("button, select, input:not([type=hidden]), summary, .kern-btn").all()
        if item.is_visible() and (box := item.bounding_box()) and box["height"] < 44
    }
    assert small == {}


def _touch(one: dict[str, float], other: dict[str, float]) -> bool:
    wide = min(one["x"] + one["width"], other["x"] + other["width"]) - max(one["x"], other["x"])
    high = min(one["y"] + one["height"], other["y"] + other["height"]) - max(one["y"], other["y"])
    return wide > 1 and high > 1
