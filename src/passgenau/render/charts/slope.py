"""Who is among the first, before and after: two columns of places, one line for each area."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from passgenau.render.palette import INK, MUTED, PAPER, RULE_STRONG
from passgenau.render.svg import Attribute, chart, element, words

Kind = Literal["stays", "enters", "leaves"]

ROW = 26
HEAD = 28
CUT = 22
SIZE = 13
LETTER = 6.9  # mean width of a letter at 13 px; names that are longer than their column are cut
DASH = "5 4"


@dataclass(frozen=True)
class SlopeLine:
    """One area with its two ranks (0: none) and what it does."""

    name: str
    left: int
    right: int
    kind: Kind


@dataclass(frozen=True)
class SlopeLook:
    """Width in pixels, the two heads, whether names stand on both sides, and where the cut lies (0: nowhere)."""

    width: int
    heads: tuple[str, str]
    both_sides: bool
    cut: int

    @property
    def columns(self) -> tuple[float, float]:
        """Return where the lines begin and end."""
        margin = 10.0
        names = (self.width - 128) / 2 - margin if self.both_sides else self.width - 112 - margin
        return (names + margin + 22 if self.both_sides else 34.0), self.width - names - margin - 22


def slope(lines: Sequence[SlopeLine], look: SlopeLook, *, sentence: str) -> str:
    """Return the picture: lines that enter are thick, that leave dashed; long names end in an ellipsis."""
    above = max(_first(lines, look.cut, side) for side in ("left", "right"))
    left, right = (_slots(lines, look.cut, side=side, above=above) for side in ("left", "right"))
    height = HEAD + ROW * max((*left.values(), *right.values(), 0)) + ROW + (CUT if above < len(lines) else 0)
    ordered = sorted(range(len(lines)), key=lambda place: lines[place].kind != "stays")
    drawn = [_line(lines[place], look, _at(left[place], above), _at(right[place], above)) for place in ordered]
    heads = _heads(look)
    cut = _cut(look, above) if look.cut and above < len(lines) else ""
    return chart(look.width, height, cut, *drawn, heads, css_class="chart chart-slope", sentence=sentence)


def slope_swatch(kind: Kind) -> str:
    """Return a short piece of line for the legend."""
    line = element("path", d="M4 8H36", **_stroke(kind))
    return chart(40, 16, line, *(_dot(x, 8, kind) for x in (4.5, 35.5)), css_class="chart chart-slope")


def _rank(line: SlopeLine, side: str) -> int:
    return line.left if side == "left" else line.right


def _first(lines: Sequence[SlopeLine], cut: int, side: str) -> int:
    return sum(0 < _rank(line, side) <= cut for line in lines)


def _slots(lines: Sequence[SlopeLine], cut: int, *, side: str, above: int) -> dict[int, int]:
    """Return the row of each line: those within the cut from the top, all others below it, without a rank last."""
    order = sorted(range(len(lines)), key=lambda place: (not _rank(lines[place], side), _rank(lines[place], side)))
    inside = _first(lines, cut, side)
    return {place: row if row < inside else above + row - inside for row, place in enumerate(order)}


def _at(row: int, above: int) -> float:
    return HEAD + ROW / 2 + ROW * row + (CUT if row >= above else 0)


def _stroke(kind: Kind) -> dict[str, Attribute]:
    colour, width = {"stays": (RULE_STRONG, 1.5), "enters": (INK, 3.5), "leaves": (INK, 2)}[kind]
    dash = DASH if kind == "leaves" else None
    return {
        "stroke": colour,
        "stroke_width": width,
        "stroke_dasharray": dash,
        "fill": "none",
        "class_": f"slope-{kind}",
    }


def _dot(x: float, y: float, kind: Kind) -> str:
    if kind == "leaves":
        return element("circle", cx=x, cy=y, r=3.5, class_="chart-ring", fill=PAPER, stroke=INK, stroke_width=1.5)
    radius, colour = (5.0, INK) if kind == "enters" else (3.0, RULE_STRONG)
    return element("circle", cx=x, cy=y, r=radius, class_="chart-dot", fill=colour)


def _line(line: SlopeLine, look: SlopeLook, y_left: float, y_right: float) -> str:
    start, end = look.columns
    path = element("path", d=f"M{start:.1f} {y_left:.1f}L{end:.1f} {y_right:.1f}", **_stroke(line.kind))
    dots = _dot(start, y_left, line.kind) + _dot(end, y_right, line.kind)
    return path + dots + _names(line, look, y_left, y_right)


def _names(line: SlopeLine, look: SlopeLook, y_left: float, y_right: float) -> str:
    start, end = look.columns
    weight = 400 if line.kind == "stays" else 600
    said: dict[str, Attribute] = {"font_size": SIZE, "fill": INK, "class_": "chart-text", "font_weight": weight}
    ranks = words(_number(line.left), x=start - 10, y=y_left + 4.5, text_anchor="end", **said)
    ranks += words(_number(line.right), x=end + 10, y=y_right + 4.5, **said)
    room = look.width - end - 36
    name = words(_shortened(line.name, room), x=end + 36, y=y_right + 4.5, **said)
    if look.both_sides:
        name += words(_shortened(line.name, room), x=start - 36, y=y_left + 4.5, text_anchor="end", **said)
    return ranks + name


def _number(rank: int) -> str:
    return str(rank) if rank else "–"


def _shortened(name: str, room: float) -> str:
    most = int(room / LETTER)
    return name if len(name) <= most else name[: most - 1].rstrip() + "…"


def _heads(look: SlopeLook) -> str:
    start, end = look.columns
    said: dict[str, Attribute] = {"font_size": SIZE, "fill": MUTED, "class_": "chart-text", "font_weight": 600}
    left: dict[str, Attribute] = {"x": start + 6, "text_anchor": "end"} if look.both_sides else {"x": 0}
    return words(look.heads[0], y=14, **left, **said) + words(look.heads[1], x=end - 6, y=14, **said)


def _cut(look: SlopeLook, above: int) -> str:
    y = HEAD + ROW * above + CUT / 2
    return element(
        "path", d=f"M0 {y:.1f}H{look.width}", class_="chart-cut", stroke=INK, stroke_width=1.5, stroke_dasharray="3 2"
    )
