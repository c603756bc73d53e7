"""The invented deliveries as offices would send them: long tables, and the bytes of a semicolon file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from passgenau.data.long_table import long_table
from passgenau.data.status import ValueStatus
from passgenau.demo.counts import Cases
from passgenau.demo.places import place_keys
from passgenau.demo.population import YEARS
from passgenau.demo.shipments import GAPS, PROVISIONAL, SHIPMENTS, Shipment

CSV_COLUMNS = ("area_id", "indicator_id", "period", "numerator", "denominator", "value", "status")
MODELLED = "expected_care_need_share"


@dataclass(frozen=True, eq=False)
class DemoDelivery:
    """One invented delivery: title, sending institution, file name, ISO date of receipt and its long table."""

    title: str
    source: str
    file_name: str
    received: str
    table: pd.DataFrame

    @property
    def csv(self) -> bytes:
        """Return the file as it would arrive."""
        return plain_long_csv(self.table)


def _german(value: float) -> str:
    """Return the number with decimal comma and without needless decimals; empty for no number."""
    return "" if np.isnan(value) else np.format_float_positional(value, trim="-").replace(".", ",")


def plain_long_csv(table: pd.DataFrame) -> bytes:
    """Return a long table as UTF-8 CSV: semicolons, decimal comma, one header line, a line end after each row."""
    columns = [
        [_german(value) for value in table[name]] if table[name].dtype.kind == "f" else table[name].astype(str)
        for name in CSV_COLUMNS
    ]
    lines = [";".join(CSV_COLUMNS), *(";".join(cells) for cells in zip(*columns, strict=True))]
    return ("\n".join(lines) + "\n").encode("utf-8")


def _everything(cases: Mapping[str, Cases], indicators: tuple[str, ...]) -> pd.DataFrame:
    """Return all counted cells of these indicators as long rows, ordered by indicator, area and period."""
    keys = place_keys()
    frames = []
    for indicator in indicators:
        found = cases[indicator]
        frames.append(
            pd.DataFrame(
                {
                    "area_id": np.repeat(keys, len(YEARS)),
                    "indicator_id": indicator,
                    "period": np.tile([str(year) for year in YEARS], len(keys)),
                    "numerator": found.numerator.T.ravel(),
                    "denominator": found.denominator.T.ravel(),
                    "status": ValueStatus.ESTIMATED.value if indicator == MODELLED else ValueStatus.VALUE.value,
                }
            )
        )
    return pd.concat(frames, ignore_index=True)


def _with_gaps(rows: pd.DataFrame) -> pd.DataFrame:
    """Return the rows without what never came; where a file says so, the row stays as missing without numbers."""
    absent = rows["numerator"].isna()
    for gap in GAPS:
        inside = (
            rows["area_id"].str.startswith(gap.area_prefix)
            & rows["indicator_id"].isin(gap.indicators)
            & rows["period"].isin(gap.periods)
        )
        if gap.said:
            rows.loc[inside, "status"] = ValueStatus.MISSING.value
            rows.loc[inside, ["numerator", "denominator"]] = np.nan
        else:
            absent |= inside
    return rows[~absent]


def _provisional(rows: pd.DataFrame) -> pd.DataFrame:
    """Return the rows with the figures marked that their office may still correct."""
    for prefix, indicator, period in PROVISIONAL:
        inside = (rows["indicator_id"] == indicator) & (rows["period"] == period)
        inside &= rows["area_id"].str.startswith(prefix) & (rows["status"] == ValueStatus.VALUE.value)
        rows.loc[inside, "status"] = ValueStatus.PROVISIONAL.value
    return rows


def _hidden(rows: pd.DataFrame, hides_below: int) -> pd.DataFrame:
    """Return the rows with small cases replaced by the status alone: neither numerator nor denominator stays."""
    small = rows["numerator"].between(1, hides_below - 1)
    rows.loc[small, "status"] = ValueStatus.SUPPRESSED.value
    rows.loc[small, ["numerator", "denominator"]] = np.nan
    return rows


def _delivery(shipment: Shipment, cases: Mapping[str, Cases]) -> DemoDelivery:
    rows = _everything(cases, shipment.indicators)
    senders = tuple(municipality.key for municipality in shipment.municipalities)
    rows = _with_gaps(rows[rows["area_id"].str.startswith(senders)].copy())
    rows = _hidden(_provisional(rows.copy()), shipment.hides_below)
    table = long_table(rows.assign(source=shipment.source, row=np.arange(len(rows)) + 2))
    return DemoDelivery(shipment.title, shipment.source, shipment.file_name, shipment.received, table)


def pack_deliveries(cases: Mapping[str, Cases]) -> tuple[DemoDelivery, ...]:
    """Return all invented deliveries in the order of the plan."""
    return tuple(_delivery(shipment, cases) for shipment in SHIPMENTS)
