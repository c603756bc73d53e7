"""The benchmark table says what was promised and what was missed."""

from __future__ import annotations

import importlib

from bench.__main__ import modules
from bench.row import Row, table


def test_a_missed_goal_is_said_in_the_table() -> None:
    quick = Row(what="rank", size="81 areas", seconds=0.02, goal=0.1)
    slow = Row(what="draw", size="2000 areas", seconds=1.25, goal=1, note="cold")
    assert not quick.missed
    assert slow.missed
    assert table([quick, slow]).splitlines()[2:] == [
        "| rank | 81 areas   | 0.020   | 0.1      |      |",
        "| draw | 2000 areas | 1.250   | 1 MISSED | cold |",
    ]


def test_without_a_promise_nothing_is_missed() -> None:
    assert not Row(what="load", size="a county", seconds=1000.0).missed


def test_every_measuring_module_has_rows() -> None:
    names = list(modules([]))
    assert names
    assert [name for name in names if not callable(importlib.import_module(f"bench.{name}").rows)] == []
