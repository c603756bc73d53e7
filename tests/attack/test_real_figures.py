"""What our own protection publishes of Flensburg (real) and of the invented county, attacked."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from passgenau.data.areas import AreaRegister
from passgenau.demo.county import invented_county
from tests.attack.attack import attack
from tests.attack.knowledge import Knowledge
from tests.attack.protecting import demands_of, figures_of, protected_package, thresholds
from tests.attack.reading import HIDDEN, Published
from tests.flensburg import BREAKDOWNS, PART_OF_WHOLE, flensburg_figures

Breakdowns = tuple[tuple[str, tuple[str, ...]], ...]


def _attacked(
    folder: Path,
    long: pd.DataFrame,
    register: AreaRegister,
    *,
    minimum: int,
    knowledge: Knowledge,
) -> tuple[Published, tuple[object, ...]]:
    rules = {str(indicator): thresholds(minimum) for indicator in long["indicator_id"].unique()}
    figures = figures_of(
        long, register, {}, rules=rules, part_of_whole=knowledge.part_of_whole, breakdowns=knowledge.breakdowns
    )
    release = protected_package(folder, figures)
    return release, attack([release], knowledge, demands_of(rules))


@pytest.mark.shared
@pytest.mark.parametrize("minimum", [3, 10])
def test_nothing_hidden_about_flensburg_can_be_told(tmp_path: Path, shared_folder: Path, minimum: int) -> None:
    long, register, _ = flensburg_figures(shared_folder)
    knowledge = Knowledge(PART_OF_WHOLE, BREAKDOWNS)
    release, found = _attacked(tmp_path, long, register, minimum=minimum, knowledge=knowledge)
    assert (release.values["status"] == HIDDEN).any()
    assert found == ()
