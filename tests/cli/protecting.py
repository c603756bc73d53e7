"""Packages to be protected: two municipalities with three places each and two Sozialräume across them, all invented."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from tests.files.packages import package

PLACES = ("A1", "A2", "A3", "B1", "B2", "B3")
AREAS = (
    "area_id,name,level,parent_id,population\n"
    + "".join(f"{key},Ort {key},Wohnplatz,{key[0]},1000\n" for key in PLACES)
    + "A,Altstadt,Kommune,K,3000\nB,Bergen,Kommune,K,3000\nK,Kreis,Kreis,,6000\n"
    + "S1,Sozialraum 1,Sozialraum,,\nS2,Sozialraum 2,Sozialraum,,\n"
)
CROSSWALK = "area_id,part_of\nA1,S1\nB1,S1\nA2,S2\nA3,S2\nB2,S2\nB3,S2\n"
RESOURCES = [
    {"name": "areas", "path": "areas.csv"},
    {"name": "values", "path": "values.csv"},
    {"name": "crosswalk", "path": "crosswalk.csv"},
]
COUNTS = {
    "unemployed": (2, 14, 21, 35, 12, 9),
    "poor_children": (1, 8, 0, 25, 17, 13),
}


def values(counts: Mapping[str, tuple[int, ...]] = COUNTS, *, people: int = 200, period: str = "2021") -> str:
    """Return the table of values: one count for each place, over the same number of people."""
    head = "area_id,indicator_id,period,numerator,denominator\n"
    return head + "".join(
        f"{key},{indicator},{period},{count},{people}\n"
        for indicator, numbers in counts.items()
        for key, count in zip(PLACES, numbers, strict=True)
    )


def to_protect(folder: Path, text: str | None = None) -> Path:
    """Write the package with its crosswalk and return it."""
    more = {"crosswalk.csv": CROSSWALK}
    return package(folder, areas=AREAS, values=text or values(), resources=RESOURCES, more=more)


RULE = """\
id = "probe"
name = "Erfundene Regel"
decided_by = "niemand"
decided_on = "2026-02-01"
[[sources]]
indicators = ["*"]
profiles = ["own_3"]
"""


def rule(folder: Path, text: str = RULE) -> Path:
    """Write a rule and return its path."""
    path = folder / "regel.toml"
    path.write_text(text, encoding="utf-8")
    return path
