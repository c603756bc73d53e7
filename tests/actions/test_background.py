"""Long work runs in a thread of its own, after what asked for it is stored, one piece after the other."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pytest
from django.db import transaction

from passgenau.actions.background import later

PATIENCE = 10


@pytest.fixture
def committed(monkeypatch: pytest.MonkeyPatch, settings: object) -> list[Callable[[], None]]:
    """Return what waits for the transaction to end."""
    settings.COMPUTE_IN_BACKGROUND = True  # type: ignore[attr-defined]
    waiting: list[Callable[[], None]] = []
    monkeypatch.setattr(transaction, "on_commit", waiting.append)
    return waiting


def test_nothing_starts_before_the_transaction_ends(committed: list[Callable[[], None]]) -> None:
    ran, names = threading.Event(), []
    later(lambda: (names.append(threading.current_thread().name), ran.set())[1])
    assert not ran.is_set()
    committed[0]()
    assert ran.wait(PATIENCE)
    assert names == ["background"]


def test_two_pieces_never_run_at_once(committed: list[Callable[[], None]]) -> None:
    begun, may_end, second = threading.Event(), threading.Event(), threading.Event()
    later(lambda: (begun.set(), may_end.wait(PATIENCE))[0])
    later(second.set)
    committed[0]()
    assert begun.wait(PATIENCE)
    committed[1]()
    assert not second.wait(0.2)
    may_end.set()
    assert second.wait(PATIENCE)
