"""What stands in place of a plot: hatched for a hidden value, dashed for one that was not delivered."""

from __future__ import annotations

from passgenau.render.palette import INK, PAPER, RULE, RULE_STRONG
from passgenau.render.svg import Attribute, chart, element, words

WIDTH = 220
HEIGHT = 28
STEP = 10


def hidden_field(text: str = "Fallzahl zu klein") -> str:
    """Return a hatched field with words; it takes no value, so none can leak."""
    lines = "".join(f"M{x} {HEIGHT}l{HEIGHT}-{HEIGHT}" for x in range(0, WIDTH - HEIGHT + 1, STEP))
    corners = "".join(f"M0 {y}l{y}-{y}" for y in range(HEIGHT - STEP, 0, -STEP))
    right = "".join(f"M{x} {HEIGHT}L{WIDTH} {HEIGHT - (WIDTH - x)}" for x in _last_starts())
    hatch = element("path", d=lines + corners + right, class_="chart-hatch", stroke=RULE, stroke_width=2.5, fill="none")
    return chart(WIDTH, HEIGHT, hatch, _caption(text), css_class="chart chart-hidden", sentence=text)


def _last_starts() -> range:
    """Return where the lines begin that end at the right edge instead of the top."""
    begin = (WIDTH - HEIGHT) // STEP * STEP + STEP
    return range(begin, WIDTH, STEP)


def missing_field(text: str = "nicht geliefert") -> str:
    """Return a field with a dashed frame and words."""
    frame = element(
        "rect",
        x=0.75,
        y=0.75,
        width=WIDTH - 1.5,
        height=HEIGHT - 1.5,
        class_="chart-missing",
        fill=PAPER,
        stroke=RULE_STRONG,
        stroke_width=1.5,
        stroke_dasharray="4 3",
    )
    return chart(WIDTH, HEIGHT, frame, _caption(text), css_class="chart chart-absent", sentence=text)


def _caption(text: str) -> str:
    look: dict[str, Attribute] = {"stroke": PAPER, "stroke_width": 6, "stroke_linejoin": "round"}
    return words(text, x=8, y=19, font_size=14, fill=INK, paint_order="stroke", class_="chart-text", **look)
