"""Who gets what at every address: one reviewed table; an address that is not in it fails."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from passgenau.store.models import Region
from tests.django_cast import Cast
from tests.web.routes import ALL_ROUTES, INDICATOR, REGION_ROUTES, address, open_delivery

# Answers for the public, a reader, a stranger with an account elsewhere, a planner: first GET, then POST.
# 302 without an account leads to the login. Pages that only read answer POST like GET: nothing changes.
READ = ("200 200 200 200", "200 200 200 200")
STAFF = ("302 200 404 200", "404 200 404 200")
PLANNERS = ("302 404 404 200", "404 404 404 200")
VERB = ("405 405 405 405", "404 404 404 302")

DEMO: dict[str, tuple[str, str]] = {
    "home": ("302 302 200 302", "302 302 200 302"),  # to the only region; the stranger has two to choose from
    "login": READ,
    "logout": ("405 405 405 405", "302 302 302 302"),
    "health": READ,
    "handbook": READ,
    "handbook-page": READ,
    "methods": READ,
    "method": READ,
    "start": READ,
    "search": READ,
    "about": READ,
    "data": READ,
    "coverage": READ,
    "package": READ,
    "areas-new": ("302 404 404 200", "404 404 404 422"),  # 422: no file in the form
    "delivery-new": ("302 404 404 200", "404 404 404 422"),
    "delivery": ("302 200 404 200", "404 422 404 302"),  # POST checks again: not for readers
    "delivery-report": STAFF,
    "delivery-compare": PLANNERS,
    "delivery-accept": VERB,
    "delivery-withdraw": VERB,
    "delivery-take-over": VERB,
    "delivery-discard": VERB,
    "indicators": READ,
    "indicator": READ,
    "protection-preview": STAFF,
    "protection-compute": VERB,
    "index": READ,
    "index-csv": READ,
    "index-trial": READ,
    "index-compare": READ,
    "index-compare-csv": READ,
    "index-compute": VERB,
    "index-certainty": READ,
    "index-certainty-csv": READ,
    "index-explain": READ,
    "index-explain-csv": READ,
    "profile-list": READ,
    "profile": READ,
    "profile-csv": READ,
    "empfehlung": READ,
    "beschluss": READ,
    "massnahme": READ,
    "wirkung": READ,
    "austausch": READ,
}

FORM = {
    "finding": "F1",
    "reason": "leerer Wohnplatz",
    "definition": "rbk_gesamtindex",
    "stand": "2025",
    "profile": "plain_long",
    "profil": "census_2022",  # which asks for nothing, so that nothing takes long
}


def _answers(browsers: list[Client], method: str, where: str) -> str:
    send = {"GET": lambda browser: browser.get(where), "POST": lambda browser: browser.post(where, FORM)}[method]
    return " ".join(str(send(browser).status_code) for browser in browsers)


def _without_token(page: bytes) -> str:
    return re.sub(r'(name="csrfmiddlewaretoken" value=")[^"]+', r"\1", page.decode())


def test_every_address_is_in_the_table() -> None:
    """Whoever adds a page says who may see it."""
    assert sorted(DEMO) == ALL_ROUTES


@pytest.mark.parametrize("name", DEMO)
def test_everyone_gets_what_the_table_says(cast: Cast, demo: Region, name: str) -> None:
    """In the demo county, which is published; strangers come before the planner, whose turn changes things."""
    where = address(name, demo, open_delivery(demo, accepted=name != "delivery-accept"))
    visitors = [cast.public, cast.leserin, cast.fremde, cast.planerin]
    assert (_answers(visitors, "GET", where), _answers(visitors, "POST", where)) == DEMO[name]


@pytest.mark.parametrize("name", REGION_ROUTES)
def test_a_region_without_a_release_does_not_exist_for_anybody_else(
    cast: Cast, elsewhere: Region, demo: Region, name: str
) -> None:
    """People without an account are sent to the login whether or not the page exists; all others get 404."""
    where = address(name, elsewhere, open_delivery(demo))
    visitors = [cast.public, cast.leserin, cast.planerin]
    assert _answers(visitors, "POST", where) in {"404 404 404", "405 405 405"}
    if DEMO[name][0] != "405 405 405 405":
        assert _answers(visitors, "GET", where) == "302 404 404"


@pytest.mark.parametrize("name", REGION_ROUTES)
def test_a_region_that_does_not_exist_looks_the_same_as_one_that_is_closed(
    cast: Cast, elsewhere: Region, name: str
) -> None:
    """Nobody can find out which regions there are."""
    where = address(name, elsewhere)
    nowhere = where.replace(elsewhere.slug, "gibtesnicht")
    for browser in (cast.public, cast.planerin):
        closed, absent = browser.get(where), browser.get(nowhere)
        assert closed.status_code == absent.status_code
        assert _without_token(closed.content) == _without_token(absent.content)
        assert closed.headers.get("Location", "").replace(elsewhere.slug, "gibtesnicht") == absent.headers.get(
            "Location", ""
        )


def test_the_login_leads_back_to_where_one_wanted_to_go(cast: Cast, elsewhere: Region) -> None:
    """The address is kept, and only the address."""
    answer = cast.public.get(f"/{elsewhere.slug}/daten/?x=1")
    assert answer.headers["Location"] == f"/anmelden/?next=/{elsewhere.slug}/daten/%3Fx%3D1"


PK_ROUTES = sorted(name for name in REGION_ROUTES if name.startswith("delivery-") and name != "delivery-new")


@pytest.mark.parametrize("name", ["delivery", *PK_ROUTES])
def test_a_delivery_of_another_region_cannot_be_reached_through_the_own_one(
    cast: Cast, demo: Region, elsewhere: Region, name: str
) -> None:
    """The number of a row is no key: the planner elsewhere finds it neither by reading nor by changing."""
    delivery = open_delivery(demo)
    where = address(name, demo, delivery).replace("/demo/", f"/{elsewhere.slug}/")
    before = {key: value for key, value in vars(delivery).items() if not key.startswith("_")}
    answers = {cast.fremde.get(where).status_code, cast.fremde.post(where, FORM).status_code}
    assert answers <= {404, 405}
    assert cast.fremde.post(where, FORM).status_code == 404
    delivery.refresh_from_db()
    assert {key: value for key, value in vars(delivery).items() if not key.startswith("_")} == before


@pytest.mark.parametrize("name", ["delivery", *PK_ROUTES])
def test_a_delivery_that_does_not_exist_is_404(cast: Cast, demo: Region, name: str) -> None:
    """For people of the region too."""
    where = address(name, demo, open_delivery(demo))
    where = where.replace(where.split("/")[3], "999999999")
    assert {cast.planerin.get(where).status_code, cast.planerin.post(where, FORM).status_code} <= {404, 405}


@pytest.mark.parametrize(
    "where",
    [
        "indikatoren/gibt_es_nicht/",
        f"indikatoren/{INDICATOR}/?stand=1999",
        "indikatoren/geheimhaltung/?profil=nichts",
        "indikatoren/geheimhaltung/?publikum=alle",
        "index/?definition=muenster",
        "index/?definition=../../etc/passwd",
        "index/?stand=1999",
        "index/index.csv?definition=nichts",
        "index/wie-sicher/?definition=nichts",
        "index/wie-sicher/sicherheit.csv?stand=1999",
        "index/was-waere-wenn/?definition=muenster",
        "index/vergleich/?definition2=nichts",
        "index/vergleich/?stand=1999",
        "index/vergleich/?massstab=elle",
        "index/vergleich/verschiebungen.csv?definition=nichts",
        "steckbrief/99999999/",
        "steckbrief/99999999/tabelle.csv",
        "daten/99999999999999999999/",
    ],
)
def test_what_does_not_exist_is_404_in_german(cast: Cast, demo: Region, where: str) -> None:
    """A wrong word in the address is not an error of the application."""
    answer = cast.planerin.get(f"/demo/{where}")
    assert answer.status_code == 404
    assert "Seite nicht gefunden" in answer.content.decode()
