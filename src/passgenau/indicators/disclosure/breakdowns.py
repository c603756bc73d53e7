"""Indicators that are the parts of another one."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Breakdown:
    """Numerators of the parts add up to the numerator of the total, in every area and period."""

    total: str
    parts: tuple[str, ...]
