"""The steps of ``passgenau verify``: are the files the certified ones, and does the proof hold? Without any solver."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from passgenau.common.findings import Finding, Place, error
from passgenau.common.numbers_de import count
from passgenau.data.status import WITH_NUMBER, ValueStatus
from passgenau.files.certificates import read_certificate
from passgenau.files.package import Package, read_package
from passgenau.files.protected_folder import compare_digests, find_protected, package_contents, package_digests
from passgenau.indicators.disclosure.certificate import Certificate
from passgenau.indicators.disclosure.verify import verify

if TYPE_CHECKING:
    from passgenau.cli.index_in_package import PublishedIndex

INDEX_FILES = ("index.csv", "index_definition.toml")


@dataclass(frozen=True)
class Checked:
    """A protected package with everything the check found; without findings the certificate is accepted."""

    package: Package
    files: int
    findings: tuple[Finding, ...]
    limited: int = 0
    index: PublishedIndex | None = None

    @property
    def title(self) -> str:
        """Return what the package is called."""
        return self.package.title

    @property
    def accepted(self) -> bool:
        """Return whether the certificate holds."""
        return not self.findings

    @property
    def hidden(self) -> int:
        """Return how many figures are hidden."""
        return int((self.package.long["status"] == ValueStatus.SUPPRESSED.value).sum())

    @property
    def total(self) -> int:
        """Return how many figures there are, shown or hidden."""
        shown = self.package.long["status"].isin([one.value for one in WITH_NUMBER])
        return int(shown.sum()) + self.hidden

    def sentence(self) -> str:
        """Return what was checked and with which result."""
        what = (
            f"{self.title}: {count(self.files)} Dateien und {count(self.total)} Zahlen, davon {count(self.hidden)} "
            f"verborgen, mit dem Zertifikat geprüft"
        )
        if self.accepted and self.limited:
            return (
                f"{what}: angenommen; {count(self.limited)} verborgene Größen hat eine frühere Veröffentlichung schon "
                "enger eingegrenzt, als die heutige Regel verlangt, alle anderen bleiben so ungewiss wie verlangt."
            )
        if self.accepted:
            return f"{what}: angenommen, jede verborgene Zahl bleibt so ungewiss, wie die Regel verlangt."
        return f"{what}: abgelehnt, Gründe: {count(len(self.findings))}."


def check_protected(path: Path, certificate: Path | None = None, *, rule: str = "") -> Checked:
    """Return the package with what the check found; what cannot be read at all is refused."""
    where = find_protected(path, certificate)
    record = read_certificate(where.certificate)
    digests = package_digests(where.package)
    changed = compare_digests(record.digests, digests)
    package = read_package(where.package).sound()
    proof = verify(package.long, package.register, package.memberships, record.certificate)
    index = None
    if contents := package_contents(where.package, INDEX_FILES):
        from passgenau.cli.index_in_package import check_index, published_index  # recomputing an index takes more

        index = published_index(contents)
        if index is not None and not proof:
            proof = check_index(index, package, record.certificate, record.index_periods)
    if rule:
        proof = (*proof, *_other_demands(rule, record.certificate))
    return Checked(package, len(digests), (*changed, *proof), len(record.certificate.limited), index)


def _other_demands(rule: str, certificate: Certificate) -> tuple[Finding, ...]:
    """Return the indicators for which the certificate states other thresholds than the rule demands."""
    from passgenau.files.protection_rules import load_rule  # reading rules takes more than checking a proof
    from passgenau.indicators.disclosure.rule import thresholds_for

    wanted, profiles = load_rule(rule)
    stated = certificate.demands.thresholds
    demanded = thresholds_for(wanted, profiles, indicator_ids=tuple(stated), audience=certificate.audience)
    text = "Das Zertifikat ist mit anderen Schwellen entstanden, als die genannte Regel verlangt."
    return tuple(
        error("certificate.other_rule", text, Place(indicator_id=indicator))
        for indicator, thresholds in stated.items()
        if demanded.get(indicator) != thresholds
    )
