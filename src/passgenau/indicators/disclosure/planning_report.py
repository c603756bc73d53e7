"""The report for planners: what can still be said with the protected figures, what cannot, and what would help."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

from passgenau.common.findings import enumerate_de
from passgenau.common.numbers_de import count, share
from passgenau.indicators.disclosure.proposals import ENOUGH, proposals
from passgenau.indicators.disclosure.report import Released, Report, Section, Table
from passgenau.indicators.disclosure.usefulness import AreaRemainder, LevelShare, Usefulness, usefulness

FEW = 0.5
"""An area with less than half of its indicators is named, so that nobody takes its profile for a whole one."""

Names = Callable[[str], str]


def planning_report(released: Released) -> Report:
    """Return the report for planners.

    Parameters
    ----------
    released
        Protected package, findings of the check, and rule; nothing else is known here.

    Returns
    -------
    Report
        Answer and sections in German: by level, by indicator, areas that fall out, what can be said, what would help,
        and the official index where the package has one. Shares are percent of the figures there are; the share of
        people is empty where a population is unknown.

    Raises
    ------
    PassgenauError
        If a text in the package names no period.
    """
    found = usefulness(released.long, released.register)

    def named(key: str) -> str:
        return released.names.get(key, key)

    sections = [
        _levels(found),
        _indicators(found, named),
        *(_areas(found, level) for level in _fine_levels(found)),
        _still_said(found, named),
        Section("Was helfen würde", points=proposals(found, released.rule.parts, released.names)),
    ]
    sections += [released.index] if released.index is not None else []
    return Report(f"Was sich noch sagen lässt: {released.title}", _answer(found), tuple(sections))


def _with_figures(found: Usefulness) -> tuple[LevelShare, ...]:
    return tuple(level for level in found.levels if level.total)


def _fine_levels(found: Usefulness) -> tuple[str, ...]:
    """Return the levels on which something is hidden, finest first."""
    return tuple(level.level for level in _with_figures(found) if level.shown < level.total)


def _answer(found: Usefulness) -> str:
    levels = _with_figures(found)
    if not levels:
        return "Das Datenpaket enthält keine Zahlen."
    parts = [f"{_level(one.level)} {share(one.share)}" for one in levels]
    finest = levels[0]
    lost = len(found.without_any(finest.level))
    said = f"Von allen Zahlen werden gezeigt: {enumerate_de(parts, 12)}."
    level = _level(finest.level)
    if not lost:
        return f"{said} Kein Gebiet der Ebene {level} fällt ganz heraus."
    verb = "ist" if lost == 1 else "sind"
    return f"{said} Von {count(finest.areas)} Gebieten der Ebene {level} {verb} {count(lost)} ohne jede Zahl."


def _level(level: str) -> str:
    return level or "ohne Angabe"


def _levels(found: Usefulness) -> Section:
    columns = ("Ebene", "Gebiete", "Zahlen insgesamt", "davon gezeigt", "Anteil gezeigt")
    rows = tuple(
        (_level(one.level), count(one.areas), count(one.total), count(one.shown), share(one.share))
        for one in _with_figures(found)
    )
    return Section(
        "Wie viel auf jeder Ebene gezeigt wird",
        ("Gezählt sind Zahlen, die es gibt; was nicht geliefert wurde oder entfällt, zählt nicht mit.",),
        tables=(
            Table("Gezeigte Zahlen je Ebene, alle Indikatoren und Zeiträume", columns, rows, frozenset(range(1, 5))),
        ),
    )


def _indicators(found: Usefulness, named: Names) -> Section:
    levels = _with_figures(found)
    columns = ("Indikator", *(f"{_level(one.level)} gezeigt" for one in levels), "Menschen erfasst")
    rows = tuple(
        (named(key), *(_of(one) for one in found.of(key) if one.level in {level.level for level in levels}),
         _people(found, key))
        for key in found.indicator_ids()
    )  # fmt: skip
    finest = f"der Ebene {_level(levels[0].level)}" if levels else ""
    return Section(
        "Welche Indikatoren brauchbar bleiben",
        (
            (
                f"„Menschen erfasst“ sagt, wie viele Menschen in Gebieten {finest} leben, deren Wert für den jüngsten "
                "Zeitraum gezeigt wird."
            ),
        ),
        tables=(Table("Gezeigte Zahlen je Indikator", columns, rows, frozenset(range(1, len(columns)))),),
    )


def _of(one: LevelShare) -> str:
    return f"{count(one.shown)} von {count(one.total)} ({share(one.share, decimals=0)})" if one.total else "keine Zahl"


def _people(found: Usefulness, key: str) -> str:
    levels = [one.level for one in found.of(key) if one.total]
    covered = found.people_covered(key, levels[0]) if levels else math.nan
    return "unbekannt" if math.isnan(covered) else share(covered)


def _areas(found: Usefulness, level: str) -> Section:
    lost, few = found.without_any(level), found.with_few(level, share=FEW)
    heading = f"Gebiete, von denen wenig bleibt: {_level(level)}"
    if not lost and not few:
        text = "Jedes Gebiet hat von mindestens der Hälfte seiner Indikatoren noch einen gezeigten Wert."
        return Section(heading, (text,))
    rows = tuple(_remainder(one) for one in (*lost, *few))
    columns = ("Gebiet", "Schlüssel", "Einwohner", "Indikatoren mit gezeigtem Wert")
    text = "Genannt ist ein Gebiet, wenn weniger als die Hälfte seiner Indikatoren noch einen gezeigten Wert hat."
    table = Table("Gebiete mit wenigen oder keinen Indikatoren", columns, rows, frozenset({2, 3}))
    return Section(heading, (text,), tables=(table,))


def _remainder(one: AreaRemainder) -> tuple[str, ...]:
    people = "unbekannt" if math.isnan(one.population) else count(one.population)
    return one.name, one.area_id, people, f"{count(one.shown)} von {count(one.total)}"


def _still_said(found: Usefulness, named: Names) -> Section:
    points = [_level_sentence(found, level, named) for level in _with_figures(found)]
    points.append(
        "Aus geheim wird nie eine Null und nie ein Durchschnitt; Summen und Ränge aus Resten sind irreführend."
    )
    return Section("Was sich noch sagen lässt", points=tuple(points))


def _level_sentence(found: Usefulness, level: LevelShare, named: Names) -> str:
    shares = {key: one for key in found.indicator_ids() for one in found.of(key) if one.level == level.level}
    whole = [named(key) for key, one in shares.items() if one.share_of_possible == 1]
    mostly = [named(key) for key, one in shares.items() if ENOUGH <= one.share_of_possible < 1]
    if len(whole) == len(shares):
        return f"{_level(level.level)}: Alle Indikatoren sind für alle Gebiete zu vergleichen."
    said = []
    if whole:
        said.append(f"Für alle Gebiete zu vergleichen {_verb(whole)} {enumerate_de(whole, 40)}.")
    if mostly:
        most = f"Für mindestens {share(ENOUGH, decimals=0)} der Gebiete zu vergleichen"
        said.append(f"{most} {_verb(mostly)} {enumerate_de(mostly, 40)}.")
    if not said:
        said.append(f"Kein Indikator ist für mindestens {share(ENOUGH, decimals=0)} der Gebiete zu vergleichen.")
    return f"{_level(level.level)}: {' '.join(said)}"


def _verb(names: Sequence[str]) -> str:
    return "ist" if len(names) == 1 else "sind"
