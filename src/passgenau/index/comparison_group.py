"""Whom the reference is fitted on, and which single area distances are measured against."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from passgenau.common.findings import Finding, enumerate_de, error, warning
from passgenau.index.definition import AreaGroup, IndexDefinition
from passgenau.indicators.table import IndicatorTable

Bools = npt.NDArray[np.bool_]


def compared_with(table: IndicatorTable, definition: IndexDefinition, kept: Bools) -> tuple[Bools, list[Finding]]:
    """Return which of the areas that stay the reference is fitted on.

    Parameters
    ----------
    table
        Figures of n areas.
    definition
        May name a group (``reference.group``).
    kept
        Shape (n,): who stays; k of them.

    Returns
    -------
    compared : numpy.ndarray
        Shape (k,): all of them without a group.
    findings : list of Finding
        Areas of the group that the figures do not know (a warning), or a group without any area left (an error).
    """
    everyone = np.ones(int(kept.sum()), dtype=np.bool_)
    if not definition.reference.group:
        return everyone, []
    group = group_named(definition, definition.reference.group)
    compared = np.isin(np.array(table.area_ids), group.areas)[kept]
    findings = []
    absent = sorted(set(group.areas) - set(table.area_ids))
    if absent:
        text = f"Gebiete der Vergleichsgruppe „{group.name}“ kommen in den Daten nicht vor: {enumerate_de(absent, 10)}."
        findings.append(warning("index.group_unknown", text))
    if kept.any() and not compared.any():
        text = (
            f"Zum Vergleich mit der Gruppe „{group.name}“ braucht es Gebiete dieser Gruppe mit Werten; es gibt keine."
        )
        findings.append(error("index.group_empty", text))
    return compared, findings


def group_named(definition: IndexDefinition, identifier: str) -> AreaGroup:
    """Return a group of the definition by its id.

    Parameters
    ----------
    definition
        Checked when it was read: every group it names is there.
    identifier
        Id of the group.

    Returns
    -------
    AreaGroup
        The group.
    """
    return next(group for group in definition.groups if group.id == identifier)


def group_numbers(definition: IndexDefinition, area_ids: list[str]) -> npt.NDArray[np.int64]:
    """Return the first group that each area belongs to.

    Parameters
    ----------
    definition
        Names groups.
    area_ids
        Keys of k areas.

    Returns
    -------
    numpy.ndarray
        Shape (k,): place of the group in the definition, -1 for an area in none.
    """
    number: dict[str, int] = {}
    for place, group in enumerate(definition.groups):
        for area in group.areas:
            number.setdefault(area, place)
    return np.array([number.get(area, -1) for area in area_ids], dtype=np.int64)


def anchor_of(table: IndicatorTable, definition: IndexDefinition, kept: Bools) -> tuple[int | None, list[Finding]]:
    """Return the place of the area that ``distance_to_reference`` measures against.

    Parameters
    ----------
    table, kept
        As in :func:`compared_with`.
    definition
        Names the area where its method needs one.

    Returns
    -------
    place : int or None
        Place among the k areas that stay; None where the method needs none.
    findings : list of Finding
        An error where the area is unknown or does not stay.
    """
    if definition.method != "distance_to_reference":
        return None, []
    wanted = str(definition.parameters["reference_area"])
    staying = [table.area_ids[place] for place in np.flatnonzero(kept)]
    if wanted in staying:
        return staying.index(wanted), []
    text = f"Das Gebiet „{wanted}“, an dem gemessen werden soll, wird selbst nicht beurteilt oder kommt nicht vor."
    return None, [error("index.anchor", text)]
