"""Two ways to work with a page: a mouse, and a keyboard that may only do what keys can do."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

from playwright.sync_api import Locator, Page, expect

FARTHEST = 400  # presses of Tab after which something counts as out of reach
WHERE_FOCUS_IS = """() => {
  const here = document.activeElement;
  if (!here || here === document.body) return {name: "", shown: true};
  const style = getComputedStyle(here);
  const shape = here.closest("svg") && here.querySelector("use, path");
  const ringed = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
  const filled = !!shape && getComputedStyle(shape).fill === "rgb(69, 75, 107)";
  const name = here.getAttribute("aria-label") || here.id || here.textContent.trim().slice(0, 40);
  return {name: `${here.tagName.toLowerCase()} ${name}`, shown: ringed || filled};
}"""


class Hands(Protocol):
    """What a person does with a page."""

    page: Page

    def follow(self, link: Locator) -> None:
        """Open a link."""

    def press(self, button: Locator) -> None:
        """Press a button."""

    def write(self, field: Locator, text: str) -> None:
        """Fill a field."""


class Mouse:
    """Point and click."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def follow(self, link: Locator) -> None:
        """Click it."""
        link.click()

    def press(self, button: Locator) -> None:
        """Click it."""
        button.click()

    def write(self, field: Locator, text: str) -> None:
        """Click into it and type."""
        field.click()
        field.fill(text)


class Keyboard:
    """Tab to things and press keys; on the way every stop must show where the focus is."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def follow(self, link: Locator) -> None:
        """Press Enter on it."""
        self.reach(link)
        self.page.keyboard.press("Enter")

    def press(self, button: Locator) -> None:
        """Press Space on it."""
        self.reach(button)
        self.page.keyboard.press("Space")

    def write(self, field: Locator, text: str) -> None:
        """Replace what stands in it by typing."""
        self.reach(field)
        self.page.keyboard.press("Control+a")
        self.page.keyboard.type(text)

    def reach(self, target: Locator, *, key: str = "Tab") -> None:
        """Go on from where the focus is until the target has it."""
        expect(target).to_be_attached()
        element = target.element_handle()
        for _ in range(FARTHEST):
            if element.evaluate("element => element === document.activeElement"):
                return
            self.page.keyboard.press(key)
            stop = self.page.evaluate(WHERE_FOCUS_IS)
            assert stop["shown"], f"the focus cannot be seen on {stop['name']}"
        raise AssertionError(f"{FARTHEST} times {key} do not reach {target}")


def choose_file(page: Page, file: Path) -> None:
    """Put a file into the upload field, without the window that a browser would open for it."""
    page.get_by_label("Datei", exact=True).set_input_files(file)
