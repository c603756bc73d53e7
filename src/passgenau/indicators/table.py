"""The indicator table: areas x indicators for one reading of the periods, with counts, values and states."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class IndicatorTable:
    """Figures of ``n`` areas and ``m`` indicators.

    All arrays have shape (n, m), rows in the order of ``area_ids``, columns in the order of ``indicator_ids``.
    ``numerator`` and ``denominator`` are counts (NaN where not delivered), ``value`` is numerator / denominator
    where both counts are given and the delivered value otherwise (shares 0-1), NaN where there is no number;
    ``status`` holds :class:`~passgenau.data.status.ValueStatus` words. ``periods`` names the period per column.
    ``populations`` has shape (n,), NaN where not delivered.
    """

    area_ids: tuple[str, ...]
    area_names: tuple[str, ...]
    populations: Floats
    indicator_ids: tuple[str, ...]
    periods: tuple[str, ...]
    numerator: Floats
    denominator: Floats
    value: Floats
    status: npt.NDArray[np.str_]

    def columns(self, indicator_ids: Sequence[str]) -> IndicatorTable:
        """Return the table with only these indicators, in this order; KeyError-free only for known ids."""
        position = {indicator: place for place, indicator in enumerate(self.indicator_ids)}
        keep = [position[indicator] for indicator in indicator_ids]
        return IndicatorTable(
            self.area_ids,
            self.area_names,
            self.populations,
            tuple(indicator_ids),
            tuple(self.periods[place] for place in keep),
            self.numerator[:, keep],
            self.denominator[:, keep],
            self.value[:, keep],
            self.status[:, keep],
        )

    def rows(self, keep: npt.NDArray[np.bool_]) -> IndicatorTable:
        """Return the table with only the areas where ``keep`` (shape (n,)) is true, order unchanged."""
        places = np.flatnonzero(keep)
        return IndicatorTable(
            tuple(self.area_ids[place] for place in places),
            tuple(self.area_names[place] for place in places),
            self.populations[places],
            self.indicator_ids,
            self.periods,
            self.numerator[places],
            self.denominator[places],
            self.value[places],
            self.status[places],
        )
