"""The reports of a protected package as files on a disk: no barrier, no request, nothing wider than the window."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from passgenau.indicators.disclosure.planning_report import planning_report
from passgenau.indicators.disclosure.privacy_report import privacy_report
from passgenau.render.report_html import report_html
from tests.browser.looks import flaws
from tests.indicators.disclosure.released import released

pytestmark = pytest.mark.browser
REPORTS = {"datenschutz": privacy_report, "planung": planning_report}


@pytest.mark.parametrize("name", REPORTS)
@pytest.mark.parametrize("width", [320, 1440])
def test_a_report_has_no_barrier_and_asks_for_nothing(chromium: Browser, tmp_path: Path, name: str, width: int) -> None:
    (tmp_path / "bericht.html").write_bytes(report_html(REPORTS[name](released())))
    context = chromium.new_context(viewport={"width": width, "height": 900}, locale="de-DE")
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto((tmp_path / "bericht.html").as_uri())
    found = flaws(page)
    context.close()
    assert found == []
    assert asked == [(tmp_path / "bericht.html").as_uri()]
