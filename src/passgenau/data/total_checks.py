"""Check that parts add up: a delivered total and the areas that belong to it must tell the same."""

from __future__ import annotations

import pandas as pd

from passgenau.common.findings import Finding, warning
from passgenau.common.numbers_de import count
from passgenau.data.area_checks import named
from passgenau.data.areas import AreaRegister
from passgenau.data.origins import Origins

_COUNTS = (("numerator", "Zähler"), ("denominator", "Nenner"))
_HALF_A_CASE = 0.5


def check_totals(table: pd.DataFrame, register: AreaRegister, origins: Origins) -> list[Finding]:
    """Return warnings about counts of a parent area that are not the sum of its parts.

    Parameters
    ----------
    table
        Long table; numerator and denominator are counts, NaN where hidden or not delivered.
    register
        The areas; parts are all areas that name the same parent.
    origins
        Where each figure stood.

    Returns
    -------
    list of Finding
        One warning for a parent, indicator, period and count. Only where the parent and every one of its parts
        carry the count: with a hidden or missing part nothing is said, since nothing can be known.
    """
    children: dict[str, list[str]] = {}
    for area in register.areas:
        if area.parent_id in register.by_id:
            children.setdefault(area.parent_id, []).append(area.area_id)
    if not children:
        return []
    figures = table.drop_duplicates(["area_id", "indicator_id", "period"])
    totals = figures[figures["area_id"].isin(list(children))]
    findings: list[Finding] = []
    for column, word in _COUNTS:
        keys = zip(figures["area_id"], figures["indicator_id"], figures["period"], strict=True)
        known = dict(zip(keys, figures[column].tolist(), strict=True))
        for position, area, indicator, period, total in zip(
            totals.index.tolist(),
            totals["area_id"],
            totals["indicator_id"],
            totals["period"],
            totals[column],
            strict=True,
        ):
            parts = sum(known.get((part, indicator, period), float("nan")) for part in children[area])
            if abs(parts - total) > _HALF_A_CASE:
                text = (
                    f"{word} von {named(register.by_id[area])}: Die {len(children[area])} Teile ergeben zusammen "
                    f"{count(parts)}, geliefert ist {count(total)}."
                )
                advice = "Fehlen Fälle ohne Adresse in den Teilen, bitte so begründen."
                findings.append(warning("count.parts_differ", text, origins.place(position), advice))
    return findings
