"""Open tables of Flensburg as one ZIP through the browser, as an office would deliver them."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from passgenau.actions.acting import INSTALLATION
from passgenau.actions.create_region import create_region
from passgenau.actions.create_user import create_user
from passgenau.files.set_source import packed
from passgenau.store.models import Delivery, Region, Value
from tests.django_cast import PASSWORD, Cast, account
from tests.web.html import Page

pytestmark = pytest.mark.shared


@pytest.fixture
def browser(cast: Cast) -> Client:
    """Return a browser of somebody who plans in a new, empty town."""
    town = create_region(INSTALLATION, "Stadt Neu", slug="neu")
    create_user(INSTALLATION, "fremde", password=PASSWORD, region=town, role="planner")
    browser = Client()
    browser.force_login(account("fremde"))
    return browser


def test_a_zip_of_tables_is_checked_shown_and_taken_over(browser: Client, shared_folder: Path) -> None:
    folder = shared_folder / "data" / "flensburg"
    borders = (folder / "stadtteile_epsg25832.geojson").read_bytes()
    wishes = {"title": "Stadtteile", "level": "Stadtteil", "key_column": "district_id", "name_column": "AREA_NAME"}
    first = browser.post("/neu/daten/gebiete/neu/", {"file": SimpleUploadedFile("s.geojson", borders), **wishes})
    assert browser.post(f"{first.headers['Location']}uebernehmen/").status_code == 302
    second = browser.post("/neu/daten/neu/", {"file": SimpleUploadedFile("atlas.zip", packed(folder))})
    where = second.headers["Location"]
    page = browser.get(where)
    words = Page(page.content.decode()).words()
    assert page.status_code == 200
    assert "Flensburg: Tabellen des Sozialatlas" in words
    assert "403 statt 110" in words
    assert "Zeilen 2 bis 10 von 1.145, aus den Tabellen zusammengestellt" in words
    assert "fl_children_age_under_18_by_district.csv" in words
    delivery = Delivery.objects.of(Region.objects.get(slug="neu")).get(pk=int(where.split("/")[3]))
    assert (delivery.profile, delivery.counts["values"], delivery.counts["not_taken"]) == ("flensburg", 1098, 91)
    assert browser.post(f"{where}annehmen/", {"finding": "alle", "reason": "so veröffentlicht"}).status_code == 302
    assert browser.get(f"{where}vergleich/").status_code == 200
    assert browser.post(f"{where}uebernehmen/").status_code == 302
    assert Value.objects.of(delivery.region).count() == 1144
    for other in ("", "indikatoren/", "steckbrief/", "daten/", "daten/abdeckung/"):
        assert browser.get(f"/neu/{other}").status_code == 200
