"""``certificate.json``: the proof of a protected package, the rule it was made under, and the digest of every file."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from passgenau.common.errors import PassgenauError, refusal
from passgenau.common.findings import Finding, Place, error
from passgenau.files.certificate_entries import MisshapenError, read_entries
from passgenau.files.limits import LOCAL, Limits, refuse_too_large
from passgenau.files.whole import reason_de
from passgenau.indicators.disclosure.certificate import Certificate
from passgenau.indicators.disclosure.figures import Demands

FORMAT, VERSION = "passgenau-certificate", 1


@dataclass(frozen=True)
class CertificateFile:
    """A certificate with the rule it was made under and the SHA-256 of every file of the package."""

    certificate: Certificate
    rule_id: str
    rule_name: str
    digests: Mapping[str, str]
    index_periods: Mapping[str, str] = field(default_factory=dict)


def certificate_json(file: CertificateFile) -> bytes:
    """Return the certificate as it is written: UTF-8, one line for each table."""
    certificate = file.certificate
    entries = {
        "format": FORMAT,
        "version": VERSION,
        "rule_id": file.rule_id,
        "rule_name": file.rule_name,
        "package": dict(file.digests),
        "index_periods": dict(file.index_periods),
        "audience": certificate.audience,
        "demands": _demands(certificate.demands),
        "structure": asdict(certificate.structure),
        "earlier": [[*key, count] for key, count in certificate.earlier.items()],
        "limited": [[*key, left] for key, left in certificate.limited.items()],
        "tables": [" ".join(map(str, table)) for table in certificate.tables.tolist()],
    }
    return (json.dumps(entries, ensure_ascii=False, indent=1, allow_nan=False) + "\n").encode("utf-8")


def _demands(demands: Demands) -> dict[str, Any]:
    return {
        "thresholds": {key: asdict(one) for key, one in demands.thresholds.items()},
        "part_of_whole": sorted(demands.part_of_whole),
        "breakdowns": [asdict(one) for one in demands.breakdowns],
        "populations": None if demands.populations is None else asdict(demands.populations),
    }


def read_certificate(path: Path, *, limits: Limits = LOCAL) -> CertificateFile:
    """Return the certificate in a file; what is none is refused in German, with every faulty entry."""
    place = Place(file=path.name)
    entries = _object(path, limits)
    if entries.get("format") != FORMAT or entries.get("version") != VERSION:
        text = f"Das ist kein Zertifikat dieser Fassung: „format“ muss „{FORMAT}“ sein und „version“ {VERSION}."
        raise refusal("certificate.format", text, place)
    try:
        read = read_entries(entries)
    except MisshapenError as problem:
        raise PassgenauError(_entry_wrong(entry, place) for entry in problem.entries) from problem
    return CertificateFile(read.certificate, read.rule_id, read.rule_name, read.digests, read.index_periods)


def _object(path: Path, limits: Limits) -> dict[str, Any]:
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


def _entry_wrong(key: str, place: Place) -> Finding:
    return error("certificate.entry", f"Der Eintrag „{key}“ fehlt oder ist nicht, was er sein muss.", place)
