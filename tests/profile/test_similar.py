"""Similar areas: nearest standardised profiles, gaps compared fairly."""

from __future__ import annotations

import numpy as np
import pytest

from passgenau.profile.build import build_profile
from passgenau.profile.similar import similar_areas
from tests.profile.county import inputs


def test_the_nearest_profile_comes_first_and_the_area_itself_never() -> None:
    deviation = np.array([[0.0, 0.0], [3.0, 4.0], [0.6, 0.8], [0.0, 0.0]])
    assert [place for place, _, _ in similar_areas(deviation, 0)] == [3, 2, 1]


def test_the_distance_is_the_root_mean_square_over_shared_indicators() -> None:
    deviation = np.array([[0.0, 0.0, np.nan, 1.0], [3.0, 4.0, 5.0, np.nan]])
    ((place, distance, shared),) = similar_areas(deviation, 0)
    assert (place, shared) == (1, 2)
    assert distance == pytest.approx(np.sqrt((9 + 16) / 2))


def test_areas_with_too_little_in_common_are_left_out() -> None:
    deviation = np.array([[0.0, 0.0, 0.0], [0.0, np.nan, np.nan], [9.0, 9.0, np.nan]])
    assert [place for place, _, _ in similar_areas(deviation, 0)] == [2]


def test_distance_is_symmetric_and_at_most_five_are_named() -> None:
    deviation = np.random.default_rng(3).normal(size=(20, 6))
    found = similar_areas(deviation, 4)
    assert len(found) == 5
    place, distance, _ = found[0]
    back = {other: far for other, far, _ in similar_areas(deviation, place, most=19)}
    assert back[4] == pytest.approx(distance)


def test_an_area_without_values_resembles_nobody() -> None:
    deviation = np.array([[np.nan, np.nan], [1.0, 1.0], [1.0, 2.0]])
    assert similar_areas(deviation, 0) == ()


def test_the_profile_names_them_with_their_municipality() -> None:
    similar = build_profile(inputs(), "006").similar
    assert len(similar) == 5
    assert {one.municipality for one in similar} <= {"Altdorf", "Bruch"}
    assert [one.distance for one in similar] == sorted(one.distance for one in similar)
