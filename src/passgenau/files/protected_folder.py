"""Where a protected package and its certificate lie, and whether the files are those the certificate was made for."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from passgenau.common.errors import refusal
from passgenau.common.findings import Finding, Place, error
from passgenau.files.limits import LOCAL, Limits
from passgenau.files.package_source import DESCRIPTOR, open_source

PACKAGE, CERTIFICATE = "paket", "certificate.json"
PRIVACY_REPORT, PLANNING_REPORT = "bericht_datenschutz.html", "bericht_planung.html"
CONTENTS = (PACKAGE, CERTIFICATE, PRIVACY_REPORT, PLANNING_REPORT)


@dataclass(frozen=True)
class ProtectedFolder:
    """The paths of a protected package and of its certificate."""

    package: Path
    certificate: Path


def find_protected(path: Path, certificate: Path | None = None) -> ProtectedFolder:
    """Return package and certificate below a folder made by ``protect``, or of a package with its certificate beside.

    What is not there is refused; nothing is guessed from other names.
    """
    within = path / PACKAGE
    package = within if (within / DESCRIPTOR).is_file() else path
    if not package.exists():
        raise refusal("package.absent", "Das Datenpaket gibt es nicht.", Place(file=str(path)))
    if certificate is not None:
        chosen = certificate
    elif package == within:
        chosen = path / CERTIFICATE
    else:
        folder = package.parent.parent if package.name == DESCRIPTOR else package.parent
        chosen = folder / CERTIFICATE
    if not chosen.is_file():
        text = "Zu einem geschützten Datenpaket gehört ein Zertifikat; hier liegt keines."
        raise refusal("certificate.absent", text, Place(file=str(chosen)), "Mit --certificate wird es genannt.")
    return ProtectedFolder(package, chosen)


def digests_of(files: Mapping[str, bytes]) -> dict[str, str]:
    """Return the SHA-256 of every file by name."""
    return {name: hashlib.sha256(content).hexdigest() for name, content in files.items()}


def package_digests(path: Path, *, limits: Limits = LOCAL) -> dict[str, str]:
    """Return the SHA-256 of every file that lies in a package, described or not."""
    source = open_source(path, limits=limits)
    return digests_of({name: source.read(name) for name in source.names()})


def package_contents(path: Path, wanted: Sequence[str], *, limits: Limits = LOCAL) -> dict[str, bytes]:
    """Return those of the wanted files that lie in a package."""
    source = open_source(path, limits=limits)
    return {name: source.read(name) for name in source.names() if name in wanted}


def compare_digests(expected: Mapping[str, str], found: Mapping[str, str]) -> tuple[Finding, ...]:
    """Return a finding for every file that is absent, foreign or changed since the certificate was made."""
    findings = [
        error("certificate.file_missing", "Die Datei steht im Zertifikat, fehlt aber im Datenpaket.", Place(file=name))
        for name in expected
        if name not in found
    ]
    for name, digest in found.items():
        if name not in expected:
            text = "Die Datei liegt im Datenpaket, steht aber nicht im Zertifikat."
            findings.append(error("certificate.file_foreign", text, Place(file=name)))
        elif digest != expected[name]:
            text = "Die Datei ist nicht die, für die das Zertifikat gilt: Die Prüfsumme (SHA-256) ist eine andere."
            findings.append(error("certificate.file_changed", text, Place(file=name)))
    return tuple(findings)
