"""What an attacker tries first: forged forms, foreign addresses after the login, headers, big files, other hosts."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, override_settings

from passgenau.store.models import AuditEntry, Delivery, Region
from tests.django_cast import PASSWORD, Cast, account
from tests.web.html import Page
from tests.web.routes import DOWNLOADS, PAGES, VERBS, address, open_delivery

POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self'",
    "font-src": "'self'",
    "connect-src": "'self'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
    "base-uri": "'none'",
}
FORMS = [*sorted(VERBS - {"logout"}), "areas-new", "delivery", "delivery-new"]


def _has_every_header(answer: Any) -> None:
    rules = dict(rule.strip().split(" ", 1) for rule in answer.headers["Content-Security-Policy"].split(";") if rule)
    assert rules == POLICY
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["X-Frame-Options"] == "DENY"
    assert answer.headers["Referrer-Policy"] == "same-origin"
    assert answer.headers["Cross-Origin-Opener-Policy"] == "same-origin"


@pytest.mark.parametrize("name", [*PAGES, *sorted(DOWNLOADS), "health", "home", "login"])
def test_every_answer_carries_the_headers(cast: Cast, demo: Region, name: str) -> None:
    """Pages, downloads and the page for machines alike."""
    _has_every_header(cast.planerin.get(address(name, demo, open_delivery(demo))))


@pytest.mark.parametrize("name", sorted(DOWNLOADS))
def test_a_download_is_saved_not_shown(cast: Cast, demo: Region, name: str) -> None:
    """With a name that no system trips over."""
    answer = cast.planerin.get(address(name, demo, open_delivery(demo)))
    words = answer.headers["Content-Disposition"]
    assert words.startswith('attachment; filename="')
    assert words.split('"')[1].replace("_", "").replace("-", "").replace(".", "").isalnum()
    assert words.split('"')[1].isascii()


def test_errors_carry_the_headers_too(cast: Cast, demo: Region) -> None:
    """404, 405, 422, 413 and 403."""
    strict = Client(enforce_csrf_checks=True)
    answers = [
        cast.planerin.get("/demo/gibt-es-nicht/"),
        cast.planerin.get(address("delivery-discard", demo, open_delivery(demo))),
        cast.planerin.post("/demo/daten/neu/"),
        cast.planerin.post("/demo/daten/neu/", b"", content_type="text/plain", CONTENT_LENGTH=str(10**9)),
        strict.post("/anmelden/", {"username": "planerin", "password": PASSWORD}),
    ]
    assert [answer.status_code for answer in answers] == [404, 405, 422, 413, 403]
    for answer in answers:
        _has_every_header(answer)


@pytest.mark.parametrize("name", FORMS)
def test_a_form_from_elsewhere_is_refused(demo: Region, name: str) -> None:
    """Every address that changes something wants the token; without it nothing changes."""
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(account("planerin"))
    where = address(name, demo, open_delivery(demo))
    before = AuditEntry.objects.of(demo).count()
    answer = browser.post(where, {"finding": "F1", "reason": "x", "definition": "rbk_gesamtindex", "stand": "2025"})
    assert answer.status_code == 403
    assert AuditEntry.objects.of(demo).count() == before


def test_a_form_with_its_token_is_accepted(demo: Region) -> None:
    """The same address, filled in on our own page."""
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(account("planerin"))
    delivery = open_delivery(demo)
    page = Page(browser.get(address("delivery", demo, delivery)).content.decode())
    token = next(
        field.attributes["value"]
        for field in page.all("input")
        if field.attributes.get("name") == "csrfmiddlewaretoken"
    )
    answer = browser.post(address("delivery-discard", demo, delivery), {"csrfmiddlewaretoken": token})
    assert answer.status_code == 302
    assert Delivery.objects.of(demo).get(pk=delivery.pk).state == Delivery.State.DISCARDED


def test_the_page_for_a_refused_form_is_german_and_our_own(db: None) -> None:
    """Somebody whose session ended meanwhile reads what to do."""
    answer = Client(enforce_csrf_checks=True).post("/anmelden/", {"username": "x", "password": "y"})
    assert answer.status_code == 403
    page = Page(answer.content.decode())
    assert page.all("html")[0].attributes["lang"] == "de"
    assert "neu laden" in page.words()


def test_a_get_never_changes_anything(cast: Cast, demo: Region) -> None:
    """Not one entry in the record after every page was opened."""
    delivery = open_delivery(demo)
    before = AuditEntry.objects.of(demo).count()
    for name in [*PAGES, *sorted(DOWNLOADS), *sorted(VERBS)]:
        cast.planerin.get(address(name, demo, delivery))
    assert AuditEntry.objects.of(demo).count() == before
    assert Delivery.objects.of(demo).get(pk=delivery.pk).state == Delivery.State.CHECKED


@pytest.mark.parametrize(
    "wanted", ["//boese.example/", "https://boese.example/", "/\\boese.example", "javascript:alert(1)"]
)
def test_the_login_leads_to_no_foreign_address(demo: Region, wanted: str) -> None:
    """Neither by the address nor by the hidden field."""
    for form in ({"next": wanted}, {}):
        browser = Client()
        words = {"username": "planerin", "password": PASSWORD, **form}
        answer = browser.post(f"/anmelden/?next={wanted}", words)
        assert answer.status_code == 302
        assert answer.headers["Location"] == "/"


def test_the_login_leads_back_into_the_house(demo: Region) -> None:
    """To the page one came from."""
    answer = Client().post("/anmelden/?next=/demo/daten/neu/", {"username": "planerin", "password": PASSWORD})
    assert answer.headers["Location"] == "/demo/daten/neu/"


@pytest.mark.parametrize("name", ["planerin", "gibt-es-nicht"])
def test_a_failed_login_does_not_say_which_accounts_exist(demo: Region, name: str) -> None:
    """The same page, the same words, the same status."""
    answer = Client().post("/anmelden/", {"username": name, "password": "falsch-und-lang-genug"})
    assert answer.status_code == 200
    page = Page(answer.content.decode())
    assert "Name und Passwort passen nicht zusammen." in page.words()
    assert account("planerin").check_password(PASSWORD)


def test_a_disabled_account_reads_the_same_as_a_wrong_password(demo: Region) -> None:
    """Whoever left is not announced."""
    user = account("planerin")
    user.is_active = False
    user.save()
    answer = Client().post("/anmelden/", {"username": "planerin", "password": PASSWORD})
    assert "Name und Passwort passen nicht zusammen." in Page(answer.content.decode()).words()


def test_a_session_gets_a_new_name_at_the_login_and_ends_at_the_logout(demo: Region) -> None:
    """A session somebody planted is worth nothing."""
    browser = Client()
    browser.force_login(account("leserin"))
    planted = browser.cookies["sessionid"].value
    browser.post("/anmelden/", {"username": "planerin", "password": PASSWORD})
    mine = browser.cookies["sessionid"]
    assert mine.value != planted
    assert mine["httponly"]
    assert mine["samesite"] == "Lax"
    browser.post("/abmelden/")
    thief = Client()
    thief.cookies["sessionid"] = mine.value
    assert thief.get("/demo/daten/neu/").status_code == 302


def test_a_lost_membership_closes_the_region_at_once(demo: Region) -> None:
    """The next request already finds nothing."""
    from passgenau.store.models import Membership

    browser = Client()
    browser.force_login(account("planerin"))
    assert browser.get("/demo/daten/neu/").status_code == 200
    Membership.objects.of(demo).filter(user=account("planerin")).delete()
    assert browser.get("/demo/daten/neu/").status_code == 404


def test_another_host_name_is_refused(db: None) -> None:
    """Links in a page cannot be bent by a header."""
    assert Client().get("/", headers={"Host": "boese.example"}).status_code == 400


def test_pages_of_a_region_are_not_kept_by_anybody_else(cast: Cast, demo: Region) -> None:
    """A proxy must not show the working release to the next visitor."""
    for name in ("start", "data", "index", "index-csv", "package", "delivery"):
        answer = cast.planerin.get(address(name, demo, open_delivery(demo)))
        assert {"private", "no-cache"} <= set(answer.headers["Cache-Control"].split(", "))


def test_fields_that_nobody_asked_for_are_ignored(cast: Cast, demo: Region, elsewhere: Region) -> None:
    """State, region and person are not for the form to choose."""
    from tests.town import table

    row = [("09990001", "unemployment_share", "2026", 4, 90, None)]
    file = SimpleUploadedFile("zahlen.csv", table(row))
    form = {
        "file": file,
        "state": "taken_over",
        "region": elsewhere.pk,
        "region_id": elsewhere.pk,
        "created_by": "chef",
    }
    answer = cast.planerin.post("/demo/daten/neu/", form)
    assert answer.status_code == 302
    made = Delivery.objects.of(demo).get(pk=int(answer.headers["Location"].split("/")[3]))
    assert (made.state, made.created_by, made.region_id) == ("checked", "planerin", demo.pk)
    assert not Delivery.objects.of(elsewhere).exists()


@override_settings(DEBUG=False)
def test_a_failure_of_ours_shows_a_german_page_and_no_trace(
    cast: Cast, demo: Region, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither file names nor values reach the browser."""
    from passgenau.web.views import home

    def break_down(*_: object) -> None:
        raise RuntimeError("Kennwort 4711")

    monkeypatch.setattr(home, "start_page", break_down)
    browser = Client(raise_request_exception=False)
    browser.force_login(account("planerin"))
    answer = browser.get("/demo/")
    assert answer.status_code == 500
    text = answer.content.decode()
    assert "Da ist etwas schiefgegangen" in text
    assert "4711" not in text
    assert "Traceback" not in text


def test_a_database_that_does_not_answer_is_said_to_machines_and_people(
    demo: Region, monkeypatch: pytest.MonkeyPatch
) -> None:
    """503, so that whoever watches the service knows; a German sentence, no trace."""
    from django.db import OperationalError, connection

    def gone(*_: object, **__: object) -> None:
        raise OperationalError("server closed the connection unexpectedly")

    browser = Client(raise_request_exception=False)
    with monkeypatch.context() as broken:
        broken.setattr(connection, "cursor", gone)
        answers = [browser.get("/gesund/"), browser.get("/demo/")]
    assert [answer.status_code for answer in answers] == [503, 503]
    assert "server closed" not in answers[1].content.decode()
