"""Findings of one kind told together: shorter to read, and nothing is lost."""

from __future__ import annotations

from passgenau.common.findings import Finding, Place, error, warning
from passgenau.data.grouping import grouped


def many(number: int, column: str = "D") -> list[Finding]:
    return [error("number.unreadable", f"Zelle {row}.", Place("w.csv", row, column)) for row in range(2, 2 + number)]


def test_a_few_findings_stay_single() -> None:
    assert [len(group.findings) for group in grouped(many(3))] == [1, 1, 1]


def test_many_of_a_kind_in_a_column_are_told_once_with_their_rows() -> None:
    groups = grouped([*many(9), *many(2, "E")])
    assert [len(group.findings) for group in groups] == [9, 1, 1]
    sentence = groups[0].sentence()
    assert "8 weiteren Stellen" in sentence
    assert "Zeilen 2, 3, 4" in sentence


def test_errors_come_first_and_nothing_is_lost() -> None:
    findings = [warning("a", "Eins."), *many(20), warning("b", "Zwei.")]
    groups = grouped(findings)
    assert [group.level for group in groups] == ["error", "warning", "warning"]
    assert sorted(one.text for group in groups for one in group.findings) == sorted(one.text for one in findings)
