"""What indicators are called, in which unit their values are written, and with how many decimals."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from passgenau.common.numbers_de import number, share, share_decimals
from passgenau.indicators.definition import IndicatorDefinition

MOST_DECIMALS = 6
NOTHING = "–"


@dataclass(frozen=True)
class Labels:
    """What indicators are called and in which unit their values are written; unknown ones keep their key."""

    definitions: Mapping[str, IndicatorDefinition]

    def name(self, indicator_id: str) -> str:
        """Return the short name without break marks."""
        known = self.definitions.get(indicator_id)
        return known.short_name.replace("\u00ad", "") if known else indicator_id

    def value(self, indicator_id: str, value: float, *, like: float = math.nan, more_decimals: int = 0) -> str:
        """Return a value in its unit, with the decimals of the number it stands beside; a dash where there is none."""
        if math.isnan(value):
            return NOTHING
        known, beside = self.definitions.get(indicator_id), value if math.isnan(like) else like
        unit = known.unit if known else ""
        if unit == "percent":
            return share(value, decimals=share_decimals(beside) + more_decimals)
        if unit == "per_1000":
            return f"{number(1000 * value, decimals=1 + more_decimals)} je 1.000"
        if unit == "count":
            return number(value, decimals=more_decimals)
        if unit == "percentage_points":
            return f"{number(value, decimals=2 + more_decimals)} Prozentpunkte"
        return number(value, decimals=decimals_of([beside]) + more_decimals)

    def values(self, indicator_id: str, one: float, other: float) -> tuple[str, str]:
        """Return two values with as many decimals as it takes to tell them apart."""
        for more in range(MOST_DECIMALS):
            first = self.value(indicator_id, one, like=one, more_decimals=more)
            second = self.value(indicator_id, other, like=one, more_decimals=more)
            if first != second or one == other:
                break
        return first, second


def decimals_of(values: Sequence[float]) -> int:
    """Return how many decimals a set of figures needs so that the largest shows two digits or more.

    Parameters
    ----------
    values
        Figures that are shown together; NaN is passed over.

    Returns
    -------
    int
        1 from 5 on, 2 from 0.5 on, else 3.
    """
    largest = max((abs(value) for value in values if not math.isnan(value)), default=0.0)
    return 1 if largest >= 5 else 2 if largest >= 0.5 else 3
