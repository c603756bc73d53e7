"""A real town for every test of this folder."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from passgenau.common.errors import PassgenauError
from passgenau.store.models import AuditEntry, Region
from tests.town import Town, found_town


@pytest.fixture
def town(db: None) -> Town:
    """Return a real town with six areas and no figures."""
    return found_town()


@pytest.fixture
def invented_town(db: None) -> Town:
    """Return an invented town, which alone may publish."""
    return found_town("Stadt Erfunden", "erfunden", invented=True)


def refused(action: Callable[[], object]) -> list[str]:
    """Return the codes with which an action is refused; it must be, in German sentences."""
    with pytest.raises(PassgenauError) as problem:
        action()
    assert all(finding.text.endswith((".", "“", "!")) for finding in problem.value.findings)
    return [finding.code for finding in problem.value.findings]


def codes(region: Region) -> list[str]:
    """Return what was written down about a region, oldest first."""
    return list(AuditEntry.objects.of(region).order_by("pk").values_list("code", flat=True))
