"""Turn a published stylesheet into one that a strict content security policy lets through."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import unquote

DATA_URL = re.compile(r"""url\((["'])data:image/svg\+xml(?:;[^,"']*)?,(?P<body>.*?)\1\)""")
SOURCE_MAP = re.compile(r"/\*# sourceMappingURL=[^*]*\*/|^//# sourceMappingURL=.*$", re.MULTILINE)
HOST = r"""(?:url\(|@import\s+(?:url\()?)\s*["']?\s*(?:https?:)?//[^"')]*"""
ELSEWHERE = re.compile(HOST + r"""|url\(\s*["']?data:[^,]{0,40}""")
ICON_CLASS = re.compile(r"\.kern-icon--([a-z0-9-]+)\s*$")


class AssetError(RuntimeError):
    """An asset would load something from elsewhere, or is not what the build expects."""


@dataclass(frozen=True)
class Stylesheet:
    """A stylesheet and the pictures it now names as files: file name to SVG text."""

    css: str
    icons: dict[str, str]


def without_source_map(text: str) -> str:
    """Return the text without the comment that makes browsers ask for a source map."""
    return SOURCE_MAP.sub("", text).rstrip() + "\n"


def refuse_elsewhere(css: str, name: str) -> None:
    """Raise if the stylesheet would still load anything from another host or from a data URL."""
    found = ELSEWHERE.search(css)
    if found:
        raise AssetError(f"{name} must load nothing from elsewhere, but names {found.group()!r}")


def icons_as_files(css: str, folder: str) -> Stylesheet:
    """Return the stylesheet with every embedded SVG replaced by ``folder/<icon>.svg``, one file a picture."""
    names = _icon_names(css)

    def as_file(match: re.Match[str]) -> str:
        return f'url("{folder}/{names[match["body"]]}")'

    rewritten = DATA_URL.sub(as_file, css)
    return Stylesheet(rewritten, {name: _picture(body) for body, name in names.items()})


def _picture(body: str) -> str:
    """Return the SVG text; empty sizes go, since a file that carries them is not valid SVG."""
    return unquote(body).replace(" height=''", "").replace(" width=''", "") + "\n"


def _icon_names(css: str) -> dict[str, str]:
    """Return embedded picture to file name; the icon's own class names it, whichever rule comes first."""
    names: dict[str, str] = {}
    for match in DATA_URL.finditer(css):
        found = ICON_CLASS.search(_selector(css, match.start()))
        if found:
            names.setdefault(match["body"], f"{found[1]}.svg")
    nameless = {match["body"] for match in DATA_URL.finditer(css)} - names.keys()
    if nameless or len(set(names.values())) != len(names):
        raise AssetError(f"every embedded picture must have one icon class of its own; {len(nameless)} have none")
    return names


def _selector(css: str, position: int) -> str:
    """Return the selector of the rule that the position stands in."""
    before = css[:position].rpartition("{")[0]
    return re.split(r"[{}]", before)[-1]
