"""Period texts: which are understood, in which order they stand, and how they are called in German."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from passgenau.common.errors import PassgenauError
from passgenau.common.periods import parse_period, period_de

WORDS = {
    "2021": "2021",
    "2021-06": "Juni 2021",
    "2021-Q2": "2. Quartal 2021",
    "2021-12-31": "31.12.2021",
    "2021/22": "2021/22",
    "1999/00": "1999/00",
    "2019..2021": "2019 bis 2021",
    "2018/19..2020/21": "2018/19 bis 2020/21",
}


@pytest.mark.parametrize(("text", "words"), WORDS.items())
def test_it_names_a_period_in_german(text: str, words: str) -> None:
    assert period_de(text) == words
    assert parse_period(text).text == text


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2021-Q4", date(2021, 10, 1), date(2021, 12, 31)),
        ("2021/22", date(2021, 8, 1), date(2022, 7, 31)),
        ("2019..2021", date(2019, 1, 1), date(2021, 12, 31)),
        ("2021-12-31", date(2021, 12, 31), date(2021, 12, 31)),
    ],
)
def test_it_knows_the_days_of_a_period(text: str, first: date, last: date) -> None:
    period = parse_period(text)
    assert (period.first_day, period.last_day) == (first, last)


def test_it_orders_by_the_last_day_and_then_by_the_first() -> None:
    wanted = ["2019", "2021-Q2", "2021-06", "2019..2021", "2021", "2021-12-31", "2021/22", "2022"]
    assert [period.text for period in sorted(map(parse_period, reversed(wanted)))] == wanted


@pytest.mark.parametrize(
    "text",
    [
        "", "21", "2021-13", "2021-00", "2021-Q5", "2021-Q0", "2021-02-30", "2021/23", "2021/2022", "2021..2019",
        "2021..2021", "2021..", "..2021", " 2021", "2021 ", "2021.0", "0000", "2021-6", "2019..2020..2021", "２０２１",
    ],
)  # fmt: skip
def test_it_refuses_what_is_no_period_and_says_what_came(text: str) -> None:
    with pytest.raises(PassgenauError) as refused:
        parse_period(text)
    sentence = str(refused.value)
    assert f"„{text}“" in sentence
    assert "2021-Q2" in sentence


@given(st.dates(date(1900, 1, 1), date(2199, 12, 31)))
def test_every_day_lies_in_its_month_its_quarter_and_its_year(day: date) -> None:
    inside = parse_period(day.isoformat())
    for text in (f"{day:%Y-%m}", f"{day.year:04d}-Q{(day.month + 2) // 3}", f"{day.year:04d}"):
        period = parse_period(text)
        assert period.first_day <= inside.first_day <= inside.last_day <= period.last_day


@given(st.text(alphabet="0123456789-/.Q²", max_size=12))
def test_any_text_is_a_period_or_a_german_refusal(text: str) -> None:
    try:
        period = parse_period(text)
    except PassgenauError as refused:
        codes = {finding.code for finding in refused.findings}
    else:
        codes = {"period.unknown"} if period.first_day <= period.last_day else set()
    assert codes == {"period.unknown"}
