"""Findings of the same kind in one column told together; the full list stays with the group."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from passgenau.common.findings import Finding, Level, enumerate_de
from passgenau.common.numbers_de import count

_ROWS_NAMED = 12


@dataclass(frozen=True)
class FindingGroup:
    """One finding, or many of the same kind told in one sentence; ``findings`` has every single one."""

    findings: tuple[Finding, ...]

    @property
    def first(self) -> Finding:
        """Return the finding that speaks for the group."""
        return self.findings[0]

    @property
    def level(self) -> Level:
        """Return error or warning."""
        return self.first.level

    def sentence(self) -> str:
        """Return one German line; for many findings the first one, how many rows it concerns, and which.

        Returns
        -------
        str
            The sentence of the finding itself where the group has only one.
        """
        if len(self.findings) == 1:
            return self.first.sentence()
        rows = [str(finding.place.row) for finding in self.findings if finding.place.row is not None]
        which = f" (Zeilen {enumerate_de(rows, _ROWS_NAMED)})" if rows else ""
        return f"{self.first.sentence()} Ebenso an {count(len(self.findings) - 1)} weiteren Stellen{which}."


def grouped(findings: Iterable[Finding], *, most: int = 3) -> tuple[FindingGroup, ...]:
    """Return the findings, errors first; more than ``most`` of one kind in one column become one group.

    Parameters
    ----------
    findings
        Any findings.
    most
        Up to so many findings of a kind (level, code, file, column) stay single.

    Returns
    -------
    tuple of FindingGroup
        In order of first appearance within errors and within warnings; no finding is lost.
    """
    kinds: dict[tuple[str, str, str, str], list[Finding]] = {}
    for finding in findings:
        key = (finding.level, finding.code, finding.place.file, finding.place.column)
        kinds.setdefault(key, []).append(finding)
    groups: list[FindingGroup] = []
    for found in kinds.values():
        groups += [FindingGroup(tuple(found))] if len(found) > most else [FindingGroup((one,)) for one in found]
    return tuple(sorted(groups, key=lambda group: group.level != "error"))
