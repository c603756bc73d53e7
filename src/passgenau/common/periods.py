"""Periods as text with a meaning: years, months, quarters, days, school years and spans of them."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

from passgenau.common.errors import refusal

MONTHS_DE = (
    "Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober", "November",
    "Dezember",
)  # fmt: skip

_SPAN_SIGN = ".."
_YEAR = re.compile(r"([0-9]{4})")
_MONTH = re.compile(r"([0-9]{4})-([0-9]{2})")
_QUARTER = re.compile(r"([0-9]{4})-Q([1-4])")
_DAY = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_SCHOOL_YEAR = re.compile(r"([0-9]{4})/([0-9]{2})")


@dataclass(frozen=True, order=True)
class Period:
    """A period with its first and last day; ordered by the last day, then by the first."""

    last_day: date
    first_day: date
    text: str = field(compare=False)
    words: str = field(compare=False)


@lru_cache(maxsize=1024)
def parse_period(text: str) -> Period:
    """Return the period named by ``text``; a text that names none is refused with the forms that are understood."""
    try:
        period = _span(text) if _SPAN_SIGN in text else _simple(text)
    except ValueError:
        period = None
    if period is None:
        raise refusal(
            "period.unknown",
            f"„{text}“ ist kein Zeitraum; verstanden werden Formen wie 2021, 2021-06, 2021-Q2, 2021-12-31, 2021/22 "
            "und 2019..2021.",
        )
    return period


def period_de(text: str) -> str:
    """Return the German name of a period, such as ``2. Quartal 2021``."""
    return parse_period(text).words


def _simple(text: str) -> Period | None:
    for pattern, build in _FORMS:
        if match := pattern.fullmatch(text):
            return build(text, *(int(part) for part in match.groups()))
    return None


def _span(text: str) -> Period | None:
    first_text, last_text = text.split(_SPAN_SIGN, 1)
    first, last = _simple(first_text), _simple(last_text)
    if first is None or last is None or not first < last:
        return None
    return Period(last.last_day, first.first_day, text, f"{first.words} bis {last.words}")


def _year(text: str, year: int) -> Period:
    return Period(date(year, 12, 31), date(year, 1, 1), text, text)


def _month(text: str, year: int, month: int) -> Period:
    return Period(_month_end(year, month), date(year, month, 1), text, f"{MONTHS_DE[month - 1]} {year}")


def _quarter(text: str, year: int, quarter: int) -> Period:
    return Period(_month_end(year, 3 * quarter), date(year, 3 * quarter - 2, 1), text, f"{quarter}. Quartal {year}")


def _day(text: str, year: int, month: int, day: int) -> Period:
    when = date(year, month, day)
    return Period(when, when, text, f"{day:02d}.{month:02d}.{year}")


def _school_year(text: str, year: int, next_year: int) -> Period | None:
    if (year + 1) % 100 != next_year:
        return None
    return Period(date(year + 1, 7, 31), date(year, 8, 1), text, text)


def _month_end(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])


_FORMS = (
    (_YEAR, _year),
    (_MONTH, _month),
    (_QUARTER, _quarter),
    (_DAY, _day),
    (_SCHOOL_YEAR, _school_year),
)
