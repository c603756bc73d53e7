"""The way of a planner from two downloaded files to the area that needs a closer look, step by step."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

from tests.browser.hands import Hands, choose_file
from tests.browser.house import Person

Look = Callable[[Page], None]
REASON = "Nur die Stadtteile zählen; Bezirke und Gesamtstadt werden daraus gebildet."
FILES = "data/muenster"
AREAS, AREA_COUNT = "stadtteil.zip", 45
FIGURES, LINES = "05515000_csv_indikatoren_sozial.csv", "6.084"
VALUES = "5.265"  # 13 indicators, nine years, 45 areas


@dataclass(frozen=True)
class Journey:
    """One planner, one pair of hands, and a look at every page on the way."""

    hands: Hands
    person: Person
    look: Look

    @property
    def page(self) -> Page:
        """Return the page in front of the planner."""
        return self.hands.page

    def log_in(self) -> None:
        """Come from an address that needs a login, and arrive there."""
        hands, page = self.hands, self.page
        self.see("Anmelden")
        hands.write(page.get_by_label("Name", exact=True), self.person.name)
        hands.write(page.get_by_label("Passwort"), self.person.password)
        hands.press(self.button("Anmelden"))
        expect(page).to_have_url(re.compile(f"/{self.person.region}/$"))
        self.see(re.compile("^Wo steht"), "Noch keine Daten.")

    def register_areas(self, folder: Path) -> None:
        """Upload the borders, see that nothing is wrong with them, take them over."""
        hands, page = self.hands, self.page
        hands.follow(page.get_by_role("main").get_by_role("link", name="Gebiete prüfen"))
        self.see("Welche Gebiete gibt es?")
        choose_file(page, folder / AREAS)
        hands.write(page.get_by_label("Name der Gebietsgliederung"), "Stadtteile")
        hands.write(page.get_by_label("Ebene", exact=True), "Stadtteil")
        hands.press(self.button("Prüfen"))
        self.see("Können die Gebiete übernommen werden?", f"{AREA_COUNT} von {AREA_COUNT} Zeilen sind ohne Fehler")
        hands.follow(self.link("Weiter: Vergleich"))
        self.see("Was ändert sich durch die Lieferung?", f"{AREA_COUNT} Gebiete kommen hinzu")
        hands.press(self.button("Übernehmen"))
        self.see("Was wurde geliefert?")
        expect(page.get_by_role("status")).to_contain_text("vollständig übernommen")

    def check_figures(self, folder: Path) -> None:
        """Upload the city's file as it was downloaded, and see what it does not fit."""
        hands, page = self.hands, self.page
        hands.follow(self.link("Lieferung prüfen"))
        self.see("Welche Datei möchten Sie liefern?")
        choose_file(page, folder / FIGURES)
        hands.press(self.button("Prüfen"))
        self.see("Kann die Datei übernommen werden?", f"{LINES} von {LINES} Zeilen sind ohne Fehler")
        expect(page.get_by_role("heading", name="2 Befunde")).to_be_visible()
        expect(self.button("Weiter: Vergleich")).to_be_disabled()
        hands.press(page.locator("summary", has_text="Zuordnung ändern"))
        expect(page.get_by_label("Zuordnung der Spalten")).to_have_value("muenster")
        self.look(page)

    def accept_what_was_found(self) -> None:
        """Accept one finding with a reason, take it back, accept it again, then the other."""
        hands, page = self.hands, self.page
        self._accept("F1")
        hands.press(page.get_by_role("button", name="Zurücknehmen F1"))
        self.see("Kann die Datei übernommen werden?", "zwei Hinweise brauchen noch Ihre Begründung")
        self._accept("F1")
        self._accept("F2")
        self.see("Kann die Datei übernommen werden?", "alle Hinweise sind angenommen")

    def _accept(self, finding: str) -> None:
        hands, page = self.hands, self.page
        accepting = page.get_by_role("link", name=re.compile(f"^Mit Begründung annehmen.*{finding}$"))
        if accepting.count():  # after taking an acceptance back its form is open already
            hands.follow(accepting)
        reason = page.get_by_label("Begründung", exact=True)
        expect(reason).to_be_focused()
        self.look(page)
        hands.write(reason, REASON)
        hands.press(page.get_by_role("button", name="Annehmen", exact=True))
        expect(page.locator(f"#{finding}")).to_contain_text(f"{self.person.name}")
        expect(page.locator(f"#{finding}")).to_contain_text(REASON)

    def take_figures_over(self) -> None:
        """Compare with what is there, then take everything over at once."""
        self.hands.follow(self.link("Weiter: Vergleich"))
        self.see("Was ändert sich durch die Lieferung?", f"{VALUES} Werte kommen hinzu")
        self.hands.press(self.button("Übernehmen"))
        self.see("Was wurde geliefert?")
        expect(self.page.get_by_role("status")).to_contain_text("vollständig übernommen")

    def read_the_index(self) -> None:
        """Open the index: the city's own definition, all areas on the map, all ranks with how sure they are."""
        hands, page = self.hands, self.page
        hands.follow(page.get_by_role("navigation").get_by_role("link", name=re.compile("^Index")))
        self.see("Wo häufen sich Lasten?", "mindestens sehr wahrscheinlich")
        expect(page.get_by_label("Definition")).to_have_value("muenster")
        expect(self.map_links()).to_have_count(AREA_COUNT)
        hands.follow(self.link(f"Rang 21 bis {AREA_COUNT} anzeigen"))
        ranking = page.get_by_role("table", name="Rangfolge")
        expect(ranking.get_by_role("rowheader")).to_have_count(AREA_COUNT)
        expect(ranking.get_by_text(re.compile("zwischen Rang|fast immer Rang"))).to_have_count(AREA_COUNT)
        self.look(page)

    def open_the_first_area_from_the_map(self) -> None:
        """Follow the area with the highest need to its own page."""
        first = self.map_links().first
        label = first.get_attribute("aria-label") or ""
        assert ": Rang 1, " in label
        self.hands.follow(first)
        self.see(re.compile(f"^{re.escape(label.split(':')[0])}"))
        expect(self.page.get_by_role("heading", name="Stärken, Schwächen, Potenziale")).to_be_visible()
        expect(self.page.locator(".facts")).to_contain_text(f"1 von {AREA_COUNT}")

    def map_links(self) -> Locator:
        """Return the areas of the map that is shown, without its inset."""
        return self.page.locator("[data-map] a").locator("visible=true")

    def see(self, heading: str | re.Pattern[str], answer: str = "") -> None:
        """Wait for the page with that question and that answer, and look at it."""
        expect(self.page.get_by_role("heading", level=1)).to_have_text(heading)
        if answer:
            expect(self.page.locator(".answer")).to_contain_text(answer)
        self.look(self.page)

    def link(self, name: str) -> Locator:
        """Return the link with exactly that name."""
        return self.page.get_by_role("link", name=name, exact=True)

    def button(self, name: str) -> Locator:
        """Return the button with exactly that name."""
        return self.page.get_by_role("button", name=name, exact=True)
