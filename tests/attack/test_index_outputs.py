"""An index is computed from the hidden counts as well: what it gives away about them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from passgenau.files.released_index import released_index_csv
from passgenau.index.compute import run_index
from passgenau.index.released import OutputKind, outputs_of, outputs_of_each, withhold
from passgenau.indicators.table import IndicatorTable
from tests.attack.index_attack import after_the_index, every_count, left_of
from tests.attack.knowledge import Knowledge, system_of
from tests.attack.naive import Published, published
from tests.attack.reading import read_published
from tests.attack.system import System
from tests.index.figures import counted, definition

AREAS = ("a", "b", "c", "d", "e", "f")
PEOPLE = {"a": 40, "b": 90, "c": 80, "d": 70, "e": 50, "f": 60}
CASES = {"a": 2, "b": 8, "c": 9, "d": 30, "e": 3, "f": 20}
HIDDEN_AREAS = "ae"
PLAIN = definition(1, classes={"cuts": [-0.5, 0.5], "labels": ["−", "0", "+"]})


def _release(folder: Path, shown: Sequence[str], decimals: int = 12) -> Published:
    """Publish one indicator of six invented areas with two gaps, and so much of its index."""
    areas = [(area, "", "P", "") for area in AREAS] + [("P", "", "", "")]
    rows: list[tuple[object, ...]] = [
        (area, "x0", "2021", "", PEOPLE[area], "", "suppressed")
        if area in HIDDEN_AREAS
        else (area, "x0", "2021", CASES[area], PEOPLE[area], "", "value")
        for area in AREAS
    ]
    rows.append(("P", "x0", "2021", sum(CASES.values()), sum(PEOPLE.values()), "", "value"))
    published(folder, areas, rows)
    result = run_index(_counted(CASES), PLAIN)
    everything: Mapping[str, list[object]] = {
        "area_id": list(AREAS),
        "class": list(result.klass),
        "rank": list(result.rank),
        "score": [f"{score:.{decimals}f}" for score in result.score],
    }
    pd.DataFrame({name: everything[name] for name in ("area_id", *shown)}).to_csv(folder / "index.csv", index=False)
    return read_published(folder)


def _left(release: Published) -> tuple[int, int]:
    system = system_of([release], Knowledge(frozenset({"x0"})))
    tables = after_the_index(release, system, PLAIN, groups={}, period="2021")
    return left_of(tables, system, ("a", "n:x0", "2021"))


def test_ranks_narrow_a_hidden_count(tmp_path: Path) -> None:
    low, high = _left(_release(tmp_path, ["rank"]))
    assert low <= CASES["a"] <= high
    assert high - low < 5


@pytest.mark.parametrize(("shown", "left"), [([], (0, 5)), (["class"], (0, 4)), (["score"], (2, 2))])
def test_even_classes_say_something_and_scores_say_all(tmp_path: Path, shown: list[str], left: tuple[int, int]) -> None:
    assert _left(_release(tmp_path, shown)) == left


def test_a_withheld_output_says_nothing(tmp_path: Path) -> None:
    release = _release(tmp_path, ["score"])
    index = release.index.assign(score=["" for _ in AREAS])
    assert _left(Published(release.areas, release.values, release.part_of, index)) == (0, 5)


def test_every_count_of_two_components_is_their_product() -> None:
    system = System()
    for area in ("a", "b"):
        whole, parts = (area, "n:x", "t"), [(f"{area}{part}", "n:x", "t") for part in (1, 2)]
        system.total(whole, parts, "areas")
        system.narrow(system.place[whole], 2, 2)
    system.propagate()
    tables = every_count(system)
    assert len(np.unique(tables, axis=0)) == 9


@pytest.mark.parametrize("shown", [["class"], ["class", "rank"], ["class", "rank", "score"]])
def test_what_we_release_of_an_index_leaves_the_counts_as_wide_as_proven(
    tmp_path: Path, shown: list[OutputKind]
) -> None:
    """The certificate proves that area a may be 1 or 3; so it must stay for one who knows the released outputs."""
    tables = [_counted({**CASES, "a": count, "e": 5 - count}) for count in (1, 3)]
    official = outputs_of(_counted(CASES), PLAIN, show=shown, decimals=2)
    kept = withhold(official, outputs_of_each(tables, PLAIN, like=official))
    _release(tmp_path, [])
    (tmp_path / "index.csv").write_bytes(released_index_csv(kept))
    low, high = _left(read_published(tmp_path))
    assert low <= 1
    assert high >= 3


def _counted(cases: Mapping[str, int]) -> IndicatorTable:
    return counted([[cases[area]] for area in AREAS], [[PEOPLE[area]] for area in AREAS], area_ids=AREAS)
