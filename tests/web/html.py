"""A page taken apart: what a reader, a screen reader and a crawler meet."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = frozenset(["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"])
UNSEEN = frozenset({"script", "style", "title"})
ADDRESSES = ("src", "href", "action", "formaction", "srcset", "data", "poster", "xlink:href", "hx-get", "hx-post")


@dataclass
class Element:
    """One tag with its attributes, its own text, and what stands inside it."""

    tag: str
    attributes: dict[str, str]
    text: str = ""
    children: list[Element] = field(default_factory=list)

    def all(self, tag: str) -> list[Element]:
        """Return the elements of a tag in here, in order."""
        found = [child for child in self.children if child.tag == tag]
        return [one for child in self.children for one in ([child] if child in found else []) + child.all(tag)]

    def words(self) -> str:
        """Return the text in here, white space tidied."""
        return " ".join(self._texts().split())

    def _texts(self) -> str:
        return self.text + " ".join(child._texts() for child in self.children if child.tag not in UNSEEN)


class Page(HTMLParser):
    """The tree of a page; a tag that is closed wrongly or never is an error."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Element("", {})
        self._open = [self.root]
        self.elements: list[Element] = []
        self.declared = False
        self.feed(html)
        self.close()
        left = [element.tag for element in self._open[1:]]
        assert left == [], f"never closed: {left}"

    def handle_decl(self, decl: str) -> None:
        """Note the document type."""
        self.declared = decl.lower() == "doctype html"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open an element."""
        names = [name for name, _ in attrs]
        assert len(set(names)) == len(names), f"<{tag}> has an attribute twice: {names}"
        element = Element(tag, {name: value or "" for name, value in attrs})
        self._open[-1].children.append(element)
        self.elements.append(element)
        if tag not in VOID:
            self._open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open and close an element."""
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        """Close the element that is open, and no other."""
        assert self._open[-1].tag == tag, f"</{tag}> closes <{self._open[-1].tag}>"
        self._open.pop()

    def handle_data(self, data: str) -> None:
        """Keep text with its element."""
        self._open[-1].text += data + " "

    def all(self, tag: str) -> list[Element]:
        """Return all elements of a tag, in order."""
        return [element for element in self.elements if element.tag == tag]

    def title(self) -> str:
        """Return the title of the page."""
        return " ".join(self.all("title")[0].text.split())

    def words(self) -> str:
        """Return everything there is to read."""
        return self.all("body")[0].words()

    def addresses(self) -> list[str]:
        """Return everything a browser might fetch or follow."""
        found = [
            element.attributes[name] for element in self.elements for name in ADDRESSES if name in element.attributes
        ]
        styled = [value for element in self.elements for value in element.attributes.values() if "url(" in value]
        return found + [address for value in styled for address in re.findall(r"url\(['\"]?([^'\")]*)", value)]

    def links(self) -> list[str]:
        """Return the addresses of links."""
        return [element.attributes["href"] for element in self.all("a") if "href" in element.attributes]


def rank_in(cell: Element) -> str:
    """Return the rank in a cell, without the label that narrow windows show above it."""
    return " ".join((cell.all("strong") or [cell])[0].text.split())
