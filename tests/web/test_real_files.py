"""Open data of real towns through the browser, as an office would deliver it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from passgenau.actions.acting import INSTALLATION
from passgenau.actions.create_region import create_region
from passgenau.actions.create_user import create_user
from passgenau.store.models import Area, AreaSystem, Delivery, Value
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


def _send(browser: Client, where: str, file: Path, **fields: str) -> Any:
    return browser.post(f"/neu/daten/{where}", {"file": SimpleUploadedFile(file.name, file.read_bytes()), **fields})


def _words(browser: Client, where: str) -> str:
    answer = browser.get(where)
    assert answer.status_code == 200
    return Page(answer.content.decode()).words()


def test_muenster_arrives_with_two_levels_and_shows_its_index(browser: Client, shared_folder: Path) -> None:
    """45 Stadtteile, 9 Stadtbezirke, 13 indicators in Latin-1; then the index of the town with its map."""
    folder = shared_folder / "data" / "muenster"
    first = _send(browser, "gebiete/neu/", folder / "stadtteil.zip", title="Stadtteile 2022", level="Stadtteil")
    assert first.status_code == 302
    where = first.headers["Location"]
    assert "45 Gebiete" in _words(browser, where)
    assert browser.post(f"{where}uebernehmen/").status_code == 302
    region = Delivery.objects.of(account_region()).get(pk=int(where.split("/")[3])).region
    system = AreaSystem.objects.of(region).get()
    second = _send(browser, "gebiete/neu/", folder / "stadtbezirk.zip", level="Stadtbezirk", join=str(system.pk))
    assert browser.post(f"{second.headers['Location']}uebernehmen/").status_code == 302
    assert Area.objects.of(region).filter(system=system).count() == 54
    third = _send(browser, "neu/", folder / "05515000_csv_indikatoren_sozial.csv", system=str(system.pk))
    assert third.status_code == 302
    where = third.headers["Location"]
    delivery = Delivery.objects.of(region).get(pk=int(where.split("/")[3]))
    assert [entry for entry in delivery.findings if entry["level"] == "error"] == []
    if delivery.findings:
        assert browser.post(f"{where}annehmen/", {"finding": "alle", "reason": "so veröffentlicht"}).status_code == 302
    assert browser.get(f"{where}vergleich/").status_code == 200
    assert browser.post(f"{where}uebernehmen/").status_code == 302
    assert Value.objects.of(region).filter(delivery=delivery).count() > 5_000
    answer = browser.get("/neu/index/?definition=muenster&alle=1")
    assert answer.status_code == 200
    page = Page(answer.content.decode())
    ranking = next(found for found in page.all("table") if found.attributes.get("class") == "ranking")
    assert (
        len({link.attributes["href"] for link in ranking.all("a") if "/steckbrief/" in link.attributes["href"]}) == 45
    )
    assert any(
        "map" in element.attributes.get("class", "").split() and element.all("svg") for element in page.all("div")
    )
    for other in ("", "indikatoren/", "steckbrief/", "daten/", "daten/abdeckung/"):
        assert browser.get(f"/neu/{other}").status_code == 200


def account_region() -> Any:
    """Return the town of these tests."""
    from passgenau.store.models import Region

    return Region.objects.get(slug="neu")


def test_the_known_defect_in_the_areas_of_berlin_is_named_and_nothing_is_stored(
    browser: Client, shared_folder: Path
) -> None:
    """The key 06010102 stands there twice."""
    file = shared_folder / "data" / "berlin-mss" / "lor_plr_until_2020.geojson"
    answer = _send(browser, "gebiete/neu/", file, title="Planungsräume", level="Planungsraum")
    assert answer.status_code == 302
    where = answer.headers["Location"]
    words = _words(browser, where)
    assert "06010102" in words
    assert "Noch nicht:" in words
    refused = browser.post(f"{where}uebernehmen/")
    assert refused.status_code == 422
    assert "06010102" in Page(refused.content.decode()).words()
    assert not Area.objects.of(account_region()).exists()
    assert not AreaSystem.objects.of(account_region()).exists()


def test_the_same_key_in_a_second_upload_is_named_too(browser: Client, shared_folder: Path) -> None:
    """A level that is already there cannot come again."""
    folder = shared_folder / "data" / "muenster"
    where = _send(browser, "gebiete/neu/", folder / "stadtteil.zip", title="Stadtteile").headers["Location"]
    browser.post(f"{where}uebernehmen/")
    system = AreaSystem.objects.of(account_region()).get()
    again = _send(browser, "gebiete/neu/", folder / "stadtteil.zip", title="Noch einmal", join=str(system.pk))
    assert again.headers["Location"] == where
    assert "schon übernommen" in _words(browser, where)
