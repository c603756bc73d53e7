"""Every page: one heading, its own title, named tables, German dates, no bare number, no request to a foreign host."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise

import pytest
from django.test import Client
from django.urls import get_resolver

from passgenau.store.models import Delivery, Region
from passgenau.store.queries.figures import register_of
from passgenau.store.queries.regions import published_release
from passgenau.web.handbook import titles
from tests.django_cast import Cast
from tests.web.html import Page
from tests.web.routes import DOWNLOADS, PAGES, address, open_delivery

ISO_DATE = re.compile(r"\b(19|20)\d\d-\d\d-\d\d\b")
ENGLISH = re.compile(r"\b(None|True|False|nan|NaN|inf|undefined|\[\]|\{\}|Decimal)\b|\d\.\d+e[+-]\d")
NUMBER_WITH_POINT = re.compile(r"(?<![\d.,/])\d+\.\d{1,2}(?![\d.])")
OWN_NAMESPACES = ("http://www.w3.org/",)
PER_ADDRESS = 3


def _read(browser: Client, where: str) -> Page:
    answer = browser.get(where)
    assert answer.status_code == 200, where
    return Page(answer.content.decode())


@pytest.fixture
def delivery(demo: Region) -> Delivery:
    """Return an open delivery with an accepted warning."""
    return open_delivery(demo)


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_well_built(cast: Cast, demo: Region, delivery: Delivery, name: str) -> None:
    """Language, one heading, headings in order, ids once, tables and fields with names, pictures with words."""
    page = _read(cast.planerin, address(name, demo, delivery))
    assert page.declared
    assert page.all("html")[0].attributes["lang"] == "de"
    assert len(page.all("h1")) == 1
    assert page.all("h1")[0].words()
    levels = [int(element.tag[1]) for element in page.elements if re.fullmatch(r"h[1-6]", element.tag)]
    assert all(later <= earlier + 1 for earlier, later in pairwise(levels)), levels
    assert len(page.all("main")) == 1
    twice = [
        key
        for key, times in Counter(e.attributes["id"] for e in page.elements if "id" in e.attributes).items()
        if times > 1
    ]
    assert twice == []
    unnamed = [
        table.words()[:60] for table in page.all("table") if not [one for one in table.all("caption") if one.words()]
    ]
    assert unnamed == []
    known = {element.attributes.get("id") for element in page.elements}
    for element in page.elements:
        for attribute in ("aria-labelledby", "aria-describedby", "aria-controls", "for"):
            for wanted in element.attributes.get(attribute, "").split():
                assert wanted in known, f"{attribute}={wanted} leads nowhere"
    _every_field_has_a_name(page)
    _every_picture_has_words(page)


def _every_field_has_a_name(page: Page) -> None:
    labelled = {label.attributes.get("for") for label in page.all("label") if label.words()}
    for tag in ("input", "select", "textarea"):
        for field in page.all(tag):
            if field.attributes.get("type") not in {"hidden", "submit"}:
                assert field.attributes.get("id") in labelled, field.attributes


def _every_picture_has_words(page: Page) -> None:
    for picture in page.all("svg"):
        hidden = picture.attributes.get("aria-hidden") == "true"
        named = bool(picture.attributes.get("aria-label") or picture.attributes.get("aria-labelledby"))
        assert hidden or named or picture.all("title"), picture.attributes
    for picture in page.all("img"):
        assert "alt" in picture.attributes
    for link in [*page.all("a"), *page.all("button")]:
        named = (
            link.words() or link.attributes.get("aria-label") or [one for one in link.all("title") if one.text.strip()]
        )
        assert named, link.attributes


@pytest.mark.parametrize("name", PAGES)
def test_a_page_speaks_german(cast: Cast, demo: Region, delivery: Delivery, name: str) -> None:
    """No date as 2026-11-23, no word of the programming language, no decimal point."""
    words = _read(cast.planerin, address(name, demo, delivery)).all("main")[0].words()
    quoting = {"handbook-page", "method", "delivery", "protection-preview"}
    if name not in quoting:  # these show examples, formulas, cells as delivered and sections of laws and handbooks
        assert NUMBER_WITH_POINT.findall(words) == []
    if name not in {"handbook-page", "method"}:
        assert [found[0] for found in ENGLISH.finditer(words)] == []
    if name not in {"handbook-page", "method", "areas-new", "delivery-new"}:  # the forms say how to write a period
        assert [found[0] for found in ISO_DATE.finditer(words)] == []


@pytest.mark.parametrize("name", PAGES)
def test_a_page_asks_nobody_else_for_anything(cast: Cast, demo: Region, delivery: Delivery, name: str) -> None:
    """Every address in it is of this house, and nothing is written that the security policy would block."""
    page = _read(cast.planerin, address(name, demo, delivery))
    foreign = [found for found in page.addresses() if re.match(r"(?i)(//|[a-z][a-z0-9+.-]*:)", found)]
    assert [found for found in foreign if not found.startswith(OWN_NAMESPACES)] == []
    assert [element.attributes for element in page.elements if "style" in element.attributes] == []
    assert page.all("style") == []
    assert [script.attributes for script in page.all("script") if "src" not in script.attributes] == []
    handlers = [name for element in page.elements for name in element.attributes if name.startswith("on")]
    assert handlers == []


def test_no_two_pages_have_the_same_title(cast: Cast, demo: Region, delivery: Delivery) -> None:
    """Whoever has ten tabs open finds the right one."""
    release = published_release(demo)
    assert release is not None
    register = register_of(release.system)
    areas = [area.area_id for area in register.at_level(register.finest_level())]
    pages = [address(name, demo, delivery) for name in PAGES if name not in {"profile", "handbook-page", "method"}]
    pages += [f"/demo/steckbrief/{area}/" for area in areas]
    pages += [f"/hilfe/{sheet.key}/" for sheet in titles("handbuch")]
    pages += [f"/methoden/{sheet.key}/" for sheet in titles("methoden")]
    found = {where: _read(cast.planerin, where).title() for where in pages}
    twice = {title for title, times in Counter(found.values()).items() if times > 1}
    assert {where: title for where, title in found.items() if title in twice} == {}


@pytest.mark.parametrize("visitor", ["public", "leserin", "planerin"])
def test_no_link_leads_nowhere(cast: Cast, demo: Region, visitor: str) -> None:
    """From the start page to everything that can be reached, a few of every kind; also the anchors."""
    browser = cast.everyone()[visitor]
    open_delivery(demo)
    waiting, seen, kinds = ["/demo/"], set(), Counter[str]()
    while waiting:
        where = waiting.pop(0)
        path = where.partition("#")[0]
        route = get_resolver().resolve(path.partition("?")[0]).url_name or ""
        kind = route + "?" + "&".join(sorted(part.partition("=")[0] for part in path.partition("?")[2].split("&")))
        if path in seen or (kinds[kind] >= PER_ADDRESS and not route.startswith(("handbook", "method"))):
            continue
        seen.add(path)
        kinds[kind] += 1
        answer = browser.get(path)
        assert answer.status_code in ({200, 302} if route in {"home", "login"} else {200}), (where, answer.status_code)
        if route in DOWNLOADS or answer.status_code != 200:
            continue
        page = Page(answer.content.decode())
        ids = {element.attributes.get("id") for element in page.elements}
        for link in page.links():
            target = path.partition("?")[0] + link if link.startswith(("?", "#")) else link
            assert target.startswith("/"), (where, link)
            if link.startswith("#"):
                assert link[1:] in ids, (where, link)
            elif target.partition("#")[0] not in seen:
                waiting.append(target)
    assert len(seen) > 40


def test_pages_work_without_scripts(cast: Cast, demo: Region) -> None:
    """What a script loads into a page is a link or a form without it."""
    for name in ("start", "index", "indicators", "data", "coverage", "indicator", "profile", "profile-list"):
        page = _read(cast.public, address(name, demo))
        for element in page.elements:
            if "hx-get" in element.attributes:
                assert element.attributes["href"].partition("#")[0] == element.attributes["hx-get"].partition("#")[0]
        for form in page.all("form"):
            assert [one for one in form.all("button") if one.attributes.get("type", "submit") == "submit"]


def test_the_index_sends_a_part_where_only_a_part_is_asked_for(cast: Cast, demo: Region) -> None:
    """The table alone, with the same rows as on the whole page."""
    whole = cast.public.get("/demo/index/?sortierung=name")
    part = cast.public.get("/demo/index/?sortierung=name", headers={"HX-Request": "true", "HX-Target": "rangfolge"})
    assert part.status_code == 200
    assert b"<!doctype" not in part.content
    names = [[th.words() for th in Page(answer.content.decode()).all("th")] for answer in (whole, part)]
    assert [name for name in names[0] if name in names[1]] == names[1]
    assert "HX-Request" in part.headers["Vary"]


@pytest.mark.parametrize("where", ["/demo/", "/gibt-es-nicht/", "/hilfe/gibt-es-nicht/", "/demo/steckbrief/nichts/"])
def test_an_error_page_is_a_page_like_the_others(cast: Cast, where: str) -> None:
    """One heading, German, a way on."""
    page = Page(cast.planerin.get(where).content.decode())
    assert len(page.all("h1")) == 1
    assert page.all("html")[0].attributes["lang"] == "de"
    assert "/" in page.links()


@pytest.mark.parametrize(
    "words", ["<script>alert(1)</script>", '"><img src=x onerror=1>', "'; DROP TABLE", "%00", "ä" * 500]
)
def test_a_search_shows_what_was_asked_as_text(cast: Cast, demo: Region, words: str) -> None:
    """Nothing of it becomes part of the page."""
    answer = cast.public.get("/demo/suche/", {"q": words})
    page = Page(answer.content.decode())
    assert [element.attributes for element in page.elements if "onerror" in element.attributes] == []
    assert all("src" in script.attributes for script in page.all("script"))
    asked = next(field for field in page.all("input") if field.attributes.get("name") == "q")
    assert asked.attributes["value"] == " ".join(words.split())[:80]


def test_a_search_finds_areas_and_indicators(cast: Cast, demo: Region) -> None:
    """By name, whatever the capitals, and by key."""
    register = register_of(published_release(demo).system)  # type: ignore[union-attr]
    area = register.at_level(register.finest_level())[0]
    for asked in (area.name.upper(), area.name.lower(), area.area_id):
        assert f"/demo/steckbrief/{area.area_id}/" in _read(cast.public, f"/demo/suche/?q={asked}").links()
    assert "/demo/indikatoren/unemployment_share/" in _read(cast.public, "/demo/suche/?q=arbeitslose").links()
