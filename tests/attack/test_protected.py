"""What our own protection publishes, attacked: random invented counties with everything that hangs together."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from passgenau.files.package_writing import write_package
from passgenau.indicators.disclosure.earlier import earlier_of
from passgenau.indicators.disclosure.figures import Figures
from passgenau.indicators.disclosure.protect import protect
from passgenau.indicators.disclosure.thresholds import Thresholds
from tests.attack.attack import attack
from tests.attack.counties import BREAKDOWN, PART_OF_WHOLE, PEOPLE, County, county
from tests.attack.knowledge import Knowledge
from tests.attack.protecting import demands_of, figures_of, protected_package, thresholds
from tests.attack.reading import HIDDEN, read_published
from tests.cli.calls import call

KNOWLEDGE = Knowledge(PART_OF_WHOLE, (BREAKDOWN,), same_people=PEOPLE)


SMALL = {"towns": 2, "places": 3}


def _figures(seen: County, rules: Mapping[str, Thresholds], **more: Any) -> Figures:
    given: dict[str, Any] = {"memberships": seen.memberships} | more
    return figures_of(
        seen.long, seen.register, rules=rules, part_of_whole=PART_OF_WHOLE, breakdowns=[BREAKDOWN], **given
    )


def _for_all(minimum: int, **more: Any) -> dict[str, Thresholds]:
    return dict.fromkeys(PEOPLE, thresholds(minimum, **more))


@pytest.mark.parametrize(("seed", "minimum"), [(0, 3), (1, 3), (5, 10)])
def test_nothing_hidden_can_be_told(tmp_path: Path, seed: int, minimum: int) -> None:
    rules = _for_all(minimum)
    release = protected_package(tmp_path, _figures(county(seed), rules))
    assert (release.values["status"] == HIDDEN).any()
    assert attack([release], KNOWLEDGE, demands_of(rules)) == ()


@pytest.mark.parametrize(
    "more", [{"complement": True}, {"coalition": 1, "hide_none": True}, {"minimum_denominator": 40}, {"rounding": 5}]
)
def test_no_further_rule_can_be_told(tmp_path: Path, more: dict[str, Any]) -> None:
    rules = _for_all(3, **more)
    release = protected_package(tmp_path, _figures(county(0, **SMALL), rules))
    rounding = dict.fromkeys(PEOPLE, 5) if "rounding" in more else {}
    knowledge = Knowledge(PART_OF_WHOLE, (BREAKDOWN,), rounding, PEOPLE)
    assert attack([release], knowledge, demands_of(rules)) == ()


@pytest.mark.parametrize(("first", "geographies"), [(10, 2), (3, 1)])
def test_a_second_release_that_knows_of_the_first_tells_nothing_more(
    tmp_path: Path, first: int, geographies: int
) -> None:
    seen = county(1, **SMALL)
    before = _figures(seen, _for_all(first), memberships=seen.memberships if geographies == 2 else {})
    one = protected_package(tmp_path / "1", before)
    figures = _figures(seen, _for_all(3))
    two = protected_package(tmp_path / "2", figures, earlier=earlier_of(protect(before).long))
    assert attack([one, two], KNOWLEDGE, demands_of(figures.thresholds)) == ()


def test_a_stricter_rule_can_follow_a_laxer_one(tmp_path: Path) -> None:
    seen = county(1, **SMALL)
    before = protect(_figures(seen, _for_all(3)))
    protected_package(tmp_path, _figures(seen, _for_all(10)), earlier=earlier_of(before.long))


def test_nothing_can_be_told_of_what_the_command_line_writes(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    seen = county(1, **SMALL)
    write_package(tmp_path / "roh", seen.register, seen.long, name="roh", memberships=seen.memberships)
    done = call(capsys, "protect", tmp_path / "roh", "--rule", "own_3", "--out", tmp_path / "aus")
    assert done.code == 0, done.complaints
    release = read_published(tmp_path / "aus" / "paket")
    assert len(release.part_of) == len(seen.memberships)
    assert (release.values["status"] == HIDDEN).any()
    rules = _for_all(3, complement=True, coalition=1)
    assert attack([release], Knowledge(same_people=PEOPLE), demands_of(rules)) == ()
