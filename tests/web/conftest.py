"""No page may print a bare number: numbers go through the German filters or are words already."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from django.template import base, defaulttags
from django.template.context import Context


class BareNumberError(AssertionError):
    """A template printed a number as Python writes it."""


@pytest.fixture(autouse=True)
def _no_bare_numbers(monkeypatch: pytest.MonkeyPatch) -> None:
    """Break every page that prints an int, a float, a Decimal or a truth value."""
    plain = base.render_value_in_context

    def checked(value: Any, context: Context) -> str:
        if isinstance(value, int | float | Decimal):
            template = context.template.name if context.template else "?"
            raise BareNumberError(f"{template} prints {value!r}")
        return plain(value, context)

    monkeypatch.setattr(base, "render_value_in_context", checked)
    monkeypatch.setattr(defaulttags, "render_value_in_context", checked)
