"""What our own protection publishes, attacked: random invented counties with everything that hangs together."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.attack.attack import attack
from tests.attack.counties import BREAKDOWN, PART_OF_WHOLE, PEOPLE, County, county
from tests.attack.knowledge import Knowledge
from tests.attack.protecting import demands_of, figures_of, protected_package, thresholds
from tests.attack.reading import HIDDEN, Published

KNOWLEDGE = Knowledge(PART_OF_WHOLE, (BREAKDOWN,), same_people=PEOPLE)


def _published(folder: Path, seen: County, minimum: int, **more: object) -> Published:
    rules = dict.fromkeys(PEOPLE, thresholds(minimum, **more))
    figures = figures_of(
        seen.long, seen.register, seen.memberships, rules=rules, part_of_whole=PART_OF_WHOLE, breakdowns=[BREAKDOWN]
    )
    return protected_package(folder, figures)


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("minimum", [3, 10])
def test_nothing_hidden_can_be_told(tmp_path: Path, seed: int, minimum: int) -> None:
    release = _published(tmp_path, county(seed), minimum)
    assert (release.values["status"] == HIDDEN).any()
    assert attack([release], KNOWLEDGE, demands_of(dict.fromkeys(PEOPLE, thresholds(minimum)))) == ()


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize(
    "more", [{"complement": True}, {"coalition": 1, "hide_none": True}, {"minimum_denominator": 40}, {"rounding": 5}]
)
def test_no_further_rule_can_be_told(tmp_path: Path, seed: int, more: dict[str, object]) -> None:
    release = _published(tmp_path, county(seed), 3, **more)
    rules = dict.fromkeys(PEOPLE, thresholds(3, **more))
    rounding = {one: int(str(more.get("rounding", 1))) for one in PEOPLE}
    knowledge = Knowledge(PART_OF_WHOLE, (BREAKDOWN,), rounding, PEOPLE)
    assert attack([release], knowledge, demands_of(rules)) == ()
