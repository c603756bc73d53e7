"""Sizes of a map in pixels, turned into drawing units by the width at which it is shown."""

from __future__ import annotations

from dataclasses import dataclass

AREA_BORDER = 1.6
PARENT_BORDER = 1.8
OUTLINE = 1.3
FIRST_OUTLINE = 3.4
FRAME_LINE = 2.0
MISSING_LINE = 1.5
DISC_RADIUS = 11.0
NARROW_DISC_RADIUS = 10.0
NARROW = 500
# Lines keep their full width from here on; on a narrow map they would otherwise swallow small areas.
WIDE = 640
THINNEST = 0.65
DISC_TEXT = 13.5
NAME_TEXT = 13.0
HALO = 4.0


@dataclass(frozen=True)
class MapStyle:
    """The drawing units of one pixel, the radius of the discs in pixels, and how thin lines are on a narrow map."""

    unit: float
    disc_radius: float
    thinness: float

    def units(self, pixels: float) -> float:
        """Return a length in drawing units."""
        return pixels * self.unit

    def line(self, pixels: float) -> float:
        """Return a line width in drawing units."""
        return pixels * self.unit * self.thinness


def style_for(units_across: float, shown_width: float) -> MapStyle:
    """Return the sizes for a drawing so many units across, shown so many pixels wide."""
    radius = NARROW_DISC_RADIUS if shown_width < NARROW else DISC_RADIUS
    return MapStyle(units_across / shown_width, radius, min(1.0, max(THINNEST, shown_width / WIDE)))


def style_for_inset(units_across: float, shown_width: float) -> MapStyle:
    """Return the sizes for an enlarged part, whose areas are large whatever its width."""
    return MapStyle(units_across / shown_width, DISC_RADIUS, 0.85)
