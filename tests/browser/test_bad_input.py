"""Files that cannot be used: each is answered with a German sentence, and nothing is taken over."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, Response, expect

from tests.browser.conftest import Visit
from tests.browser.hands import choose_file
from tests.browser.house import OTTO, UPLOAD_LIMIT_MB, House
from tests.browser.login import logged_in
from tests.browser.looks import flaws

pytestmark = pytest.mark.browser
PDF = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<< /Type /Catalog >>\nendobj\n" + b"\x00\x9c" * 500
LINE = b"0999900101;2025;12\n"


def upload(page: Page, file: Path) -> Response:
    """Choose the file, have it checked, and return the answer."""
    choose_file(page, file)
    with page.expect_response(lambda answer: answer.request.method == "POST") as answered:
        page.get_by_role("button", name="Prüfen").click()
    page.wait_for_load_state()
    return answered.value


def deliveries(page: Page) -> list[str]:
    """Return the names of all deliveries of the invented county."""
    page.goto("/demo/daten/")
    return page.get_by_role("table", name="Lieferungen").get_by_role("rowheader").all_inner_texts()


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("lieferung.csv", PDF, "dem Inhalt nach ein PDF"),
        ("lieferung.csv", b"", "Die Datei ist leer"),
        ("lieferung.csv", b"\xff\xfe\x00\x01\x02" * 400, "lieferung.csv"),
        ("lieferung.xlsx", b"a;b\n1;2\n", "lieferung.xlsx"),
    ],
    ids=["a-pdf-named-csv", "an-empty-file", "noise", "a-text-named-xlsx"],
)
def test_a_file_that_is_not_what_its_name_says_is_refused(
    visit: Visit, house: House, tmp_path: Path, *, name: str, content: bytes, sentence: str
) -> None:
    page = logged_in(visit, house.demo_planner, "/demo/daten/")
    before = deliveries(page)
    page.goto("/demo/daten/neu/")
    (tmp_path / name).write_bytes(content)
    assert upload(page, tmp_path / name).status == 422
    alert = page.get_by_role("alert")
    expect(alert).to_contain_text(sentence)
    expect(alert).to_contain_text("Es wurde nichts gespeichert.")
    assert flaws(page) == []
    assert deliveries(page) == before


@pytest.mark.parametrize(("megabytes", "status"), [(UPLOAD_LIMIT_MB + 0.5, 422), (UPLOAD_LIMIT_MB + 3, 413)])
def test_a_file_above_the_limit_is_refused(
    visit: Visit, house: House, tmp_path: Path, *, megabytes: float, status: int
) -> None:
    page = logged_in(visit, house.demo_planner, "/demo/daten/neu/")
    file = tmp_path / "lieferung.csv"
    file.write_bytes(LINE * int(megabytes * 1024**2 / len(LINE)))
    assert upload(page, file).status == status
    expect(page.get_by_role("main")).to_contain_text(f"öchstens {UPLOAD_LIMIT_MB} MB werden angenommen")
    expect(page.get_by_role("main")).to_contain_text("Es wurde nichts gespeichert.")
    assert flaws(page) == []


def test_a_form_sent_without_a_file_stays_where_it_is(visit: Visit, house: House) -> None:
    page = logged_in(visit, house.demo_planner, "/demo/daten/neu/")
    page.get_by_role("button", name="Prüfen").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Welche Datei möchten Sie liefern?")
    expect(page.get_by_label("Datei", exact=True)).to_be_focused()


@pytest.mark.shared
def test_berlins_doubled_area_is_named_and_nothing_is_taken_over(visit: Visit, shared_folder: Path) -> None:
    page = logged_in(visit, OTTO, f"/{OTTO.region}/daten/gebiete/neu/")
    upload(page, shared_folder / "data" / "berlin-mss" / "lor_plr_until_2020.geojson")
    expect(page.locator(".answer")).to_contain_text("Noch nicht: ein Fehler ist zu beheben.")
    finding = page.locator("#F1")
    expect(finding).to_contain_text("06010102")
    expect(finding).to_contain_text("Schloßstraße")
    expect(page.get_by_role("link", name="Mit Begründung annehmen")).to_have_count(0)
    expect(page.get_by_role("button", name="Weiter: Vergleich")).to_be_disabled()
    assert flaws(page) == []
    page.goto(f"/{OTTO.region}/daten/")
    expect(page.get_by_role("main")).to_contain_text("Noch keine Gebiete.")
