"""The official index beside protected figures: what leaves, whether it may, and what a report says of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from passgenau.cli.choosing import periods_for
from passgenau.cli.figures_to_protect import Task
from passgenau.cli.index_in_package import certificate_tables
from passgenau.common.errors import refusal
from passgenau.common.findings import Finding, enumerate_de, warning
from passgenau.files.definitions import definition_bytes, load_index_definition
from passgenau.files.released_index import DEFINITION, FILE, released_index_csv
from passgenau.index.definition import IndexDefinition
from passgenau.index.official import official_index
from passgenau.index.released import OutputKind
from passgenau.indicators.build import build_table
from passgenau.indicators.disclosure.protect import Protected
from passgenau.profile.published_alone_section import KINDS_DE

DECIMALS = 1
_KINDS: dict[str, OutputKind] = {"class": "class", "rank": "rank", "score": "score"}


@dataclass(frozen=True)
class IndexFiles:
    """What goes into the package, the periods it was read at, and what there is to say."""

    files: Mapping[str, bytes]
    periods: Mapping[str, str]
    findings: tuple[Finding, ...] = ()


def index_files(task: Task, protected: Protected, rule: str) -> IndexFiles:
    """Return ``index.csv`` and the definition as files of the package; nothing where the rule wants no index."""
    wanted = task.rule.index
    if wanted is None:
        return IndexFiles({}, {})
    name = _where(wanted.definition, rule)
    definition = load_index_definition(name)
    figures = task.figures
    _refuse_what_cannot_be_checked(definition, task)
    periods = periods_for(figures.long, definition, wanted.period)
    inside = build_table(figures.long, figures.register, periods=periods)
    others = certificate_tables(
        protected.long, protected.register, figures.memberships, protected.certificate, periods=periods
    )
    show = tuple(_KINDS[one] for one in wanted.show if one in _KINDS)
    found = official_index(inside, others, definition, show=show, decimals=DECIMALS)
    said = [
        warning("protect.index_kind", f"{KINDS_DE[kind]} des Index kann nicht hinaus, ohne etwas zu verraten.")
        for kind in found.refused
    ]
    if set(wanted.show) - set(_KINDS):
        said.append(warning("protect.index_kind", "Beiträge der Indikatoren werden nicht in index.csv geschrieben."))
    if found.published is None:
        return IndexFiles({}, {}, tuple(said))
    files = {FILE: released_index_csv(found.published), DEFINITION: definition_bytes(name)}
    return IndexFiles(files, periods, tuple(said))


def _where(definition: str, rule: str) -> str:
    """Return the definition as named, a file being looked for beside the rule."""
    beside = Path(rule).parent / definition
    return str(beside) if definition.endswith(".toml") and beside.is_file() else definition


def _refuse_what_cannot_be_checked(definition: IndexDefinition, task: Task) -> None:
    members = {one.id for one in definition.indicators}
    withheld = sorted(members & set(task.decided.withheld))
    if withheld:
        listing = enumerate_de([f"„{one}“" for one in withheld], 10)
        text = f"Der Index „{definition.name}“ braucht {listing}; dieser Empfängerkreis darf sie nicht sehen."
        raise refusal("protect.index_withheld", text, advice="Bitte die Regel ohne [index] verwenden.")
    if definition.reference.period:
        text = f"„{definition.name}“ misst an einem früheren Zeitraum; das lässt sich hier noch nicht prüfen."
        raise refusal(
            "protect.index_reference", text, advice="Bitte eine Definition mit Maßstab im selben Jahr nehmen."
        )
