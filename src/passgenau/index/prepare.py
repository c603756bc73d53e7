"""Between admission and fitting: gaps are filled and outliers treated, where the definition says so."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final, Literal

import numpy as np
import numpy.typing as npt

from passgenau.common.errors import PassgenauError
from passgenau.common.findings import Finding, Place, enumerate_de, error, warning
from passgenau.index.admission import Admitted
from passgenau.index.comparison_group import group_numbers
from passgenau.index.definition import IndexDefinition, IndexIndicator, Treatment
from passgenau.index.imputation import FilledColumns, fill_by_column, fill_by_row
from passgenau.index.members import domain_places
from passgenau.index.methods_known import FILLING
from passgenau.index.result import TouchedValue
from passgenau.index.treatment import HIGH, LOW, TRANSFORMED, treat

Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]
Numbers = npt.NDArray[np.int64]

FILLED_DE: Final = {
    "impute_mean": "Lücke gefüllt: Mittel der Gebiete",
    "impute_median": "Lücke gefüllt: Median der Gebiete",
    "impute_group_mean": "Lücke gefüllt: Mittel der Gruppe",
    "impute_group_median": "Lücke gefüllt: Median der Gruppe",
    "impute_row_mean": "Lücke gefüllt: Mittel der übrigen Indikatoren des Gebiets",
    "impute_row_median": "Lücke gefüllt: Median der übrigen Indikatoren des Gebiets",
}
TREATED_DE: Final = {
    HIGH: "Ausreißer oben auf den nächsten Wert gesetzt",
    LOW: "Ausreißer unten auf den nächsten Wert gesetzt",
    TRANSFORMED: "umgerechnet",
    TRANSFORMED + HIGH: "Ausreißer oben auf den nächsten Wert gesetzt und umgerechnet",
    TRANSFORMED + LOW: "Ausreißer unten auf den nächsten Wert gesetzt und umgerechnet",
}


def prepare(admitted: Admitted) -> Admitted:
    """Return the figures that are fitted and judged.

    Parameters
    ----------
    admitted
        Figures of k areas as delivered.

    Returns
    -------
    Admitted
        With gaps filled and outliers treated as the definition says, every touched value in its log; the same value
        where it says nothing of the kind.

    Raises
    ------
    PassgenauError
        Naming every gap that cannot be filled, because its group or its area has no value to fill it from.
    """
    prepared = admitted
    if admitted.definition.missing_rule in FILLING and not admitted.valid.all():
        prepared = _filled(admitted)
    if admitted.definition.treatment is not None:
        prepared = _treated(prepared, admitted.definition.treatment)
    return prepared


def fill(
    columns: Sequence[Floats],
    gaps: Bools,
    *,
    definition: IndexDefinition,
    members: Sequence[IndexIndicator],
    groups: Numbers,
) -> FilledColumns:
    """Fill the gaps of all indicators by the rule of the definition.

    Parameters
    ----------
    columns
        m arrays (r, k).
    gaps
        Shape (m, k).
    definition
        Names one of the rules that fill gaps.
    members
        The m indicators; rows are filled inside a domain where every indicator has one.
    groups
        Shape (k,): group of each area, -1 for none; read only by the rules about groups.

    Returns
    -------
    FilledColumns
        A gap that could not be filled is in ``left``.
    """
    rule = definition.missing_rule
    statistic: Literal["mean", "median"] = "median" if rule.endswith("median") else "mean"
    if rule.startswith("impute_row"):
        places = domain_places(definition, members)
        own = places.tolist() if (places >= 0).all() else None
        directions = [one.direction for one in members]
        return fill_by_row(columns, gaps, directions=directions, statistic=statistic, groups=own)
    inside = groups if rule.startswith("impute_group") else None
    found = [
        fill_by_column(values, gap, statistic=statistic, groups=inside)
        for values, gap in zip(columns, gaps, strict=True)
    ]
    return FilledColumns(
        tuple(one.values for one in found),
        np.array([one.filled for one in found]),
        np.array([one.left for one in found]),
    )


def _filled(admitted: Admitted) -> Admitted:
    definition, members, ids = admitted.definition, admitted.members, admitted.kept_ids
    gaps = ~admitted.valid.T
    columns = [admitted.value[:, number][None, :] for number in range(len(members))]
    found = fill(columns, gaps, definition=definition, members=members, groups=group_numbers(definition, ids))
    if found.left.any():
        raise PassgenauError(
            [
                _unfilled(member.id, [ids[place] for place in np.flatnonzero(left)])
                for member, left in zip(members, found.left, strict=True)
                if left.any()
            ]
        )
    value = np.asfortranarray(np.concatenate(found.columns).T)
    how = FILLED_DE[definition.missing_rule]
    touched = [
        TouchedValue(ids[place], member.id, np.nan, float(value[place, number]), how)
        for number, member in enumerate(members)
        for place in np.flatnonzero(found.filled[number])
    ]
    whole = np.ones_like(admitted.valid)
    return replace(admitted, value=value, valid=whole, touched=(*admitted.touched, *touched))


def _unfilled(indicator_id: str, areas: list[str]) -> Finding:
    text = f"Die Lücke lässt sich nicht füllen, weil es nichts gibt, woraus: {enumerate_de(areas, 10)}."
    return error("index.gap_left", text, Place(indicator_id=indicator_id))


def _treated(admitted: Admitted, treatment: Treatment) -> Admitted:
    value, ids = admitted.value.copy(order="F"), admitted.kept_ids
    touched: list[TouchedValue] = []
    findings: list[Finding] = []
    for number, member in enumerate(admitted.members):
        if not concerns(treatment, member):
            continue
        at = np.flatnonzero(admitted.valid[:, number])
        before = value[at, number]
        found = treat(before[None, :], treatment)
        value[at, number] = found.values[0]
        how = found.how[0]
        touched += [
            TouchedValue(ids[at[one]], member.id, float(before[one]), float(found.values[0, one]), TREATED_DE[how[one]])
            for one in np.flatnonzero(how)
        ]
        if not found.passed[0]:
            text = "Auch nach der Behandlung liegen Schiefe und Wölbung über den Grenzen der Definition."
            findings.append(warning("index.still_skewed", text, Place(indicator_id=member.id)))
    return replace(
        admitted,
        value=value,
        touched=(*admitted.touched, *touched),
        findings=(*admitted.findings, *findings),
    )


def concerns(treatment: Treatment, member: IndexIndicator) -> bool:
    """Return whether an indicator is treated.

    Parameters
    ----------
    treatment
        May name the indicators it is about.
    member
        The indicator.

    Returns
    -------
    bool
        True for all where none is named.
    """
    return not treatment.only or member.id in treatment.only
