"""Handbook and method sheets: Markdown files of the package, opened inside the application."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from markdown_it import MarkdownIt

PACKAGE = Path(__file__).resolve().parent
CHECKOUT_DOCS = PACKAGE.parent.parent.parent / "docs"


# Column alignment must be a class: the content security policy allows no style attribute.
HEADING = re.compile(r"<h[2-4]>(.*?)</h[2-4]>", re.DOTALL)
MARK = re.compile(r"<[^>]+>")
SIBLING = re.compile(r'href="([a-z0-9_-]+)\.md(#[^"]*)?"')
ALIGNED = re.compile(r' style="text-align:(left|right|center)"')


@dataclass(frozen=True)
class Sheet:
    """One page: its key in the address, its title, its text as HTML."""

    key: str
    title: str
    html: str


def folder(name: str) -> Path:
    """Return the folder in the installed package, or in the checkout while developing."""
    packed = PACKAGE / name
    return packed if packed.is_dir() else CHECKOUT_DOCS / name


@cache
def sheet(name: str, key: str) -> Sheet | None:
    """Return a sheet of ``handbuch`` or ``methoden``, None where there is none of that key."""
    found = {path.stem.replace("_", "-"): path for path in folder(name).glob("*.md")}
    if key not in found:
        return None
    text = found[key].read_text(encoding="utf-8")
    head, _, body = text.partition("\n")
    title = head.removeprefix("# ").strip() or key
    markdown = MarkdownIt("commonmark", {"html": False}).enable("table")
    html = markdown.render(body)
    html = _linked(html, name).replace("<pre>", '<pre tabindex="0">')
    return Sheet(key, title, _scrolling_tables(ALIGNED.sub(r' class="\1"', html)))


def _scrolling_tables(html: str) -> str:
    """Let every table scroll in a region of its own, with a name and a caption of its own."""
    parts = html.split("<table>")
    opened = [
        f'<div class="scroll" tabindex="0" role="region" aria-label="Tabelle {number}"><table>'
        f'<caption class="visually-hidden">{_heading_before(parts[number - 1]) or f"Tabelle {number}"}</caption>{part}'
        for number, part in enumerate(parts[1:], start=1)
    ]
    return (parts[0] + "".join(opened)).replace("</table>", "</table></div>")


def _heading_before(html: str) -> str:
    """Return the text of the last heading, without marks."""
    found = HEADING.findall(html)
    return MARK.sub("", found[-1]) if found else ""


def _linked(html: str, name: str) -> str:
    """Let links between the files of a folder lead to their pages in the application."""
    start = {"handbuch": "/hilfe", "methoden": "/methoden"}[name]
    return SIBLING.sub(lambda found: f'href="{start}/{found[1].replace("_", "-")}/{found[2] or ""}"', html)


@cache
def titles(name: str) -> tuple[Sheet, ...]:
    """Return all sheets of a folder by title."""
    keys = sorted(path.stem.replace("_", "-") for path in folder(name).glob("*.md"))
    sheets = (sheet(name, key) for key in keys)
    return tuple(sorted((found for found in sheets if found), key=lambda found: found.title))
