"""German numbers for templates; nothing else may print a number."""

from __future__ import annotations

from datetime import date, datetime

from django import template
from django.utils import timezone

from passgenau.common.numbers_de import count as count_de
from passgenau.common.numbers_de import date_de as date_text

register = template.Library()


@register.filter
def count(value: float) -> str:
    """Return a whole number with points from 1.000 on."""
    return count_de(value)


@register.filter
def day(value: date | datetime | None) -> str:
    """Return a date as 12.10.2026, empty for none."""
    if value is None:
        return ""
    local = timezone.localtime(value).date() if isinstance(value, datetime) else value
    return date_text(local)
