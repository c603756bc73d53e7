"""Cut a typeface down to the characters and features that German pages use."""

from __future__ import annotations

import io
from dataclasses import dataclass
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

SIGNS = "\u00a0\u2212–—‚‘’„“”‹›«»…•·×÷±→←↑↓↗↘↖↙≥≤≠≈∞√∑‖†‡‰€§°′″©®™½¼¾²³¹"
WANTED_SIGNS = "●○◐✓△■▷\u202f"
FEATURES = ["kern", "ccmp", "locl", "mark", "tnum", "lnum"]
LIMIT = 25_000


@dataclass(frozen=True)
class Typeface:
    """One weight as WOFF2, and the wanted characters it does not have."""

    woff2: bytes
    missing: str


def characters() -> list[int]:
    """Return the code points kept: Latin with German, its neighbours' letters, and typographic signs."""
    latin = [*range(0x20, 0x7F), *range(0xA0, 0x180), 0x1E9E, *range(0x218, 0x21C)]
    return sorted({*latin, *map(ord, SIGNS), *map(ord, WANTED_SIGNS)})


def subset(source: Path, *, family: str) -> Typeface:
    """Return the weight cut down to ``characters()``, renamed because its licence reserves the name."""
    font = TTFont(source, recalcTimestamp=False)
    missing = "".join(sign for sign in SIGNS + WANTED_SIGNS if ord(sign) not in font.getBestCmap())
    subsetter = Subsetter(_options())
    subsetter.populate(unicodes=characters())
    subsetter.subset(font)
    _rename(font, family)
    font["OS/2"].version = 4  # the source says 3 but sets flags that only 4 knows
    target = io.BytesIO()
    font.flavor = "woff2"
    font.save(target)
    return Typeface(target.getvalue(), missing)


def _options() -> Options:
    options = Options()
    options.layout_features = FEATURES
    options.name_IDs = [0, 1, 2, 3, 4, 6, 13, 14]
    options.name_languages = [0x409]
    options.hinting = False
    options.desubroutinize = True
    options.notdef_outline = True
    options.glyph_names = False
    return options


def _rename(font: TTFont, family: str) -> None:
    """Give the primary names; copyright and licence records stay."""
    names = font["name"]
    for record in list(names.names):
        if record.nameID in {1, 3, 4}:
            names.setName(family, record.nameID, record.platformID, record.platEncID, record.langID)
        elif record.nameID == 6:
            names.setName(family.replace(" ", ""), 6, record.platformID, record.platEncID, record.langID)
