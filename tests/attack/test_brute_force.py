"""Three ways to the interval of a hidden count: writing down every table, constraint programming, and the core."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings

from passgenau.indicators.disclosure.cells import PublicSystem
from tests.attack.brute_force import every_interval, solved_interval
from tests.attack.trees import public_systems

FEW = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@FEW
@given(public_systems(bases=(1, 3)))
def test_writing_down_every_table_and_constraint_programming_agree(system: PublicSystem) -> None:
    written = every_interval(system)
    assert [solved_interval(system, cell) for cell in range(len(system.cells))] == written
