"""A value on a cut belongs to the lower class; shown numbers are classed as they are shown."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from passgenau.common.errors import PassgenauError
from passgenau.render.classes import (
    class_index,
    context_scale,
    deviation_classes,
    displayed_class_index,
    need_scale,
)
from passgenau.render.palette import MapClass

CUTS = (-1.0, -0.5, 0.5, 1.5)


@pytest.mark.parametrize(
    ("value", "expected"), [(-1.0, 0), (-0.99, 1), (-0.5, 1), (0.0, 2), (0.5, 2), (0.51, 3), (1.5, 3), (1.51, 4)]
)
def test_a_value_on_a_cut_belongs_to_the_lower_class(value: float, expected: int) -> None:
    assert class_index(value, CUTS) == expected


@pytest.mark.parametrize("value", [1.46, 1.5, 1.5499])
def test_cells_that_read_the_same_have_one_class(value: float) -> None:
    assert displayed_class_index(value, CUTS) == 3


def test_a_shown_number_is_rounded_as_people_round() -> None:
    assert displayed_class_index(1.55, CUTS) == 4
    assert displayed_class_index(0.55, CUTS) == 3
    assert class_index(1.52, CUTS) == 4
    assert displayed_class_index(1.52, CUTS) == 3


def test_five_classes_have_the_five_colours_lowest_first() -> None:
    assert need_scale(CUTS) == (
        MapClass.MUCH_LESS,
        MapClass.LESS,
        MapClass.NEAR,
        MapClass.MORE,
        MapClass.MUCH_MORE,
    )


@given(st.lists(st.floats(-3, 3).filter(lambda cut: abs(cut) > 0.01), min_size=1, max_size=7, unique=True))
def test_zero_is_in_the_middle_and_no_colour_comes_twice(cuts: list[float]) -> None:
    ordered = sorted(cuts)
    below, above = sum(cut < 0 for cut in cuts), sum(cut > 0 for cut in cuts)
    if below > 3 or above > 4:
        with pytest.raises(PassgenauError, match="höchstens 4 Klassen über dem Mittel und 3 darunter"):
            need_scale(ordered)
        return
    scale = need_scale(ordered)
    assert scale[class_index(0.0, ordered)] is MapClass.NEAR
    assert len(set(scale)) == len(cuts) + 1


def test_it_refuses_more_greys_than_can_be_told_apart() -> None:
    with pytest.raises(PassgenauError, match="verlangt sind 6 Klassen"):
        context_scale((-2, -1, 0, 1, 2))


def test_deviations_are_measured_in_spreads_from_the_county_value() -> None:
    found = deviation_classes([0.10, 0.12, 0.14, None], county=0.10, spread=0.02, cuts=CUTS, direction=1)
    assert found == (MapClass.NEAR, MapClass.MORE, MapClass.MUCH_MORE, None)


@given(st.lists(st.floats(0, 1), min_size=1), st.floats(0.01, 0.2))
def test_a_reversed_direction_mirrors_the_picture(values: list[float], spread: float) -> None:
    up = deviation_classes(values, county=0.5, spread=spread, cuts=(-1.0, 1.0), direction=1)
    down = deviation_classes([1 - value for value in values], county=0.5, spread=spread, cuts=(-1.0, 1.0), direction=-1)
    differences = [one for one, other, value in zip(up, down, values, strict=True)
                   if one is not other and abs(abs(value - 0.5) / spread - 1) > 1e-9]  # fmt: skip
    assert not differences


def test_without_any_spread_all_areas_are_like_the_county() -> None:
    found = deviation_classes([0.1, 0.1], county=0.1, spread=0.0, cuts=CUTS, direction=1)
    assert set(found) == {MapClass.NEAR}


@pytest.mark.parametrize("direction", [-1, 0, 1])
def test_a_describing_figure_is_grey_and_dark_means_high_whatever_its_direction(direction: int) -> None:
    found = deviation_classes([0.5, 0.0], county=0.1, spread=0.05, cuts=CUTS, direction=direction, context=True)
    assert found == (MapClass.CONTEXT_5, MapClass.CONTEXT_1)
