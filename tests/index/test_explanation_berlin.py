"""Explanations of a published index: every planning area of Berlin between two editions, one indicator fewer.

Data: Monitoring Soziale Stadtentwicklung 2017 and 2019, CC BY 3.0 DE, Amt für Statistik Berlin-Brandenburg / SenStadt.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from passgenau.files.definitions import load_index_definition
from passgenau.index.explanation import Reading, explain_change, explain_cut, explain_score
from tests.index.test_published_mss_classes import edition_of, table

pytestmark = pytest.mark.shared
FILE = Path("data") / "berlin-mss" / "mss_2013_2019_plr.csv"


@pytest.fixture(scope="module")
def editions(shared_folder: Path) -> tuple[Reading, Reading]:
    """Return the status index of 2017 and of 2019."""
    published = pd.read_csv(shared_folder / FILE, dtype={"id": "str"})
    chosen = load_index_definition("mss_berlin_status")
    return tuple(Reading.of(table(edition_of(published, year), "S"), chosen) for year in (2017, 2019))  # type: ignore[return-value]


def ranked_in_both(editions: tuple[Reading, Reading]) -> list[str]:
    ranked = [
        {area for area, rank in zip(one.result.area_ids, one.result.rank, strict=True) if rank} for one in editions
    ]
    return sorted(ranked[0] & ranked[1])


def test_the_change_of_every_area_adds_up_and_the_indicator_that_ended_belongs_to_the_choice(
    editions: tuple[Reading, Reading],
) -> None:
    areas = ranked_in_both(editions)
    assert len(areas) > 400
    for area in areas[::9]:
        found = explain_change(area, earlier=editions[0], later=editions[1])
        assert found.area + found.reference + found.choice == pytest.approx(found.change, abs=1e-12)
        ended = next(part for part in found.parts if part.indicator_id == "S2")
        assert (ended.area, ended.reference, ended.later_contribution) == (0.0, 0.0, 0.0)
        assert ended.choice == pytest.approx(found.choice)


def test_the_contributions_of_every_area_add_up(editions: tuple[Reading, Reading]) -> None:
    for area in ranked_in_both(editions):
        found = explain_score(editions[1], area)
        assert sum(part.contribution for part in found.parts) + found.shift == pytest.approx(found.final, abs=1e-12)


def test_the_areas_at_the_published_cut_need_the_smallest_changes(editions: tuple[Reading, Reading]) -> None:
    result = editions[1].result
    top = sum(label == "sehr niedrig" for label in result.klass)
    assert top == 39
    order = [result.area_ids[place] for place in np.argsort(-np.nan_to_num(result.final, nan=-99.0))]
    sizes = []
    for place in (top - 1, top // 2, 0):
        cut = explain_cut(editions[1], order[place], top=top)
        assert cut.inside
        sizes.append(min((abs(one.spreads) for one in cut.changes if one.possible), default=np.inf))
    assert sizes == sorted(sizes)
    assert sizes[0] < 0.1
