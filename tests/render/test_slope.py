"""The slope picture: ranks in order on both sides, the cut below the first, and what a line does without colour."""

from __future__ import annotations

from itertools import pairwise
from xml.etree.ElementTree import Element

import pytest
from hypothesis import given
from hypothesis import strategies as st

from passgenau.render.charts.slope import SlopeLine, SlopeLook, slope, slope_swatch
from passgenau.render.palette import INK, MUTED, PAPER, RULE_STRONG
from tests.render.drawn import SVG, every, fills, tree

WIDE = SlopeLook(560, ("amtlich", "Probe"), both_sides=True, cut=2)
NARROW = SlopeLook(288, ("amtlich", "Probe"), both_sides=False, cut=2)
LINES = (
    SlopeLine("Anger", 1, 2, "stays"),
    SlopeLine("Bruch", 2, 5, "leaves"),
    SlopeLine("Esch", 4, 1, "enters"),
)


def drawn(lines: tuple[SlopeLine, ...] = LINES, look: SlopeLook = WIDE) -> str:
    return slope(lines, look, sentence="Einer der ersten zwei bleibt.")


def placed(svg: str) -> dict[str, list[float]]:
    """Return the heights at which each text stands."""
    found: dict[str, list[float]] = {}
    for text in every(svg, "text"):
        found.setdefault(text.text or "", []).append(float(text.get("y", "")))
    return found


def path(svg: str, kind: str) -> Element:
    return next(one for one in every(svg, "path") if one.get("class") == f"slope-{kind}")


@pytest.mark.parametrize(("look", "width"), [(WIDE, "560"), (NARROW, "288")])
def test_it_is_an_image_with_a_sentence_and_its_width(look: SlopeLook, width: str) -> None:
    root = tree(drawn(look=look))
    assert (root.get("role"), root.get("aria-label")) == ("img", "Einer der ersten zwei bleibt.")
    assert root.get("width") == width


def test_each_side_is_in_the_order_of_its_ranks_and_the_cut_lies_below_the_first() -> None:
    at = placed(drawn())
    left = [at["Anger"][0], at["Bruch"][0], at["Esch"][0]]
    cut = float(
        (next(one for one in every(drawn(), "path") if one.get("class") == "chart-cut").get("d") or "")[3:].split("H")[
            0
        ]
    )
    heights = {name: sorted(found) for name, found in at.items()}
    assert len(left) == 3
    assert heights["1"][0] < heights["2"][0] < cut < heights["4"][0]
    assert cut < heights["5"][0]


def test_what_a_line_does_is_seen_without_colour() -> None:
    svg = drawn()
    stays, enters, leaves = (path(svg, kind) for kind in ("stays", "enters", "leaves"))
    assert float(enters.get("stroke-width", "")) > 2 * float(stays.get("stroke-width", ""))
    assert leaves.get("stroke-dasharray")
    assert not stays.get("stroke-dasharray")
    assert fills(svg) <= {"none", INK, MUTED, PAPER, RULE_STRONG}
    swatches = {slope_swatch(kind) for kind in ("stays", "enters", "leaves")}
    assert len(swatches) == 3


def test_on_a_phone_names_stand_once_and_on_wide_windows_on_both_sides() -> None:
    assert len(placed(drawn())["Anger"]) == 2
    assert len(placed(drawn(look=NARROW))["Anger"]) == 1


def test_without_a_rank_there_is_a_dash_and_the_last_place() -> None:
    svg = drawn((*LINES, SlopeLine("Furt", 2, 0, "leaves")))
    at = placed(svg)
    assert max(max(heights) for name, heights in at.items() if name.isdigit()) <= max(at["–"])


@given(st.text(min_size=1, max_size=90).filter(str.strip), st.sampled_from([WIDE, NARROW]))
def test_a_long_name_is_cut_and_never_breaks_the_picture(name: str, look: SlopeLook) -> None:
    svg = drawn((SlopeLine(name, 1, 1, "stays"),), look)
    texts = [text.text or "" for text in tree(svg).iter(SVG + "text")]
    assert max(len(text) for text in texts) <= 30


@given(st.permutations(range(1, 13)), st.integers(1, 12))
def test_no_two_names_on_one_side_share_a_row(order: list[int], cut: int) -> None:
    lines = tuple(
        SlopeLine(f"Ort {left}", left, right, "stays")
        for left, right in enumerate(order, start=1)
        if min(left, right) <= cut
    )
    heights = sorted(
        found[0]
        for name, found in placed(drawn(lines, SlopeLook(288, ("A", "B"), both_sides=False, cut=cut))).items()
        if name.startswith("Ort")
    )
    assert len(heights) == len(lines)
    assert min((later - earlier for earlier, later in pairwise(heights)), default=26) >= 26
