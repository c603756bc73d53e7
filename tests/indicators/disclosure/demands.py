"""Thresholds that hide nothing, to be made stricter one parameter at a time."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from passgenau.indicators.disclosure.thresholds import Thresholds

NOTHING_HIDDEN = Thresholds(
    minimum_count=0,
    minimum_denominator=0,
    complement=False,
    coalition=None,
    hide_none=False,
    minimum_units=0,
    dominance=None,
    rounding=1,
)


def demanding(**parameters: Any) -> Thresholds:
    """Return thresholds that demand only this."""
    return replace(NOTHING_HIDDEN, **parameters)
