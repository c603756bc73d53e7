"""Bars for shares: implied weights of domains and small bars beside a count."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from passgenau.render.palette import INK, MUTED, PAPER, RULE_STRONG
from passgenau.render.svg import Attribute, chart, element

WIDTH = 400
HEIGHT = 10

Look = Literal["plain", "outlined", "hatched"]


@dataclass(frozen=True)
class DomainWeight:
    """A domain with its part of the whole, 0-1, and the words for it, such as ``10 von 30``."""

    name: str
    part: float
    words: str


@dataclass(frozen=True)
class WeightBar:
    """A domain with its bar; name and words stand beside it as text of the page."""

    name: str
    words: str
    svg: str


def weight_bars(weights: Sequence[DomainWeight], *, width: int = WIDTH) -> tuple[WeightBar, ...]:
    """Return one bar per domain on a common scale that ends at the whole."""
    return tuple(WeightBar(weight.name, weight.words, share_bar(weight.part, width=width)) for weight in weights)


def share_bar(
    part: float, *, width: int = WIDTH, height: int = HEIGHT, look: Look = "plain", colour: str = MUTED
) -> str:
    """Return a bar for a part of the whole, 0-1; a part above zero is at least a hairline, zero is nothing."""
    if not 0 <= part <= 1:
        raise ValueError(f"a bar shows a part between 0 and 1, got {part}")
    length = max(1.0, part * width) if part > 0 else 0.0
    drawn = _bar(length, height, look=look, colour=colour) if length else ""
    return chart(width, height, drawn, css_class=f"chart chart-bar chart-bar-{look}")


def _bar(length: float, height: int, *, look: Look, colour: str) -> str:
    if look == "plain":
        return element("rect", x=0, y=0, width=length, height=height, class_="chart-fill", fill=colour)
    line = INK if look == "outlined" else RULE_STRONG
    frame: dict[str, Attribute] = {"fill": PAPER, "stroke": line, "stroke_width": 1.5}
    inner = {"x": 0.75, "y": 0.75, "width": max(length - 1.5, 0.5), "height": height - 1.5}
    return element("rect", class_="chart-fill", **frame, **inner) + (
        _hatch(length, height) if look == "hatched" else ""
    )


def _hatch(length: float, height: int) -> str:
    lines = "".join(f"M{x} {height}l{height}-{height}" for x in range(0, max(int(length) - height, 0) + 1, 6))
    return element("path", d=lines, class_="chart-hatch", stroke=RULE_STRONG, stroke_width=1.5, fill="none")
