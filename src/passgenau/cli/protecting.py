"""The steps of ``passgenau protect``: read, protect, write down, read back, check, report, and only then let it out."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from passgenau.common.errors import PassgenauError
from passgenau.common.findings import Finding, Place, enumerate_de, error, warning
from passgenau.data.figure_rules import FigureRule
from passgenau.data.status import WITH_NUMBER, ValueStatus
from passgenau.files.certificates import CertificateRecord, certificate_json
from passgenau.files.definitions import indicator_catalogue
from passgenau.files.package import Package, read_package
from passgenau.files.package_writing import package_files
from passgenau.files.protected_folder import (
    CERTIFICATE,
    CONTENTS,
    PACKAGE,
    PLANNING_REPORT,
    PRIVACY_REPORT,
    digests_of,
)
from passgenau.files.protection_rules import load_rule
from passgenau.files.whole import write_folder
from passgenau.indicators.disclosure.figures import Figures
from passgenau.indicators.disclosure.planning_report import planning_report
from passgenau.indicators.disclosure.privacy_report import privacy_report
from passgenau.indicators.disclosure.protect import Protected, protect
from passgenau.indicators.disclosure.report import DecidedRule, Released, decided_rule
from passgenau.indicators.disclosure.rule import ProtectionRule, idle_patterns
from passgenau.indicators.disclosure.thresholds import AUDIENCES_DE, Audience
from passgenau.indicators.disclosure.verify import verify
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
    """What was written: figures in all, hidden ones, and what there is to say about the delivery."""

    title: str
    total: int
    hidden: int
    findings: tuple[Finding, ...]
