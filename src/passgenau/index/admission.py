"""Who is judged: areas that leave before anything is fitted, each with a reason, and the figures of those who stay."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from passgenau.common.errors import PassgenauError
from passgenau.common.findings import Finding, Place, enumerate_de, error, errors_in, warning
from passgenau.index.comparison_group import anchor_of, compared_with
from passgenau.index.definition import IndexDefinition, IndexIndicator, Reference
from passgenau.index.hierarchy import hierarchy_of, present
from passgenau.index.members import members_of
from passgenau.index.methods_known import FILLING
from passgenau.index.result import TouchedValue
from passgenau.indicators.table import IndicatorTable

Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]
Reasons = npt.NDArray[np.object_]
Kind = TypeVar("Kind", np.float64, np.bool_)

# 24 of 30 must count as 80 %, whatever the last binary digit of the division says.
SHARE_TOLERANCE = 1e-12


@dataclass(frozen=True)
class Admitted:
    """The figures an index run judges: k areas that stayed of n, and m indicators that belong to the index.

    ``value``, ``numerator``, ``denominator`` (k, m) are stored column by column; ``valid`` (k, m) is where there is
    a number, ``delivered`` (k, m) where there was one before gaps were filled. ``kept`` (n,) says which areas of
    ``table`` stayed, ``reason`` (n,) why the others left, and ``valid_indicators`` (n,) how many numbers each area of
    the table has. ``columns`` (m,) are places in the table. ``compared`` (k,) are the areas the reference is fitted on,
    ``anchor`` is the place (0 to k - 1) of the area that ``distance_to_reference`` measures against. ``touched`` logs
    values that were filled in or treated.
    """

    table: IndicatorTable
    definition: IndexDefinition
    members: tuple[IndexIndicator, ...]
    columns: tuple[int, ...]
    kept: Bools
    reason: tuple[str, ...]
    valid_indicators: npt.NDArray[np.int64]
    value: Floats
    population: Floats
    valid: Bools
    delivered: Bools
    compared: Bools
    anchor: int | None
    findings: tuple[Finding, ...]
    touched: tuple[TouchedValue, ...] = ()

    @cached_property
    def numerator(self) -> Floats:
        """Return the counts above the line, shape (k, m); NaN where not delivered."""
        return _gather(self.table.numerator, self.columns)[self.kept]

    @cached_property
    def denominator(self) -> Floats:
        """Return the counts below the line, shape (k, m); NaN where not delivered."""
        return _gather(self.table.denominator, self.columns)[self.kept]

    @property
    def kept_ids(self) -> list[str]:
        """Return the keys of the areas that stayed, in the order of the table."""
        return [self.table.area_ids[place] for place in np.flatnonzero(self.kept)]


def admit(table: IndicatorTable, definition: IndexDefinition) -> Admitted:
    """Decide which areas are judged, before anything is fitted.

    Parameters
    ----------
    table
        Figures of n areas. Missing values (NaN, whatever their status) are counted as delivered: nothing is
        filled in before the rule for missing values has been applied.
    definition
        Whom it excludes, and what it does about missing values.

    Returns
    -------
    Admitted
        The k areas that stay, with a German reason for each that leaves.

    Raises
    ------
    PassgenauError
        Unknown indicators; populations that are needed and missing; a missing value without a rule for it;
        nobody left.
    """
    members = members_of(table, definition)
    position = {identifier: place for place, identifier in enumerate(table.indicator_ids)}
    columns = tuple(position[member.id] for member in members)
    value = _gather(table.value, columns)
    valid = ~np.isnan(value)
    reason: Reasons = np.full(len(table.area_ids), "", dtype=object)
    findings = _endless(members, value) + _exclude(table, definition.reference, reason)
    findings += _leave_for_missing(table, definition, members, valid=valid, reason=reason)
    kept = reason == ""
    findings += _population_needed(table, definition.reference, kept)
    compared, found = compared_with(table, definition, kept)
    anchor, also_found = anchor_of(table, definition, kept)
    findings += [*found, *also_found]
    if not kept.any() and not errors_in(findings):
        findings.append(error("index.nobody_left", f"Kein Gebiet kann beurteilt werden; {_example(table, reason)}."))
    if errors_in(findings):
        raise PassgenauError(findings)
    findings += _incomplete(definition, valid[kept])
    return Admitted(
        table=table,
        definition=definition,
        members=members,
        columns=columns,
        kept=kept,
        reason=tuple(reason),
        valid_indicators=valid.sum(axis=1),
        value=_rows(value, kept),
        population=table.populations[kept],
        valid=_rows(valid, kept),
        delivered=_rows(valid, kept),
        compared=compared,
        anchor=anchor,
        findings=tuple(findings),
    )


def _endless(members: tuple[IndexIndicator, ...], value: Floats) -> list[Finding]:
    return [
        error("index.endless", "Ein Wert muss eine endliche Zahl sein.", Place(indicator_id=members[place].id))
        for place in np.flatnonzero(np.isinf(value).any(axis=0))
    ]


def _gather(matrix: Floats, columns: tuple[int, ...]) -> Floats:
    """Return these columns, each in one piece of memory, since everything after works column by column."""
    gathered = np.empty((len(matrix), len(columns)), order="F")
    for number, column in enumerate(columns):
        gathered[:, number] = matrix[:, column]
    return gathered


def _rows(matrix: npt.NDArray[Kind], kept: Bools) -> npt.NDArray[Kind]:
    """Return the kept rows, still column by column."""
    if kept.all():
        return matrix
    places = np.flatnonzero(kept)
    rows = np.empty((len(places), matrix.shape[1]), dtype=matrix.dtype, order="F")
    for number in range(matrix.shape[1]):
        rows[:, number] = matrix[places, number]
    return rows


def _exclude(table: IndicatorTable, reference: Reference, reason: Reasons) -> list[Finding]:
    findings: list[Finding] = []
    if reference.excluded_areas:
        named = np.isin(np.array(table.area_ids), reference.excluded_areas)
        reason[named] = "durch die Definition ausgenommen"
        absent = sorted(set(reference.excluded_areas) - set(table.area_ids))
        if absent:
            text = f"Ausgenommene Gebiete kommen in den Daten nicht vor: {enumerate_de(absent)}."
            findings.append(warning("index.excluded_unknown", text))
    if reference.population_below > 0:
        open_places = np.flatnonzero((reason == "") & np.isnan(table.populations))
        findings += _no_population(table, open_places, "um kleine Gebiete auszunehmen")
        small = (reason == "") & (table.populations < reference.population_below)
        sizes, which = np.unique(table.populations[small], return_inverse=True)
        wanted = f"verlangt sind mindestens {reference.population_below:.0f}"
        reason[small] = np.array([f"Bevölkerung {size:.0f}, {wanted}" for size in sizes], dtype=object)[which]
    return findings


def _population_needed(table: IndicatorTable, reference: Reference, kept: Bools) -> list[Finding]:
    if reference.mean != "population":
        return []
    missing = np.flatnonzero(kept & ~(table.populations >= 0))
    findings = _no_population(table, missing, "um den Mittelwert nach Bevölkerung zu gewichten")
    if not findings and kept.any() and table.populations[kept].sum() <= 0:
        findings.append(
            error("index.population_zero", "Die Bevölkerung aller Gebiete zusammen muss größer als 0 sein.")
        )
    return findings


def _no_population(table: IndicatorTable, places: npt.NDArray[np.int64], purpose: str) -> list[Finding]:
    if not len(places):
        return []
    areas = enumerate_de([table.area_ids[place] for place in places], 10)
    text = f"Die Bevölkerung wird gebraucht, {purpose}; sie fehlt bei: {areas}."
    return [error("index.population_missing", text, Place(column="population"))]


def _leave_for_missing(
    table: IndicatorTable,
    definition: IndexDefinition,
    members: tuple[IndexIndicator, ...],
    *,
    valid: Bools,
    reason: Reasons,
) -> list[Finding]:
    staying = reason == ""
    incomplete = staying & ~valid.all(axis=1)
    if definition.missing_rule == "refuse":
        return _refused(table, members, valid=valid, incomplete=incomplete)
    if definition.missing_rule == "exclude_area":
        if incomplete.any():
            _say_which(members, valid=valid, places=np.flatnonzero(incomplete), reason=reason)
        return []
    count = valid.sum(axis=1)
    few = staying & ((count == 0) | (count < definition.min_share * (1 - SHARE_TOLERANCE) * len(members)))
    wanted = f"{definition.min_share * 100:.4g}".replace(".", ",")
    for number in np.unique(count[few]):
        demand = f"verlangt ist ein Anteil von mindestens {wanted} %" if number else "verlangt ist mindestens einer"
        reason[few & (count == number)] = f"{number} von {len(members)} Indikatoren mit Wert; {demand}"
    if any(domain.min_share for domain in definition.domains) and definition.missing_rule == "rescale":
        empty = ~present(hierarchy_of(definition, members), valid)
        reason[empty & (reason == "")] = (
            "in keinem Bereich sind so viele Indikatoren mit Wert, wie die Definition verlangt"
        )
    return []


def _refused(
    table: IndicatorTable, members: tuple[IndexIndicator, ...], *, valid: Bools, incomplete: Bools
) -> list[Finding]:
    places = np.flatnonzero(incomplete)
    if not len(places):
        return []
    areas = enumerate_de([table.area_ids[place] for place in places], 10)
    holes = np.flatnonzero(~valid[incomplete].all(axis=0))
    without = enumerate_de([members[place].id for place in holes], 10)
    text = f"Werte fehlen, und die Definition sagt nicht, was dann gilt. Indikatoren: {without}. Gebiete: {areas}."
    return [error("index.missing_values", text, advice="Nötig ist combine.missing mit einer Regel.")]


def _say_which(
    members: tuple[IndexIndicator, ...], *, valid: Bools, places: npt.NDArray[np.int64], reason: Reasons
) -> None:
    examples, which = _patterns(valid[places])
    texts = []
    for pattern in valid[places[examples]]:
        absent = [member.id for member, there in zip(members, pattern, strict=True) if not there]
        texts.append(f"ohne Wert bei: {enumerate_de(absent, 10)}")
    reason[places] = np.array(texts, dtype=object)[which]


def _patterns(valid: Bools) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """Return one example row for each different row, and for every row which example it equals."""
    code = np.zeros(len(valid), dtype=np.int64)
    for number in range(valid.shape[1]):
        code = code * 2 + valid[:, number]
        if number % 32 == 31:
            code = np.unique(code, return_inverse=True)[1]
    _, examples, which = np.unique(code, return_index=True, return_inverse=True)
    return examples, which


def _incomplete(definition: IndexDefinition, valid: Bools) -> list[Finding]:
    holes = int((~valid).sum())
    if not holes:
        return []
    areas = int((~valid).any(axis=1).sum())
    done = {
        "rescale": "die vorhandenen zählen dort entsprechend mehr",
        "impute_reference": "dort steht der Wert der Bezugsgröße",
        **dict.fromkeys(FILLING, "dort steht ein geschätzter Wert"),
    }
    text = f"Fehlende Werte: {holes}, betroffene beurteilte Gebiete: {areas}; {done[definition.missing_rule]}."
    return [warning("index.incomplete", text)]


def _example(table: IndicatorTable, reason: Reasons) -> str:
    if not len(reason):
        return "die Tabelle ist leer"
    return f"zum Beispiel {table.area_ids[0]}: {reason[0]}"
