"""Uploads that cannot be meant: each is refused in a German sentence, and nothing of it is kept."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, override_settings

from passgenau.store.models import AreaSystem, Delivery, Region
from passgenau.store.queries.figures import register_of
from tests.django_cast import Cast
from tests.town import table
from tests.web.html import Page
from tests.web.routes import INDICATOR


def _file(content: bytes, name: str = "zahlen.csv") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def _send(browser: Client, content: bytes, name: str = "zahlen.csv", **fields: str) -> Any:
    return browser.post("/demo/daten/neu/", {"file": _file(content, name), **fields})


def _all_areas(demo: Region, indicator: str = INDICATOR, period: str = "2026") -> bytes:
    register = register_of(AreaSystem.objects.of(demo).get())
    areas = register.at_level(register.finest_level())
    return table((area.area_id, indicator, period, 40 + place, 900, None) for place, area in enumerate(areas))


@pytest.mark.parametrize("where", ["/demo/daten/neu/", "/demo/daten/gebiete/neu/"])
@pytest.mark.parametrize(
    ("content", "name", "words"),
    [
        (b"", "leer.csv", "leer"),
        (b"MZ\x90\x00", "programm.exe", "endet auf „.exe“"),
        (b"%PDF-1.7\n", "tabelle.pdf", "endet auf „.pdf“"),
        (b"<html><script>alert(1)</script></html>", "zahlen.csv", ""),
        (b"PK\x03\x04kaputt", "zahlen.xlsx", ""),
        (b"PK\x03\x04kaputt", "gebiete.zip", ""),
        (b'{"type": "FeatureCollection", "features": []}', "leer.geojson", ""),
        (b"{kaputt", "gebiete.geojson", ""),
        (b"\xff\xfe\x00\x00", "zahlen.csv", ""),
    ],
)
def test_a_file_that_cannot_be_meant_is_refused_in_a_german_sentence(
    cast: Cast, demo: Region, where: str, content: bytes, name: str, words: str
) -> None:
    """422, the form as it was filled in, and nothing kept."""
    before = Delivery.objects.of(demo).count()
    answer = cast.planerin.post(where, {"file": _file(content, name), "title": "Mein Titel"})
    assert answer.status_code == 422
    page = Page(answer.content.decode())
    problem = next(element for element in page.elements if element.attributes.get("role") == "alert")
    assert words in problem.words()
    assert "Es wurde nichts gespeichert." in problem.words()
    titles = [field.attributes["value"] for field in page.all("input") if field.attributes.get("name") == "title"]
    assert titles == ["Mein Titel"]
    assert Delivery.objects.of(demo).count() == before


@pytest.mark.parametrize("where", ["/demo/daten/neu/", "/demo/daten/gebiete/neu/"])
def test_a_form_without_a_file_says_so(cast: Cast, demo: Region, where: str) -> None:
    """422 and what to do."""
    answer = cast.planerin.post(where, {"title": "x"})
    assert answer.status_code == 422
    assert "Es ist keine Datei ausgewählt." in Page(answer.content.decode()).words()


def test_an_announced_length_above_the_limit_is_refused_before_it_is_read(cast: Cast, demo: Region) -> None:
    """413 in German, with both sizes."""
    answer = cast.planerin.generic("POST", "/demo/daten/neu/", b"", CONTENT_LENGTH=str(60 * 1024 * 1024))
    assert answer.status_code == 413
    words = Page(answer.content.decode()).words()
    assert "Die Datei ist zu groß" in words
    assert "Höchstens 25 MB werden angenommen, gekommen sind 60,0 MB." in words


def test_a_file_just_above_the_limit_is_refused_too(cast: Cast, demo: Region) -> None:
    """The room for the rest of the form is not room for the file."""
    with override_settings(UPLOAD_LIMIT=1000):
        answer = _send(cast.planerin, b"x" * 1001)
        assert answer.status_code == 422
        assert "werden angenommen" in Page(answer.content.decode()).words()


@pytest.mark.parametrize("length", ["viel", "-1", "1e3"])
def test_a_length_that_is_no_number_breaks_nothing(cast: Cast, demo: Region, length: str) -> None:
    """A broken client gets an answer, not an error of ours."""
    assert cast.planerin.generic("GET", "/demo/", b"", CONTENT_LENGTH=length).status_code in {200, 400}


@pytest.mark.parametrize("field", ["title", "source", "period", "profile"])
def test_a_field_that_cannot_be_kept_is_refused_in_a_sentence(cast: Cast, demo: Region, field: str) -> None:
    """Too long, or with a sign no database keeps: 422, never 500."""
    for text in ("x" * 500, "a\x00b"):
        answer = _send(cast.planerin, _all_areas(demo), **{field: text})
        assert answer.status_code == 422
        assert "Die Datei wurde nicht angenommen" in Page(answer.content.decode()).words()


def test_an_area_system_that_does_not_exist_is_not_replaced_by_another(cast: Cast, demo: Region) -> None:
    """Figures must not land where nobody wanted them."""
    assert _send(cast.planerin, _all_areas(demo), system="999999").status_code == 422
