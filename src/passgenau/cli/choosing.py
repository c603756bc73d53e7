"""From a data package and a definition to the figures of one reading: which period, which columns."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from passgenau.common.errors import refusal
from passgenau.common.findings import enumerate_de
from passgenau.common.periods import parse_period
from passgenau.files.definitions import indicator_catalogue, load_index_definition
from passgenau.files.package import Package, read_package
from passgenau.files.results import RunInputs
from passgenau.index.definition import IndexDefinition
from passgenau.indicators.build import build_table
from passgenau.indicators.definition import Noise
from passgenau.indicators.table import IndicatorTable


@dataclass(frozen=True)
class Chosen:
    """What an index command works on."""

    package: Package
    definition: IndexDefinition
    table: IndicatorTable
    inputs: RunInputs
    noise: dict[str, Noise]
    earlier: IndicatorTable | None = None


def choose(package: Path, definition: str, period: str) -> Chosen:
    """Return package, definition and figures; refuse faulty packages and a period that is not clear."""
    wanted = load_index_definition(definition)
    catalogue = indicator_catalogue()
    read = read_package(package, rules=catalogue).sound()
    periods = periods_for(read.long, wanted, period)
    table = build_table(read.long, read.register, periods=periods)
    known = {**catalogue, **read.indicators}
    noise: dict[str, Noise] = {one.id: known[one.id].noise for one in wanted.indicators if one.id in known}
    then = wanted.reference.period
    earlier = build_table(read.long, read.register, periods=dict.fromkeys(periods, then)) if then else None
    return Chosen(read, wanted, table, RunInputs(read.name, read.digests, periods, read.findings), noise, earlier)


def periods_for(long: pd.DataFrame, definition: IndexDefinition, period: str) -> dict[str, str]:
    """Return the period of every indicator of the definition that was delivered, in its order.

    What the definition fixes stands; for the rest ``period`` is matched exactly, and may only be left open where
    all of it was delivered for one period.
    """
    delivered = {str(indicator): set(rows["period"]) for indicator, rows in long.groupby("indicator_id", sort=False)}
    members = [one for one in definition.indicators if one.id in delivered]
    open_members = [one for one in members if not one.period]
    available = sorted({one for member in open_members for one in delivered[member.id]}, key=parse_period)
    if open_members and period and period not in available:
        listing = enumerate_de(available, 30)
        raise refusal("period.absent", f"Für den Zeitraum „{period}“ gibt es keine Werte; vorhanden: {listing}.")
    if not period and len(available) > 1:
        raise refusal(
            "period.several",
            f"Das Paket enthält mehrere Zeiträume: {enumerate_de(available, 30)}.",
            advice="Bitte einen mit --period nennen.",
        )
    chosen = period or next(iter(available), "")
    return {one.id: one.period or chosen for one in members}
