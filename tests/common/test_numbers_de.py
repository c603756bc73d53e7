"""German numbers: what is read as a number, what is refused, and how numbers look to people."""

from __future__ import annotations

from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from passgenau.common.numbers_de import (
    MINUS,
    NO_BREAK_SPACE,
    NumberTextError,
    count,
    count_words,
    date_de,
    date_long_de,
    number,
    parse_number,
    rank,
    rank_of,
    share,
    share_decimals,
    signed,
    times,
)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1.234,5", 1234.5), ("1.234", 1234.0), ("1234,5", 1234.5), ("0,3", 0.3), ("12", 12.0), ("-0,3", -0.3),
        ("−0,3", -0.3), ("+4", 4.0), ("1.234.567,89", 1234567.89), ("1 234,5", 1234.5), ("1\u202f234", 1234.0),
        (" 7 ", 7.0), ("007", 7.0),
    ],
)  # fmt: skip
def test_it_reads_numbers_with_decimal_comma(text: str, value: float) -> None:
    assert parse_number(text, decimal=",") == value


@pytest.mark.parametrize(("text", "value"), [("1.234", 1.234), ("2930.0", 2930.0), ("-0.5", -0.5), ("12", 12.0)])
def test_it_reads_numbers_with_decimal_point(text: str, value: float) -> None:
    assert parse_number(text, decimal=".") == value


@pytest.mark.parametrize(
    ("text", "decimal", "says"),
    [
        ("1.234,5", ".", "Komma"),
        ("1,234.5", ".", "Komma"),
        ("12.34", ",", "keine Tausender"),
        ("0.123", ",", "keine Tausender"),
        ("1.23.456", ",", "keine Tausender"),
        ("1,2,3", ",", "mehr als ein Dezimalkomma"),
        ("1.2.3", ".", "mehr als ein Dezimalzeichen"),
        ("1.234 567", ",", "Leerzeichen"),
        ("1O", ",", "der Buchstabe O statt der Ziffer 0"),
        ("l2", ",", "der Buchstabe l statt der Ziffer 1"),
        ("12 %", ",", "Leerzeichen"),
        ("12%", ",", "das Zeichen „%“"),
        ("*", ".", "das Zeichen „*“"),
        ("1E5", ",", "Exponentialschreibweise"),
        ("1e5", ".", "Exponentialschreibweise"),
        ("NaN", ".", "bleibt leer"),
        ("-", ",", "keine vollständige Zahl"),
        ("5,", ",", "keine vollständige Zahl"),
        (",5", ",", "keine vollständige Zahl"),
        ("1\u200b2", ",", "unsichtbares Zeichen (U+200B)"),
        ("١٢", ".", "das Zeichen"),
    ],
)
def test_it_refuses_what_is_no_number_and_names_what_is_in_the_way(text: str, decimal: str, says: str) -> None:
    with pytest.raises(NumberTextError) as refused:
        parse_number(text, decimal=decimal)  # type: ignore[arg-type]
    assert says in refused.value.problem
    assert text.strip() in str(refused.value)


def test_an_empty_text_is_no_number_and_no_mistake() -> None:
    assert parse_number("", decimal=",") is None
    assert parse_number("  ", decimal=".") is None
    assert parse_number(None, decimal=".") is None


def test_only_a_machine_may_write_exponents() -> None:
    assert parse_number("1e-05", decimal=".", scientific=True) == 1e-05
    with pytest.raises(NumberTextError):
        parse_number("1e999", decimal=".", scientific=True)


@settings(deadline=None)
@given(st.floats(allow_nan=False, allow_infinity=False))
def test_what_a_machine_wrote_reads_back_exactly(value: float) -> None:
    assert parse_number(repr(value), decimal=".", scientific=True) == value


@settings(deadline=None)
@given(st.integers(0, 10**15), st.integers(0, 999))
def test_what_people_are_shown_reads_back(whole: int, thousandths: int) -> None:
    value = float(f"{whole % 10**9}.{thousandths:03d}")
    assert parse_number(number(value, decimals=3), decimal=",") == value


@settings(deadline=None)
@given(st.text(max_size=12))
def test_no_text_brings_it_down(text: str) -> None:
    for decimal in (",", "."):
        with suppress(NumberTextError):
            parse_number(text, decimal=decimal)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("shown", "wanted"),
    [
        (share(0.229), "22,9\u00a0%"),
        (share(0.0), "0,0\u00a0%"),
        (share(0.00456, decimals=2), "0,46\u00a0%"),
        (share(0.2285), "22,9\u00a0%"),
        (count(34458), "34.458"),
        (count(999), "999"),
        (count(2930.0), "2.930"),
        (signed(4.2), "+4,2"),
        (signed(-0.3), "−0,3"),
        (signed(0.0), "0,0"),
        (signed(-0.04), "0,0"),
        (signed(0.04), "0,0"),
        (signed(-1234.56), "−1.234,6"),
        (number(0.25), "0,3"),
        (number(-0.04), "0,0"),
        (rank(6, 10), "Rang 6 bis 10"),
        (rank(6, 6), "Rang 6"),
        (rank(3), "Rang 3"),
        (rank_of(2, 81), "2 von 81"),
        (count_words(9), "neun"),
        (count_words(13), "13"),
        (date_de(date(2026, 10, 12)), "12.10.2026"),
        (date_de(date(2026, 1, 2)), "02.01.2026"),
        (date_long_de(date(2026, 10, 12)), "12. Oktober 2026"),
    ],
)
def test_it_shows_numbers_as_people_read_them(shown: str, wanted: str) -> None:
    assert shown == wanted


def test_shares_get_a_second_decimal_where_the_county_is_below_one_percent() -> None:
    assert share_decimals(0.0099) == 2
    assert share_decimals(0.01) == 1


@settings(deadline=None)
@given(st.floats(-1e9, 1e9), st.integers(0, 3))
def test_only_zero_is_unsigned(value: float, decimals: int) -> None:
    shown = signed(value, decimals=decimals)
    nothing = all(sign in "0," for sign in shown)
    assert nothing or shown[0] in {"+", MINUS}
    assert "-" not in shown


@pytest.mark.parametrize("show", [share, count, signed, number])
def test_a_missing_number_is_never_shown_as_one(show: object) -> None:
    with pytest.raises(ValueError, match="missing"):
        show(float("nan"))  # type: ignore[operator]


def test_the_space_before_percent_does_not_break() -> None:
    assert share(0.5)[-2] == NO_BREAK_SPACE


@pytest.mark.parametrize(
    ("value", "text"),
    [(1.0, "1-fach"), (10.0, "10-fach"), (1.0344, "1,034-fach"), (1.5, "1,5-fach"), (1 / 30, "0,033-fach")],
)
def test_how_much_something_counts_never_reads_like_a_thousand(value: float, text: str) -> None:
    assert times(value) == text
