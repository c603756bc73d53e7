"""Three ways to the interval of a hidden count: writing down every table, constraint programming, and the core."""

from __future__ import annotations

import numpy as np
from hypothesis import HealthCheck, given, settings

from passgenau.indicators.disclosure.cells import CountSystem, PublicSystem
from passgenau.indicators.disclosure.hide import hide
from passgenau.indicators.disclosure.moves import interval
from tests.attack.brute_force import every_interval, gaps_together, solved_interval, some_table
from tests.attack.trees import count_systems, counted, public_systems

FEW = settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@FEW
@given(public_systems())
def test_writing_down_every_table_constraint_programming_and_the_core_agree(system: PublicSystem) -> None:
    written = every_interval(system)
    table = some_table(system)
    cells = range(len(system.cells))
    assert [solved_interval(system, cell) for cell in cells] == written
    assert [interval(system, table, cell) for cell in cells] == written


@FEW
@given(public_systems(hidden=12, whole_hidden=True))
def test_the_core_agrees_where_the_whole_is_hidden_too(system: PublicSystem) -> None:
    table = some_table(system)
    for cell in range(len(system.cells)):
        low, high = interval(system, table, cell)
        solved_low, solved_high = solved_interval(system, cell)
        assert low == solved_low
        assert solved_high is None or high == solved_high


def test_the_core_says_where_nothing_bounds_a_count() -> None:
    system = counted(["a", "b", "T"], [{2: 1, 0: -1, 1: -1}], [0, 0, 0], base=1, threshold=3)
    public = system.public(np.ones(3, dtype=bool))
    assert solved_interval(public, 0) == (0, None)
    assert interval(public, system.truth, 0) == (0, -1)


@FEW
@given(count_systems(places=10, largest=20))
def test_what_the_core_hides_is_as_uncertain_as_demanded(system: CountSystem) -> None:
    hidden = hide(system).hidden
    public = system.public(hidden)
    for cell in np.flatnonzero(hidden):
        low, high = solved_interval(public, int(cell))
        assert high is None or high - low >= system.width[cell]


def test_the_gaps_of_no_sum_are_small_together() -> None:
    system = counted(["a", "b", "c", "T"], [{3: 1, 0: -1, 1: -1, 2: -1}], [5, 2, 0, 7], base=1, threshold=3)
    assert not [total for total in gaps_together(system.public(hide(system).hidden)) if 0 < total < 3]


def test_the_core_does_not_refuse_what_can_be_protected() -> None:
    names = [*(f"a{number}" for number in range(10)), "P0", "P1", "P2", "F0", "F2", "T"]
    truth = [17, 18, 1, 39, 18, 2, 6, 0, 35, 26, 159, 2, 1, 144, 18, 162]
    rows = [
        {10: 1} | dict.fromkeys((0, 1, 3, 4, 6, 7, 8, 9), -1),
        {11: 1, 5: -1},
        {12: 1, 2: -1},
        {13: 1} | dict.fromkeys((0, 2, 3, 4, 5, 6, 7, 8, 9), -1),
        {14: 1, 1: -1},
        {15: 1, 10: -1, 11: -1, 12: -1},
    ]
    assert hide(counted(names, rows, truth, base=1, threshold=10)).hidden.any()
