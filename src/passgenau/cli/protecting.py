"""The steps of ``passgenau protect``: protect, write down, read back, check, report, and only then let it out."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from passgenau.cli.figures_to_protect import Task, task_of
from passgenau.cli.index_in_package import report_on_index
from passgenau.cli.indexing_release import IndexFiles, index_files
from passgenau.cli.verifying import Checked, check_protected
from passgenau.common.errors import PassgenauError
from passgenau.common.findings import Finding
from passgenau.data.long_table import KEY
from passgenau.data.status import ValueStatus
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
from passgenau.indicators.disclosure.bound import width_of
from passgenau.indicators.disclosure.earlier import NOTHING_EARLIER, Earlier, corrected_since, earlier_of
from passgenau.indicators.disclosure.figures import FigureKey
from passgenau.indicators.disclosure.planning_report import planning_report
from passgenau.indicators.disclosure.privacy_report import privacy_report
from passgenau.indicators.disclosure.protect import Protected, protect
from passgenau.indicators.disclosure.report import Released
from passgenau.indicators.disclosure.thresholds import AUDIENCES, AUDIENCES_DE, Audience
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
    earlier = earlier_releases(wish.earlier)
    hidden = _hidden_from_wider(wish, task, earlier)
    protected = protect(task.figures, earlier=earlier, also_hidden=hidden, audience=wish.audience)
    index = index_files(task, protected, wish.rule)
    package = _package_files(task, protected, index)
    certificate = _certificate(task, protected, package, index)
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
        index=None if checked.index is None else report_on_index(checked.index, checked.package, index.periods),
    )
    files[PRIVACY_REPORT] = report_html(privacy_report(released))
    files[PLANNING_REPORT] = report_html(planning_report(released))
    write_folder(wish.out, files, allowed=CONTENTS)
    return Done(checked, (*task.findings, *corrected_since(task.figures, earlier), *index.findings))


def _hidden_from_wider(wish: Wish, task: Task, earlier: Earlier) -> frozenset[FigureKey]:
    """Return what wider audiences do not see by the same rule: nobody narrower may see it either."""
    hidden: frozenset[FigureKey] = frozenset()
    for audience in AUDIENCES[: AUDIENCES.index(wish.audience)]:
        wider = task_of(wish.package, wish.rule, audience)
        demanding = any(width_of(one) for one in wider.figures.thresholds.values())
        if demanding and wider.figures.demands != task.figures.demands:
            seen = protect(wider.figures, earlier=earlier, also_hidden=hidden, audience=audience).long
            rows = seen.loc[seen["status"] == ValueStatus.SUPPRESSED.value, KEY]
            hidden |= frozenset(rows.itertuples(index=False, name=None))
    return hidden


def earlier_releases(packages: Sequence[Path]) -> Earlier:
    """Return everything that earlier protected packages have shown; the first to state a count is taken."""
    together = NOTHING_EARLIER
    for path in packages:
        within = path / PACKAGE
        read = read_package(within if within.exists() else path).sound()
        together = together.beside(earlier_of(read.long, read.register, read.memberships))
    return together


def _package_files(task: Task, protected: Protected, index: IndexFiles) -> dict[str, bytes]:
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
        index=index.files,
    )


def _certificate(task: Task, protected: Protected, package: Mapping[str, bytes], index: IndexFiles) -> bytes:
    rule = task.decided
    return certificate_json(
        CertificateFile(protected.certificate, rule.id, rule.name, digests_of(package), index.periods)
    )


def _read_back(files: Mapping[str, bytes]) -> Checked:
    """Return the package as others will read it, checked with its certificate; whatever is found stops everything."""
    with tempfile.TemporaryDirectory(prefix="passgenau-") as folder:
        write_folder(Path(folder) / "out", files, allowed=CONTENTS)
        checked = check_protected(Path(folder) / "out")
    if not checked.accepted:
        raise PassgenauError(checked.findings)
    return checked
