"""What a delivered cell is. A status is never a number: hidden, missing and zero are different things."""

from __future__ import annotations

from enum import StrEnum


class ValueStatus(StrEnum):
    """State of one delivered value."""

    VALUE = "value"
    SUPPRESSED = "suppressed"
    MISSING = "missing"
    NOT_APPLICABLE = "not_applicable"
    ESTIMATED = "estimated"
    PROVISIONAL = "provisional"


WITH_NUMBER = frozenset({ValueStatus.VALUE, ValueStatus.ESTIMATED, ValueStatus.PROVISIONAL})

STATUS_DE: dict[ValueStatus, str] = {
    ValueStatus.VALUE: "Wert",
    ValueStatus.SUPPRESSED: "geheim",
    ValueStatus.MISSING: "fehlt",
    ValueStatus.NOT_APPLICABLE: "entfällt",
    ValueStatus.ESTIMATED: "geschätzt",
    ValueStatus.PROVISIONAL: "vorläufig",
}
