"""What the tests of this folder ask: with which words a verb is refused, and what was written down."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from passgenau.common.errors import PassgenauError
from passgenau.store.models import AuditEntry, Region


def refused(action: Callable[[], object]) -> list[str]:
    """Return the codes with which an action is refused; it must be, in German sentences."""
    with pytest.raises(PassgenauError) as problem:
        action()
    assert all(finding.text.endswith((".", "“", "!")) for finding in problem.value.findings)
    return [finding.code for finding in problem.value.findings]


def codes(region: Region) -> list[str]:
    """Return what was written down about a region, oldest first."""
    return list(AuditEntry.objects.of(region).order_by("pk").values_list("code", flat=True))
