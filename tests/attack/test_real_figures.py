"""What our own protection publishes of Flensburg (real) and of the invented county, attacked."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from passgenau.data.areas import AreaRegister
from passgenau.demo.county import invented_county
from passgenau.files.definitions import indicator_catalogue
from tests.attack.attack import Break, attack
from tests.attack.knowledge import Knowledge
from tests.attack.protecting import demands_of, figures_of, protected_package, thresholds
from tests.attack.reading import HIDDEN
from tests.flensburg import BREAKDOWNS, PART_OF_WHOLE, flensburg_figures

MODELLED = "expected_care_need_share"  # no counts of people


def _broken(
    folder: Path, long: pd.DataFrame, register: AreaRegister, *, minimum: int, knowledge: Knowledge
) -> tuple[Break, ...]:
    rules = {str(indicator): thresholds(minimum) for indicator in long["indicator_id"].unique()}
    figures = figures_of(
        long, register, {}, rules=rules, part_of_whole=knowledge.part_of_whole, breakdowns=knowledge.breakdowns
    )
    release = protected_package(folder, figures)
    small = long["numerator"].between(1, minimum - 1).any()  # Flensburg has no count below 4
    assert (release.values["status"] == HIDDEN).any() or not small
    return attack([release], knowledge, demands_of(rules))


@pytest.mark.shared
@pytest.mark.parametrize("minimum", [3, 10])
def test_nothing_hidden_about_flensburg_can_be_told(tmp_path: Path, shared_folder: Path, minimum: int) -> None:
    long, register, _ = flensburg_figures(shared_folder)
    knowledge = Knowledge(PART_OF_WHOLE, BREAKDOWNS)
    assert _broken(tmp_path, long, register, minimum=minimum, knowledge=knowledge) == ()


@pytest.mark.shared
def test_sums_that_nobody_declared_tell_nothing_about_flensburg(tmp_path: Path, shared_folder: Path) -> None:
    long, register, _ = flensburg_figures(shared_folder)
    knowledge = Knowledge(PART_OF_WHOLE, BREAKDOWNS, curious=2)
    assert _broken(tmp_path, long, register, minimum=10, knowledge=knowledge) == ()


@pytest.mark.parametrize("minimum", [3, 10])
def test_nothing_hidden_about_the_invented_county_can_be_told(tmp_path: Path, minimum: int) -> None:
    seen = invented_county()
    catalogue = indicator_catalogue()
    rates = sorted(set(seen.long["indicator_id"]) - {MODELLED})[minimum % 2 :: 2]  # half of them, to be quick
    long = seen.long[(seen.long["period"] == "2025") & seen.long["indicator_id"].isin(rates)]
    knowledge = Knowledge(frozenset(one for one in rates if catalogue[one].part_of_whole))
    assert _broken(tmp_path, long, seen.register, minimum=minimum, knowledge=knowledge) == ()
