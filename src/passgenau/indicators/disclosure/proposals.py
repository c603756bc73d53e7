"""What would help where too much is hidden: pool years, show a coarser level, leave out a breakdown."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from passgenau.common.findings import enumerate_de
from passgenau.common.numbers_de import share
from passgenau.indicators.disclosure.usefulness import LevelShare, Usefulness

TOO_LITTLE = 0.5
"""Below half of the figures a comparison of areas is one of the larger areas only; from there on help is proposed."""

ENOUGH = 0.8
"""The same share an index asks of its indicators is asked of a level that is proposed instead."""


def proposals(found: Usefulness, parts: Mapping[str, str], names: Mapping[str, str]) -> tuple[str, ...]:
    """Return what would make more visible, computed from what is shown alone.

    Parameters
    ----------
    found
        What the protected package shows.
    parts
        Indicators that are parts of a breakdown, with the indicator they are parts of.
    names
        What indicators are called; an id without a name is shown as it is.

    Returns
    -------
    tuple of str
        German sentences, at least one. An indicator is helped where less than half of its figures on its finest
        level are shown.
    """
    poor = {
        key: levels for key in found.indicator_ids() if (levels := _levels_of(found, key)) and _too_little(levels[0])
    }
    if not poor:
        return ("Nichts: Von jedem Indikator ist auf seiner feinsten Ebene mindestens die Hälfte der Zahlen zu sehen.",)
    called = {key: names.get(key, key) for key in found.indicator_ids()}
    return tuple(
        [*_coarser(poor, called), *_pooled(found, poor, called), *_without_parts(poor, parts, called)]
        or ["Auf keiner Ebene ist genug zu sehen; größere Gebiete oder weniger Gliederungen würden helfen."]
    )


def _levels_of(found: Usefulness, key: str) -> list[LevelShare]:
    return [one for one in found.of(key) if one.total]


def _too_little(level: LevelShare) -> bool:
    return level.share < TOO_LITTLE


def _coarser(poor: Mapping[str, list[LevelShare]], called: Mapping[str, str]) -> Iterator[str]:
    """Yield the finest coarser level on which enough is shown, with the indicators it serves."""
    served: dict[str, list[str]] = {}
    for key, levels in poor.items():
        better = next((one for one in levels[1:] if one.share_of_possible >= ENOUGH), None)
        if better is not None:
            served.setdefault(better.level, []).append(
                f"{called[key]} ({share(better.share_of_possible, decimals=0)} gezeigt)"
            )
    for level, those in served.items():
        yield f"Gröbere Ebene: Auf der Ebene {level or 'ohne Angabe'} sind zu vergleichen: {enumerate_de(those, 40)}."


def _pooled(found: Usefulness, poor: Mapping[str, object], called: Mapping[str, str]) -> Iterator[str]:
    periods: dict[str, set[str]] = {}
    for one in found.by_figure:
        periods.setdefault(one.indicator_id, set()).add(one.period)
    several = [called[key] for key in poor if len(periods[key]) > 1]
    single = [called[key] for key in poor if len(periods[key]) == 1]
    if several:
        yield (
            f"Zeiträume zusammenfassen: Zu {enumerate_de(several, 40)} gibt es mehrere. Zählt man sie zusammen und "
            "zeigt nur die Summe, sind weniger Zahlen klein."
        )
    if single:
        yield f"Weitere Jahre liefern und zusammenfassen: Zu {enumerate_de(single, 40)} gibt es nur einen Zeitraum."


def _without_parts(poor: Mapping[str, object], parts: Mapping[str, str], called: Mapping[str, str]) -> Iterator[str]:
    wholes: dict[str, list[str]] = {}
    for key in poor:
        if key in parts:
            wholes.setdefault(parts[key], []).append(called[key])
    for whole, those in wholes.items():
        name = called.get(whole, whole)
        yield (
            f"Aufschlüsselung weglassen: {enumerate_de(those, 40)} {'ist Teil' if len(those) == 1 else 'sind Teile'} "
            f"von {name}. Ohne die Teile bleibt von {name} mehr zu sehen."
        )
