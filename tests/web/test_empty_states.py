"""A region on its first day: every page says what is missing and what comes next, and none breaks."""

from __future__ import annotations

import pytest
from django.test import Client

from passgenau.actions.acting import INSTALLATION
from passgenau.actions.create_region import create_region
from passgenau.actions.create_user import create_user
from passgenau.actions.discard_delivery import discard_delivery
from passgenau.store.models import AreaSystem, Delivery, Region
from tests.django_cast import PASSWORD, Cast, account
from tests.town import KEYS, Town, check, deliver, found_town, rates, register, table
from tests.web.html import Page
from tests.web.routes import REGION_ROUTES, VERBS, address

READ_ROUTES = [name for name in REGION_ROUTES if name not in VERBS and not name.startswith(("delivery", "profile-csv"))]
NEED_RUNS = {"index-certainty-csv"}  # the town's definition does not say what may vary
EXPLAINING = {"index-explain", "index-explain-csv"}
NEED_FIGURES = {"indicator", "index-compare-csv", "index-csv", "package", "profile"} | EXPLAINING | NEED_RUNS


@pytest.fixture
def browser(cast: Cast) -> Client:
    """Return a browser of a planner who is new here."""
    found = Client()
    found.force_login(account("fremde"))
    return found


def _member(region: Region) -> Region:
    create_user(INSTALLATION, "fremde", password=PASSWORD, region=region, role="planner")
    return region


@pytest.fixture
def bare(cast: Cast) -> Region:
    """Return a region without areas."""
    return _member(create_region(INSTALLATION, "Kreis Neu", slug="neu"))


@pytest.fixture
def town(cast: Cast) -> Town:
    """Return a town with areas and no figures."""
    town = found_town()
    _member(town.region)
    return town


def _words(browser: Client, where: str) -> str:
    answer = browser.get(where)
    assert answer.status_code == 200
    page = Page(answer.content.decode())
    assert len(page.all("h1")) == 1
    return page.words()


def _opens(browser: Client, region: Region, name: str, missing: set[str]) -> None:
    status = browser.get(address(name, region)).status_code
    assert status == (404 if name in missing else 200)


@pytest.mark.parametrize("name", READ_ROUTES)
def test_without_areas_no_page_breaks(browser: Client, bare: Region, name: str) -> None:
    """What needs figures is 404, everything else explains itself."""
    _opens(browser, bare, name, NEED_FIGURES)


@pytest.mark.parametrize("name", READ_ROUTES)
def test_with_areas_and_without_figures_no_page_breaks(browser: Client, town: Town, name: str) -> None:
    """The second day."""
    _opens(browser, town.region, name, NEED_FIGURES)


@pytest.mark.parametrize("name", READ_ROUTES)
def test_with_figures_and_without_a_fitting_index_no_page_breaks(browser: Client, town: Town, name: str) -> None:
    """One indicator makes no index."""
    deliver(town, rates(["unemployment_share"]))
    _opens(browser, town.region, name, {"index-compare-csv", "index-csv"} | EXPLAINING | NEED_RUNS)


@pytest.mark.parametrize("name", READ_ROUTES)
def test_with_figures_from_which_no_index_can_be_computed_no_page_breaks(
    browser: Client, town: Town, name: str
) -> None:
    """An accepted indicator without any difference must not take the whole region down; the index page says why."""
    deliver(town, rates(["unemployment_share"]))
    rows = [
        (key, indicator, "2019", 20 if indicator == "S3" else 20 + place, 400, None)
        for indicator in ("S1", "S3", "S4")
        for place, key in enumerate(KEYS)
    ]
    delivery = check(town, table(rows))
    from passgenau.actions.accept_finding import accept_findings
    from passgenau.actions.take_over_delivery import take_over_delivery
    from tests.django_cast import NOW

    accept_findings(town.planner, town.region, delivery, numbers=["F1"], reason="so geliefert", now=NOW)
    delivery.refresh_from_db()
    take_over_delivery(town.planner, town.region, delivery, now=NOW)
    answer = browser.get(address(name, town.region))
    refused = {"index", "index-certainty", "index-csv", "index-trial"} | EXPLAINING | NEED_RUNS
    absent = {"index-compare-csv"}
    assert answer.status_code == (422 if name in refused else 404 if name in absent else 200)
    if name in {"index", "index-certainty"}:
        assert "denselben Wert" in Page(answer.content.decode()).words()


@pytest.mark.parametrize("name", READ_ROUTES)
def test_without_borders_no_page_breaks(browser: Client, cast: Cast, name: str) -> None:
    """There is no map then, and the table shows everything."""
    from dataclasses import replace

    from passgenau.actions.register_areas import register_areas
    from tests.town import STATUS_INDEX

    region = _member(create_region(INSTALLATION, "Kreis Ohne Grenzen", slug="ohne"))
    areas = replace(register(geometry=False), system="ohne")
    system = register_areas(INSTALLATION, region, areas, file_name="orte.csv", digest="orte-ohne-grenzen")
    bare = Town(region, system, INSTALLATION, INSTALLATION)
    deliver(bare, rates([*STATUS_INDEX, "unemployment_share"]))
    _opens(browser, region, name, {"index-compare-csv"} | NEED_RUNS)  # there is nothing to compare with
    if name in {"start", "index"}:
        assert "keine Karte" in _words(browser, address(name, region))


def test_the_first_step_is_named_and_linked(browser: Client, bare: Region, town: Town) -> None:
    """First areas, then figures; each start page leads to the form that comes next."""
    first = Page(browser.get("/neu/").content.decode())
    assert "Zuerst kommen die Gebiete" in first.words()
    assert "/neu/daten/gebiete/neu/" in first.links()
    second = Page(browser.get("/klein/").content.decode())
    assert "/klein/daten/neu/" in second.links()


def test_a_delivery_before_the_areas_leads_to_the_areas(browser: Client, bare: Region) -> None:
    """With one sentence why."""
    answer = browser.get("/neu/daten/neu/", follow=True)
    assert answer.redirect_chain == [("/neu/daten/gebiete/neu/", 302)]
    assert "Zuerst die Gebiete" in Page(answer.content.decode()).words()


def test_a_reader_is_not_sent_where_readers_cannot_go(town: Town) -> None:
    """No button leads to 404."""
    create_user(INSTALLATION, "leserin", password=PASSWORD, region=town.region, role="reader")
    browser = Client()
    browser.force_login(account("leserin"))
    for where in ("/klein/", "/klein/daten/"):
        links = Page(browser.get(where).content.decode()).links()
        assert [link for link in links if link.endswith("/neu/")] == []


def test_a_discarded_delivery_can_still_be_opened(browser: Client, town: Town) -> None:
    """Its file is gone; the page says so and shows what was found."""
    delivery = check(town, rates())
    discard_delivery(town.planner, town.region, delivery)
    assert "Nein, sie wurde verworfen." in _words(browser, address("delivery", town.region, delivery))
    assert browser.get(address("delivery-report", town.region, delivery)).status_code == 200
    assert browser.get(address("delivery-compare", town.region, delivery)).status_code == 422


def test_a_discarded_delivery_of_areas_can_still_be_opened(browser: Client, bare: Region) -> None:
    """Without its file there is no map, and no error either."""
    from passgenau.actions.check_areas import check_areas
    from tests.actions.test_areas import TWO, areas_file

    content = areas_file(*TWO)
    delivery = check_areas(INSTALLATION, bare, content=content, file_name="orte.geojson", wishes={"title": "Orte"})
    discard_delivery(INSTALLATION, bare, delivery)
    assert AreaSystem.objects.of(bare).count() == 0
    assert Delivery.objects.of(bare).get().state == Delivery.State.DISCARDED
    assert "Nein, sie wurde verworfen." in _words(browser, address("delivery", bare, delivery))
