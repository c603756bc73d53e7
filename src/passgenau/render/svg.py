"""SVG as text: escaping, numbers with a decimal point, and the two kinds of accessible root."""

from __future__ import annotations

import math
import re
from xml.sax.saxutils import escape, quoteattr

Attribute = str | int | float | None

# XML 1.0 allows no other characters, not even escaped; a name from a file may carry them.
_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_PREFIX = re.compile(r"[a-z][a-z0-9-]*\Z")


def number(value: float) -> str:
    """Return a number with at most two decimals, always with a point, never in German and never in powers."""
    if not math.isfinite(value):
        raise ValueError(f"a drawing needs finite numbers, got {value}")
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def content(text: str) -> str:
    """Return text that may stand between two tags."""
    return escape(_FORBIDDEN.sub("", text))


def element(name: str, /, *children: str, **attributes: Attribute) -> str:
    """Return one element; ``stroke_width`` becomes ``stroke-width``, ``class_`` becomes ``class``, None is left out."""
    head = "".join(_attribute(key, value) for key, value in attributes.items() if value is not None)
    return f"<{name}{head}>{''.join(children)}</{name}>" if children else f"<{name}{head}/>"


def _attribute(key: str, value: str | int | float) -> str:
    name = key.rstrip("_").replace("_", "-")
    text = quoteattr(_FORBIDDEN.sub("", value)) if isinstance(value, str) else f'"{number(value)}"'
    return f" {name}={text}"


def words(text: str, /, **attributes: Attribute) -> str:
    """Return a text element with escaped content."""
    return element("text", content(text), **attributes)


def checked_prefix(prefix: str) -> str:
    """Return the prefix of all ids of one drawing, refusing what would not be a safe id."""
    if not _PREFIX.match(prefix):
        raise ValueError(f"a prefix must be lower-case letters, digits and hyphens, got {prefix!r}")
    return prefix


def chart(width: float, height: float, /, *children: str, css_class: str, sentence: str = "") -> str:
    """Return a chart: an image with a sentence, or hidden from screen readers where words stand beside it."""
    spoken: dict[str, Attribute] = {"role": "img", "aria_label": sentence} if sentence else {"aria_hidden": "true"}
    return element(
        "svg",
        *children,
        xmlns="http://www.w3.org/2000/svg",
        class_=css_class,
        viewBox=f"0 0 {number(width)} {number(height)}",
        width=width,
        height=height,
        **spoken,
    )
