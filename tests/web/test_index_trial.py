"""The page "Was wäre, wenn": nothing is saved, what differs is said, nonsense is answered at its field."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from passgenau.actions.acting import INSTALLATION
from passgenau.actions.create_user import create_user
from passgenau.store.models import AuditEntry, IndexRun, Region
from passgenau.store.queries.index import reading
from passgenau.store.queries.regions import published_release
from tests.django_cast import PASSWORD, Cast, account
from tests.town import KEYS, STATUS_INDEX, Town, deliver, found_town, rates, table
from tests.web.html import Element, Page, rank_in

TRIAL = "/demo/index/was-waere-wenn/"
HEALTH = "f-health"


def _page(browser: Client, query: str = "", where: str = TRIAL) -> Page:
    answer = browser.get(f"{where}{query}")
    assert answer.status_code == 200
    return Page(answer.content.decode())


def _by_id(page: Page, key: str) -> Element:
    return next(element for element in page.elements if element.attributes.get("id") == key)


def _answer(page: Page) -> str:
    """Return the clause in bold, then the rest."""
    found = next(element for element in page.all("p") if element.attributes.get("class") == "answer")
    return " ".join(f"{found.all('strong')[0].text} {found.text}".split())


def _banner(page: Page) -> str:
    return next(one for one in page.all("section") if one.attributes.get("class") == "trial-banner").words()


def _rows(page: Page) -> list[list[str]]:
    """Return name, official rank and trial rank of each row."""
    found = next(one for one in page.all("table") if one.attributes.get("class") == "moves")
    rows = found.all("tbody")[0].all("tr")
    return [[row.all("a")[0].words(), *(rank_in(cell) for cell in row.all("td")[:2])] for row in rows]


def test_at_first_nothing_is_changed_and_nobody_moves(cast: Cast, demo: Region) -> None:
    page = _page(cast.public, "?alle=1")
    assert _answer(page).startswith("Noch ist nichts geändert.")
    assert "Bisher ist nichts anders." in _banner(page)
    rows = _rows(page)
    assert len(rows) == 80
    assert [row for row in rows if row[1] != row[2]] == []


def test_it_says_that_it_is_not_official_and_what_differs(cast: Cast, demo: Region) -> None:
    said = _banner(_page(cast.public, f"?methode=rank&{HEALTH}=2,5&g-sgb2_recipient_share=0&erste=5"))
    assert "Probe: nicht die amtliche Definition" in said
    assert "Standardisierung: Rangplätze (amtlich: Abstand in Streuungen)" in said
    assert "Gesundheit: zählt 2,5-mal so viel" in said
    assert "ohne den Indikator SGB-II-Quote" in said
    assert "angesehen werden die ersten 5 (amtlich: 9)" in said


def test_nothing_of_a_trial_is_kept(cast: Cast, demo: Region) -> None:
    """Neither a run nor an entry in the journal, and the official ranking is the same as before."""
    before = AuditEntry.objects.of(demo).count(), IndexRun.objects.of(demo).count()
    official = cast.planerin.get("/demo/index/index.csv").content
    _page(cast.planerin, f"?{HEALTH}=9&methode=rank")
    assert (AuditEntry.objects.of(demo).count(), IndexRun.objects.of(demo).count()) == before
    assert cast.planerin.get("/demo/index/index.csv").content == official


def test_leaving_out_describing_indicators_is_one_click_and_the_index_without_context(cast: Cast, demo: Region) -> None:
    first = _page(cast.public, f"?{HEALTH}=1")
    link = next(one for one in first.all("a") if one.words() == "Dieselbe Probe ohne beschreibende Merkmale")
    page = _page(cast.public, link.attributes["href"] + "&alle=1")
    release = published_release(demo)
    assert release is not None
    expected = reading(demo, release, "rbk_gesamtindex", "2025").without_context
    assert expected is not None
    ranks = dict(zip(expected.area_names, expected.rank.tolist(), strict=True))
    rows = _rows(page)
    assert {name: after for name, _, after in rows} == {name: str(ranks[name] or "–") for name, _, _ in rows}
    back = next(one for one in page.all("a") if one.words() == "Dieselbe Probe mit den beschreibenden Merkmalen")
    assert "Bisher ist nichts anders." in _banner(_page(cast.public, back.attributes["href"]))


@pytest.mark.parametrize(
    ("field", "text", "sentence"),
    [
        (HEALTH, "-1", "Gebraucht wird eine Zahl von 0 bis 1.000, eingetragen ist „-1“."),
        (HEALTH, "viel", "Gebraucht wird eine Zahl von 0 bis 1.000; „viel“ ist keine Zahl"),
        (HEALTH, "1.5", "Gebraucht wird eine Zahl von 0 bis 1.000; „1.5“ hat Punkte an Stellen"),
        (HEALTH, "", "Gebraucht wird eine Zahl von 0 bis 1.000; das Feld ist leer."),
        (HEALTH, "nan", "„nan“ ist keine Zahl"),
        (HEALTH, "9" * 400, "Gebraucht wird eine Zahl von 0 bis 1.000"),
        ("g-sgb2_recipient_share", "1e9", "steht in Exponentialschreibweise"),
        ("erste", "2,5", "Gebraucht wird eine ganze Zahl von 1 bis 80, eingetragen ist „2,5“."),
        ("erste", "0", "Gebraucht wird eine ganze Zahl von 1 bis 80"),
        ("erste", "81", "Gebraucht wird eine ganze Zahl von 1 bis 80"),
        ("mindestanteil", "101", "Gebraucht wird eine Zahl von 0 bis 100"),
        ("methode", "<script>", "„<script>“ steht nicht zur Wahl"),
        ("mittel", "", "steht nicht zur Wahl"),
    ],
)
def test_nonsense_is_answered_at_its_field_and_everything_else_is_kept(
    cast: Cast, demo: Region, field: str, text: str, sentence: str
) -> None:
    answer = cast.public.get(TRIAL, {"f-youth_welfare": "3", "fehlend": "exclude_area", field: text})
    assert answer.status_code == 200
    page = Page(answer.content.decode())
    problem = _by_id(page, f"t-{field}-fehler")
    assert sentence in problem.words()
    wrong = _by_id(page, f"t-{field}")
    assert wrong.attributes["aria-invalid"] == "true"
    assert f"t-{field}-fehler" in wrong.attributes["aria-describedby"].split()
    assert _by_id(page, "t-f-youth_welfare").attributes["value"] == "3"
    chosen = [one for one in _by_id(page, "t-fehlend").all("option") if "selected" in one.attributes]
    assert [one.attributes["value"] for one in chosen] == ["exclude_area"]
    assert _answer(page).startswith("Noch keine Probe. Im Formular ist eine Angabe zu berichtigen")
    assert [one for one in page.all("table") if one.attributes.get("class") == "moves"] == []
    alert = next(one for one in page.elements if one.attributes.get("role") == "alert")
    assert f"#t-{field}" in [link.attributes["href"] for link in alert.all("a")]


def test_all_weights_zero_is_said_in_place_of_the_result(cast: Cast, demo: Region) -> None:
    domains = ("foreign_population", "work_and_social", "health", "youth_welfare", "care_and_seniors")
    page = _page(cast.public, "?" + "&".join(f"f-{domain}=0" for domain in domains))
    assert _answer(page).startswith("So lässt sich der Index nicht rechnen.")
    assert "mindestens ein Indikator muss bleiben" in page.words()
    assert {_by_id(page, f"t-f-{domain}").attributes["value"] for domain in domains} == {"0"}


@pytest.mark.parametrize("field", ["f-verkehr", "g-nichts", "x", "definition2"])
def test_what_the_definition_does_not_know_is_ignored(cast: Cast, demo: Region, field: str) -> None:
    assert "Bisher ist nichts anders." in _banner(_page(cast.public, f"?{field}=7"))


def test_the_exchanged_part_comes_alone_and_pushes_the_shortest_address(cast: Cast, demo: Region) -> None:
    """The form sends every field; the address to share names only what differs."""
    whole = _page(cast.public, f"?{HEALTH}=2")
    form = next(one for one in whole.all("form") if one.attributes.get("class") == "trial-form")
    sent = {one.attributes["name"]: one.attributes["value"] for one in form.all("input")}
    for select in form.all("select"):
        sent[select.attributes["name"]] = next(
            one.attributes["value"] for one in select.all("option") if "selected" in one.attributes
        )
    headers: Any = {"HX-Request": "true", "HX-Target": "probe"}
    answer = cast.public.get(TRIAL, sent, headers=headers)
    assert answer.headers["HX-Push-Url"] == f"{TRIAL}?definition=rbk_gesamtindex&stand=2025&{HEALTH}=2"
    content = answer.content.decode()
    assert "<html" not in content
    assert "Probe: nicht die amtliche Definition" in content
    assert {"HX-Request", "HX-Target"} <= {name.strip() for name in answer.headers["Vary"].split(",")}


def test_indicators_that_differ_are_not_hidden_in_a_closed_drawer(cast: Cast, demo: Region) -> None:
    page = _page(cast.public, "?g-sgb2_recipient_share=3")
    drawers = [one for one in page.all("details") if "trial-indicators" in str([e.attributes for e in one.all("div")])]
    opened = [one for one in drawers if "open" in one.attributes]
    assert len(drawers) == 5
    assert len(opened) == 1
    assert "SGB-II-Quote" in opened[0].words()


def test_the_index_page_leads_here_and_back(cast: Cast, demo: Region) -> None:
    index = _page(cast.public, where="/demo/index/")
    here = f"{TRIAL}?definition=rbk_gesamtindex&stand=2025"
    assert index.links().count(here) == 2  # below the map and in the drawer
    assert "/demo/index/?definition=rbk_gesamtindex&stand=2025" in _page(cast.public, here.removeprefix(TRIAL)).links()


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


def test_a_mean_that_cannot_be_had_is_a_sentence_and_the_form_is_kept(town: Town, browser: Client) -> None:
    """Shares without their counts have no county value."""
    rows = [
        (key, indicator, "2019", None, None, 0.1 + 0.02 * place + 0.01 * turn)
        for turn, indicator in enumerate(STATUS_INDEX)
        for place, key in enumerate(KEYS)
    ]
    deliver(town, table(rows))
    page = _page(browser, "?mittel=county&erste=2", "/klein/index/was-waere-wenn/")
    assert _answer(page).startswith("So lässt sich der Index nicht rechnen.")
    assert "Der Mittelwert des Kreises braucht Zähler und Nenner" in page.words()
    assert _by_id(page, "t-erste").attributes["value"] == "2"


def test_a_definition_without_domains_offers_its_indicators_openly(town: Town, browser: Client) -> None:
    deliver(town, rates())
    page = _page(browser, "?g-S3=0", "/klein/index/was-waere-wenn/")
    assert [one for one in STATUS_INDEX if _by_id(page, f"t-g-{one}") is None] == []
    assert all("open" in one.attributes for one in page.all("details") if "Gewichte der" in one.words())
    assert "ohne den Indikator" in _banner(page)
