"""Checks of an area register: keys, parents, populations."""

from __future__ import annotations

from passgenau.common.findings import Place
from passgenau.data.area_checks import check_areas, first_of_each
from passgenau.data.areas import Area
from tests.data.figures import REGISTER


def test_a_sound_register_has_no_findings() -> None:
    assert check_areas(REGISTER.areas, {}) == ()


def test_a_key_that_stands_twice_is_named_with_its_area_and_rows() -> None:
    areas = (Area("1", "Altstadt"), Area("2", "Bachtal"), Area("1", "Altstadt"))
    findings = check_areas(areas, {place: Place("g.csv", place + 2) for place in range(3)})
    assert [finding.code for finding in findings] == ["area.key_twice"]
    assert "1 („Altstadt“)" in findings[0].text
    assert "zweimal (Zeilen 2 und 4)" in findings[0].text


def test_a_key_that_stands_twice_under_two_names_gives_both() -> None:
    text = check_areas((Area("1", "Altstadt"), Area("1", "Neustadt")), {})[0].text
    assert "„Altstadt“ und „Neustadt“" in text


def test_parents_must_be_there_and_must_not_go_in_a_circle() -> None:
    assert check_areas((Area("1", "Altstadt", parent_id="X"),), {})[0].code == "area.unknown_parent"
    circle = (Area("1", "Altstadt", parent_id="2"), Area("2", "Bachtal", parent_id="1"))
    findings = check_areas(circle, {})
    assert [finding.code for finding in findings] == ["area.circle"]
    assert "Altstadt" in findings[0].text


def test_an_area_without_key_and_a_negative_population_are_errors() -> None:
    codes = [finding.code for finding in check_areas((Area("", "Altstadt"), Area("2", "Bachtal", population=-3)), {})]
    assert codes == ["area.no_key", "area.population"]


def test_later_checks_go_on_with_the_first_of_each_key() -> None:
    areas = (Area("1", "Altstadt"), Area("", "?"), Area("1", "Neustadt"))
    assert first_of_each(areas) == (areas[0],)
