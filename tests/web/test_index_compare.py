"""The page "Vergleich": who moved between two readings, as both readings say it themselves."""

from __future__ import annotations

import csv
import io

import pytest
from django.test import Client

from passgenau.actions.acting import INSTALLATION
from passgenau.actions.create_user import create_user
from passgenau.store.models import Region
from tests.django_cast import PASSWORD, Cast, account
from tests.town import Town, deliver, found_town, rates
from tests.web.html import Element, Page, rank_in

COMPARE = "/demo/index/vergleich/"
ONE = "definition=rbk_gesamtindex&stand=2021&definition2=rbk_gesamtindex&stand2=2025"
REDUCED = "definition=rbk_gesamtindex&stand=2025&definition2=rbk_gesamtindex:ohne&stand2=2025"


def _page(browser: Client, query: str = "", where: str = COMPARE) -> Page:
    answer = browser.get(f"{where}?{query}")
    assert answer.status_code == 200
    return Page(answer.content.decode())


def _table(page: Page) -> Element:
    return next(one for one in page.all("table") if "moves--wide" in one.attributes.get("class", "").split())


def _rows(page: Page) -> list[list[str]]:
    """Return name, rank A and rank B of each row."""
    rows = _table(page).all("tbody")[0].all("tr")
    return [[row.all("a")[0].words(), *(rank_in(cell) for cell in row.all("td")[:2])] for row in rows]


def _official(browser: Client, period: str) -> dict[str, str]:
    text = browser.get(f"/demo/index/index.csv?definition=rbk_gesamtindex&stand={period}").content.decode()
    return {row["name"]: row["rank"] or "–" for row in csv.DictReader(io.StringIO(text))}


def _chosen(page: Page, name: str) -> str:
    select = next(one for one in page.all("select") if one.attributes["name"] == name)
    return next(one.attributes["value"] for one in select.all("option") if "selected" in one.attributes)


def test_by_default_it_compares_the_latest_with_the_one_before(cast: Cast, demo: Region) -> None:
    page = _page(cast.public)
    assert [_chosen(page, name) for name in ("definition", "definition2")] == ["rbk_gesamtindex"] * 2
    assert [_chosen(page, name) for name in ("stand", "stand2")] == ["2023", "2025"]


def test_the_ranks_are_those_of_the_two_readings(cast: Cast, demo: Region) -> None:
    rows = _rows(_page(cast.public, f"{ONE}&alle=1"))
    before, after = _official(cast.public, "2021"), _official(cast.public, "2025")
    assert {row[0] for row in rows} == {name for name in before if before[name] != "–" or after[name] != "–"}
    assert rows == [[name, before[name], after[name]] for name, _, _ in rows]


def test_a_reading_does_not_move_against_itself(cast: Cast, demo: Region) -> None:
    same = "definition=rbk_gesamtindex&stand=2025&definition2=rbk_gesamtindex&stand2=2025"
    page = _page(cast.public, f"{same}&alle=1")
    assert [row for row in _rows(page) if row[1] != row[2]] == []
    assert "so gut wie dieselbe Reihenfolge" in page.words()


def test_it_names_the_indicators_that_only_one_of_them_uses(cast: Cast, demo: Region) -> None:
    words = _page(cast.public, REDUCED).words()
    assert "Sechs Indikatoren zählen nur in A: Ausländische Bevölkerung" in words
    assert "Rangkorrelation nach Spearman" in words
    assert "Am weitesten verschiebt sich" in words


def test_two_periods_of_one_definition_tell_figures_from_yardstick(cast: Cast, demo: Region) -> None:
    own = _page(cast.public, ONE).words()
    assert "Am Maßstab von 2021 gemessen, ändern die neuen Werte" in own
    assert "Der neue Maßstab ändert danach" in own


def test_measured_by_the_old_yardstick_other_ranks_come_out(cast: Cast, demo: Region) -> None:
    own, other = (_rows(_page(cast.public, f"{ONE}&alle=1{more}")) for more in ("", "&massstab=anderer"))
    assert {row[0]: row[1] for row in own} == {row[0]: row[1] for row in other}
    assert {row[0]: row[2] for row in own} != {row[0]: row[2] for row in other}


@pytest.mark.parametrize(
    "query", [f"{REDUCED}&massstab=anderer", f"{ONE}&massstab=anderer".replace("stand=2021", "stand=2025")]
)
def test_a_yardstick_that_does_not_fit_is_refused_at_its_field(cast: Cast, demo: Region, query: str) -> None:
    page = _page(cast.public, query)
    problem = next(one for one in page.elements if one.attributes.get("id") == "v-massstab-fehler")
    assert "Maßstab" in problem.words()
    field = next(one for one in page.all("select") if one.attributes["name"] == "massstab")
    assert field.attributes["aria-describedby"] == "v-massstab-fehler"
    assert _chosen(page, "massstab") == "anderer"
    assert [one for one in page.all("table") if "moves" in one.attributes.get("class", "")] == []


def test_the_table_can_be_narrowed_to_a_municipality_and_a_name(cast: Cast, demo: Region) -> None:
    municipality = _page(cast.public, f"{ONE}&kommune=Tiefenlohe")
    parents = {row.all("th")[0].words() for row in _table(municipality).all("tbody")[0].all("tr")}
    assert parents
    assert all(name.endswith("Tiefenlohe") for name in parents)
    assert "in Tiefenlohe." in municipality.words()
    found = _rows(_page(cast.public, f"{ONE}&suche=STEIN"))
    assert found
    assert all("stein" in name.casefold() for name, _, _ in found)
    assert "Kein Gebiet passt zu dieser Auswahl." in _page(cast.public, f"{ONE}&suche=xyzzy").words()


@pytest.mark.parametrize(("sort", "column"), [("name", 0), ("a", 1), ("b", 2)])
def test_the_table_can_be_sorted(cast: Cast, demo: Region, sort: str, column: int) -> None:
    page = _page(cast.public, f"{ONE}&alle=1&sortierung={sort}")
    cells = [row[column] for row in _rows(page)]
    order = cells if not column else [float(cell) if cell.isdigit() else float("inf") for cell in cells]
    assert list(order) == sorted(order)
    heads = _table(page).all("thead")[0].all("th")
    assert [head.attributes.get("aria-sort") for head in heads][column] == "ascending"


def test_the_exchanged_table_comes_alone(cast: Cast, demo: Region) -> None:
    headers = {"HX-Request": "true", "HX-Target": "bewegungen"}
    content = cast.public.get(f"{COMPARE}?{ONE}&sortierung=a", headers=headers).content.decode()
    assert content.lstrip().startswith("<p")
    assert "<h1" not in content


def test_the_download_says_the_same_as_the_table(cast: Cast, demo: Region) -> None:
    page = _page(cast.public, f"{ONE}&alle=1")
    link = next(one.attributes["href"] for one in page.all("a") if one.words() == "Als Tabelle (CSV)")
    content = cast.public.get(link).content
    assert content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig")), delimiter=";"))
    assert len(rows) == 81  # also the area that has no rank in either
    found = {(row["Gebiet"], row["Rang vorher"] or "–", row["Rang nachher"] or "–") for row in rows}
    assert {tuple(row) for row in _rows(page)} <= found


@pytest.fixture
def town(cast: Cast) -> Town:
    """Return a town with areas, and a planner who may see it."""
    town = found_town()
    create_user(INSTALLATION, "fremde", password=PASSWORD, region=town.region, role="planner")
    return town


@pytest.fixture
def browser(cast: Cast) -> Client:
    """Return the planner's browser."""
    found = Client()
    found.force_login(account("fremde"))
    return found


def test_with_one_reading_there_is_nothing_to_compare_and_a_way_on(town: Town, browser: Client) -> None:
    deliver(town, rates())
    page = _page(browser, where="/klein/index/vergleich/")
    assert "Noch gibt es nur eine Rangfolge." in page.words()
    assert {"/klein/daten/abdeckung/", "/klein/index/was-waere-wenn/"} <= set(page.links())
    assert browser.get("/klein/index/vergleich/verschiebungen.csv").status_code == 404


def test_a_period_that_lacks_figures_for_one_definition_is_said_at_that_side(cast: Cast, demo: Region) -> None:
    """The demo county has figures of other years for single indicators, but none of them makes an index."""
    page = _page(cast.public, "definition=rbk_gesamtindex&stand=2021&definition2=rbk_gesamtindex&stand2=2025")
    periods = {one.attributes["value"] for one in page.all("select")[1].all("option")}
    assert periods == {"2021", "2023", "2025"}
    assert [one for one in page.elements if one.attributes.get("id", "").startswith("v-A-fehler")] == []
