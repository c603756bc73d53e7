"""Every public page of the invented county, and every state a page can be opened into."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import Page, expect

NARROW, WIDE = 360, 1440
TRIAL, COMPARE = "/demo/index/was-waere-wenn/", "/demo/index/vergleich/"
NOTHING_LEFT = "&f-youth_welfare=0&f-care_and_seniors=0"
REDUCED = "definition=rbk_gesamtindex:ohne&stand=2025"
HIDING = "/demo/indikatoren/sgb12_subsistence_aid_share/"  # small numbers: in some areas they must be hidden


def _nothing(page: Page) -> None:
    """Leave the page as it came."""


def _open_all_stations(page: Page) -> None:
    page.get_by_text("Alle Stationen").click()
    expect(page.get_by_role("link", name="Austausch")).to_be_visible()


def _open_the_method(page: Page) -> None:
    page.locator("summary", has_text="So wird gerechnet").click()
    expect(page.get_by_text("Festlegungen der Definition")).to_be_visible()


def _open_all_details(page: Page) -> None:
    summary = page.locator("main summary")
    for place in range(summary.count()):
        summary.nth(place).click()
    expect(page.get_by_role("table", name="Grenze zwischen „höher belastet“")).to_be_visible()


def _open_an_area_with_hidden_values(page: Page) -> None:
    page.get_by_role("row").filter(has_text="• geheim").first.get_by_role("link").click()
    expect(page.get_by_text("• geheim").first).to_be_visible()


def _open_the_area_without_rank(page: Page) -> None:
    page.get_by_role("table", name="Gebiete ohne Rang").get_by_role("link").first.click()
    expect(page.get_by_text("kein Rang")).to_be_visible()


def _open_the_first_area(page: Page) -> None:
    page.get_by_role("table", name="Rangfolge").get_by_role("rowheader").first.get_by_role("link").click()
    expect(page.get_by_role("heading", name="Stärken, Schwächen, Potenziale")).to_be_visible()


def _explain_the_first_area(page: Page) -> None:
    _open_the_first_area(page)
    page.get_by_role("link", name="Warum dieser Rang?").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Woraus der Rang entsteht")).to_be_visible()


def _open_the_sum_of_an_area(page: Page) -> None:
    _open_the_first_area(page)
    page.locator("summary", has_text="Rechnung mit allen Fallzahlen ansehen").click()
    expect(page.get_by_role("table", name="Beitrag jedes Indikators")).to_be_visible()


def _open_the_weights(page: Page) -> None:
    for weights in page.locator("summary", has_text="Gewichte der").all():
        weights.click()
    expect(page.get_by_label("SGB-II-Quote")).to_be_visible()


def _fail_to_log_in(page: Page) -> None:
    page.get_by_label("Name", exact=True).fill("niemand")
    page.get_by_label("Passwort").fill("stimmt nicht")
    page.get_by_role("button", name="Anmelden").click()
    expect(page.get_by_role("alert")).to_contain_text("passen nicht zusammen")


@dataclass(frozen=True)
class State:
    """One address, and what a person does there before looking."""

    name: str
    path: str
    prepare: Callable[[Page], None] = _nothing
    only: int | None = None


STATES = (
    State("start", "/demo/"),
    State("all-stations", "/demo/", _open_all_stations, NARROW),
    State("data", "/demo/daten/"),
    State("coverage", "/demo/daten/abdeckung/"),
    State("coverage-of-a-period", "/demo/daten/abdeckung/?stand=2021"),
    State("indicators", "/demo/indikatoren/"),
    State("indicator-of-need", "/demo/indikatoren/sgb2_recipient_share/"),
    State("indicator-with-hidden-values", HIDING),
    State("indicator-of-context", "/demo/indikatoren/foreign_population_share/"),
    State("index", "/demo/index/"),
    State("index-method-open", "/demo/index/", _open_the_method),
    State("index-sorted-and-filtered", "/demo/index/?sortierung=t2&kommune=Tiefenlohe"),
    State("index-all-rows", "/demo/index/?alle=1"),
    State("index-of-an-earlier-year", "/demo/index/?stand=2021"),
    State("certainty", "/demo/index/wie-sicher/"),
    State("certainty-open", "/demo/index/wie-sicher/", _open_all_details),
    State("certainty-all-numbers", "/demo/index/wie-sicher/?alle=1&sortierung=erste"),
    State("certainty-of-an-earlier-year", "/demo/index/wie-sicher/?stand=2021"),
    State("trial", TRIAL),
    State("trial-weights-open", TRIAL, _open_the_weights),
    State("trial-with-much-changed", f"{TRIAL}?methode=rank&f-health=3&beschreibend=ohne&erste=15&alle=1"),
    State("trial-with-errors", f"{TRIAL}?f-health=-1&g-sgb2_recipient_share=viel&erste=2,5&methode=quatsch"),
    State("trial-of-nothing", f"{TRIAL}?beschreibend=ohne&f-work_and_social=0&f-health=0{NOTHING_LEFT}"),
    State("compare", COMPARE),
    State("compare-without-context", f"{COMPARE}?definition2=rbk_gesamtindex&stand2=2025&{REDUCED}&alle=1"),
    State("compare-filtered", f"{COMPARE}?massstab=anderer&kommune=Tiefenlohe&sortierung=name"),
    State("compare-with-error", f"{COMPARE}?definition2=rbk_gesamtindex&stand2=2025&{REDUCED}&massstab=anderer"),
    State("index-explained", "/demo/index/", _explain_the_first_area),
    State("areas", "/demo/steckbrief/"),
    State("area", "/demo/index/", _open_the_first_area),
    State("area-sum-open", "/demo/index/", _open_the_sum_of_an_area),
    State("area-with-hidden-values", HIDING, _open_an_area_with_hidden_values),
    State("area-without-rank", "/demo/index/", _open_the_area_without_rank),
    State("station-to-come", "/demo/empfehlung/"),
    State("about", "/demo/ueber/"),
    State("search", "/demo/suche/"),
    State("search-with-hits", "/demo/suche/?q=el"),
    State("search-without-hits", "/demo/suche/?q=xyzzy"),
    State("login", "/anmelden/"),
    State("login-refused", "/anmelden/", _fail_to_log_in),
    State("not-found", "/demo/gibt-es-nicht/"),
    State("handbook", "/hilfe/"),
    State("handbook-sheet", "/hilfe/steckbrief/"),
    State("methods", "/methoden/"),
    State("method-sheet", "/methoden/robustheit/"),
)

ARRIVALS = [(state, width) for state in STATES for width in (WIDE, NARROW) if state.only in {None, width}]
ARRIVAL_NAMES = [f"{state.name}-{width}" for state, width in ARRIVALS]
