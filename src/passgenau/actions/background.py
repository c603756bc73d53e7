"""Work that takes too long for an answer: done in a thread of its own, one piece after the other."""

from __future__ import annotations

import threading
from collections.abc import Callable

from django.conf import settings
from django.db import connections, transaction

_ONE_AT_A_TIME = threading.Lock()  # two at once would only take each other's processor


def later(work: Callable[[], None]) -> None:
    """Start the work once what asked for it is stored; at once where the settings want no threads."""
    if not settings.COMPUTE_IN_BACKGROUND:
        work()
        return

    def alone() -> None:
        try:
            with _ONE_AT_A_TIME:
                work()
        finally:
            connections.close_all()

    transaction.on_commit(threading.Thread(target=alone, name="background", daemon=True).start)
