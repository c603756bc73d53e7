"""What a rule makes of a package: what is assumed, what is said, and what is refused rather than left out silently."""

from __future__ import annotations

from pathlib import Path

import pytest

from passgenau.cli.figures_to_protect import Task, task_of
from passgenau.common.errors import PassgenauError
from tests.cli.protecting import COUNTS, RULE, rule, to_protect, values

MEMBERS = {**COUNTS, "men": (1, 7, 10, 15, 6, 4)}
BREAKDOWN = '[[breakdowns]]\ntotal = "unemployed"\nparts = ["men", "women"]\n'
CLOSED = """\
id = "zu"
name = "Erfunden"
source = "erfunden"
legal_basis = "erfunden"
evidence = "open"
reviewed_by = "niemand"
note = "erfunden"
protected_at_source = false
[audiences.statistics_office]
minimum_count = 0
minimum_denominator = 0
complement = false
coalition = "none"
hide_none = false
minimum_units = 0
dominance = "none"
rounding = 1
"""


def task(folder: Path, more: str = "", *, text: str = "", base: str = RULE) -> Task:
    path = rule(folder, base + more)
    (folder / "zu.toml").write_text(CLOSED, encoding="utf-8")
    return task_of(to_protect(folder / "p", text or values(MEMBERS)), str(path), "public")


def codes(found: Task) -> set[str]:
    return {finding.code for finding in found.findings}


def test_an_unknown_indicator_counts_as_part_of_a_whole_unless_a_numerator_is_above(tmp_path: Path) -> None:
    above = values({"unemployed": COUNTS["unemployed"], "places": (2, 300, 21, 35, 12, 9)})
    found = task(tmp_path, text=above)
    assert found.figures.part_of_whole == {"unemployed"}
    assert "protect.part_of_whole" in codes(found)


def test_a_breakdown_counts_only_where_every_member_was_delivered(tmp_path: Path) -> None:
    found = task(tmp_path, BREAKDOWN)
    assert found.figures.breakdowns == ()
    assert "„women“" in next(one.text for one in found.findings if one.code == "protect.breakdown")
    women = {**MEMBERS, "women": tuple(a - b for a, b in zip(MEMBERS["unemployed"], MEMBERS["men"], strict=True))}
    whole = task(tmp_path, BREAKDOWN, text=values(women))
    assert [one.parts for one in whole.figures.breakdowns] == [("men", "women")]
    assert "protect.breakdown" not in codes(whole)


def test_a_pattern_that_fits_nothing_is_said(tmp_path: Path) -> None:
    base = RULE.replace('["*"]', '["*", "sgb2_*"]')
    found = task(tmp_path, base=base)
    assert "„sgb2_*“" in next(one.text for one in found.findings if one.code == "protect.idle")


def test_what_an_audience_may_not_see_stays_out_of_the_figures(tmp_path: Path) -> None:
    found = task(tmp_path, '[[sources]]\nindicators = ["men"]\nprofiles = ["zu"]\n')
    assert found.decided.withheld == ("men",)
    assert set(found.figures.long["indicator_id"]) == set(COUNTS)
    assert "protect.withheld" in codes(found)


def test_a_withheld_part_that_the_rest_gives_away_is_refused(tmp_path: Path) -> None:
    closed = '[[sources]]\nindicators = ["men"]\nprofiles = ["zu"]\n'
    with pytest.raises(PassgenauError) as refused:
        task(tmp_path, closed + BREAKDOWN)
    assert [one.code for one in refused.value.findings] == ["protect.withheld_part"]


def test_populations_are_official_unless_the_rule_names_a_profile(tmp_path: Path) -> None:
    assert task(tmp_path).figures.populations is None
    bound = task(tmp_path, '[populations]\nprofile = "own_10"\n').figures.populations
    assert bound is not None
    assert bound.minimum_count == 10


def test_populations_that_an_audience_may_not_see_are_refused(tmp_path: Path) -> None:
    with pytest.raises(PassgenauError) as refused:
        task(tmp_path, '[populations]\nprofile = "zu"\n')
    assert [one.code for one in refused.value.findings] == ["protect.populations"]
