"""Checks published outputs of the index: recomputes them from every counter-table, trusting nobody's word."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from passgenau.common.findings import Finding, Place, enumerate_de, error
from passgenau.common.numbers_de import count, number
from passgenau.index.definition import IndexDefinition
from passgenau.index.released import (
    CONTRIBUTION,
    OUTPUT_KINDS,
    Bools,
    ReleasedOutputs,
    agree,
    outputs_of_each,
)
from passgenau.indicators.table import IndicatorTable

OUTPUT_DE = {"class": "Klasse", "rank": "Rang", "score": "Indexwert"}


def verify_outputs(
    published: ReleasedOutputs,
    alternatives: Sequence[IndicatorTable],
    definition: IndexDefinition,
    *,
    earlier: Sequence[IndicatorTable] = (),
) -> tuple[Finding, ...]:
    """Check that every counter-table gives every published output.

    That the counter-tables agree with the published figures and prove the widths is checked elsewhere, from the
    figures. An index published in an earlier release is checked the same way, with the counter-tables of today read
    at its periods.

    Parameters
    ----------
    published
        What the release says and withholds.
    alternatives
        Counter-tables of the certificate read as areas x indicators, at least one; the same areas in the same order.
    definition
        The definition of the published index.
    earlier
        Where the definition names a period for its reference: the figures of that period, one for each counter-table.

    Returns
    -------
    tuple of Finding
        Empty: accepted. Otherwise one error for each published output that some counter-table contradicts (the first
        such table is named), or what else does not fit together. Nothing is raised.
    """
    if misfits := list(_misfits(published, alternatives, definition, earlier)):
        return tuple(misfits)
    open_still = ~published.hidden
    findings: list[Finding] = []
    for place, other in enumerate(outputs_of_each(alternatives, definition, like=published, earlier=earlier)):
        if other.columns != published.columns:
            named = enumerate_de([f"„{name}“" for name in published.columns])
            return (error("released.columns", f"Die Definition ergibt andere Ergebnisse als veröffentlicht: {named}."),)
        contradicted = open_still & ~agree(published, other)
        findings += _contradictions(published, other, contradicted, place + 1)
        open_still &= ~contradicted
    return tuple(findings)


def _misfits(
    published: ReleasedOutputs,
    alternatives: Sequence[IndicatorTable],
    definition: IndexDefinition,
    earlier: Sequence[IndicatorTable],
) -> Iterator[Finding]:
    labels = definition.classes.labels if definition.classes is not None else ()
    shape = len(published.area_ids), len(published.columns)
    if not alternatives:
        yield error("released.no_tables", "Zur Prüfung gehört mindestens eine Gegentabelle; es gibt keine.")
    if published.values.shape != shape or published.hidden.shape != shape:
        yield error("released.shape", f"Erwartet sind Ergebnisse zu {count(shape[0])} Gebieten in {shape[1]} Spalten.")
    elif (published.hidden & ~np.isnan(published.values)).any():
        yield error("released.not_hidden", "Was zurückgehalten wird, darf keinen Wert tragen.")
    if published.class_labels != labels:
        yield error("released.labels", "Die Klassen der Veröffentlichung sind nicht die der Definition.")
    if not published.show or any(_unknown(name) for name in published.columns):
        yield error("released.show", f"Veröffentlicht werden kann nur: {enumerate_de(OUTPUT_KINDS)}.")
    if any(table.area_ids != published.area_ids for table in alternatives):
        yield error("released.other_areas", "Alle Tabellen müssen dieselben Gebiete in derselben Folge haben.")
    if earlier and len(earlier) != len(alternatives):
        text = f"Zu {count(len(alternatives))} Gegentabellen gehören ebenso viele früherer Zeiträume."
        yield error("released.earlier", f"{text} Es sind {count(len(earlier))}.")


def _unknown(name: str) -> bool:
    return name not in OUTPUT_DE and not name.startswith(CONTRIBUTION)


def _contradictions(
    published: ReleasedOutputs, other: ReleasedOutputs, contradicted: Bools, table_number: int
) -> Iterator[Finding]:
    for row, column in np.argwhere(contradicted):
        name = published.columns[column]
        said, found = (_words(outputs, row, column) for outputs in (published, other))
        text = (
            f"{OUTPUT_DE.get(name, 'Beitrag')}: Veröffentlicht ist {said}, Gegentabelle {table_number} ergibt {found}."
        )
        indicator = name.removeprefix(CONTRIBUTION) if name.startswith(CONTRIBUTION) else ""
        yield error("released.contradicted", text, Place(area_id=published.area_ids[row], indicator_id=indicator))


def _words(outputs: ReleasedOutputs, row: int, column: int) -> str:
    value, name = outputs.values[row, column], outputs.columns[column]
    if outputs.hidden[row, column]:
        return "gar keinen Index"
    if np.isnan(value):
        return "kein Ergebnis"
    if name == "class":
        return f"„{outputs.class_labels[int(value)]}“"
    return number(value, decimals=0 if name == "rank" else outputs.decimals)
