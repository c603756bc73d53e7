"""Checks of delivered figures: every finding with its row and column, all of them before anything is taken over."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Mapping

import pandas as pd

from passgenau.common.errors import PassgenauError
from passgenau.common.findings import Finding, Place, enumerate_de, error, warning
from passgenau.common.periods import parse_period
from passgenau.data.area_checks import named
from passgenau.data.areas import Area, AreaRegister
from passgenau.data.count_checks import check_counts
from passgenau.data.figure_rules import FigureRule
from passgenau.data.long_table import KEY
from passgenau.data.origins import Origins
from passgenau.data.status_checks import check_statuses
from passgenau.data.total_checks import check_totals
from passgenau.data.value_checks import check_values


def check_figures(
    table: pd.DataFrame,
    register: AreaRegister,
    catalogue: Mapping[str, FigureRule] | None,
    *,
    file: str = "",
    rules: Mapping[str, FigureRule] | None = None,
) -> tuple[Finding, ...]:
    """Return every finding about a long table, in the order of the checks and of the rows within them.

    Parameters
    ----------
    table
        Long table as of :func:`passgenau.data.long_table.long_table`; ``row`` and ``column`` say where a figure
        stood (row 0: unknown, then area, indicator and period are named instead).
    register
        The areas that may have figures.
    catalogue
        Indicator id to definition: an indicator outside it is an error. None: the values define the set.
    file
        File name shown in findings.
    rules
        What is known about single indicators where ``catalogue`` is None (part of a whole, unit); others are only
        checked for what no figure may be.

    Returns
    -------
    tuple of Finding
        Errors: unknown area, lost leading zeros, unknown indicator, a figure delivered twice, a text that is no
        period, impossible counts and values, a number where the status says there is none. Warnings: areas without
        any figure, numerators above denominators where no part of a whole is counted, shares above 1, indicators
        without any difference between areas, totals that are not the sum of their parts. Missing values are none.
    """
    known = catalogue if catalogue is not None else (rules or {})
    origins = Origins(table, file)
    findings = [*_unknown_areas(table, register, origins)]
    if catalogue is not None:
        findings += _unknown_indicators(table, catalogue, origins)
    findings += _bad_periods(table, origins)
    findings += _twice(table, origins)
    findings += check_statuses(table, origins)
    findings += check_counts(table, known, origins)
    findings += check_values(table, known, origins)
    findings += check_totals(table, register, origins)
    findings += _areas_without_figures(table, register, file)
    return tuple(findings)


def meant_area(text: str, register: AreaRegister) -> Area | None:
    """Return the one area a key without its leading zeros (or with ``.0`` behind it) can mean.

    Parameters
    ----------
    text
        A delivered key that is not in the register.
    register
        The register of areas.

    Returns
    -------
    Area or None
        None where no area or more than one differs from the text only by zeros in front.
    """
    bare = text.removesuffix(".0").lstrip("0")
    fitting = [area for area in register.areas if bare and area.area_id.lstrip("0") == bare]
    return fitting[0] if len(fitting) == 1 else None


def _unknown_areas(table: pd.DataFrame, register: AreaRegister, origins: Origins) -> list[Finding]:
    unknown = table[~table["area_id"].isin(list(register.ids))]
    answers = {str(key): _unknown_area(str(key), register) for key in unknown["area_id"].unique()}
    places: dict[tuple[str, int], Place] = {}
    for position, area_id, row in zip(unknown.index, unknown["area_id"], unknown["row"], strict=True):
        places.setdefault((area_id, row or position), origins.place(position, with_column=False))
    return [error(*answers[area_id][:2], place, answers[area_id][2]) for (area_id, _), place in places.items()]


def _unknown_area(key: str, register: AreaRegister) -> tuple[str, str, str]:
    if not key:
        return "area.no_key", "Der Schlüssel des Gebiets fehlt.", ""
    meant = meant_area(key, register)
    if meant is not None:
        text = f"Der Schlüssel „{key}“ steht nicht im Gebietsregister; gemeint ist wohl {named(meant)}."
        advice = "Führende Nullen gingen verloren: bitte die Spalte als Text liefern."
        return "area.leading_zeros", text, advice
    near = difflib.get_close_matches(key, register.ids, n=1, cutoff=0.75)
    advice = f"Am nächsten liegt {named(register.by_id[near[0]])}." if near else ""
    return "area.unknown", f"Das Gebiet „{key}“ steht nicht im Gebietsregister.", advice


def _unknown_indicators(table: pd.DataFrame, catalogue: Mapping[str, FigureRule], origins: Origins) -> list[Finding]:
    def answer(key: str) -> tuple[str, str, str]:
        if not key:
            return "indicator.no_key", "Der Name des Indikators fehlt.", ""
        near = difflib.get_close_matches(key, catalogue, n=1, cutoff=0.6)
        same = [one for one in catalogue if one.casefold() == key.casefold()]
        advice = f"Gemeint ist vielleicht „{(same or near)[0]}“." if same or near else ""
        return "indicator.unknown", f"Der Indikator „{key}“ ist nicht bekannt.", advice

    return _per_row(table, ~table["indicator_id"].isin(list(catalogue)), "indicator_id", answer, origins)


def _bad_periods(table: pd.DataFrame, origins: Origins) -> list[Finding]:
    bad = {str(text) for text in table["period"].unique() if not _is_period(str(text))}

    def answer(text: str) -> tuple[str, str, str]:
        if not text:
            return "period.missing", "Der Zeitraum fehlt.", ""
        forms = "Verstanden werden 2021, 2021-06, 2021-Q2, 2021-12-31, 2021/22 und 2019..2021."
        return "period.unknown", f"„{text}“ ist kein Zeitraum.", forms

    return _per_row(table, table["period"].isin(bad), "period", answer, origins)


def _per_row(
    table: pd.DataFrame,
    wrong: pd.Series[bool],
    column: str,
    answer: Callable[[str], tuple[str, str, str]],
    origins: Origins,
) -> list[Finding]:
    chosen = table.loc[wrong, column]
    answers = {str(text): answer(str(text)) for text in chosen.unique()}
    findings = []
    for position, text in zip(chosen.index.tolist(), chosen.tolist(), strict=True):
        code, sentence, advice = answers[text]
        findings.append(error(code, sentence, origins.place(position), advice))
    return findings


def _is_period(text: str) -> bool:
    try:
        parse_period(text)
    except PassgenauError:
        return False
    return True


def _twice(table: pd.DataFrame, origins: Origins) -> list[Finding]:
    repeated = table[table.duplicated(KEY, keep=False)]
    findings = []
    for _, group in repeated.groupby(KEY, sort=False):
        first, *others = list(group.index)
        for position in others:
            numbers = ["numerator", "denominator", "value", "status"]
            same = bool(table.loc[[first, position], numbers].astype("object").map(str).nunique().eq(1).all())
            how = "mit demselben Inhalt" if same else "mit anderem Inhalt"
            text = f"Gebiet, Indikator und Zeitraum stehen schon in {origins.words(first)}, {how}."
            place = origins.place(position, with_key=True)
            findings.append(error("figure.twice", text, place, "Bitte eine der Zeilen entfernen."))
    return findings


def _areas_without_figures(table: pd.DataFrame, register: AreaRegister, file: str) -> list[Finding]:
    delivered = set(table["area_id"])
    level = next(
        (one for one in register.levels() if delivered & {area.area_id for area in register.at_level(one)}), None
    )
    if level is None:
        return []
    absent = [named(area) for area in register.at_level(level) if area.area_id not in delivered]
    if not absent:
        return []
    whom = f"das Gebiet {absent[0]}" if len(absent) == 1 else f"{len(absent)} Gebiete"
    text = f"Für {whom} steht nichts in der Lieferung"
    text += "." if len(absent) == 1 else f": {enumerate_de(absent, 30)}."
    return [warning("area.no_figures", text, Place(file=file), "Als „fehlt“ übernehmen oder nachfordern.")]
