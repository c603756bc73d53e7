"""What can be measured about how a page looks: accessibility rules, reach of the page, text on text."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from playwright.sync_api import Page

from tests.conftest import ROOT, absent

AXE = ROOT / "assets" / "node_modules" / "axe-core" / "axe.min.js"
LAYOUT = (Path(__file__).parent / "layout.js").read_text(encoding="utf-8")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
RUN_AXE = "rules => axe.run(document, {runOnly: {type: 'tag', values: rules}, resultTypes: ['violations']})"
WIDER_THAN_WINDOW = """() => {
  const root = document.scrollingElement;
  root.scrollTo({left: 1000, behavior: "instant"});
  const moved = root.scrollLeft;
  root.scrollTo({left: 0, behavior: "instant"});
  return Math.max(moved, root.scrollWidth - root.clientWidth, 0);
}"""


@cache
def _axe() -> str:
    if not AXE.is_file():
        absent("axe-core is not installed; ./run assets brings it")
    return AXE.read_text(encoding="utf-8")


def barriers(page: Page) -> list[str]:
    """Return what axe finds, one readable line for each place."""
    page.evaluate(_axe())
    result = page.evaluate(RUN_AXE, RULES)
    return [
        f"{rule['id']} ({rule['impact']}): {' '.join(map(str, node['target']))}: {node['failureSummary']}"
        for rule in result["violations"]
        for node in rule["nodes"]
    ]


def misplaced_text(page: Page) -> list[str]:
    """Return text that runs over other text or out of its box."""
    return list(page.evaluate(LAYOUT))


def sideways(page: Page) -> int:
    """Return by how many pixels the page as a whole can be moved sideways."""
    return int(page.evaluate(WIDER_THAN_WINDOW))


def flaws(page: Page) -> list[str]:
    """Return barriers, misplaced text, and whether the page is wider than its window."""
    beyond = sideways(page)
    return [*barriers(page), *misplaced_text(page), *([f"the page moves {beyond} pixels sideways"] if beyond else [])]
