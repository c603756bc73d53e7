"""The colours of maps and charts, and what each map class looks like: fill, text on it, pattern, German word."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

PAPER = "#FFFFFF"
INK = "#131525"
MUTED = "#51577A"
FOCUS = "#454B6B"
RULE_STRONG = "#6E7597"
RULE = "#C0C3D5"
RULE_WEAK = "#DFE1EA"
SURFACE = "#F3F4F7"
BLUE = "#2044AA"
BROWN = "#8A3B00"
BROWN_TINT = "#F6E3D3"

Pattern = Literal["", "sparse-dots", "medium-dots", "dense-dots", "hatch"]


class MapClass(StrEnum):
    """What an area is on a map, highest need first; the value is also the CSS class after ``map-``."""

    MUCH_MORE = "much-more"
    CLEARLY_MORE = "clearly-more"
    MORE = "more"
    SLIGHTLY_MORE = "slightly-more"
    NEAR = "near"
    LESS = "less"
    CLEARLY_LESS = "clearly-less"
    MUCH_LESS = "much-less"
    CONTEXT_5 = "context-5"
    CONTEXT_4 = "context-4"
    CONTEXT_3 = "context-3"
    CONTEXT_2 = "context-2"
    CONTEXT_1 = "context-1"
    EXCLUDED = "excluded"
    HIDDEN = "hidden"
    MISSING = "missing"


@dataclass(frozen=True)
class Fill:
    """How a class is drawn: ground, the text colour that may stand on it, and a pattern in its own colour."""

    colour: str
    text: str
    pattern: Pattern = ""
    pattern_colour: str = ""


FILLS: dict[MapClass, Fill] = {
    MapClass.MUCH_MORE: Fill(BROWN, PAPER),
    MapClass.CLEARLY_MORE: Fill("#BD6C2E", INK),
    MapClass.MORE: Fill("#E6A36B", INK),
    MapClass.SLIGHTLY_MORE: Fill("#F0CBA6", INK),
    MapClass.NEAR: Fill("#F0EFEA", INK),
    MapClass.LESS: Fill("#C6D3EF", INK, "sparse-dots", "#6F8FD0"),
    MapClass.CLEARLY_LESS: Fill("#9BB1E0", INK, "medium-dots", PAPER),
    MapClass.MUCH_LESS: Fill("#6F8FD0", INK, "dense-dots", PAPER),
    MapClass.CONTEXT_5: Fill(MUTED, PAPER),
    MapClass.CONTEXT_4: Fill("#787EA0", INK),
    MapClass.CONTEXT_3: Fill("#9FA4BE", INK),
    MapClass.CONTEXT_2: Fill("#C8CBDA", INK),
    MapClass.CONTEXT_1: Fill(SURFACE, INK),
    MapClass.EXCLUDED: Fill(PAPER, INK, "hatch", RULE),
    MapClass.HIDDEN: Fill(PAPER, INK, "hatch", RULE),
    MapClass.MISSING: Fill(PAPER, INK),
}

WORDS_DE: dict[MapClass, str] = {
    MapClass.MUCH_MORE: "deutlich höher belastet",
    MapClass.CLEARLY_MORE: "merklich höher belastet",
    MapClass.MORE: "höher belastet",
    MapClass.SLIGHTLY_MORE: "etwas höher belastet",
    MapClass.NEAR: "nahe am Kreismittel",
    MapClass.LESS: "geringer belastet",
    MapClass.CLEARLY_LESS: "merklich geringer belastet",
    MapClass.MUCH_LESS: "deutlich geringer belastet",
    MapClass.CONTEXT_5: "deutlich höher",
    MapClass.CONTEXT_4: "höher",
    MapClass.CONTEXT_3: "nahe am Kreiswert",
    MapClass.CONTEXT_2: "niedriger",
    MapClass.CONTEXT_1: "deutlich niedriger",
    MapClass.EXCLUDED: "nicht gerechnet",
    MapClass.HIDDEN: "geheim",
    MapClass.MISSING: "fehlt",
}

WITHOUT_VALUE = frozenset({MapClass.EXCLUDED, MapClass.HIDDEN, MapClass.MISSING})
