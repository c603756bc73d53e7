"""``certificate.json``: the proof of a protected package, for whom it was made, and the digest of every file."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from passgenau.common.errors import PassgenauError, refusal
from passgenau.common.findings import Finding, Place, error
from passgenau.files.limits import LOCAL, Limits, refuse_too_large
from passgenau.files.whole import reason_de
from passgenau.indicators.disclosure.protect import Certificate
from passgenau.indicators.disclosure.thresholds import AUDIENCES, Audience

FORMAT, VERSION = "passgenau-certificate", 1
_TEXTS = ("audience", "rule_id", "rule_name")


@dataclass(frozen=True)
class CertificateFile:
    """A certificate with the rule it was made under, for whom, and the SHA-256 of every file of the package."""

    certificate: Certificate
    audience: Audience
    rule_id: str
    rule_name: str
    digests: Mapping[str, str]


def certificate_json(file: CertificateFile) -> bytes:
    """Return the certificate as it is written."""
    entries = {
        "format": FORMAT,
        "version": VERSION,
        "audience": file.audience,
        "rule_id": file.rule_id,
        "rule_name": file.rule_name,
        "package": dict(file.digests),
        "certificate": {"hidden": file.certificate.hidden},
    }
    return (json.dumps(entries, ensure_ascii=False, indent=1, allow_nan=False) + "\n").encode("utf-8")


def read_certificate(path: Path, *, limits: Limits = LOCAL) -> CertificateFile:
    """Return the certificate in a file; what is none is refused in one German sentence."""
    place = Place(file=path.name)
    entries = _entries(path, limits)
    if entries.get("format") != FORMAT or entries.get("version") != VERSION:
        text = f"Das ist kein Zertifikat dieser Fassung: „format“ muss „{FORMAT}“ sein und „version“ {VERSION}."
        raise refusal("certificate.format", text, place)
    digests: Any = entries.get("package")
    wrong = [key for key in _TEXTS if not isinstance(entries.get(key), str)]
    wrong += [] if _all_texts(digests) else ["package"]
    wrong += [] if entries.get("audience") in AUDIENCES or "audience" in wrong else ["audience"]
    wrong += [] if isinstance(entries.get("certificate"), dict) else ["certificate"]
    if wrong:
        raise PassgenauError(_entry_wrong(key, place) for key in wrong)
    return CertificateFile(
        Certificate(entries["certificate"]["hidden"]),
        entries["audience"],
        entries["rule_id"],
        entries["rule_name"],
        digests,
    )


def _entries(path: Path, limits: Limits) -> dict[str, Any]:
    """Return the JSON object in the file; twice the same key is refused, since readers disagree which one counts."""
    place = Place(file=path.name)
    try:
        refuse_too_large(path.stat().st_size, path.name, limits=limits)
        entries = json.loads(path.read_bytes().decode("utf-8-sig"), object_pairs_hook=_once)
    except OSError as problem:
        text = f"Das Zertifikat lässt sich nicht lesen ({reason_de(problem)})."
        raise refusal("certificate.unreadable", text, place) from problem
    except (ValueError, RecursionError):  # no UTF-8, no JSON, or a key twice
        raise refusal("certificate.json", "Das Zertifikat muss gültiges JSON in UTF-8 sein.", place) from None
    if not isinstance(entries, dict):
        raise refusal("certificate.json", "Ein Zertifikat ist ein JSON-Objekt, keine Liste und kein Wert.", place)
    return entries


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a key twice")
    return found


def _all_texts(value: object) -> bool:
    return isinstance(value, dict) and all(isinstance(one, str) for one in value.values())


def _entry_wrong(key: str, place: Place) -> Finding:
    return error("certificate.entry", f"Der Eintrag „{key}“ fehlt oder ist nicht, was er sein muss.", place)
