"""The steps of ``passgenau protect``: protect, write down, read back, check, report, and only then let it out."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from passgenau.cli.figures_to_protect import Task, task_of
from passgenau.cli.verifying import Checked, check_protected
from passgenau.common.errors import PassgenauError
from passgenau.common.findings import Finding
from passgenau.files.certificates import CertificateFile, certificate_json
from passgenau.files.package import read_package
from passgenau.files.package_writing import package_files
from passgenau.files.protected_folder import (
    CERTIFICATE,
    CONTENTS,
    PACKAGE,
    PLANNING_REPORT,
    PRIVACY_REPORT,
    digests_of,
)
from passgenau.files.whole import write_folder
from passgenau.indicators.disclosure.figures import FigureKey
from passgenau.indicators.disclosure.planning_report import planning_report
from passgenau.indicators.disclosure.privacy_report import privacy_report
from passgenau.indicators.disclosure.protect import Earlier, Protected, earlier_of, protect
from passgenau.indicators.disclosure.report import Released
from passgenau.indicators.disclosure.thresholds import AUDIENCES_DE, Audience
from passgenau.render.report_html import report_html


@dataclass(frozen=True)
class Wish:
    """What was asked for."""

    package: Path
    rule: str
    audience: Audience
    earlier: tuple[Path, ...]
    out: Path


@dataclass(frozen=True)
class Done:
    """What was written, with what the check of the written files found, and what there is to say on the delivery."""

    checked: Checked
    findings: tuple[Finding, ...]


def protect_package(wish: Wish) -> Done:
    """Write protected package, certificate and reports, or nothing at all."""
    task = task_of(wish.package, wish.rule, wish.audience)
    protected = protect(task.figures, earlier=earlier_releases(wish.earlier), audience=wish.audience)
    package = _package_files(task, protected)
    certificate = _certificate(task, protected, package)
    files = {**{f"{PACKAGE}/{name}": content for name, content in package.items()}, CERTIFICATE: certificate}
    checked = _read_back(files)
    released = Released(
        title=checked.title,
        long=checked.package.long,
        register=checked.package.register,
        rule=task.decided,
        findings=checked.findings,
        digests=digests_of(package),
        names=task.names,
    )
    files[PRIVACY_REPORT] = report_html(privacy_report(released))
    files[PLANNING_REPORT] = report_html(planning_report(released))
    write_folder(wish.out, files, allowed=CONTENTS)
    return Done(checked, task.findings)


def earlier_releases(packages: Sequence[Path]) -> Earlier:
    """Return everything that earlier protected packages have shown; the first to state a count is taken."""
    counts: dict[FigureKey, int] = {}
    for path in packages:
        within = path / PACKAGE
        read = read_package(within if within.exists() else path).sound()
        for key, count in earlier_of(read.long).counts.items():
            counts.setdefault(key, count)
    return Earlier(counts)


def _package_files(task: Task, protected: Protected) -> dict[str, bytes]:
    package = task.package
    shown = {key: one for key, one in package.indicators.items() if key not in task.decided.withheld}
    return package_files(
        protected.register,
        protected.long,
        name=package.name,
        title=f"{package.title}, geschützt für: {AUDIENCES_DE[task.decided.audience]}",
        indicators=shown,
        memberships=package.memberships,
        values_format="csv",
    )


def _certificate(task: Task, protected: Protected, package: Mapping[str, bytes]) -> bytes:
    rule = task.decided
    return certificate_json(
        CertificateFile(protected.certificate, rule_id=rule.id, rule_name=rule.name, digests=digests_of(package))
    )


def _read_back(files: Mapping[str, bytes]) -> Checked:
    """Return the package as others will read it, checked with its certificate; whatever is found stops everything."""
    with tempfile.TemporaryDirectory(prefix="passgenau-") as folder:
        write_folder(Path(folder) / "out", files, allowed=CONTENTS)
        checked = check_protected(Path(folder) / "out")
    if not checked.accepted:
        raise PassgenauError(checked.findings)
    return checked
