"""Values over several periods: gaps filled in the open, and how fast something grows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt

from passgenau.common.errors import refusal

Floats = npt.NDArray[np.float64]
Places = npt.NDArray[np.int64]
FillMethod = Literal["latest", "constant", "linear", "linear_constant"]


@dataclass(frozen=True)
class FilledValue:
    """One gap that was filled: where, with what, and the one or two periods that the value was taken from."""

    area_id: str
    indicator_id: str
    period: float
    value: float
    taken_from: tuple[float, ...]


@dataclass(frozen=True)
class FilledPanel:
    """The panel (t, n, m) with fewer gaps, the log of every filled value, and how many gaps are left."""

    values: Floats
    log: tuple[FilledValue, ...]
    left: int


@dataclass(frozen=True)
class _Neighbours:
    """For every cell the place of the nearest period with a value before (or at) and after; −1 where there is none."""

    before: Places
    after: Places


def panel_values(values: npt.ArrayLike, periods: Sequence[float]) -> Floats:
    """Return the values if they fit the periods, or refuse.

    Parameters
    ----------
    values
        Shape (t, n, m): t periods, n areas, m indicators; NaN is a missing value.
    periods
        The t points in time, usually years, ascending; their distances count.

    Returns
    -------
    numpy.ndarray
        Shape (t, n, m), a copy.

    Raises
    ------
    PassgenauError
        Where the shape does not fit, there is no period, periods do not ascend, or a value is infinite.
    """
    panel, times = np.array(values, dtype=np.float64), np.array(periods, dtype=np.float64)
    if panel.ndim != 3 or len(panel) != len(times) or not len(panel):
        shape = " × ".join(str(size) for size in panel.shape)
        text = f"Gebraucht werden Werte nach {len(times)} Zeiträumen, Gebieten und Indikatoren, es kam {shape}."
        raise refusal("panel.shape", text)
    if not (np.isfinite(times).all() and (np.diff(times) > 0).all()):
        raise refusal("panel.periods", "Die Zeiträume müssen aufsteigen, und jeder darf nur einmal vorkommen.")
    if np.isinf(panel).any():
        raise refusal("panel.infinite", "Jeder Wert muss endlich sein oder fehlen; es kam ein unendlicher.")
    return panel


def fill_panel(
    values: npt.ArrayLike,
    periods: Sequence[float],
    *,
    area_ids: Sequence[str],
    indicator_ids: Sequence[str],
    method: FillMethod,
    farthest: float,
) -> FilledPanel:
    """Fill gaps of each area and indicator from its own other periods, and log every one.

    Parameters
    ----------
    values, periods
        As in :func:`panel_values`: (t, n, m) values, NaN is a gap; t ascending periods.
    area_ids, indicator_ids
        The n and the m names, for the log.
    method
        ``latest``: the last earlier value. ``constant``: that, and before the first value the first one.
        ``linear``: on the line between the values around it, nothing outside them. ``linear_constant``: that, and
        outside the nearest value.
    farthest
        How far, in the unit of the periods, a value may be taken from; ``inf`` for any distance. Where a source lies
        farther the gap stays; no other value takes its place.

    Returns
    -------
    FilledPanel
        What cannot be filled stays NaN and is counted in ``left``; a value that was there is never changed.

    Raises
    ------
    PassgenauError
        As :func:`panel_values`; where names do not fit or ``farthest`` is not above 0.
    """
    panel, times = panel_values(values, periods), np.array(periods, dtype=np.float64)
    if panel.shape[1:] != (len(area_ids), len(indicator_ids)):
        text = f"Zu {panel.shape[1]} Gebieten und {panel.shape[2]} Indikatoren kamen "
        raise refusal("panel.names", f"{text}{len(area_ids)} und {len(indicator_ids)} Kennungen.")
    if not farthest > 0:
        raise refusal("panel.farthest", f"Der größte Abstand muss über 0 liegen, ist aber {farthest:g}.")
    first, second = _within(_sources(_neighbours(panel), method), times, farthest)
    gaps = np.isnan(panel) & (first >= 0)
    filled = np.where(gaps, _between(panel, times, first, second), panel)
    log = tuple(
        FilledValue(
            area_ids[area],
            indicator_ids[indicator],
            float(times[time]),
            float(filled[time, area, indicator]),
            _periods_of(times, int(first[time, area, indicator]), int(second[time, area, indicator])),
        )
        for time, area, indicator in np.argwhere(gaps)
    )
    return FilledPanel(filled, log, int(np.isnan(filled).sum()))


def _periods_of(times: Floats, first: int, second: int) -> tuple[float, ...]:
    return tuple(float(times[place]) for place in dict.fromkeys((first, second)))


def _neighbours(panel: Floats) -> _Neighbours:
    there, count = ~np.isnan(panel), len(panel)
    at = np.arange(count)[:, None, None]
    before = np.maximum.accumulate(np.where(there, at, -1), axis=0)
    after = np.minimum.accumulate(np.where(there, at, count)[::-1], axis=0)[::-1]
    return _Neighbours(before, np.where(after == count, -1, after))


def _within(sources: tuple[Places, Places], times: Floats, farthest: float) -> tuple[Places, Places]:
    """Give up a value for which one of its sources is too far away, rather than take it from another."""
    first, second = sources
    own = times[:, None, None]
    too_far = np.maximum(np.abs(own - times[first]), np.abs(own - times[second])) > farthest
    return np.where(too_far, -1, first), np.where(too_far, -1, second)


def _sources(near: _Neighbours, method: FillMethod) -> tuple[Places, Places]:
    """Return the two places a value is taken from, twice the same where it is one, −1 where there is none."""
    before, after = near.before, near.after
    if method == "latest":
        return before, before
    if method == "constant":
        nearest = np.where(before >= 0, before, after)
        return nearest, nearest
    inside = (before >= 0) & (after >= 0)
    if method == "linear":
        return np.where(inside, before, -1), np.where(inside, after, -1)
    return np.where(before >= 0, before, after), np.where(after >= 0, after, before)


def _between(panel: Floats, times: Floats, first: Places, second: Places) -> Floats:
    """Return the value on the line between two places; where the place is −1 the number means nothing."""
    low, high = np.take_along_axis(panel, first, axis=0), np.take_along_axis(panel, second, axis=0)
    length = times[second] - times[first]
    part = np.divide(times[:, None, None] - times[first], length, out=np.zeros(panel.shape), where=length > 0)
    line: Floats = low + (high - low) * part
    return line
