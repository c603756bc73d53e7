"""Colours must be told apart by everyone, and text must be readable on them."""

from __future__ import annotations

from itertools import pairwise

import pytest

from passgenau.render import palette
from passgenau.render.classes import ABOVE, BELOW, CONTEXT
from passgenau.render.palette import FILLS, INK, PAPER, WORDS_DE, MapClass
from tests.render.colour_vision import VISIONS, contrast, difference, lab

FIVE = (MapClass.MUCH_MORE, MapClass.MORE, MapClass.NEAR, MapClass.LESS, MapClass.MUCH_LESS)
SCALES = [
    *[(*BELOW[below], MapClass.NEAR, *ABOVE[above]) for below in BELOW for above in ABOVE],
    *CONTEXT.values(),
]


@pytest.mark.parametrize("vision", VISIONS)
@pytest.mark.parametrize("scale", SCALES, ids=lambda scale: "-".join(scale))
def test_neighbouring_classes_differ_for_every_eye(scale: tuple[MapClass, ...], vision: str) -> None:
    found = [difference(FILLS[one].colour, FILLS[other].colour, vision) for one, other in pairwise(scale)]
    assert min(found, default=99) >= 14


@pytest.mark.parametrize(
    ("vision", "lowest", "highest"),
    [("normal", 20, 47), ("deuteranopia", 21, 43), ("protanopia", 20, 42), ("tritanopia", 15, 45)],
)
def test_the_five_classes_have_the_published_differences(vision: str, lowest: int, highest: int) -> None:
    found = [difference(FILLS[one].colour, FILLS[other].colour, vision) for one, other in pairwise(FIVE)]
    assert min(found) == pytest.approx(lowest, abs=0.6)
    assert max(found) == pytest.approx(highest, abs=0.6)


@pytest.mark.parametrize(
    ("klass", "published_contrast", "lightness"),
    [
        (MapClass.MUCH_MORE, 7.8, 35),
        (MapClass.MORE, 8.4, 72),
        (MapClass.NEAR, 15.7, 94),
        (MapClass.LESS, 12.0, 84),
        (MapClass.MUCH_LESS, 5.6, 60),
    ],
)
def test_text_on_the_five_classes_has_the_published_contrast(
    klass: MapClass, published_contrast: float, lightness: int
) -> None:
    fill = FILLS[klass]
    assert round(contrast(fill.colour, fill.text), 1) == published_contrast
    assert abs(lab(fill.colour)[0] - lightness) < 0.6


@pytest.mark.parametrize("klass", MapClass)
def test_the_text_colour_of_every_class_is_readable_on_it(klass: MapClass) -> None:
    assert contrast(FILLS[klass].colour, FILLS[klass].text) >= 4.5


@pytest.mark.parametrize(
    ("colour", "published"),
    [("INK", 18.1), ("MUTED", 7.0), ("FOCUS", 8.5), ("RULE_STRONG", 4.5), ("BLUE", 8.5), ("BROWN", 7.8)],
)
def test_lines_and_words_have_the_published_contrast_on_white(colour: str, published: float) -> None:
    assert round(contrast(getattr(palette, colour), PAPER), 1) == published


def test_below_the_mean_is_dotted_and_above_is_plain() -> None:
    assert all(FILLS[klass].pattern.endswith("dots") for klass in BELOW[3])
    assert not any(FILLS[klass].pattern for klass in (*ABOVE[4], MapClass.NEAR))


def test_only_the_top_class_of_need_is_dark() -> None:
    dark = [klass for klass in (*BELOW[3], MapClass.NEAR, *ABOVE[4]) if FILLS[klass].text != INK]
    assert dark == [MapClass.MUCH_MORE]


def test_context_never_speaks_of_burden_and_has_no_hue() -> None:
    for klass in CONTEXT[5]:
        assert "belastet" not in WORDS_DE[klass]
        channels = [int(FILLS[klass].colour[place : place + 2], 16) for place in (1, 3, 5)]
        assert max(channels) - min(channels) <= 45
