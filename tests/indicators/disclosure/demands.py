"""Thresholds and profiles to be made stricter one parameter at a time."""

from __future__ import annotations

from dataclasses import asdict, replace
from typing import Any

from passgenau.indicators.disclosure.profile_parse import NOT_APPLIED, NOTHING_DEMANDED, parse_profile
from passgenau.indicators.disclosure.thresholds import AUDIENCES, ProtectionProfile, Thresholds


def demanding(**parameters: Any) -> Thresholds:
    """Return thresholds that demand only this."""
    return replace(NOTHING_DEMANDED, **parameters)


def raw_thresholds(**changes: Any) -> dict[str, Any]:
    """Return a section as it stands in a file, demanding only this."""
    nothing = {key: NOT_APPLIED if value is None else value for key, value in asdict(NOTHING_DEMANDED).items()}
    return nothing | changes


def raw_profile(**changes: Any) -> dict[str, Any]:
    """Return the content of a profile that demands nothing of anybody; ``audiences__public`` replaces a section."""
    raw: dict[str, Any] = {
        "id": "probe", "name": "Probe", "source": "erfunden", "legal_basis": "erfunden", "evidence": "open",
        "reviewed_by": "niemand", "note": "erfunden", "protected_at_source": False,
        "audiences": {audience: raw_thresholds() for audience in AUDIENCES},
    }  # fmt: skip
    for path, value in changes.items():
        *parents, key = path.split("__")
        place = raw
        for parent in parents:
            place = place[parent]
        place[key] = value
    return raw


def profile(identifier: str = "probe", *, at_source: bool = False, **public: Any) -> ProtectionProfile:
    """Return a profile that demands only this, and only of what the public sees."""
    changes = {"id": identifier, "protected_at_source": at_source, "audiences__public": raw_thresholds(**public)}
    return parse_profile(raw_profile(**changes), "probe.toml")
