"""A file's way through the browser: upload, findings, reasons, comparison, takeover."""

from __future__ import annotations

import csv
import io
import json
from datetime import UTC, datetime
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from passgenau.actions.take_over_delivery import take_over_delivery
from passgenau.store.models import AreaSystem, Delivery, Region, Value
from passgenau.store.queries.figures import register_of
from tests.django_cast import Cast
from tests.town import table
from tests.web.html import Page
from tests.web.routes import INDICATOR, PLANERIN, address, open_delivery


def _file(content: bytes, name: str = "zahlen.csv") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def _send(browser: Client, content: bytes, name: str = "zahlen.csv", **fields: str) -> Any:
    return browser.post("/demo/daten/neu/", {"file": _file(content, name), **fields})


def _page(browser: Client, where: str) -> Page:
    answer = browser.get(where)
    assert answer.status_code == 200
    return Page(answer.content.decode())


def _all_areas(demo: Region, indicator: str = INDICATOR, period: str = "2026") -> bytes:
    register = register_of(AreaSystem.objects.of(demo).get())
    areas = register.at_level(register.finest_level())
    return table((area.area_id, indicator, period, 40 + place, 900, None) for place, area in enumerate(areas))


def test_a_file_without_findings_goes_all_the_way(cast: Cast, demo: Region) -> None:
    """Upload, check, comparison, takeover; then the figure stands on its page."""
    answer = _send(cast.planerin, _all_areas(demo), title="Arbeitslose 2026", source="erfunden")
    where = answer.headers["Location"]
    assert "Ja, ohne Befunde." in _page(cast.planerin, where).words()
    compare = _page(cast.planerin, f"{where}vergleich/")
    assert "81 Werte kommen hinzu, keiner wird ersetzt." in compare.words()
    done = cast.planerin.post(f"{where}uebernehmen/", follow=True)
    assert done.redirect_chain == [("/demo/daten/", 302)]
    assert "„Arbeitslose 2026“ ist vollständig übernommen." in Page(done.content.decode()).words()
    assert Value.objects.of(demo).filter(period="2026").count() == 81
    assert "2026" in _page(cast.planerin, f"/demo/indikatoren/{INDICATOR}/").words()


def test_a_warning_is_accepted_with_a_reason_and_the_reason_is_shown_and_reported(cast: Cast, demo: Region) -> None:
    """Without it the button to go on is closed."""
    where = address("delivery", demo, open_delivery(demo, accepted=False))
    page = _page(cast.planerin, where)
    assert "Fast: ein Hinweis braucht noch Ihre Begründung." in page.words()
    assert f"{where}vergleich/" not in page.links()
    assert "annehmen" not in [field.attributes.get("name") for field in page.all("textarea")]
    opened = _page(cast.planerin, f"{where}?annehmen=F1")
    assert [field.attributes["maxlength"] for field in opened.all("textarea")] == ["300"]
    reason = "Neue Höfe: leer <b>seit</b> 2025"
    done = cast.planerin.post(f"{where}annehmen/", {"finding": "F1", "reason": reason})
    assert done.headers["Location"] == f"{where}#F1"
    page = _page(cast.planerin, where)
    assert f"„{reason}“" in page.words()
    assert f"{where}vergleich/" in page.links()
    text = cast.planerin.get(f"{where}bericht.csv").content.decode("utf-8-sig")
    row = next(csv.DictReader(io.StringIO(text), delimiter=";"))
    assert (row["Nummer"], row["Art"], row["angenommen von"], row["Begründung"]) == (
        "F1",
        "Hinweis",
        "planerin",
        reason,
    )
    back = cast.planerin.post(f"{where}zuruecknehmen/", {"finding": "F1"})
    assert back.headers["Location"] == f"{where}?annehmen=F1"
    assert Delivery.objects.of(demo).get(pk=int(where.split("/")[3])).acceptances == {}


@pytest.mark.parametrize("reason", ["", "   ", "x" * 301])
def test_a_reason_that_is_none_or_too_long_is_refused_in_a_sentence(cast: Cast, demo: Region, reason: str) -> None:
    """Whatever the browser let through."""
    where = address("delivery", demo, open_delivery(demo, accepted=False))
    answer = cast.planerin.post(f"{where}annehmen/", {"finding": "F1", "reason": reason})
    assert answer.status_code == 422
    assert "Begründung" in Page(answer.content.decode()).words()


def test_all_open_warnings_are_accepted_with_one_reason(cast: Cast, demo: Region) -> None:
    """One act, one entry in the record."""
    from passgenau.store.models import AuditEntry

    register = register_of(AreaSystem.objects.of(demo).get())
    areas = register.at_level(register.finest_level())[2:]
    rows = [(area.area_id, INDICATOR, "2026", 20, 900, None) for area in areas]
    where = _send(cast.planerin, table(rows)).headers["Location"]
    delivery = Delivery.objects.of(demo).get(pk=int(where.split("/")[3]))
    assert [entry["level"] for entry in delivery.findings] == ["warning", "warning"]
    before = AuditEntry.objects.of(demo).filter(code="finding.accepted").count()
    answer = cast.planerin.post(f"{where}annehmen/", {"finding": "alle", "reason": "erfunden"})
    assert answer.headers["Location"] == where
    delivery.refresh_from_db()
    assert set(delivery.acceptances) == {"F1", "F2"}
    assert AuditEntry.objects.of(demo).filter(code="finding.accepted").count() == before + 1


def test_errors_are_listed_with_row_and_column_and_nothing_is_stored(cast: Cast, demo: Region) -> None:
    """All of them at once; the comparison and the takeover stay closed, whichever address is called."""
    before = Value.objects.of(demo).count()
    rows = [("99999999", INDICATOR, "2026", 1, 9, None), ("09990001", "gibt_es_nicht", "2026", 1, 9, None),
            ("09990001", INDICATOR, "irgendwann", 1, 9, None)]  # fmt: skip
    where = _send(cast.planerin, table(rows)).headers["Location"]
    words = _page(cast.planerin, where).words()
    assert "Noch nicht:" in words
    for expected in ("„99999999“", "„gibt_es_nicht“", "„irgendwann“", "Zeile 2", "Zeile 3", "Zeile 4"):
        assert expected in words
    assert cast.planerin.get(f"{where}vergleich/").status_code == 422
    answer = cast.planerin.post(f"{where}uebernehmen/")
    assert answer.status_code == 422
    assert "Die Lieferung wurde nicht übernommen" in Page(answer.content.decode()).words()
    assert Value.objects.of(demo).count() == before


def test_the_same_file_again_leads_to_the_delivery_that_is_there(cast: Cast, demo: Region) -> None:
    """With the day on which it was taken over, in local time."""
    content = _all_areas(demo)
    where = _send(cast.planerin, content).headers["Location"]
    delivery = Delivery.objects.of(demo).select_related("system").get(pk=int(where.split("/")[3]))
    take_over_delivery(PLANERIN, demo, delivery, now=datetime(2026, 7, 1, 23, 30, tzinfo=UTC))
    answer = cast.planerin.post("/demo/daten/neu/", {"file": _file(content)}, follow=True)
    assert answer.redirect_chain == [(where, 302)]
    words = Page(answer.content.decode()).words()
    assert "Diese Datei ist schon übernommen, am 02.07.2026." in words
    assert "Am 02.07.2026 von planerin." in words
    assert "02.07.2026" in _page(cast.planerin, "/demo/daten/").words()


def test_the_comparison_shows_old_and_new_figure(cast: Cast, demo: Region) -> None:
    """Before anything is replaced."""
    old = Value.objects.of(demo).filter(indicator_id=INDICATOR, period="2025", status="value").order_by("area_id")
    first = old.select_related("area")[0]
    rows = [
        (one.area.area_id, INDICATOR, "2025", one.numerator, one.denominator, None)
        for one in old.select_related("area")
    ]
    rows[0] = (first.area.area_id, INDICATOR, "2025", int(first.numerator) + 1, first.denominator, None)
    where = _send(cast.planerin, table(rows)).headers["Location"]
    delivery = Delivery.objects.of(demo).get(pk=int(where.split("/")[3]))
    if delivery.findings:
        cast.planerin.post(f"{where}annehmen/", {"finding": "alle", "reason": "erfunden"})
    page = _page(cast.planerin, f"{where}vergleich/")
    assert "Ein Wert wird ersetzt." in page.words()
    row = next(row for row in page.all("tr") if first.area.name in row.words())
    assert f"{int(first.numerator)} von" in row.words()
    assert f"{int(first.numerator) + 1} von" in row.words()


def test_the_preview_shows_the_file_as_it_came_and_nothing_runs(cast: Cast, demo: Region) -> None:
    """Cells are text, marked where a finding is."""
    rows = [("<img src=x onerror=alert(1)>", INDICATOR, "2026", 1, 9, None)]
    where = _send(cast.planerin, table(rows)).headers["Location"]
    page = _page(cast.planerin, where)
    assert page.all("img") == []
    preview = next(found for found in page.all("table") if "preview" in found.attributes.get("class", ""))
    assert "<img src=x onerror=alert(1)>" in preview.words()


def test_the_report_opens_in_a_spreadsheet_without_running_anything(cast: Cast, demo: Region) -> None:
    """Texts that look like formulas are texts."""
    rows = [("=HYPERLINK(1)", INDICATOR, "2026", 1, 9, None)]
    where = _send(cast.planerin, table(rows), "=cmd.csv").headers["Location"]
    text = cast.planerin.get(f"{where}bericht.csv").content.decode("utf-8-sig")
    cells = [cell for row in csv.reader(io.StringIO(text), delimiter=";") for cell in row]
    assert any("HYPERLINK" in cell for cell in cells)
    assert [cell for cell in cells if cell[:1] in set("=+-@\t\r")] == []


def test_areas_come_in_through_the_browser(cast: Cast, elsewhere: Region) -> None:
    """Check with a map, takeover, and the first figures fit."""
    from tests.actions.test_areas import TWO, areas_file

    form = {
        "file": _file(areas_file(*TWO), "orte.geojson"),
        "title": "Orte 2025",
        "level": "Ort",
        "valid_from": "2025-01-01",
    }
    where = cast.fremde.post("/anderswo/daten/gebiete/neu/", form).headers["Location"]
    page = _page(cast.fremde, where)
    assert "Können die Gebiete übernommen werden?" in page.words()
    assert len(page.all("svg")) > 1
    assert cast.fremde.get(f"{where}vergleich/").status_code == 200
    cast.fremde.post(f"{where}uebernehmen/")
    system = AreaSystem.objects.of(elsewhere).get()
    assert register_of(system).ids == ("001", "002")
    rows = [("001", INDICATOR, "2025", 1, 9, None), ("002", INDICATOR, "2025", 2, 9, None)]
    answer = cast.fremde.post("/anderswo/daten/neu/", {"file": _file(table(rows)), "system": str(system.pk)})
    assert "Ja, ohne Befunde." in _page(cast.fremde, answer.headers["Location"]).words()


def test_areas_without_borders_come_in_as_a_table(cast: Cast, elsewhere: Region) -> None:
    """The form says so, so it works."""
    content = "area_id;name;level;population\n001;Nord;Ort;1200\n002;Süd;Ort;900\n".encode()
    answer = cast.fremde.post("/anderswo/daten/gebiete/neu/", {"file": _file(content, "orte.csv"), "title": "Orte"})
    assert answer.status_code == 302
    assert "Ja, ohne Befunde." in _page(cast.fremde, answer.headers["Location"]).words()


def test_names_from_an_area_file_are_text_wherever_they_appear(cast: Cast, elsewhere: Region) -> None:
    """In the list, on the map, in the title of the page."""
    from tests.actions.test_areas import areas_file

    name = "<script>alert(1)</script>&\"'"
    form = {"file": _file(areas_file(("001", name), ("002", "Süd")), "orte.geojson"), "title": name, "level": "Ort"}
    where = cast.fremde.post("/anderswo/daten/gebiete/neu/", form).headers["Location"]
    cast.fremde.post(f"{where}uebernehmen/")
    rows = [("001", INDICATOR, "2025", 1, 9, None), ("002", INDICATOR, "2025", 2, 9, None)]
    sent = cast.fremde.post("/anderswo/daten/neu/", {"file": _file(table(rows))}).headers["Location"]
    cast.fremde.post(f"{sent}uebernehmen/")
    for page_where in (
        "",
        "daten/",
        "daten/neu/",
        "indikatoren/",
        f"indikatoren/{INDICATOR}/",
        "steckbrief/",
        "steckbrief/001/",
    ):
        page = _page(cast.fremde, f"/anderswo/{page_where}")
        assert all("src" in script.attributes for script in page.all("script"))


def test_geojson_with_a_script_in_a_property_is_only_text(cast: Cast, elsewhere: Region) -> None:
    """Properties nobody asked for are not even read."""
    from tests.actions.test_areas import TWO, areas_file

    content = json.loads(areas_file(*TWO))
    content["features"][0]["properties"]["notiz"] = "<svg onload=alert(1)>"
    form = {"file": _file(json.dumps(content).encode(), "orte.geojson"), "title": "Orte"}
    where = cast.fremde.post("/anderswo/daten/gebiete/neu/", form).headers["Location"]
    assert "onload" not in cast.fremde.get(where).content.decode()
