"""Checks that status and number of a figure agree: what is hidden, missing or meaningless carries no number."""

from __future__ import annotations

import pandas as pd

from passgenau.common.findings import Finding, error
from passgenau.data.origins import Origins
from passgenau.data.status import STATUS_DE, WITH_NUMBER, ValueStatus

_WORDS = {status.value: word for status, word in STATUS_DE.items()}


def check_statuses(table: pd.DataFrame, origins: Origins) -> list[Finding]:
    """Return the findings about the states of figures.

    Parameters
    ----------
    table
        Long table.
    origins
        Where each figure stood.

    Returns
    -------
    list of Finding
        Errors: an unknown status word; a value or numerator where the status says that there is none (a denominator
        may stand beside a hidden numerator); a status that promises a number where none is.
    """
    status = table["status"]
    unknown = ~status.isin(list(_WORDS))
    without = status.isin([one.value for one in ValueStatus if one not in WITH_NUMBER])
    carries = table["value"].notna() | table["numerator"].notna()
    complete = table["value"].notna() | (table["numerator"].notna() & table["denominator"].notna())
    begun = table["numerator"].notna() | table["denominator"].notna()
    empty = status.isin([one.value for one in WITH_NUMBER]) & ~complete & ~begun
    findings = []
    for position in table.index[unknown]:
        allowed = ", ".join(_WORDS)
        text = f"Der Status „{status[position]}“ ist nicht bekannt; möglich sind {allowed}."
        findings.append(error("status.unknown", text, origins.place(position)))
    for position in table.index[without & carries]:
        text = f"Der Status sagt „{_WORDS[status[position]]}“, trotzdem steht eine Zahl da."
        findings.append(error("status.with_number", text, origins.place(position), "Bitte Zahl oder Status streichen."))
    for position in table.index[empty]:
        text = f"Der Status sagt „{_WORDS[status[position]]}“, aber es steht keine Zahl da."
        advice = "Fehlt die Zahl, lautet der Status „missing“; ist sie geheim, „suppressed“."
        findings.append(error("status.without_number", text, origins.place(position), advice))
    return findings
