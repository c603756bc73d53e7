"""The attack must be able to win: packages protected the way people do it by eye, each of which it has to break."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from tests.attack.attack import Break, Demand, attack
from tests.attack.knowledge import Knowledge
from tests.attack.naive import counts_published, published, with_sums

AT_LEAST_3 = {"faelle": Demand(3)}
TREE = {"G": ["a", "b", "c"], "H": ["d", "e", "f"], "K": ["G", "H"]}
COUNTS = with_sums(TREE, {"a": 1, "b": 9, "c": 14, "d": 2, "e": 20, "f": 8})


def _exact(found: Sequence[Break]) -> dict[str, int]:
    """Return the counts that were told exactly, by area."""
    return {one.key[0]: one.interval[0] for one in found if one.interval[0] == one.interval[1] and one.kind != "gaps"}


def test_it_breaks_hiding_nothing_but_the_small_counts(tmp_path: Path) -> None:
    assert _exact(attack([counts_published(tmp_path, TREE, COUNTS, "ad")], Knowledge(), AT_LEAST_3)) == {"a": 1, "d": 2}


def test_it_leaves_alone_what_is_hidden_well(tmp_path: Path) -> None:
    assert attack([counts_published(tmp_path, TREE, COUNTS, "abdf")], Knowledge(), AT_LEAST_3) == ()


def test_it_finds_a_hidden_count_that_is_not_exact_but_too_narrow(tmp_path: Path) -> None:
    tree = {"P": ["a", "b", "c"]}
    release = counts_published(tmp_path, tree, with_sums(tree, {"a": 1, "b": 4, "c": 90}), "ab")
    assert attack([release], Knowledge(), AT_LEAST_3) == ()
    assert {one.kind for one in attack([release], Knowledge(), {"faelle": Demand(10)})} == {"hidden", "gaps"}


def test_it_finds_gaps_that_are_small_together(tmp_path: Path) -> None:
    tree = {"P": ["a", "b", "c", "d"]}
    release = counts_published(tmp_path, tree, with_sums(tree, {"a": 1, "b": 1, "c": 0, "d": 9}), "abc")
    assert ("gaps", (2, 2)) in [(one.kind, one.interval) for one in attack([release], Knowledge(), AT_LEAST_3)]


def test_it_finds_a_small_count_that_nobody_hid(tmp_path: Path) -> None:
    assert _exact(attack([counts_published(tmp_path, TREE, COUNTS, "")], Knowledge(), AT_LEAST_3)) == {"a": 1, "d": 2}


def test_it_unpicks_sums_that_are_rounded_apart(tmp_path: Path) -> None:
    tree = {"P": ["a", "b"]}
    counts = with_sums(tree, {"a": 1, "b": 1})
    release = counts_published(tmp_path, tree, counts, "", sign=lambda count: (2 * count + 3) // 6 * 3)
    found = attack([release], Knowledge(rounding={"faelle": 3}), AT_LEAST_3)
    assert _exact(found) == {"a": 1, "b": 1, "P": 2}


def test_rounding_is_unpicked_less_the_coarser_it_is(tmp_path: Path) -> None:
    """The handbook says "can be easily unpicked" (5.5); on an invented linked table base 3 tells most, base 10 none."""
    chance = np.random.default_rng(7)
    cells = {f"{a}{b}{c}": int(chance.poisson(1.5)) for a, b, c in itertools.product("wxyz", "abc", "12")}
    across = {f"{a}{b}": [f"{a}{b}{c}" for c in "12"] for a, b in itertools.product("wxyz", "abc")}
    rows = {a: [f"{a}{b}" for b in "abc"] for a in "wxyz"}
    other = {f"{a}-{c}": [f"{a}{b}{c}" for b in "abc"] for a, c in itertools.product("wxyz", "12")}
    third = {f"{b}-{c}": [f"{a}{b}{c}" for a in "wxyz"] for b, c in itertools.product("abc", "12")}
    sums = with_sums({**across, **rows, **other, **third}, cells)
    told = {}
    for base in (3, 5, 10):
        release = counts_published(
            tmp_path / str(base),
            {**across, **rows},
            sums,
            "",
            further={**other, **third},
            sign=lambda count, base=base: (2 * count + base) // (2 * base) * base,
        )
        told[base] = len(attack([release], Knowledge(rounding={"faelle": base}), {"faelle": Demand(5)}))
    assert told[3] > told[5] >= told[10] == 0


def test_it_reads_a_count_out_of_a_rate_with_too_many_decimals(tmp_path: Path) -> None:
    rows = [("a", "faelle", "2024", "", 57, "0.0351", "value")]
    assert _exact(attack([published(tmp_path, [("a", "", "", "")], rows)], Knowledge(), AT_LEAST_3)) == {"a": 2}


def test_it_reads_a_count_out_of_a_full_rate_without_knowing_the_group(tmp_path: Path) -> None:
    areas = [("a", "", "P", ""), ("b", "", "P", ""), ("P", "", "", "")]
    rows = [
        ("a", "faelle", "2024", "", "", 2 / 57, "value"),
        ("b", "faelle", "2024", "", "", "", "suppressed"),
        ("P", "faelle", "2024", "", 90, "", "suppressed"),
    ]
    found = attack([published(tmp_path, areas, rows)], Knowledge(frozenset({"faelle"})), AT_LEAST_3)
    assert found == ()  # none or 2 of 57: nobody can tell
    rows[0] = ("a", "faelle", "2024", "", "", 2 / 57, "value")
    rows[2] = ("P", "faelle", "2024", 12, 90, "", "value")
    rows[1] = ("b", "faelle", "2024", "", 33, "", "suppressed")
    found = attack([published(tmp_path / "2", areas, rows)], Knowledge(frozenset({"faelle"})), AT_LEAST_3)
    assert _exact(found) == {"a": 2, "b": 10}


def test_it_finds_those_not_concerned(tmp_path: Path) -> None:
    rows = [("a", "faelle", "2024", 38, 40, 0.95, "value")]
    release = published(tmp_path, [("a", "", "", "")], rows)
    knowledge = Knowledge(frozenset({"faelle"}))
    assert attack([release], knowledge, AT_LEAST_3) == ()
    found = attack([release], knowledge, {"faelle": Demand(3, complement=True)})
    assert [(one.kind, one.key[1], one.interval) for one in found] == [("small", "c:faelle", (2, 2))]


@pytest.mark.parametrize(("count", "demand"), [(40, Demand(3, coalition=0)), (0, Demand(3, hide_none=True))])
def test_it_finds_groups_of_which_all_or_none_are_concerned(tmp_path: Path, count: int, demand: Demand) -> None:
    rows = [("a", "faelle", "2024", count, 40, count / 40, "value")]
    found = attack(
        [published(tmp_path, [("a", "", "", "")], rows)], Knowledge(frozenset({"faelle"})), {"faelle": demand}
    )
    assert [one.kind for one in found] == ["group"]


def test_it_finds_rates_of_too_few_people(tmp_path: Path) -> None:
    rows = [("a", "faelle", "2024", 12, 40, 0.3, "value")]
    release = published(tmp_path, [("a", "", "", "")], rows)
    demand = {"faelle": Demand(3, minimum_denominator=100)}
    assert [one.kind for one in attack([release], Knowledge(frozenset({"faelle"})), demand)] == ["few"]


def test_a_second_release_with_other_gaps_fills_those_of_the_first(tmp_path: Path) -> None:
    tree = {"P": ["a", "b", "c"]}
    counts = with_sums(tree, {"a": 1, "b": 8, "c": 9})
    first = counts_published(tmp_path / "1", tree, counts, "ab")
    second = counts_published(tmp_path / "2", tree, counts, "ac")
    assert attack([first], Knowledge(), AT_LEAST_3) == attack([second], Knowledge(), AT_LEAST_3) == ()
    assert _exact(attack([first, second], Knowledge(), AT_LEAST_3)) == {"a": 1}


def test_a_second_release_with_further_areas_is_set_against_the_first(tmp_path: Path) -> None:
    tree = {"P": ["a", "b", "c"]}
    counts = with_sums({**tree, "S": ["a", "c"]}, {"a": 1, "b": 8, "c": 9})
    first = counts_published(tmp_path / "1", tree, {one: counts[one] for one in "abcP"}, "ab")
    second = counts_published(tmp_path / "2", tree, counts, "abc", further={"S": ["a", "c"]})
    assert attack([second], Knowledge(), AT_LEAST_3) != ()  # P less S is b
    assert _exact(attack([first, second], Knowledge(), AT_LEAST_3)) == {"a": 1, "b": 8}


def test_it_subtracts_the_parts_of_a_breakdown(tmp_path: Path) -> None:
    areas = [("a", "", "", "")]
    rows = [
        ("a", "alle", "2024", 12, "", "", "value"),
        ("a", "frauen", "2024", 11, "", "", "value"),
        ("a", "maenner", "2024", "", "", "", "suppressed"),
    ]
    knowledge = Knowledge(breakdowns=(("alle", ("frauen", "maenner")),))
    found = attack([published(tmp_path, areas, rows)], knowledge, {"maenner": Demand(3)})
    assert _exact(found) == {"a": 1}


def test_it_subtracts_single_years_from_several_together(tmp_path: Path) -> None:
    rows = [
        ("a", "faelle", "2019", 5, "", "", "value"),
        ("a", "faelle", "2020", 6, "", "", "value"),
        ("a", "faelle", "2021", "", "", "", "suppressed"),
        ("a", "faelle", "2019..2021", 13, "", "", "value"),
    ]
    assert _exact(attack([published(tmp_path, [("a", "", "", "")], rows)], Knowledge(), AT_LEAST_3)) == {"a": 2}


def test_it_takes_a_hidden_group_from_an_indicator_of_the_same_people(tmp_path: Path) -> None:
    areas = [(area, "", "", "") for area in "abcd"]
    people = {"a": 57, "b": 90, "c": 80, "d": 70}
    rows: list[tuple[object, ...]] = [(area, "quote", "2024", 30, people[area], "", "value") for area in people]
    rows += [(area, "faelle", "2024", 20, people[area], "", "value") for area in "bcd"]
    rows += [("a", "faelle", "2024", "", "", "0.0351", "value")]
    assert _exact(attack([published(tmp_path, areas, rows)], Knowledge(), AT_LEAST_3)) == {"a": 2}


def test_it_takes_a_hidden_group_from_the_inhabitants_in_the_list_of_areas(tmp_path: Path) -> None:
    people = {"a": 57, "b": 90, "c": 80, "d": 70}
    areas = [(area, "", "", count) for area, count in people.items()]
    rows: list[tuple[object, ...]] = [(area, "faelle", "2024", 20, people[area], "", "value") for area in "bcd"]
    rows += [("a", "faelle", "2024", "", "", "0.0351", "value")]
    assert _exact(attack([published(tmp_path, areas, rows)], Knowledge(), AT_LEAST_3)) == {"a": 2}


def test_it_takes_a_hidden_count_from_where_it_is_the_group_of_others(tmp_path: Path) -> None:
    areas = [(area, "", "", "") for area in "abcd"]
    children = {"a": 7, "b": 30, "c": 20, "d": 10}
    rows: list[tuple[object, ...]] = [(area, "kinder", "2024", children[area], 90, "", "value") for area in "bcd"]
    rows += [("a", "kinder", "2024", "", 90, "", "suppressed")]
    rows += [(area, "armut", "2024", "", children[area], "", "suppressed") for area in "abcd"]
    assert _exact(attack([published(tmp_path, areas, rows)], Knowledge(), {"kinder": Demand(10)})) == {"a": 7}


def test_it_finds_sums_that_nobody_has_declared(tmp_path: Path) -> None:
    women, men = [4, 9, 3, 7, 12, 8, 1], [6, 5, 8, 2, 11, 10, 20]
    areas = [(f"a{number}", "", "", "") for number in range(7)]
    rows: list[tuple[object, ...]] = []
    for number, (one, other) in enumerate(zip(women, men, strict=True)):
        shown = (one, "", "", "value") if number < 6 else ("", "", "", "suppressed")
        rows += [(f"a{number}", "frauen", "2024", *shown)]
        rows += [(f"a{number}", "maenner", "2024", other, "", "", "value")]
        rows += [(f"a{number}", "alle", "2024", one + other, "", "", "value")]
    release = published(tmp_path, areas, rows)
    demand = {"frauen": Demand(3)}
    assert attack([release], Knowledge(), demand) == ()
    assert _exact(attack([release], Knowledge(curious=2), demand)) == {"a6": 1}
