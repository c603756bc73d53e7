"""Every page works where no script runs."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visit
from tests.browser.hands import choose_file
from tests.browser.house import OTTO
from tests.browser.login import logged_in

pytestmark = pytest.mark.browser


def two_areas(folder: Path) -> Path:
    """Write an invented file with two neighbouring squares."""
    features = [
        {
            "type": "Feature",
            "properties": {"schluessel": key, "name": name},
            "geometry": {
                "type": "Polygon",
                "coordinates": [[[x, 51.0], [x + 0.1, 51.0], [x + 0.1, 51.1], [x, 51.1], [x, 51.0]]],
            },
        }
        for x, key, name in ((7.0, "01", "Nord"), (7.1, "02", "Süd"))
    ]
    file = folder / "zwei_gebiete.geojson"
    file.write_text(json.dumps({"type": "FeatureCollection", "features": features}), encoding="utf-8")
    return file


def test_the_start_page_shows_map_and_list_and_leads_on(visit: Visit) -> None:
    page = visit("/demo/", javascript=False)
    expect(page.locator("[data-map] svg").locator("visible=true")).to_have_count(1)
    page.get_by_role("table", name="Die ersten neun").get_by_role("rowheader").first.get_by_role("link").click()
    expect(page.get_by_role("heading", name="Stärken, Schwächen, Potenziale")).to_be_visible()


def test_the_map_leads_to_an_area(visit: Visit) -> None:
    page = visit("/demo/", javascript=False)
    page.locator("[data-map] a").locator("visible=true").first.click()
    expect(page.get_by_role("heading", name="Stärken, Schwächen, Potenziale")).to_be_visible()


def test_the_ranking_can_be_sorted(visit: Visit) -> None:
    page = visit("/demo/index/", javascript=False)
    page.get_by_role("columnheader", name="Wohnplatz").get_by_role("link").click()
    expect(page.get_by_role("columnheader", name="Wohnplatz")).to_have_attribute("aria-sort", "ascending")
    names = page.get_by_role("table", name="Rangfolge").get_by_role("rowheader").get_by_role("link").all_inner_texts()
    assert names == sorted(names)


def test_all_rows_can_be_shown(visit: Visit) -> None:
    page = visit("/demo/index/", javascript=False)
    rows = page.get_by_role("table", name="Rangfolge").get_by_role("rowheader")
    expect(rows).to_have_count(20)
    page.get_by_role("link", name="Rang 21 bis 80 anzeigen").click()
    expect(rows).to_have_count(80)


def test_how_sure_it_is_can_be_read_sorted_and_chosen(visit: Visit) -> None:
    page = visit("/demo/index/wie-sicher/", javascript=False)
    numbers = page.get_by_role("table", name="Rang, Median")
    numbers.get_by_role("columnheader", name="Wohnplatz").get_by_role("link").click()
    expect(numbers.get_by_role("columnheader", name="Wohnplatz")).to_have_attribute("aria-sort", "ascending")
    page.get_by_label("Datenstand").select_option("2021")
    page.get_by_role("button", name="Anzeigen").click()
    expect(page.locator(".answer")).to_contain_text("Das ist noch nicht geprüft")


def test_a_municipality_can_be_chosen(visit: Visit) -> None:
    page = visit("/demo/index/", javascript=False)
    page.get_by_label("Kommune").select_option("Tiefenlohe")
    page.get_by_role("button", name="Anzeigen").click()
    expect(page.get_by_role("heading", name="Rangfolge mit Spielraum: Tiefenlohe")).to_be_visible()


def test_how_it_is_computed_opens_by_its_link(visit: Visit) -> None:
    page = visit("/demo/index/", javascript=False)
    expect(page.get_by_text("Festlegungen der Definition")).to_be_hidden()
    page.get_by_role("link", name="So wird gerechnet", exact=True).click()
    expect(page.get_by_text("Festlegungen der Definition")).to_be_visible()


def test_all_stations_open_on_a_phone(visit: Visit) -> None:
    page = visit("/demo/", width=360, javascript=False)
    index = page.get_by_role("navigation").get_by_role("link", name=re.compile("^Index"))
    expect(index).to_be_hidden()
    page.get_by_text("Alle Stationen").click()
    index.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Wo häufen sich Lasten?")


def test_the_search_finds_an_area(visit: Visit) -> None:
    page = visit("/demo/", javascript=False)
    page.get_by_label("Gebiet oder Indikator suchen").fill("Neue")
    page.get_by_role("button", name="Suchen").click()
    page.get_by_role("main").get_by_role("link", name="Neue Höfe").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Neue Höfe")


def test_a_file_can_be_uploaded_checked_and_discarded(visit: Visit, tmp_path: Path) -> None:
    page = logged_in(visit, OTTO, f"/{OTTO.region}/daten/gebiete/neu/", javascript=False)
    choose_file(page, two_areas(tmp_path))
    page.get_by_role("button", name="Prüfen").click()
    expect(page.locator(".answer")).to_contain_text("2 von 2 Zeilen sind ohne Fehler")
    page.get_by_role("link", name="Weiter: Vergleich").click()
    expect(page.locator(".answer")).to_contain_text("2 Gebiete kommen hinzu")
    page.get_by_role("link", name="Zurück: Prüfung").click()
    page.get_by_role("button", name="Lieferung verwerfen").click()
    expect(page.get_by_text("Es wurde nichts übernommen")).to_be_visible()
