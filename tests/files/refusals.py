"""How tests look at a refusal: by its stable code, its place, and the German words."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from passgenau.common.errors import PassgenauError
from passgenau.common.findings import Finding


def refusals(call: Callable[[], object]) -> tuple[Finding, ...]:
    """Return the findings with which a call is refused; a call that goes through fails the test."""
    with pytest.raises(PassgenauError) as refused:
        call()
    return refused.value.findings


def refusal_of(call: Callable[[], object]) -> Finding:
    """Return the one finding with which a call is refused."""
    findings = refusals(call)
    assert len(findings) == 1, [finding.sentence() for finding in findings]
    return findings[0]
