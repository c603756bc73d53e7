"""The writer of SVG text escapes everything and never writes a German number."""

from __future__ import annotations

import math
import xml.etree.ElementTree as ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from passgenau.render.svg import chart, checked_prefix, element, number, words


@pytest.mark.parametrize(
    ("value", "shown"),
    [(1234.5, "1234.5"), (8.0, "8"), (-0.001, "0"), (0.126, "0.13"), (1e7, "10000000"), (-3.5, "-3.5"), (100, "100")],
)
def test_a_number_has_a_point_at_most_two_decimals_and_no_power(value: float, shown: str) -> None:
    assert number(value) == shown


@pytest.mark.parametrize("value", [math.nan, math.inf])
def test_it_refuses_a_number_that_is_none(value: float) -> None:
    with pytest.raises(ValueError, match="finite"):
        number(value)


@given(st.text(st.characters(exclude_categories=["Cc", "Cs"], exclude_characters="\ufffe\uffff")))
def test_any_text_comes_back_as_it_was(text: str) -> None:
    found = ElementTree.fromstring(element("g", words(text), aria_label=text))  # noqa: S314
    assert (found[0].text or "") == text
    assert found.get("aria-label") == text
    assert len(list(found.iter())) == 2


def test_characters_that_xml_forbids_are_dropped() -> None:
    found = ElementTree.fromstring(words("A\x00u\x0be\ufffe", aria_label="\x1b[1m"))  # noqa: S314
    assert found.text == "Aue"
    assert found.get("aria-label") == "[1m"


def test_names_with_markup_stay_names() -> None:
    svg = words('<script>"Müller" & Söhne</script>', aria_label='"><script>')
    found = ElementTree.fromstring(svg)  # noqa: S314
    assert found.text == '<script>"Müller" & Söhne</script>'
    assert found.get("aria-label") == '"><script>'
    assert "<script" not in svg


@pytest.mark.parametrize("prefix", ["", "Karte", "1a", "a b", 'a"', "a_b"])
def test_it_refuses_a_prefix_that_is_no_safe_id(prefix: str) -> None:
    with pytest.raises(ValueError, match="prefix"):
        checked_prefix(prefix)


def test_a_chart_is_an_image_with_a_sentence_and_hidden_without() -> None:
    assert 'role="img" aria-label="Rang 2"' in chart(10, 10, css_class="chart", sentence="Rang 2")
    silent = chart(10, 10, css_class="chart")
    assert 'aria-hidden="true"' in silent
    assert "role" not in silent
