"""What a profile is made from, gathered once for all areas of a county."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from passgenau.common.errors import refusal
from passgenau.common.findings import enumerate_de
from passgenau.data.areas import Area, AreaRegister
from passgenau.index.result import IndexResult, RobustnessResult
from passgenau.indicators.definition import IndicatorDefinition
from passgenau.indicators.table import IndicatorTable
from passgenau.profile.words import GEBIET, KREIS, AreaNoun, RegionNoun


@dataclass(frozen=True)
class ProfileInput:
    """Figures and words from which profiles are built.

    ``current`` holds the latest figures of all areas, ``earlier`` those of earlier periods (any order), ``county`` the
    county values in one row, ``municipalities`` the municipality values. ``index`` and ``robustness`` are None as
    long as no run is released; then there is no rank, no domain profile and no certainty. Refused: an indicator
    of ``current`` without a definition.
    """

    current: IndicatorTable
    county: IndicatorTable
    definitions: Mapping[str, IndicatorDefinition]
    register: AreaRegister
    earlier: tuple[IndicatorTable, ...] = ()
    municipalities: IndicatorTable | None = None
    index: IndexResult | None = None
    robustness: RobustnessResult | None = None
    area_noun: AreaNoun = GEBIET
    region_noun: RegionNoun = KREIS

    def __post_init__(self) -> None:
        """Refuse indicators that nobody defined."""
        undefined = [indicator for indicator in self.current.indicator_ids if indicator not in self.definitions]
        if undefined:
            raise refusal(
                "profile.undefined",
                f"Jeder Indikator braucht eine Definition; sie fehlt für {enumerate_de(undefined)}.",
            )

    @cached_property
    def row_of(self) -> dict[str, int]:
        """Return the row of each area in ``current``."""
        return {area_id: row for row, area_id in enumerate(self.current.area_ids)}

    def unit_of(self, area_id: str) -> Area | None:
        """Return the area's municipality: the nearest ancestor with municipality values, else its parent."""
        known = set(self.municipalities.area_ids) if self.municipalities is not None else set()
        seen = {area_id}
        parent = self._parent(area_id)
        first = parent
        while parent is not None and parent.area_id not in seen:
            if parent.area_id in known:
                return parent
            seen.add(parent.area_id)
            parent = self._parent(parent.area_id)
        return first

    def _parent(self, area_id: str) -> Area | None:
        area = self.register.by_id.get(area_id)
        return self.register.by_id.get(area.parent_id) if area is not None else None
