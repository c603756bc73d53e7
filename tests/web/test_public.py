"""The public sees the published release and nothing that is being worked on."""

from __future__ import annotations

import csv
import io

import pytest

from passgenau.actions.register_areas import register_areas
from passgenau.actions.take_over_delivery import take_over_delivery
from passgenau.data.areas import Area, AreaRegister
from passgenau.store.models import AreaSystem, Region
from passgenau.store.queries.figures import register_of
from tests.django_cast import NOW, Cast
from tests.town import table
from tests.web.html import Page
from tests.web.routes import DOWNLOADS, INDICATOR, PAGES, PLANERIN, address, open_delivery

PUBLIC_PAGES = sorted(
    {*PAGES, *DOWNLOADS}
    - {"areas-new", "delivery", "delivery-new", "delivery-compare", "delivery-report", "protection-preview"}
)


@pytest.fixture
def busy(demo: Region) -> Region:
    """Return the demo county while somebody works on it: one delivery open, one taken over, one new area system."""
    system = AreaSystem.objects.of(demo).get()
    register = register_of(system)
    rows = [
        (area.area_id, INDICATOR, period, 777, 7777, None)
        for area in register.at_level(register.finest_level())
        for period in ("2025", "2026")
    ]
    from passgenau.actions.accept_finding import accept_findings
    from passgenau.actions.check_delivery import check_delivery

    delivery = check_delivery(
        PLANERIN, demo, system, content=table(rows), file_name="geheime_arbeit.csv", profile="plain_long",
        title="Arbeitslose Korrektur", source="Geheime Stelle",
    )  # fmt: skip
    warnings = [entry["number"] for entry in delivery.findings]
    if warnings:
        accept_findings(PLANERIN, demo, delivery, numbers=warnings, reason="erfunden", now=NOW)
        delivery.refresh_from_db()
    take_over_delivery(PLANERIN, demo, delivery, now=NOW)
    open_delivery(demo)
    bezirke = AreaRegister("bezirke", (Area("G", "Geheimbezirk", "Bezirk"),), "", "Geheime Bezirke")
    register_areas(PLANERIN, demo, bezirke, file_name="geheim.csv", digest="")
    return demo


def test_nothing_of_the_work_shows_on_any_public_page(cast: Cast, demo: Region, request: pytest.FixtureRequest) -> None:
    """Byte for byte the same before and while somebody works, tokens aside."""
    before = {name: _shown(cast, demo, name) for name in PUBLIC_PAGES}
    request.getfixturevalue("busy")
    changed = [name for name in PUBLIC_PAGES if _shown(cast, demo, name) != before[name]]
    assert changed == []


def _shown(cast: Cast, demo: Region, name: str) -> bytes:
    answer = cast.public.get(address(name, demo))
    assert answer.status_code == 200, name
    return answer.content


def test_people_of_the_region_see_the_work(cast: Cast, busy: Region) -> None:
    """The corrected figure, the later period, and that a delivery waits."""
    page = Page(cast.leserin.get(f"/demo/indikatoren/{INDICATOR}/?stand=2026").content.decode())
    assert "10,0" in page.words()
    start = Page(cast.leserin.get("/demo/").content.decode()).words()
    assert "Arbeitsstand" in start
    assert "„Arbeitslose 2026“ fertig prüfen" in start


def test_the_public_is_refused_a_period_that_only_the_work_has(cast: Cast, busy: Region) -> None:
    """404, as if it did not exist."""
    assert cast.public.get(f"/demo/indikatoren/{INDICATOR}/?stand=2026").status_code == 404
    assert cast.leserin.get(f"/demo/indikatoren/{INDICATOR}/?stand=2026").status_code == 200


def test_the_index_as_a_table_is_the_one_on_the_page(cast: Cast, demo: Region) -> None:
    """Same areas, same ranks; every area has a row, and none says NaN."""
    rows = list(csv.DictReader(io.StringIO(cast.public.get("/demo/index/index.csv").content.decode())))
    page = Page(cast.public.get("/demo/index/?alle=1").content.decode())
    links = [link for link in page.links() if link.startswith("/demo/steckbrief/0")]
    assert {row["area_id"] for row in rows} <= {link.split("/")[3] for link in links}
    register = register_of(AreaSystem.objects.of(demo).get())
    assert len(rows) == len(register.at_level(register.finest_level()))
    assert "nan" not in str(rows).lower()
    ranked = sorted((row for row in rows if row["rank"]), key=lambda row: int(row["rank"]))
    assert float(ranked[0]["score"]) >= float(ranked[-1]["score"])


def test_a_suppressed_figure_is_in_no_byte_of_a_public_answer(cast: Cast, demo: Region) -> None:
    """The demo county hides small cases; page and table say so and show nothing else."""
    from passgenau.store.models import Value

    hidden = Value.objects.of(demo).filter(status="suppressed", period="2025").select_related("area").first()
    assert hidden is not None
    answer = cast.public.get(f"/demo/steckbrief/{hidden.area.area_id}/tabelle.csv").content.decode("utf-8-sig")
    row = next(
        row for row in csv.DictReader(io.StringIO(answer), delimiter=";") if row["Kürzel"] == hidden.indicator_id
    )
    assert row["Status"] == "suppressed"
    assert [row[name] for name in ("Wert", "untere Grenze (90 %)", "obere Grenze (90 %)")] == ["", "", ""]
    page = Page(cast.public.get(f"/demo/steckbrief/{hidden.area.area_id}/").content.decode())
    assert "geheim" in page.words()
