"""One server for all browser tests, one browser for each file, one context for each test."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from typing import Protocol

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.browser.house import House, running_house
from tests.browser.watch import Watch
from tests.conftest import absent

ARGUMENTS = [
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
PATIENCE = 60_000  # milliseconds; large deliveries on a busy machine
WIDEST_PHONE = 480

expect.set_options(timeout=PATIENCE)


class Visit(Protocol):
    """Open an address of the house in a context of its own."""

    def __call__(self, path: str, *, width: int = 1440, javascript: bool = True) -> Page:
        """Return the page once it has arrived."""


@pytest.fixture(scope="session")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """Return the running server."""
    with running_house(tmp_path_factory.mktemp("house")) as house:
        yield house


@pytest.fixture(scope="module")  # a longer life would leave an event loop behind in which Django refuses to work
def chromium() -> Iterator[Browser]:
    """Return the system's Chromium."""
    program = shutil.which("chromium") or shutil.which("chromium-browser")
    if program is None:
        absent("Chromium is not installed (Debian, Ubuntu: apt install chromium)")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def visit(house: House, chromium: Browser) -> Iterator[Visit]:
    """Return a way to open pages; whatever they complain about fails the test."""
    opened = []

    def open_page(path: str, *, width: int = 1440, javascript: bool = True) -> Page:
        context = chromium.new_context(
            base_url=house.address,
            viewport={"width": width, "height": 900},
            locale="de-DE",
            is_mobile=width <= WIDEST_PHONE,
            has_touch=width <= WIDEST_PHONE,
            java_script_enabled=javascript,
        )
        context.set_default_timeout(PATIENCE)
        watch = Watch(house.address)
        watch.over(context)
        opened.append((context, watch))
        page = context.new_page()
        page.goto(path)
        return page

    yield open_page
    for context, _ in opened:
        context.close()
    assert [complaint for _, watch in opened for complaint in watch.complaints()] == []
