"""The benchmark table says what was promised and what was missed."""

from __future__ import annotations

import importlib
import math

import pytest

from bench.__main__ import modules
from bench.invented import cells, county
from bench.peers import PeerRun, peer_runs
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


def test_what_could_not_be_measured_is_no_number_and_misses_no_goal() -> None:
    row = Row(what="peer", size="81 areas", seconds=float("nan"), goal=0.1, note="not installed")
    assert not row.missed
    assert table([row]).splitlines()[2] == "| peer | 81 areas | -       | 0.1  | not installed |"


def test_a_peer_is_scaled_by_the_replications_it_did() -> None:
    assert PeerRun(runs=500, seconds=2.0).scaled(10_000) == 40.0
    assert math.isnan(PeerRun(error="left out in CI").scaled(10_000))


def test_peers_are_never_installed_where_the_tests_run(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CI", "true")
    assert {run.error for run in peer_runs(county(3, 2)).values()} == {"left out in CI"}


def test_many_invented_areas_take_the_memory_of_their_values_only() -> None:
    table = cells(1000, 5)
    assert table.value.base is None
    assert {table.numerator.strides, table.denominator.strides, table.status.strides} == {(0, 0)}
    assert set(table.status.ravel()) == {"value"}
