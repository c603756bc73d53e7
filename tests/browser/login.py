"""Log in the short way, where logging in is not what is tested."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.browser.conftest import Visit
from tests.browser.house import Person


def logged_in(visit: Visit, person: Person, path: str, *, width: int = 1440, javascript: bool = True) -> Page:
    """Return the page as that person sees it."""
    page = visit(f"/anmelden/?next={path}", width=width, javascript=javascript)
    page.get_by_label("Name", exact=True).fill(person.name)
    page.get_by_label("Passwort").fill(person.password)
    page.get_by_role("button", name="Anmelden", exact=True).click()
    expect(page.get_by_role("button", name="Abmelden")).to_be_attached()
    return page
