"""The one exception family that doors translate: a German sentence, never a traceback."""

from __future__ import annotations

from collections.abc import Iterable

from passgenau.common.findings import Finding, Place, error


class PassgenauError(Exception):
    """Something was refused; carries every finding that says what must be, what came, and where."""

    def __init__(self, findings: Iterable[Finding]) -> None:
        self.findings = tuple(findings)
        if not self.findings:
            raise ValueError("a refusal needs at least one finding")
        super().__init__("\n".join(finding.sentence() for finding in self.findings))


def refusal(code: str, text: str, place: Place = Place(), advice: str = "") -> PassgenauError:
    """Return an error with a single finding, ready to be raised."""
    return PassgenauError([error(code, text, place, advice)])
