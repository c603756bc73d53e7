"""Published examples of disclosure: the attacker must find exactly what the literature says can be found.

Sources: Hundepool et al., Handbook on Statistical Disclosure Control, example 3 (after Geurts 1992) and chapter 5; the
test tables of the R package sdcTable (4x4 with margins; two counties linked by firm size).
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pytest

from tests.attack.attack import Demand, attack
from tests.attack.component import Interval
from tests.attack.knowledge import Knowledge, system_of
from tests.attack.naive import Published, counts_published, published, with_sums
from tests.attack.solve import interval

AT_LEAST_3 = {"faelle": Demand(3)}


def _interval(release: Published, area: str) -> Interval:
    return interval(system_of([release], Knowledge()), (area, "n:faelle", "2024"))


def _table(folder: Path, rows: dict[str, list[int]], columns: str, hidden: Iterable[str]) -> Published:
    """Publish a table with its margins: rows are one geography, columns another one."""
    counts = {
        f"{row}{column}": count for row, line in rows.items() for column, count in zip(columns, line, strict=True)
    }
    across = {row: [f"{row}{column}" for column in columns] for row in rows}
    down = {column: [f"{row}{column}" for row in rows] for column in columns}
    everything = {"T": list(rows)}
    sums = with_sums({**across, **down, **everything}, counts)
    return counts_published(folder, {**across, **everything}, sums, hidden, further=down)


def _geurts(folder: Path) -> Published:
    return _table(folder, {"1": [6, 1], "2": [0, 3], "3": [3, 3]}, "ab", ["1a", "1b", "2a", "2b"])


def test_geurts_hidden_count_lies_between_3_and_6(tmp_path: Path) -> None:
    assert _interval(_geurts(tmp_path), "1a") == (3, 6)


SDC_TABLE = {"w": [30, 47, 64, 89], "x": [90, 124, 5, 31], "y": [92, 100, 59, 85], "z": [800, 991, 651, 685]}
SDC_GAPS = ["wa", "wb", "wc", "xa", "xc", "yb", "yd", "zb", "zd"]


def test_two_gaps_in_every_row_and_column_still_tell_47(tmp_path: Path) -> None:
    assert _interval(_table(tmp_path, SDC_TABLE, "abcd", SDC_GAPS), "wb") == (47, 47)


@pytest.mark.parametrize(("more", "expected"), [("xd", (0, 78)), ("xb", (0, 141))])
def test_one_gap_more_hides_it_as_far_as_sdctable_says(tmp_path: Path, more: str, expected: Interval) -> None:
    assert _interval(_table(tmp_path, SDC_TABLE, "abcd", [*SDC_GAPS, more]), "wb") == expected


def test_the_attack_breaks_two_gaps_in_every_row_and_column(tmp_path: Path) -> None:
    found = attack([_table(tmp_path, SDC_TABLE, "abcd", SDC_GAPS)], Knowledge(), AT_LEAST_3)
    assert ("wb", (47, 47)) in [(one.key[0], one.interval) for one in found]


LINKED = {"A": 2, "B": 2, "I": 8, "J": 8, "K": 3, "L": 3, "M": 3, "N": 7}
COUNTIES = {"county-1": ["A", "B", "I", "J"], "county-2": ["K", "L", "M", "N"]}
SIZES = {"BIG": ["L", "M"], "small": ["A", "B", "I", "J", "K", "N"]}


def _linked(folder: Path, hidden: str, *, sizes: bool = True) -> Published:
    sums = with_sums({**COUNTIES, **(SIZES if sizes else {})}, LINKED)
    return counts_published(folder, COUNTIES, sums, hidden, further=SIZES if sizes else {})


def test_one_geography_alone_keeps_its_secret(tmp_path: Path) -> None:
    assert attack([_linked(tmp_path, "ABKLM", sizes=False)], Knowledge(), AT_LEAST_3) == ()


def test_two_geographies_protected_apart_tell_3(tmp_path: Path) -> None:
    release = _linked(tmp_path, "ABKLM")
    assert _interval(release, "K") == (3, 3)
    assert "K" in {one.key[0] for one in attack([release], Knowledge(), AT_LEAST_3)}


def test_two_geographies_are_safe_when_a_seventh_count_goes_too(tmp_path: Path) -> None:
    assert attack([_linked(tmp_path, "ABKLMN")], Knowledge(), AT_LEAST_3) == ()


def test_three_single_cases_stay_between_none_and_three(tmp_path: Path) -> None:
    tree = {"P": ["a", "b", "c"]}
    release = counts_published(tmp_path, tree, with_sums(tree, {"a": 1, "b": 1, "c": 1}), "abc")
    assert {_interval(release, area) for area in "abc"} == {(0, 3)}


@pytest.mark.parametrize(("decimals", "limit"), [(0, 100), (1, 1_000), (2, 10_000)])
def test_a_percentage_tells_every_count_up_to_a_hundred_people_and_ten_times_more_per_decimal(
    tmp_path: Path, decimals: int, limit: int
) -> None:
    assert _counts_left(tmp_path / "within", limit, decimals) == {1}
    assert 2 in _counts_left(tmp_path / "beyond", limit + 1, decimals)


def _counts_left(folder: Path, people: int, decimals: int) -> set[int]:
    """Return how many counts are left by the rates that lie about in the middle, where rounding bites last."""
    counts = range(people // 2 - 10, people // 2 + 10)
    areas = [(f"g{count}", "", "", "") for count in counts]
    rows = [
        (f"g{count}", "faelle", "2024", "", people, f"{count / people:.{decimals + 2}f}", "value") for count in counts
    ]
    system = system_of([published(folder, areas, rows)], Knowledge())
    ends = [interval(system, (area, "n:faelle", "2024")) for area, *_ in areas]
    return {high - low + 1 for low, high in ends if high is not None}
