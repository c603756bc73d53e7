"""Days as pages show them: the local day, in German order."""

from __future__ import annotations

from datetime import date

from passgenau.actions.acting import day_words
from passgenau.common.numbers_de import date_de


def iso_day_words(text: str) -> str:
    """Return an ISO date such as 2025-12-31 as 31.12.2025; any other text as it stands."""
    try:
        return date_de(date.fromisoformat(text))
    except ValueError:
        return text


__all__ = ["day_words", "iso_day_words"]
